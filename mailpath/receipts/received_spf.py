"""Received-SPF: RFC 7208 section 9.1 and its forms of before, where the comment says most."""

import re
from collections.abc import Iterator

from mailpath.receipts.authentication_results import MAX_BYTES, field_text
from mailpath.receipts.clients import address, address_in_comment
from mailpath.receipts.entries import Entries, Pair, pairs, result_word, segments
from mailpath.receipts.lexing import Kind, Token, tokens
from mailpath.receipts.receipt import Receipt
from mailpath.values.results import RecordedResult

__all__ = ["read_received_spf"]

_WRITER = re.compile(r"([A-Za-z0-9.-]{1,255}): ")
_SENDER = re.compile(
    r"domain of (?:transitioning )?(\S{1,320}) (?:designates|does not|discourages|used)", re.IGNORECASE
)
_CLIENT = ("client-ip", "client_ip", "remote-ip", "ip")
_MAX_PROPERTIES = 60


def read_received_spf(index: int, standard: str, raw: bytes) -> Receipt:
    """One field body (unfolded) as a receipt; never raises."""
    into = Entries()
    found = tokens(field_text(raw))
    word = _word(found)
    comment: str | None = None
    properties: dict[str, str] = {}
    for item in _items(found[1:] if word else found):
        if isinstance(item, Pair):
            if len(properties) < _MAX_PROPERTIES:
                properties.setdefault(item.key.lower(), item.value)
        elif item.kind is not Kind.COMMENT:
            into.note(item.text)
        elif comment is None:
            comment = item.text.strip()
    if len(raw) > MAX_BYTES:
        into.note("…")
    result = RecordedResult(
        method="spf",
        result=result_word(word),
        raw_result=word,
        properties=properties,
        reason=properties.get("problem") or comment or None,
    )
    said = comment or ""
    return Receipt(
        field_index=index,
        authserv_id=None,
        standard=standard,
        instance=None,
        results=(result,) if word else (),
        client_ip=_client(properties) or address_in_comment((said,)),
        helo=_named(properties.get("helo")),
        mail_from=_mail_from(properties, said),
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


def _mail_from(properties: dict[str, str], comment: str) -> str | None:
    value = properties.get("envelope-from")
    if value is None:
        match = _SENDER.search(comment)
        return match[1] if match else None
    return "<>" if value in ("", "<>") else value.removeprefix("<").removesuffix(">")
