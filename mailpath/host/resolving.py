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


class _Book(msgspec.Struct, frozen=True):
    """The addresses of several names, and which of the names resolve to each, by its number."""

    resolved: tuple[Resolved, ...]
    by_address: dict[int, Resolving]
    nowhere: Resolving  # of an address that is none of them


_EMPTY = _Book((), {}, Resolving(names=(), unanswered=()))


def address_records(names: Sequence[str], version: int, dns: Dns) -> tuple[Resolved, ...]:
    """The A (version 4) or AAAA (version 6) records of each name, asked at once. Names are normalised."""
    return _book(tuple(names), version, dns).resolved


def resolving_to(ip: IPAddress, names: Sequence[str], dns: Dns) -> Resolving:
    """Which of the names have `ip` among their addresses."""
    book = _book(tuple(names), ip.version, dns)
    return book.by_address.get(int(ip), book.nowhere)


def _book(names: tuple[str, ...], version: int, dns: Dns) -> _Book:
    return shared(dns, ("addresses", version, names), lambda dns: _asked(names, version, dns)) if names else _EMPTY


def _asked(names: tuple[str, ...], version: int, dns: Dns) -> _Book:
    record_type = "A" if version == 4 else "AAAA"
    answers = ask_all(dns, [Question(name, record_type) for name in names])
    resolved = tuple(
        Resolved(
            name=name,
            addresses=tuple([found for found in map(ip_address, answer.records) if found and found.version == version]),
            known=not answer.failed,
        )
        for name, answer in zip(names, answers, strict=True)
    )
    owners: dict[int, list[str]] = {}
    for one in resolved:
        for number in dict.fromkeys(map(int, one.addresses)):
            owners.setdefault(number, []).append(one.name)
    unanswered = tuple([one.name for one in resolved if not one.known])
    return _Book(
        resolved,
        {number: Resolving(names=tuple(found), unanswered=unanswered) for number, found in owners.items()},
        Resolving(names=(), unanswered=unanswered),
    )
