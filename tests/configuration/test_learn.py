"""Settings learned from mail: exactly the receiver's hosts, networks and ids."""

import random

import pytest

import mailpath
from mailpath.configuration.learn import Kind
from samples.letters import exchange, gmail, microsoft365, postfix, sendmail
from samples.letters_inside import gmail_inside, lmtp
from samples.stories import STORIES
from tests.configuration.own_mail import BORDER, ID, RESULTS, SENDERS, codes, hop, learned, own_mail, proposed, stranger
from tests.path.relays import internal_hops

OWN = {
    "the border alone": ((), {BORDER, ID}),
    "a mailbox store behind": (
        (lmtp("mx.empfang.example", "store.empfang.example"),),
        {BORDER, ID, ("host", "store.empfang.example")},
    ),
    "an internal relay": (
        (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "hub.empfang.example"),),
        {BORDER, ID, ("host", "hub.empfang.example"), ("net", "10.20.30.5/32")},
    ),
    "a public relay of our name": (
        (postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "hub.empfang.example"),),
        {BORDER, ID, ("host", "hub.empfang.example"), ("net", "192.0.2.25/32")},
    ),
    "Exchange behind, which notes no names": (
        (exchange("mx.empfang.example", "10.1.2.9", "EXCH01.empfang.local", "10.1.2.3"),),
        {BORDER, ID, ("host", "exch01.empfang.local"), ("net", "10.1.2.9/32")},
    ),
    "a filter on the same host": (
        (
            hop("from localhost (localhost [127.0.0.1]) by mx.empfang.example (Postfix) with ESMTP id 1"),
            hop("from mx.empfang.example ([127.0.0.1]) by localhost (mx [127.0.0.1]) (amavis) with ESMTP"),
        ),
        {BORDER, ID},
    ),
    "three relays in a row": (
        (
            lmtp("hub.empfang.example", "store.empfang.example", client_ip="10.20.30.8"),
            sendmail("in.empfang.example", "in.empfang.example", "198.51.100.7", "hub.empfang.example"),
            postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "in.empfang.example"),
        ),
        {
            BORDER,
            ID,
            *(("host", f"{name}.empfang.example") for name in ("store", "hub", "in")),
            *(("net", net) for net in ("10.20.30.8/32", "198.51.100.7/32", "192.0.2.25/32")),
        },
    ),
}


@pytest.mark.parametrize(("on_top", "expected"), OWN.values(), ids=OWN.keys())
def test_exactly_the_receivers_own(on_top: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    found = learned(own_mail(60, on_top))
    assert proposed(found) == expected
    assert all(one.certain and one.of == 60 and one.seen >= 57 for one in found.proposals)
    assert codes(found) == set()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["private", "named", "networked"])
def test_what_is_accepted_makes_no_wrong_sender_sure(kind: str, seed: int) -> None:
    """Own relays of any family on top: with the proposals, each story's sending host is found, or confidence is low."""
    on_top = internal_hops(random.Random(seed), kind=kind).decode().replace("\r\n", "\n").rstrip()
    messages = own_mail(len(SENDERS) * 2, [on_top])
    found = learned(messages)
    told = {story.name: story.host for story in STORIES}
    assert not {one.value.partition("/")[0] for one in found.proposals} & set(told.values())
    trust = tuple(one.value for one in found.proposals if one.certain and one.kind is not Kind.AUTHSERV_ID)
    right = 0
    for (name, _), raw in zip(SENDERS, messages, strict=False):
        path = mailpath.find_path(raw, settings=mailpath.Settings(trust=trust))
        assert path.boundary is not None
        is_right = path.hops[path.boundary.hop_index or 0].ip == told[name]
        right += is_right
        assert is_right or path.boundary.confidence == "low", (name, trust)
    assert right == len(SENDERS) or "learn_one_client" in codes(found)


def test_values_are_seen_in_so_many_messages() -> None:
    plain = own_mail(45, ())
    relayed = own_mail(15, (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "hub.empfang.example"),))
    found = {(one.kind.value, one.value): (one.seen, one.of) for one in learned([*plain, *relayed]).proposals}
    assert found == {
        BORDER: (60, 60),
        ("host", "hub.empfang.example"): (15, 60),
        ("net", "10.20.30.5/32"): (15, 60),
        ID: (60, 60),
    }


def test_what_is_rare_is_not_proposed() -> None:
    rare = own_mail(2, (postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.5", "test.empfang.example"),))
    assert proposed(learned([*own_mail(58, ()), *rare])) == {BORDER, ID}


def test_a_filter_that_the_results_look_behind() -> None:
    """The border's results speak of the client of the filter: it was told of it."""
    messages = []
    for number in range(40):
        results = RESULTS.replace("spf=none", f"spf=none smtp.remote-ip=203.0.113.{number + 1}")
        top = postfix("scan.filter-service.example", "scan.filter-service.example", "198.51.100.9")
        messages.append(stranger(number, (results, top), by="scan.filter-service.example"))
    expected = {BORDER, ID, ("host", "scan.filter-service.example"), ("net", "198.51.100.9/32")}
    assert proposed(learned(messages)) == expected


def test_a_known_filter_service_in_front_of_nearly_everything() -> None:
    messages = []
    for number in range(60):
        name, ip = f"mx0{'ab'[number % 2]}-00123456.pphosted.com", f"198.51.100.{9 + number % 2}"
        top = (RESULTS, postfix(name, name, ip)) if number % 10 else (RESULTS,)
        messages.append(stranger(number, top, by=name if number % 10 else "mx.empfang.example"))
    filters = {("host", f"mx0{x}-00123456.pphosted.com") for x in "ab"}
    assert proposed(learned(messages)) == {
        BORDER,
        ID,
        *filters,
        ("net", "198.51.100.9/32"),
        ("net", "198.51.100.10/32"),
    }


def test_a_filter_service_in_front_of_a_part_is_left_to_the_user() -> None:
    name = "mx0a-00123456.pphosted.com"
    messages = [
        stranger(number, (RESULTS, postfix(name, name, "198.51.100.9")), by=name)
        if number % 2
        else stranger(number, (RESULTS,))
        for number in range(60)
    ]
    found = learned(messages)
    assert proposed(found) == {BORDER, ID}
    assert "learn_one_client" in codes(found)


def test_providers_need_no_settings() -> None:
    microsoft = [
        "\n".join([*microsoft365(f"m{n}.example", f"203.0.113.{n}"), f"From: a@a{n}.example", "", "x"])
        for n in range(30)
    ]
    google = [
        "\n".join(
            [
                gmail_inside(),
                gmail(f"m{n}.example", f"m{n}.example", f"203.0.113.{n}"),
                "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=x",
                f"From: a@a{n}.example",
                "",
                "x",
            ]
        )
        for n in range(30)
    ]
    found = learned(text.replace("\n", "\r\n").encode() for text in [*microsoft, *google])
    assert proposed(found) == {("authserv_id", "mx.google.com")}
    assert [note.facts["provider"] for note in found.notes] == ["Microsoft 365", "Google"]


def test_two_receivers_each_have_their_own() -> None:
    other = [stranger(number, (), by="mail.verein.example") for number in range(30)]
    found = learned([*own_mail(30, ()), *other])
    assert proposed(found) == {BORDER, ID, ("host", "mail.verein.example")}


def test_few_messages_of_somebody_elses_receiver_are_left_out() -> None:
    other = [stranger(number, (), by="mail.verein.example") for number in range(4)]
    found = learned([*own_mail(60, ()), *other])
    assert proposed(found) == {BORDER, ID}
    assert "learn_elsewhere" in codes(found)


def pool(name: str, net: str, spread: int = 1) -> list[bytes]:
    """Five relays of ours, each with its name and address."""
    tops = [
        postfix(name.format(n), name.format(n), f"{net}.{10 + n * spread}", "hub.empfang.example") for n in range(5)
    ]
    return [stranger(n, (tops[n % 5],), by=name.format(n % 5)) for n in range(60)]


def test_a_pool_becomes_a_suffix_and_a_network() -> None:
    found = proposed(learned(pool("mx{}.in.empfang.example", "10.20.30")))
    assert found == {("host", "hub.empfang.example"), ("host", ".in.empfang.example"), ("net", "10.20.30.8/29")}


def test_an_organization_is_never_trusted_as_a_whole() -> None:
    found = proposed(learned(pool("mx{}.empfang.example", "198.51.100")))
    hosts = {("host", f"mx{n}.empfang.example") for n in range(5)}
    assert found == {("host", "hub.empfang.example"), *hosts, ("net", "198.51.100.8/29")}


def test_a_network_that_holds_strangers_is_named_one_by_one() -> None:
    found = proposed(learned(pool("mx{}.in.empfang.example", "198.51.100", spread=50)))
    assert {value for kind, value in found if kind == "net"} == {f"198.51.100.{10 + n * 50}/32" for n in range(5)}
