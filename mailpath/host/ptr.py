"""The names that an address's owner gave it."""

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.values.answers import Question
from mailpath.values.names import IPAddress, dns_name, reverse_name

__all__ = ["MAX_NAMES", "PtrNames", "names_of"]

MAX_NAMES = 10  # RFC 7208 section 4.6.4 sets the same bound for its `ptr`


class PtrNames(msgspec.Struct, frozen=True, kw_only=True):
    """PTR names, normalised, at most MAX_NAMES; `known` is false where the question had no answer."""

    names: tuple[str, ...]
    known: bool


def names_of(ip: IPAddress, dns: Dns) -> PtrNames:
    """The PTR names of an address (RFC 1035 section 3.5). Whoever holds the address wrote them: they are claims."""
    answer = dns.ask(Question(reverse_name(ip), "PTR"))
    names = dict.fromkeys(name for record in answer.records if (name := dns_name(record)))
    return PtrNames(names=tuple(names)[:MAX_NAMES], known=not answer.failed)
