"""Received-SPF: RFC 7208 section 9.1 and its forms of before, where the comment says most."""

import re
from collections.abc import Iterator

from mailpath.receipts.authentication_results import MAX_BYTES, field_text
from mailpath.receipts.clients import address, address_in_comment
from mailpath.receipts.entries import Entries, Pair, Properties, pairs, result_word, segments
from mailpath.receipts.lexing import Kind, Token, tokens
from mailpath.receipts.receipt import Receipt
from mailpath.values.results import RecordedResult

__all__ = ["read_received_spf"]

_WRITER = re.compile(r"([A-Za-z0-9.-]{1,255}): ")
# The verbs behind the sender that was judged. The sender may hold the same words, so that the last verb counts.
_JUDGED = re.compile(r" (?:designates|does not|discourages|used)\b", re.IGNORECASE)
_MAILBOX = re.compile(r'(?:"[^"]{0,320}"@)?[^\s"()<>;]{1,320}')
_IDENTITIES = ("mailfrom", "helo", "pra")
_CLIENT = ("client-ip", "client_ip", "remote-ip", "ip")


def read_received_spf(index: int, standard: str, raw: bytes) -> Receipt:
    """One field body (unfolded) as a receipt; never raises."""
    into = Entries()
    found = tokens(field_text(raw))
    word = _word(found)
    comment: str | None = None
    read = Properties()
    for item in _items(found[1:] if word else found):
        if isinstance(item, Pair):
            key = item.key.lower()
            if key.startswith("smtp.") or not read.add(key, item.value):  # `smtp.` is of another field
                into.note(f"{key}={item.value}")
        elif item.kind is not Kind.COMMENT:
            into.note(item.text)
        elif comment is None:
            comment = item.text.strip()
    if len(raw) > MAX_BYTES or (found and found[-1].torn):
        into.note("…")
    said = comment or ""
    properties = _with_identity(read, said)
    result = RecordedResult(
        method="spf",
        result=result_word(word),
        raw_result=word,
        properties=properties,
        reason=properties.get("problem") or comment or None,
    )
    return Receipt(
        field_index=index,
        authserv_id=None,
        standard=standard,
        instance=None,
        results=(result,) if word else (),
        client_ip=_client(properties) or address_in_comment((said,)),
        helo=_named(properties.get("helo")),
        mail_from=_mail_from(read, said),
        header_from=None,
        receiver=_named(properties.get("receiver")) or _writer(said),
        unread=tuple(into.unread),
    )


def _word(found: list[Token]) -> str:
    """The result word, which is the first one and no key."""
    if not found or found[0].kind is not Kind.WORD or (len(found) > 1 and found[1].kind is Kind.EQUALS):
        return ""
    return found[0].text


def _items(found: list[Token]) -> Iterator[Pair | Token]:
    for segment in segments(found):
        yield from pairs(segment)


def _client(properties: dict[str, str]) -> str | None:
    return next((known for key in _CLIENT if (known := address(properties.get(key, "")))), None)


def _named(value: str | None) -> str | None:
    """A host name that was given; policyd-spf writes `<UNKNOWN>`, older filters `unknown`."""
    return None if not value or value.strip("<>").lower() == "unknown" else value


def _writer(comment: str) -> str | None:
    match = _WRITER.match(comment)
    return match[1] if match else None


def _with_identity(read: Properties, comment: str) -> dict[str, str]:
    """The properties, with the identity that was judged where only the comment says it: `Pass (helo) client-ip=..`."""
    word = comment.lower()
    if word in _IDENTITIES and "identity" not in read.contradicted:
        read.add("identity", word)
    return read.said


def _mail_from(read: Properties, comment: str) -> str | None:
    """The envelope sender by key and comment; unknown where they name different domains, or a key is contradicted."""
    if "envelope-from" in read.contradicted:
        return None
    judged = _judged(comment)
    value = read.said.get("envelope-from")
    if value is None:
        return judged
    if value in ("", "<>"):
        return "<>"
    value = value.removeprefix("<").removesuffix(">")
    if judged is not None and _domain(judged) != _domain(value):
        return None
    return value


def _judged(comment: str) -> str | None:
    """The sender of a comment, `domain of SENDER designates ..`: an address, or a domain alone (Microsoft 365)."""
    start = comment.lower().find("domain of ")
    if start < 0:
        return None
    ends = [match.start() for match in _JUDGED.finditer(comment, start)]
    sender = comment[start + len("domain of ") : ends[-1]].removeprefix("transitioning ") if ends else ""
    return sender if _MAILBOX.fullmatch(sender) else None


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].lower().removesuffix(".")
