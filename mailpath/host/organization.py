"""Whether the sending host is the author's organization's own (verdicts: "same organization").

Only what the owner of the organization's zone can make proves it: a name there that resolves to the host. A HELO is
anyone's word, and a network is shared with strangers as often as not.
"""

from collections.abc import Sequence

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.host.addresses import is_internal, network_of, same_network
from mailpath.host.catalogue_entry import ServiceMatch
from mailpath.host.fcrdns import Confirmed
from mailpath.host.listing import Listing
from mailpath.host.ptr import names_of
from mailpath.host.resolving import address_records, resolving_to
from mailpath.host.services import Catalogue
from mailpath.values.names import IPAddress, dns_name, is_under
from mailpath.values.vocabulary import Provenance, YesNo

__all__ = ["USUAL_NAMES", "SameOrganization", "same_organization"]

USUAL_NAMES = (
    "mail", "smtp", "mx", "exchange", "autodiscover", "owa", "remote", "vpn", "www", "webmail", "relay",
)  # fmt: skip
_INSIDE_SUFFIXES = ("local", "lan", "internal", "intern", "corp", "home.arpa")
_MAX_NEIGHBOURS = 20  # hosts that MX and SPF name, asked for their addresses


class SameOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, and what it rests on.

    `how`: yes by `ptr`, `mx`, `helo`, `usual_name`, `named_host` (a host that MX or SPF names is this one) or
    `same_network`; else `claimed` (only by the HELO), `internal_address` (no zone can tell), `unanswered` or `nothing`.
    `name` is the name under the organization that shows it, or the HELO that claims it; `network` the /24 or /56 of
    `same_network`; `shared_name` the host's PTR name that makes a name under the organization worth less.
    `claim` is the HELO wherever it claims the organization and no is not known. `unanswered`: the answer is unknown
    and a question that could have shown a yes had no answer.
    """

    answer: YesNo
    provenance: Provenance
    how: str
    name: str | None = None
    network: str | None = None
    shared_name: str | None = None
    claim: str | None = None
    unanswered: bool = False


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A name that resolves to the host, or none; `unanswered`: one might."""

    how: str = "nothing"
    name: str | None = None
    network: str | None = None
    unanswered: bool = False


def same_organization(
    ip: IPAddress,
    helo: str | None,
    organization: str | None,
    *,
    confirmed: Confirmed,
    mx: Listing,
    named_hosts: Sequence[str],
    service: ServiceMatch | None,
    known: Catalogue,
    dns: Dns,
) -> SameOrganization:
    """Whether host `ip` belongs to the organization.

    `helo` as the client gave it; `organization` the organizational domain of the author; `confirmed` the host's PTR
    names; `mx` whether the author's MX hosts are this host; `named_hosts` the hosts that the author's MX and SPF
    records name, of which those under the organization count; `service` the host's service. Names that are usual for
    mail servers are asked only where nothing else shows the host, and neighbours only where those do not.
    """
    if organization is None:
        return SameOrganization(answer=YesNo.UNKNOWN, provenance=Provenance.INFERRED, how="nothing")
    helo_name = dns_name(helo) if helo else None
    claim = helo_name if helo_name and _claims(helo_name, organization) else None
    if is_internal(ip):  # an address that every organization may use inside
        return _not_shown(claim, _Shown(how="internal_address"))
    shown = _resolves(ip, helo_name, organization, confirmed, mx, dns)
    if shown.name is None:
        near = _near(ip, organization, confirmed, named_hosts, service, known, dns)
        if mx.answer is YesNo.UNKNOWN:  # the host may yet be an exchanger of a service
            near = _Shown(unanswered=True) if near.how == "same_network" else near
        if near.name is None:
            return _not_shown(claim, _Shown(unanswered=shown.unanswered or near.unanswered))
        shown = near
    return _weighed(shown, confirmed, known)


def _claims(helo: str, organization: str) -> bool:
    """A HELO under the organization, or under its first label in a domain that only exists inside networks."""
    first = organization.partition(".")[0]
    return is_under(helo, organization) or any(is_under(helo, f"{first}.{suffix}") for suffix in _INSIDE_SUFFIXES)


def _resolves(
    ip: IPAddress, helo: str | None, organization: str, confirmed: Confirmed, mx: Listing, dns: Dns
) -> _Shown:
    """A name under the organization that resolves to the host; what is known already before what must be asked."""
    for how, names in (("ptr", confirmed.confirmed), ("mx", mx.hosts)):
        for name in names:
            if is_under(name, organization):
                return _Shown(how=how, name=name)
    open_names = not confirmed.ptr_known or any(is_under(name, organization) for name in confirmed.unanswered)
    unanswered = open_names or mx.answer is YesNo.UNKNOWN
    helo_names = (helo,) if helo and is_under(helo, organization) else ()
    usual_names = tuple(f"{label}.{organization}" for label in USUAL_NAMES)
    for how, asked in (("helo", helo_names), ("usual_name", usual_names)):
        found = resolving_to(ip, asked, dns)
        if found.names:
            return _Shown(how=how, name=found.names[0])
        unanswered = unanswered or bool(found.unanswered)
    return _Shown(unanswered=unanswered)


def _near(
    ip: IPAddress,
    organization: str,
    confirmed: Confirmed,
    named_hosts: Sequence[str],
    service: ServiceMatch | None,
    known: Catalogue,
    dns: Dns,
) -> _Shown:
    """A host under the organization that MX or SPF names, in the host's own network, unless that is a service's."""
    under = tuple(dict.fromkeys(host for host in named_hosts if is_under(host, organization)))
    resolved = address_records(under[:_MAX_NEIGHBOURS], ip.version, dns)
    for one in resolved:
        if ip in one.addresses:
            return _Shown(how="named_host", name=one.name)
    unanswered = len(under) > _MAX_NEIGHBOURS or any(not one.known for one in resolved)
    near = [(one.name, other) for one in resolved for other in one.addresses if same_network(ip, other)]
    if not near or _is_service_host(ip, confirmed, service, known):
        return _Shown(unanswered=unanswered)
    name, neighbour = near[0]
    beside = names_of(neighbour, dns)
    if known.by_ptr(beside.names):
        return _Shown(unanswered=unanswered)
    if not (beside.known and confirmed.ptr_known):  # either could still name a service
        return _Shown(unanswered=True)
    return _Shown(how="same_network", name=name, network=str(network_of(ip)))


def _is_service_host(ip: IPAddress, confirmed: Confirmed, service: ServiceMatch | None, known: Catalogue) -> bool:
    """Unconfirmed PTR names count here: nobody would name a service to be taken for less than he is."""
    if service is not None and service.shows_host:
        return True
    return known.by_network(ip) is not None or known.by_ptr(confirmed.names) is not None


def _weighed(shown: _Shown, confirmed: Confirmed, known: Catalogue) -> SameOrganization:
    """A yes: verified by a name that resolves to the host, but where the host may be one that many share."""
    shared = known.shared_host((*confirmed.confirmed, *confirmed.unanswered))
    verified = shown.how != "same_network" and shared is None and confirmed.ptr_known
    return SameOrganization(
        answer=YesNo.YES,
        provenance=Provenance.VERIFIED if verified else Provenance.INFERRED,
        how=shown.how,
        name=shown.name,
        network=shown.network,
        shared_name=shared,
    )


def _not_shown(claim: str | None, shown: _Shown) -> SameOrganization:
    """No, where every answer is in and nobody claims it; unknown else."""
    if claim is not None:
        return SameOrganization(
            answer=YesNo.UNKNOWN,
            provenance=Provenance.CLAIMED,
            how="claimed",
            name=claim,
            claim=claim,
            unanswered=shown.unanswered,
        )
    if shown.unanswered or shown.how != "nothing":
        return SameOrganization(
            answer=YesNo.UNKNOWN,
            provenance=Provenance.INFERRED,
            how=shown.how if shown.how != "nothing" else "unanswered",
            unanswered=shown.unanswered,
        )
    return SameOrganization(answer=YesNo.NO, provenance=Provenance.VERIFIED, how="nothing")
