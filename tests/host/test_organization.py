"""Whether the host is the author's organization's own: verified, inferred, claimed, unknown, no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import Dns
from mailpath.host.fcrdns import confirm
from mailpath.host.mx import exchangers, mx_listed
from mailpath.host.organization import USUAL_NAMES, SameOrganization, same_organization
from mailpath.host.services import catalogue
from mailpath.values.answers import Answer, Question
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import Provenance, YesNo

ORG = "firma.example"
REVERSE = "9.113.0.203.in-addr.arpa"
Zone = dict[str, object]


def asked(
    zone: Zone | Dns, helo: str | None = "exch01.firma.local", ip: str = "203.0.113.9", named: tuple[str, ...] = ()
) -> SameOrganization:
    """All the way as a check goes, over one zone. `named`: the hosts that SPF names."""
    dns = ZoneDns(zone) if isinstance(zone, dict) else zone
    address = ip_address(ip)
    assert address is not None
    confirmed = confirm(address, dns)
    hosts = (*exchangers(ORG, dns).hosts, *named)
    mx = mx_listed(address, (ORG,), dns)
    known = catalogue()
    service = known.service_of(confirmed=confirmed.confirmed, mx_hosts=mx.hosts)
    return same_organization(
        address,
        helo,
        ORG,
        confirmed=confirmed,
        mx=mx,
        named_hosts=hosts,
        service=service,
        known=known,
        dns=dns,
    )


def ptr(name: str) -> Zone:
    return {REVERSE: {"PTR": [name]}, name: {"A": ["203.0.113.9"]}}


HOST = {"A": ["203.0.113.9"]}
MX: Zone = {ORG: {"MX": ["10 mx.firma.example"]}, "mx.firma.example": HOST}
NEAR: Zone = {ORG: {"MX": ["10 mx.firma.example"]}, "mx.firma.example": {"A": ["203.0.113.20"]}}
FAR: Zone = {ORG: {"MX": ["10 mx.firma.example"]}, "mx.firma.example": {"A": ["192.0.2.20"]}}

Y, N, U = YesNo.YES, YesNo.NO, YesNo.UNKNOWN
V, INF, C = Provenance.VERIFIED, Provenance.INFERRED, Provenance.CLAIMED
ROWS: dict[str, tuple[Zone, str | None, YesNo, Provenance, str, str | None]] = {
    "usual name": ({"mail.firma.example": HOST}, "x.example", Y, V, "usual_name", "mail.firma.example"),
    "usual name, alias": (
        {"owa.firma.example": {"CNAME": ["h.example"]}, "h.example": HOST},
        None,
        Y,
        V,
        "usual_name",
        "owa.firma.example",
    ),
    "helo under it": ({"exch.firma.example": HOST}, "EXCH.firma.example.", Y, V, "helo", "exch.firma.example"),
    "confirmed ptr": (ptr("out7.firma.example"), None, Y, V, "ptr", "out7.firma.example"),
    "unconfirmed ptr": ({REVERSE: {"PTR": ["out7.firma.example"]}}, None, N, V, "nothing", None),
    "mx host": (MX, None, Y, V, "mx", "mx.firma.example"),
    "mx host of a provider": (
        {ORG: {"MX": ["10 mx.provider.example"]}, "mx.provider.example": HOST},
        None,
        N,
        V,
        "nothing",
        None,
    ),
    "usual name on a host many share": (
        {"mail.firma.example": HOST, **ptr("dd12345.kasserver.com")},
        None,
        Y,
        INF,
        "usual_name",
        "mail.firma.example",
    ),
    "usual name on a host that its name calls shared": (
        {"mail.firma.example": HOST, **ptr("shared7.provider.example")},
        None,
        Y,
        INF,
        "usual_name",
        "mail.firma.example",
    ),
    "usual name on a rented server": (
        {"mail.firma.example": HOST, **ptr("static.9.113.0.203.clients.your-server.de")},
        None,
        Y,
        V,
        "usual_name",
        "mail.firma.example",
    ),
    "ptr failed: shared is not ruled out": (
        {"mail.firma.example": HOST, REVERSE: {"PTR": "failed"}},
        None,
        Y,
        INF,
        "usual_name",
        "mail.firma.example",
    ),
    "shared name could not be confirmed": (
        {
            "mail.firma.example": HOST,
            REVERSE: {"PTR": ["dd12345.kasserver.com"]},
            "dd12345.kasserver.com": {"A": "failed"},
        },
        None,
        Y,
        INF,
        "usual_name",
        "mail.firma.example",
    ),
    "same network as an MX host": (NEAR, None, Y, INF, "same_network", "mx.firma.example"),
    "same network, host is a provider's": (
        {**NEAR, **ptr("mo4-p00-ob.smtp.rzone.de")},
        None,
        N,
        V,
        "nothing",
        None,
    ),
    "same network, neighbour is a provider's": (
        {**NEAR, "20.113.0.203.in-addr.arpa": {"PTR": ["vmi1234.contaboserver.net"]}},
        None,
        N,
        V,
        "nothing",
        None,
    ),
    "same network, ptr of the neighbour failed": (
        {**NEAR, "20.113.0.203.in-addr.arpa": {"PTR": "failed"}},
        None,
        U,
        INF,
        "unanswered",
        None,
    ),
    "other network": (FAR, None, N, V, "nothing", None),
    "helo claims": (FAR, "exch01.firma.local", U, C, "claimed", "exch01.firma.local"),
    "helo claims under it": ({}, "mail.firma.example", U, C, "claimed", "mail.firma.example"),
    "helo claims, home.arpa": ({}, "nas.firma.home.arpa", U, C, "claimed", "nas.firma.home.arpa"),
    "helo of another organization": ({}, "mail.firmax.example", N, V, "nothing", None),
    "helo only looks alike": ({}, "firma.example.evil.example", N, V, "nothing", None),
    "helo is an address": ({}, "[203.0.113.9]", N, V, "nothing", None),
    "usual names failed": ({"mail.firma.example": {"A": "failed"}}, None, U, INF, "unanswered", None),
    "mx failed": ({ORG: {"MX": "failed"}}, None, U, INF, "unanswered", None),
    "nothing": ({}, None, N, V, "nothing", None),
}


@pytest.mark.parametrize(("zone", "helo", "answer", "provenance", "how", "name"), ROWS.values(), ids=ROWS.keys())
def test_same_organization(
    zone: Zone, helo: str | None, answer: YesNo, provenance: Provenance, how: str, name: str | None
):
    found = asked(zone, helo)
    assert (found.answer, found.provenance, found.how, found.name) == (answer, provenance, how, name)
    assert found.unanswered is (how == "unanswered")


def test_a_host_that_spf_names_and_that_is_this_one():
    found = asked({"out3.firma.example": HOST}, None, named=("out3.firma.example", "relay.other.example"))
    assert (found.answer, found.provenance, found.how) == (Y, V, "named_host")


def test_network_of_a_hoster_is_no_evidence():
    zone: Zone = {ORG: {"MX": ["10 mx.firma.example"]}, "mx.firma.example": {"A": ["78.46.10.20"]}}
    assert asked(zone, None, ip="78.46.10.9").answer is N


def test_ipv6_network():
    zone: Zone = {ORG: {"MX": ["10 mx.firma.example"]}, "mx.firma.example": {"AAAA": ["2001:db8:0:101::25"]}}
    found = asked(zone, None, ip="2001:db8:0:1ff::9")
    assert (found.answer, found.how, found.network) == (Y, "same_network", "2001:db8:0:100::/56")


def test_internal_addresses_belong_to_everybody():
    zone: Zone = {"mail.firma.example": {"A": ["10.0.0.5"]}}
    assert asked(zone, None, ip="10.0.0.5").answer is U
    found = asked(zone, "mail.firma.example", ip="10.0.0.5")
    assert (found.answer, found.provenance, found.claim) == (U, C, "mail.firma.example")


def test_no_organization():
    known = catalogue()
    dns = ZoneDns({})
    address = ip_address("203.0.113.9")
    assert address is not None
    found = same_organization(
        address,
        "mail.firma.example",
        None,
        confirmed=confirm(address, dns),
        mx=mx_listed(address, (), dns),
        named_hosts=(),
        service=None,
        known=known,
        dns=dns,
    )
    assert (found.answer, found.unanswered) == (U, False)


class Counting:
    """A zone that keeps what was asked."""

    def __init__(self, zone: Zone) -> None:
        self._dns = ZoneDns(zone)
        self.names: list[str] = []

    def ask(self, question: Question, /) -> Answer:
        self.names.append(question.name)
        return self._dns.ask(question)


def test_usual_names_are_asked_only_when_needed():
    usual = {f"{label}.{ORG}" for label in USUAL_NAMES}
    counting = Counting(ptr("out7.firma.example"))
    assert asked(counting, None).answer is Y
    assert not usual & set(counting.names)
    counting = Counting({})
    assert asked(counting, None).answer is N
    assert usual <= set(counting.names)


SURE = [(Y, V), (Y, INF), (U, C), (U, INF), (N, V)]
ZONES = [row[0] for row in ROWS.values()]


@given(st.sampled_from(ZONES), st.sampled_from(["exch01.firma.local", "mail.firma.example", "x.example"]), st.data())
def test_losing_an_answer_never_makes_surer(zone: Zone, helo: str, data: st.DataObject):
    before = asked(zone, helo)
    counting = Counting(zone)
    asked(counting, helo)
    lost = data.draw(st.sampled_from(sorted(set(counting.names))))
    poorer: Zone = {**zone, lost: "failed"}
    after = asked(ZoneDns(poorer), helo)
    if after.answer is N:
        assert before.answer is N
    if after.answer is Y:
        assert before.answer is Y
        assert after.provenance is INF or before.provenance is V


@given(st.sampled_from(ZONES), st.sampled_from(["exch01.firma.local", "mail.firma.example", "smtp.firma.corp"]))
def test_a_helo_alone_never_says_yes(zone: Zone, helo: str):
    without = asked(zone, None)
    claimed = asked(zone, helo)
    if without.answer is not Y and helo not in zone:
        assert claimed.answer is not Y


@given(st.text(max_size=300))
def test_any_helo(helo: str):
    assert asked(FAR, helo).answer is not Y
