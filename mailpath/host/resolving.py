"""Names to addresses, several at once, and only those of the family that matters."""

from collections.abc import Sequence

import msgspec

from mailpath.dns.protocol import Dns, ask_all, shared
from mailpath.values.answers import Question
from mailpath.values.names import IPAddress, ip_address

__all__ = ["Resolved", "Resolving", "address_records", "resolving_to"]


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A name's addresses of one family; `known` is false where the question had no answer."""

    name: str
    addresses: tuple[IPAddress, ...]
    known: bool


class Resolving(msgspec.Struct, frozen=True, kw_only=True):
    """Which names resolve to an address, and for which the question had no answer; both in the order asked."""

    names: tuple[str, ...]
    unanswered: tuple[str, ...]


def address_records(names: Sequence[str], version: int, dns: Dns) -> tuple[Resolved, ...]:
    """The A (version 4) or AAAA (version 6) records of each name, asked at once. Names are normalised."""
    asked = tuple(names)
    return shared(dns, ("addresses", version, asked), lambda dns: _asked(asked, version, dns)) if asked else ()


def _asked(names: tuple[str, ...], version: int, dns: Dns) -> tuple[Resolved, ...]:
    record_type = "A" if version == 4 else "AAAA"
    answers = ask_all(dns, [Question(name, record_type) for name in names])
    return tuple(
        Resolved(
            name=name,
            addresses=tuple(found for found in map(ip_address, answer.records) if found and found.version == version),
            known=not answer.failed,
        )
        for name, answer in zip(names, answers, strict=True)
    )


def resolving_to(ip: IPAddress, names: Sequence[str], dns: Dns) -> Resolving:
    """Which of the names have `ip` among their addresses."""
    resolved = address_records(names, ip.version, dns)
    return Resolving(
        names=tuple(one.name for one in resolved if ip in one.addresses),
        unanswered=tuple(one.name for one in resolved if not one.known),
    )
