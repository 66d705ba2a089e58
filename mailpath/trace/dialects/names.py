"""The two ways in which servers arrange the client's names, told apart by the marks in the field.

RFC 5321 section 4.4 has the HELO behind `from` and the looked-up name in the comment. qmail and its kin, Exim and a few others turn that
round as soon as both are known, and mark the HELO (`HELO x`, `helo=x`).
"""

from mailpath.trace.addresses import address, bare_name
from mailpath.trace.clauses import Clauses
from mailpath.trace.client import NO_NAMES, Client, read_client
from mailpath.trace.dialects.dialect import Names

__all__ = ["by_marks", "host", "looked_up_first", "named"]


def host(text: str | None) -> str | None:
    """A name that can be the client's looked-up one: no address, no word that says that there is none."""
    if text is None or address(text):
        return None
    name = bare_name(text)
    return None if name is None or name.lower() in NO_NAMES or "@" in name else name


def by_marks(clauses: Clauses) -> Names:
    """HELO behind `from`, unless another name is marked as HELO: then the name behind `from` was looked up."""
    return named(read_client(clauses.from_))


def named(client: Client) -> Names:
    from_name = bare_name(client.name) if client.name else None
    if client.marked_helo is not None:
        return Names(
            from_name=from_name,
            helo=bare_name(client.marked_helo),
            rdns=client.looked_up or host(client.name),
            ip=client.ip,
        )
    helo = from_name if client.ip and not client.ip_in_name else None
    return Names(from_name=from_name, helo=helo, rdns=client.looked_up, ip=client.ip)


def looked_up_first(clauses: Clauses) -> Names:
    """The name behind `from` was looked up, and is the HELO too where none is marked (Exim, qmail)."""
    client = read_client(clauses.from_)
    names = named(client)
    if client.marked_helo is not None or client.looked_up or not client.ip or client.ip_in_name:
        return names
    return Names(from_name=names.from_name, helo=names.helo, rdns=host(client.name), ip=names.ip)
