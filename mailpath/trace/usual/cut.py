"""A field body of a usual form, cut into what the server always writes and what it took from outside."""

import re
from datetime import datetime

from mailpath.message.dates import usual_date
from mailpath.trace.addresses import address, looks_like_version
from mailpath.trace.usual.slots import (
    DATE,
    FOR,
    HELO,
    IPS,
    LOGIN,
    MARKED,
    RDNS,
    SENDER,
    Said,
    host,
    ident,
    is_login,
    is_mailbox,
    is_sender,
    place,
    said,
)

__all__ = ["MAX_BYTES", "Cut", "Slot", "cut"]

MAX_BYTES = 1000  # no bound of the full reader is reached by so much

# `from NAME`, `(HELO x)`, `(looked-up [address])` and what servers add to the latter
_CLIENT = re.compile(
    r"from ([^\s()]{1,255})"
    r"(?: \(((?:[HEL][EH]LO) |(?:port=[0-9]{1,5} )?helo=)([^\s()]{1,255})\))?"
    r"(?: \((?:([^\s()\[\]]{1,255}?)(\.? ))?(\[(?:IPv6:)?)?([0-9A-Fa-f.:]{3,45})(\]?)(:[0-9]{1,5})?"
    r"(?: helo=([^\s()]{1,255}))?( \(may be forged\))?\))?(?= )"
)
_BY_IP = re.compile(r"\((\[?)([0-9A-Fa-f.:]{3,45})(\]?)\)")
_LINE_BY = re.compile(rb"\n[ \t]{1,80}by[ \t]", re.IGNORECASE)
_LOGIN_MARK = " (Authenticated sender: "
_SENDER_MARK = "envelope-from <"


class Slot:
    """The places, as bits."""

    HELO = 1
    MARKED = 2
    RDNS = 4
    IP = 8
    BY = 16
    BY_IP = 32
    ID = 64
    FOR = 128
    SENDER = 256
    LOGIN = 512


# What stood at the places, as the full reader shows it: the name behind `from` and its address, the marked HELO, the
# looked-up name and the client's address; the writer's name and address, id, recipient and envelope sender. None where
# there is no stand-in.
Known = tuple[str | None, str | None, str | None, str | None, str | None]

# A cut: the sample, which is the body with stand-ins at the places, blanks made one, and the line that begins with `by`
# kept; the bits of those places; both parts of `Known`; the date. Plain tuples, since every field comes by.
Cut = tuple[str, int, tuple[str | None, ...], datetime]

_NOBODY: Known = (None, None, None, None, None)


def cut(value: bytes) -> Cut | None:
    """The cut of a field body, None where the form is no usual one. One pass over the body, never fails."""
    if len(value) > MAX_BYTES or not value.isascii():
        return None
    text = b" ".join(value.split()).decode("ascii")
    head, _, tail = text.rpartition("; ")
    when = usual_date(tail)
    if when is None:
        return None
    if head.startswith("by "):
        client, slots, known, by, rest = "", 0, _NOBODY, "by ", head[3:]
    else:
        match = _CLIENT.match(head)
        found = _client(match) if match else None
        if match is None or found is None:
            return None
        client, slots, known = found
        gap, by, rest = head[match.end() :].partition(" by ")
        if not by:
            return None
        if _LOGIN_MARK in gap:
            hidden = _without_login(gap)
            if hidden is None:
                return None
            gap = hidden
            slots |= Slot.LOGIN
        client += gap
        if _LINE_BY.search(value):
            by = "\n by "
    written = _server(rest)
    if written is None:
        return None
    server, more, tellings = written
    weekday = "Mon, " if tail[3:4] == "," else ""
    sample = f"{client}{by}{server}; {weekday}{DATE}{tail[when[1] :]}"
    return sample, slots | more, known + tellings, when[0]


def _client(match: re.Match[str]) -> tuple[str, int, Known] | None:
    """The from-clause with stand-ins."""
    name, mark, marked, looked_up, gap, opened, ip, closed, port, late_mark, forged = match.groups()
    kind = said(name)
    if kind == Said.OTHER:
        return None
    slots, helo, helo_ip, rdns, normal = 0, None, None, None, None
    if kind == Said.FIXED:
        text = f"from {name}"
    else:
        text, slots, helo = f"from {HELO[kind]}", Slot.HELO, name
        if kind >= Said.LITERAL:
            helo = name[1:-1]
            helo_ip = address(helo)
    if late_mark is not None:
        if marked is not None:
            return None
        marked = late_mark
    shown = ""
    if marked is not None:
        kind = said(marked)
        if kind == Said.OTHER:
            return None
        shown = marked
        if kind != Said.FIXED:
            shown = MARKED[kind]
            slots |= Slot.MARKED
            marked = marked[1:-1] if kind >= Said.LITERAL else marked
        if mark is not None:
            text += f" (port=1 helo={shown})" if mark[0] == "p" else f" ({mark}{shown})"
    if ip is not None:
        where = place(ip)
        if where is None or bool(opened) != bool(closed) or not (opened or looked_up is port is forged is None):
            return None
        text += " ("
        if looked_up is not None:
            kind = said(looked_up)
            if kind == Said.FIXED:
                text += looked_up + gap
            elif kind <= Said.WORD:
                text += RDNS[kind] + gap
                slots |= Slot.RDNS
                rdns = looked_up
            else:
                return None
        slots |= Slot.IP
        normal, six = where
        text += f"{opened or ''}{IPS[0][six]}{closed}"
        if port is not None:
            text += ":1"
        if late_mark is not None:
            text += f" helo={shown}"
        text += f"{forged or ''})"
    return text, slots, (helo, helo_ip, marked if slots & Slot.MARKED else None, rdns, normal)


def _without_login(text: str) -> str | None:
    """Postfix's comment on who logged in, with a stand-in: it is no value of the hop. None where it is an odd one."""
    before, mark, behind = text.partition(_LOGIN_MARK)
    user, close, behind = behind.partition(")")
    return f"{before}{mark}{LOGIN}{close}{behind}" if close and len(user) < 256 and is_login(user) else None


def _server(text: str) -> tuple[str, int, Known] | None:
    """What stands behind `by`, with stand-ins."""
    name, blank, rest = text.partition(" ")
    if len(name) > 255:
        return None
    shown, replaced, by_ip = host(name)
    slots, by = (Slot.BY, name) if replaced else (0, None)
    rest = blank + rest
    if by_ip is None and rest[1:2] == "(" and (match := _BY_IP.match(rest, 1)):
        opened, ip, closed = match.groups()
        where = place(ip)
        if where is not None and not looks_like_version(ip) and bool(opened) == bool(closed):
            by_ip, six = where
            rest = f" ({opened}{IPS[1][six]}{closed}){rest[match.end() :]}"
            slots |= Slot.BY_IP
    sender = for_ = id_ = None
    if _SENDER_MARK in rest:
        before, _, behind = rest.partition(_SENDER_MARK)
        sender, close, behind = behind.partition(">")
        if sender and close:  # the null sender stays
            if not is_sender(sender):
                return None
            rest = f"{before}{_SENDER_MARK}{SENDER}>{behind}"
            slots |= Slot.SENDER
    before, mark, behind = rest.partition(" id ")
    if mark:
        id_, blank, behind = behind.partition(" ")
        stand_in = ident(id_)
        if stand_in is None:
            return None
        before = f"{before} id {stand_in}"
        behind = blank + behind
        slots |= Slot.ID
    else:
        before, behind = "", before
    between, mark, behind = behind.partition(" for ")
    if mark:
        for_, blank, behind = behind.partition(" ")
        if for_[:1] == "<" and for_[-1:] == ">":
            for_ = for_[1:-1]
            mark = f" for <{FOR}>"
        else:
            mark = f" for {FOR}"
        if not is_mailbox(for_):
            return None
        slots |= Slot.FOR
        behind = blank + behind
    return f"{shown}{before}{between}{mark}{behind}", slots, (by, by_ip, id_, for_, sender)
