"""Authentication-Results and its kin: RFC 8601, RFC 8617 section 4.1.1, and what servers really write.

Microsoft 365 gives no authserv-id, IronPort and Momentum put properties behind it, and a field that holds U-labels
arrives as RFC 2047 words as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import structs

from mailpath.message.text import decode_bytes, decode_words
from mailpath.receipts.clients import address_in_comment, address_in_properties
from mailpath.receipts.entries import METHODS, Entries, Pair, pairs, read_entries, segments
from mailpath.receipts.lexing import Kind, Token, tokens
from mailpath.receipts.receipt import ARC_RESULTS, Receipt
from mailpath.receipts.usual_form import usual_form
from mailpath.values.names import dns_name
from mailpath.values.results import RecordedResult
from mailpath.values.vocabulary import Result

__all__ = ["MAX_BYTES", "dmarc_pass_domains", "field_text", "read_authentication_results"]

MAX_BYTES = 1 << 16  # of one field; what follows is not read

_LONGEST_KEPT = 4096  # bytes of a field that is remembered
_ALL_WORDS = re.compile(r"(?:=\?[^?\s]{1,80}\?[bBqQ]\?[^?\s]{0,2000}\?=\s*)+")
_CLIENT_METHODS = ("spf", "sender-id", "senderid", "iprev")


def field_text(raw: bytes) -> str:
    """The text of an unfolded body. Encoded words are read only where the field is nothing else: inside another
    server's words they are what a stranger sent, and must not turn into entries."""
    text = decode_bytes(raw[:MAX_BYTES])
    return decode_words(text) if text[:2] == "=?" and _ALL_WORDS.fullmatch(text) else text


def read_authentication_results(index: int, standard: str, raw: bytes) -> Receipt:
    """One field body (unfolded) as a receipt; never raises."""
    if standard == ARC_RESULTS and len(raw) <= _LONGEST_KEPT:  # they are read again when the chain is verified
        kept = _kept(standard, raw)
        # properties are a dict, and it is the caller's own: what is done to it in one report must not show in another
        results = tuple([structs.replace(one, properties=one.properties.copy()) for one in kept.results])
        return structs.replace(kept, field_index=index, results=results)
    return _read(index, standard, raw)


@lru_cache(maxsize=64)
def _kept(standard: str, raw: bytes) -> Receipt:
    return _read(0, standard, raw)


def _read(index: int, standard: str, raw: bytes) -> Receipt:
    into = Entries()
    if len(raw) > MAX_BYTES:
        into.note(decode_bytes(raw[MAX_BYTES : MAX_BYTES + 200]))
    text = field_text(raw)
    usual = usual_form(text)
    if usual is not None and (usual.instance is None or standard == ARC_RESULTS):
        server, instance = usual.server[:255] or None, usual.instance
        read_entries(usual.segments, into)
    else:
        server, instance = _by_tokens(standard, text, into)
    _drop_contradictions(into)
    return Receipt(
        field_index=index,
        authserv_id=server,
        standard=standard,
        instance=instance,
        results=tuple(into.results),
        client_ip=_client(into),
        helo=_helo(into.results),
        mail_from=_mail_from(into.results, server),
        header_from=_said(into.results, ("dmarc", "compauth"), "header.from"),
        receiver=None,
        unread=tuple(into.unread),
    )


def _by_tokens(standard: str, text: str, into: Entries) -> tuple[str | None, int | None]:
    """The authserv-id and the instance of an ARC set; the entries go into `into`."""
    found = tokens(text)
    if found and found[-1].torn:
        into.note("…")
    parts = segments(found)
    head: Sequence[Token] | None = next(parts, ())
    instance = None
    if standard == ARC_RESULTS and head is not None:
        instance, head = _instance(head)
        if head is None:
            head = next(parts, ())
    server, rest = _server(head or (), into)
    read_entries(map(pairs, _joined(rest, parts)), into)
    return server, instance


def _joined(first: Sequence[Token], others: Iterator[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    if first:
        yield first
    yield from others


def _instance(head: Sequence[Token]) -> tuple[int | None, Sequence[Token] | None]:
    """Instance of an ARC set, and the head itself where it held something else."""
    found = [item for item in pairs(head) if isinstance(item, Pair)]
    if found and found[0].key.lower() == "i":
        value = found[0].value
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
        return number, None
    return None, head


def _server(head: Sequence[Token], into: Entries) -> tuple[str | None, Sequence[Token]]:
    """The authserv-id and what is left of the head: entries, where its semicolon or the id itself is missing."""
    at = 0
    while at < len(head) and head[at].kind is Kind.COMMENT:
        at += 1
    if at >= len(head):
        return None, ()
    if at + 1 < len(head) and head[at + 1].kind is Kind.EQUALS:
        return None, head[at:]
    name = head[at].text
    at += 1
    while at < len(head) and head[at].glued and head[at].kind in (Kind.WORD, Kind.QUOTED):
        name += head[at].text
        at += 1
    if at < len(head) and head[at].kind is Kind.WORD and head[at].text.isdigit():
        at += 1  # the version of RFC 8601 section 2.2, as Microsoft writes in ARC
    rest = head[at:]
    entries = next((i for i in range(len(rest) - 1) if _begins_entry(rest, i)), None)
    for item in pairs(rest[:entries] if entries is not None else rest):
        if isinstance(item, Pair) or item.kind is not Kind.COMMENT:
            into.note(f"{item.key}={item.value}" if isinstance(item, Pair) else item.text)
    return name[:255] or None, rest[entries:] if entries is not None else ()


def _begins_entry(rest: Sequence[Token], at: int) -> bool:
    return (
        rest[at].kind is Kind.WORD
        and rest[at + 1].kind is Kind.EQUALS
        and rest[at].text.lower().partition("/")[0] in METHODS
    )


def _client(into: Entries) -> str | None:
    for result in into.results:
        if found := address_in_properties(result.properties):
            return found
    return address_in_comment(text for method, text in into.comments if method in _CLIENT_METHODS)


def _helo(results: Sequence[RecordedResult]) -> str | None:
    """`smtp.helo`; IronPort writes it as a mailbox of the host."""
    said = _said(results, ("spf", "iprev", "x-ptr", "auth"), "smtp.helo")
    return said.removeprefix("postmaster@") or None if said else None


def _mail_from(results: Sequence[RecordedResult], server: str | None) -> str | None:
    """`smtp.mailfrom`. For the null sender Microsoft 365, which gives no authserv-id, and Gmail write `smtp.helo`."""
    said = _said(results, ("spf", "sender-id", "auth"), "smtp.mailfrom", "smtp.mail", "smtp.envelope-from")
    if said is None and server in (None, "mx.google.com"):
        spf = [result.properties for result in results if result.method == "spf"]
        if any("smtp.helo" in one for one in spf) and not any("smtp.mailfrom" in one for one in spf):
            return "<>"
    return said


def _drop_contradictions(into: Entries) -> None:
    """One message has one envelope sender: where SPF entries name several, none of them is known to be it."""
    entries = [one for one in into.results if one.method == "spf" and "smtp.mailfrom" in one.properties]
    if len({_domain_of(one.properties["smtp.mailfrom"]) for one in entries}) > 1:
        for one in entries:
            into.note(f"smtp.mailfrom={one.properties.pop('smtp.mailfrom')}")


def _domain_of(sender: str) -> str:
    return sender.rpartition("@")[2].lower().strip("<>").removesuffix(".")


def _said(results: Sequence[RecordedResult], methods: Sequence[str], *keys: str) -> str | None:
    """The first value of one of the properties, in entries of these methods."""
    for result in results:
        if result.method in methods:
            for key in keys:
                if value := result.properties.get(key):
                    return value if value == "<>" else value.removeprefix("<").removesuffix(">") or None
    return None


def dmarc_pass_domains(receipt: Receipt) -> tuple[str, ...]:
    """The header.from domains (A-labels) that this field says passed DMARC.

    Only result entries count, outside quotes and comments. A field whose DMARC entries disagree says nothing: one
    server judges one author, so the other entry came from elsewhere.
    """
    entries = [result for result in receipt.results if result.method == "dmarc"]
    if any(entry.result is not Result.PASS for entry in entries):
        return ()
    domains = [dns_name(entry.properties.get("header.from", "").rpartition("@")[2]) for entry in entries]
    return tuple(dict.fromkeys(domain for domain in domains if domain))
