"""Whom the message was for: the domains whose MX records tell which hosts take mail from outside."""

from collections.abc import Iterator

from mailpath.message.fields import Message
from mailpath.path.hops import Hops, read_hops
from mailpath.values.names import domain_of

__all__ = ["MAX_DOMAINS", "recipient_domains", "trusted_recipient_domains"]

MAX_DOMAINS = 4  # each is one question
_DELIVERY = frozenset(("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"))
_MAX_FIELDS = 20
_MAX_BYTES = 2000
_TOP = 6  # hops whose for-clause is looked at; a receiving system has few


def recipient_domains(message: Message, hops: Hops | None = None) -> tuple[str, ...]:
    """Domains (A-labels) to ask MX for, the likeliest first, at most MAX_DOMAINS.

    From delivery fields, for-clauses and To. What of it can be believed is decided when the answers are there.
    """
    hops = read_hops(message) if hops is None else hops
    found = dict.fromkeys(_delivered(message, len(message.fields)))
    found |= dict.fromkeys(domain for hop in hops.hops[:_TOP] if hop.for_ and (domain := domain_of(hop.for_)))
    for field in message.all("to")[:1]:
        found |= dict.fromkeys(_domains(field.unfolded[:_MAX_BYTES]))
    return tuple(found)[:MAX_DOMAINS]


def trusted_recipient_domains(message: Message, hops: Hops, end: int) -> tuple[str, ...]:
    """The domains that trusted hosts wrote: in delivery fields above the hop `end` and in for-clauses down to it."""
    found = dict.fromkeys(_delivered(message, hops.fields[end]))
    found |= dict.fromkeys(domain for hop in hops.hops[: end + 1] if hop.for_ and (domain := domain_of(hop.for_)))
    return tuple(found)


def _delivered(message: Message, before: int) -> Iterator[str]:
    for field in message.fields[: min(before, _MAX_FIELDS)]:
        if field.name in _DELIVERY:
            yield from _domains(field.unfolded[:_MAX_BYTES])


def _domains(raw: bytes) -> Iterator[str]:
    """Domains of what looks like addresses; what they mean for the reader of the message does not matter here."""
    for part in raw.decode("latin-1").replace(";", ",").split(",")[:MAX_DOMAINS]:
        _, angle, inside = part.rpartition("<")
        domain = domain_of((inside.partition(">")[0] if angle else part).strip())
        if domain:
            yield domain
