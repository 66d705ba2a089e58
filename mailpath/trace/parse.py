"""One Received field to a hop: `parse_received`."""

from mailpath.trace.addresses import address, bare_name
from mailpath.trace.clauses import Tokens, read_clauses
from mailpath.trace.dialects import DIALECTS, GENERIC
from mailpath.trace.session import authenticated, envelope_sender, transport_security
from mailpath.trace.tokens import Kind
from mailpath.values.hop import Hop
from mailpath.values.vocabulary import Provenance, Zone

__all__ = ["parse_received"]


def parse_received(value: bytes | str) -> Hop:
    """The body of one Received field, of any dialect, as a hop: index 0, zone claimed, delays null. Never raises.

    `value` is what follows `Received:`, folded or not. Bytes are UTF-8, else latin-1.
    """
    raw = _text(value)
    clauses = read_clauses(raw)
    dialect = next((one for one in DIALECTS if one.recognises(clauses)), GENERIC)
    names = dialect.read(clauses)
    by = _name(clauses.by)
    addressed = {
        "from_name": names.from_name,
        "helo": names.helo,
        "rdns": names.rdns,
        "ip": names.ip,
        "by": by,
        "by_ip": _by_ip(clauses.by),
    }
    return Hop(
        index=0,
        **addressed,
        with_=_phrase(clauses.with_),
        via=_phrase(clauses.via),
        id=_id(clauses.id),
        for_=_mailbox(clauses.for_),
        envelope_from=envelope_sender(clauses),
        date=clauses.date.date if clauses.date else None,
        delay_seconds=None,
        skew_seconds=None,
        tls=transport_security(clauses),
        auth=authenticated(clauses),
        family=dialect.family(clauses),
        zone=Zone.CLAIMED,
        raw=raw,
        provenance={name: Provenance.CLAIMED for name, known in addressed.items() if known is not None},
    )


def _text(value: bytes | str) -> str:
    """Text that can be encoded: a str with surrogates (undecodable bytes of a decoder) is taken back to its bytes."""
    if isinstance(value, str):
        if value.isascii():
            return value
        value = value.encode("utf-8", "surrogateescape") if _encodable(value) else value.encode("utf-8", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _encodable(text: str) -> bool:
    return not any("\ud800" <= char <= "\udc7f" or "\udd00" <= char <= "\udfff" for char in text)


def _name(clause: Tokens) -> str | None:
    first = next((token for token in clause if token.kind is not Kind.COMMENT), None)
    return bare_name(first.text) if first else None


def _by_ip(clause: Tokens) -> str | None:
    """The address of the writing host: its name if that is one, or a comment directly behind it that is one."""
    for number, token in enumerate(clause[:3]):
        if token.kind is Kind.COMMENT or number == 0:
            text = token.text
            if token.kind is Kind.COMMENT and text.endswith("]") and "[" in text:
                text = text[text.rindex("[") :]
            if found := address(text):
                return found
        elif token.kind is Kind.BRACKET and (found := address(token.text)):
            return found
    return None


def _phrase(clause: Tokens) -> str | None:
    """The words of a clause as written, without comments."""
    words = [token.text for token in clause if token.kind is not Kind.COMMENT]
    return " ".join(words).rstrip(",;") or None if words else None


def _id(clause: Tokens) -> str | None:
    for token in clause:
        if token.kind is not Kind.COMMENT:
            return token.text.strip("<>,;") or None
    return None


def _mailbox(clause: Tokens) -> str | None:
    for token in clause:
        if token.kind is Kind.ANGLE or (
            token.kind is Kind.WORD and ("@" in token.text or token.text.lower() not in ("smtp", "esmtp", "..."))
        ):
            return token.text.strip("<>,;") or None
    return None
