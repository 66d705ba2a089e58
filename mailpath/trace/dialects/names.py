"""The ways in which servers arrange the client's names.

RFC 5321 section 4.4 has the HELO behind `from` and the looked-up name in the comment (`helo_first`). qmail and its kin,
Exim and a few others turn that round as soon as both are known, and mark the HELO: `HELO x`, `helo=x` (`by_marks`,
`looked_up_first`).
"""

from mailpath.trace.addresses import host_name
from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.client import Client, read_client, read_unmarked_client
from mailpath.trace.dialects.dialect import Names

__all__ = ["by_marks", "helo_first", "looked_up_first", "no_helo", "turned"]

# protocols without a HELO
_NO_HELO = frozenset(("http", "https", "httpu", "httprest", "local", "uucp", "tcp", "spool", "thrift", "nnfmp"))


def helo_first(clauses: Clauses) -> Names:
    """HELO behind `from`, always: a mark for another one would be the client's own text."""
    return _unmarked(read_unmarked_client(clauses.from_), clauses)


def by_marks(clauses: Clauses) -> Names:
    """HELO behind `from`, unless another name is marked as HELO: then the name behind `from` was looked up."""
    return _arranged(read_client(clauses.from_), clauses)


def looked_up_first(clauses: Clauses) -> Names:
    """The name behind `from` was looked up, and is the HELO too where none is marked (Exim, qmail)."""
    return turned(read_client(clauses.from_), clauses)


def turned(client: Client, clauses: Clauses) -> Names:
    names = _arranged(client, clauses)
    if client.marked_helo is not None or client.looked_up or client.ip is None:
        return names
    name = host_name(client.name)
    return Names(names.from_name, names.helo, name if name and "." in name else None, names.ip)


def no_helo(clauses: Clauses) -> Names:
    """The name behind `from` is no HELO: the writer took the message by other means than SMTP, or fetched it."""
    client = read_unmarked_client(clauses.from_)
    return Names(client.name, None, client.looked_up, client.ip or client.stated)


def _unmarked(client: Client, clauses: Clauses) -> Names:
    said = client.literal is not None or client.ip is not None
    helo = client.name if said and _has_helo(clauses) else None
    return Names(client.name, helo, client.looked_up, client.ip or client.stated)


def _has_helo(clauses: Clauses) -> bool:
    return clauses.protocol not in _NO_HELO and first_word(clauses.via).lower() != "http"


def _arranged(client: Client, clauses: Clauses) -> Names:
    name, ip = client.name, client.ip or client.stated
    if client.marked_helo is not None:
        if client.literal and not client.bracketed:
            ip = client.literal  # `[192.0.2.1] (helo=x)`; but `[192.0.2.1] ([198.51.100.2] helo=x)` is the latter
        looked_up = client.looked_up or host_name(name)
        if not ip and looked_up and "." not in looked_up:
            looked_up = None  # a user's name: Exim's `root (helo=x)`
        return Names(name, client.marked_helo.strip("[]").removesuffix(".") or None, looked_up, ip)
    if client.ip and (client.verified or client.glued):
        # CommuniGate confirmed the name; smap and its kin write `looked-up(address)`
        return Names(name, name if client.verified else None, client.looked_up or host_name(name), ip)
    return _unmarked(client, clauses)
