"""The ways in which servers arrange the client's names.

RFC 5321 section 4.4 has the HELO behind `from` and the looked-up name in the comment. qmail and its kin, Exim and a few
others turn that round as soon as both are known, and mark the HELO (`HELO x`, `helo=x`).
"""

from mailpath.trace.addresses import host_name
from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.client import Client, read_client
from mailpath.trace.dialects.dialect import Names

__all__ = ["arranged", "by_marks", "looked_up_first", "no_helo", "turned"]

# protocols without a HELO
_NO_HELO = frozenset(("http", "https", "httpu", "httprest", "local", "uucp", "tcp", "spool", "thrift"))


def by_marks(clauses: Clauses) -> Names:
    """HELO behind `from`, unless another name is marked as HELO: then the name behind `from` was looked up."""
    return arranged(read_client(clauses.from_), clauses)


def arranged(client: Client, clauses: Clauses) -> Names:
    name = client.name
    if client.marked_helo is not None:
        return Names(name, client.marked_helo.strip("[]").removesuffix(".") or None, _first(client), client.ip)
    if client.ip and (client.verified or client.glued):
        # CommuniGate confirmed the name; smap and its kin write `looked-up(address)`
        return Names(name, name if client.verified else None, client.looked_up or host_name(name), client.ip)
    said = client.literal or (client.ip is not None and not client.ip_in_name)
    helo = name if said and clauses.protocol not in _NO_HELO and first_word(clauses.via).lower() != "http" else None
    return Names(name, helo, client.looked_up, client.ip)


def _first(client: Client) -> str | None:
    """The looked-up name of a field that marks its HELO. Without an address a plain word is a user's name (Exim's
    `root (helo=x)`)."""
    name = client.looked_up or host_name(client.name)
    return name if client.ip or (name and "." in name) else None


def looked_up_first(clauses: Clauses) -> Names:
    """The name behind `from` was looked up, and is the HELO too where none is marked (Exim, qmail)."""
    return turned(read_client(clauses.from_), clauses)


def turned(client: Client, clauses: Clauses) -> Names:
    names = arranged(client, clauses)
    if client.marked_helo is not None or client.looked_up or client.ip is None or client.ip_in_name:
        return names
    name = host_name(client.name)
    return Names(names.from_name, names.helo, name if name and "." in name else None, names.ip)


def no_helo(clauses: Clauses) -> Names:
    """The name behind `from` is no HELO: the writer took the message by other means than SMTP, or fetched it."""
    client = read_client(clauses.from_)
    return Names(client.name, None, client.looked_up, client.ip)
