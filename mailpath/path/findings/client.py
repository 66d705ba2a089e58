"""Findings on the client at the boundary: who it was not, and how it spoke."""

import re
from collections.abc import Iterator

from mailpath.language import reason
from mailpath.path.addresses import address_of, is_internal
from mailpath.path.kinship import host_name, is_public_name, related
from mailpath.path.steps import Step, confirmed_name, step_of
from mailpath.values.hop import Hop
from mailpath.values.kept import kept
from mailpath.values.names import IPAddress
from mailpath.values.reasons import Reason

__all__ = ["client_findings", "looks_dynamic"]

_TLS_SINCE = 2015  # year from which mail in the clear is worth a word
_TLS_WRITERS = ("microsoft365", "gmail", "postfix", "exim", "sendmail")  # families that record TLS where there is some
_DYNAMIC = re.compile(
    r"(?:^|[.\d_-])(?:a?dsl|vdsl|dyn|dynamic|dial|dialup|dialin|ppp|pppoe|pool|dhcp|cable|client|cust|customer|dip|dip0|"
    r"broadband|mobile|wireless|hsd|res)\d*(?=[.\d_-])"
)
_LONGEST_KEPT = 255
_NUMBERS = re.compile(r"\d{1,3}")
_FREE_MAIL = (
    ".gmail.com",
    ".google.com",
    ".googlemail.com",
    ".outlook.com",
    ".hotmail.com",
    ".yahoo.com",
    ".icloud.com",
)


def client_findings(hops: tuple[Hop, ...], boundary: int) -> Iterator[Reason]:
    """`boundary` is the index of the boundary hop."""
    hop = hops[boundary]
    step = step_of(hop)
    if step is Step.HANDED_IN:
        yield reason("handed_in_locally", by=hop.by)
        return
    if step is Step.SUBMITTED:
        yield reason("authenticated_submission", ip=hop.ip, by=hop.by)
        return
    client = address_of(hop.ip)
    if client is None:
        return
    if is_internal(client):
        yield reason("client_not_public", ip=hop.ip, by=hop.by)
        return
    yield from _names(hop, client)
    yield from _helo(hops, boundary, client)
    if _in_the_clear(hop):
        yield reason("cleartext_hop", ip=hop.ip, by=hop.by)


def _names(hop: Hop, client: IPAddress) -> Iterator[Reason]:
    if hop.rdns is not None:
        if confirmed_name(hop) is None:
            yield reason("client_name_unconfirmed", name=hop.rdns, ip=hop.ip, by=hop.by)
        if looks_dynamic(hop.rdns, client):
            yield reason("dynamic_client", name=hop.rdns, ip=hop.ip)
    elif _says_unknown(hop):
        yield reason("client_unnamed", ip=hop.ip, by=hop.by)


def _says_unknown(hop: Hop) -> bool:
    """The writer looked for a name and says that there is none (Postfix, qmail)."""
    return hop.raw.lower().lstrip().startswith("from unknown") or "(unknown [" in hop.raw or "RDNS failed" in hop.raw


def looks_dynamic(name: str, client: IPAddress) -> bool:
    """A name as access providers give to customers by the thousand: a word for it, or the address itself."""
    dynamic, numbers = _told_by_name(name)
    if dynamic or len(numbers) < 4 or client.version != 4:
        return dynamic
    parts = tuple(str(int(part)) for part in str(client).split("."))
    return any(numbers[at : at + 4] in (parts, parts[::-1]) for at in range(len(numbers) - 3))


@kept(most=4096, longest=_LONGEST_KEPT)
def _told_by_name(name: str) -> tuple[bool, tuple[str, ...]]:
    """Whether there is a word for it, and the numbers in the name."""
    lower = name.lower()
    numbers = _NUMBERS.findall(lower.replace("ip4", ""))[:12]
    return _DYNAMIC.search(lower) is not None, tuple(str(int(number)) for number in numbers)


def _helo(hops: tuple[Hop, ...], boundary: int, client: IPAddress) -> Iterator[Reason]:
    hop = hops[boundary]
    said = hop.helo
    if said is None:
        return
    literal = address_of(said)
    if literal is not None:
        if literal != client:
            yield reason("helo_other_address", helo=said, ip=hop.ip)
        return
    name = host_name(said)
    receiver = {(one.by or "").lower() for one in hops[: boundary + 1]}
    if name is None or not is_public_name(said):
        yield reason("helo_not_public", helo=said, ip=hop.ip)
    elif name in receiver:
        yield reason("helo_of_receiver", helo=said, ip=hop.ip)
    elif hop.rdns is not None and _is_known(name) and not related(said, hop.rdns):
        yield reason("helo_of_other", helo=said, name=hop.rdns, ip=hop.ip)


def _is_known(name: str) -> bool:
    """A name of a big mailbox provider, whose hosts all bear names of its own."""
    return ("." + name).endswith(_FREE_MAIL)


def _in_the_clear(hop: Hop) -> bool:
    return (
        hop.tls is None
        and hop.family in _TLS_WRITERS
        and hop.date is not None
        and hop.date.year >= _TLS_SINCE
        and "smtp" in (hop.with_ or "").lower()
    )
