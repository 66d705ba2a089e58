"""The one full reader: a Received field of any form to a hop."""

from mailpath.trace.addresses import address, bare_name, looks_like_version
from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects import DIALECTS, Names
from mailpath.trace.session import authenticated, envelope_sender, transport_security
from mailpath.trace.tokens import Kind, Tokens
from mailpath.values.hop import Hop
from mailpath.values.vocabulary import Provenance, Zone

__all__ = ["hop_of"]

_LONGEST_PHRASE = 100
_NO_MAILBOXES = frozenset(("smtp", "esmtp", "...", "multiple", "<", "with", "internet"))


def hop_of(raw: str, clauses: Clauses) -> Hop:
    """The hop of a field body and of its clauses: index 0, zone claimed, delays null. Never raises."""
    family, names = _names(clauses)
    by = _first_name(clauses.by)
    by_ip = _by_ip(clauses.by)
    return Hop(
        index=0,
        from_name=names.from_name,
        helo=names.helo,
        rdns=names.rdns,
        ip=names.ip,
        by=by,
        by_ip=by_ip,
        with_=_with(clauses.with_),
        via=_via(clauses.via),
        id=_id(clauses),
        for_=_mailbox(clauses.for_),
        envelope_from=envelope_sender(clauses),
        date=clauses.date.date if clauses.date else None,
        delay_seconds=None,
        skew_seconds=None,
        tls=transport_security(clauses),
        auth=names.auth or authenticated(clauses),
        family=family,
        zone=Zone.CLAIMED,
        raw=raw,
        provenance=_claimed(names, by, by_ip),
    )


def _names(clauses: Clauses) -> tuple[str, Names]:
    for dialect in DIALECTS:
        family = dialect.recognises(clauses)
        if family is not None:
            return family, dialect.read(clauses)
    return "generic", Names()


def _claimed(names: Names, by: str | None, by_ip: str | None) -> dict[str, Provenance]:
    pairs = (
        ("from_name", names.from_name),
        ("helo", names.helo),
        ("rdns", names.rdns),
        ("ip", names.ip),
        ("by", by),
        ("by_ip", by_ip),
    )
    return {field: Provenance.CLAIMED for field, known in pairs if known is not None}


def _first_name(clause: Tokens) -> str | None:
    for token in clause:
        if token.kind is not Kind.COMMENT and (name := bare_name(token.text)):
            return name
    return None


def _by_ip(clause: Tokens) -> str | None:
    """The address of the writing host: its name if that is one, or a bracket or comment directly behind it that is one.

    `(host [192.0.2.1])` is amavis's; numbers that read like a version are none.
    """
    for number, token in enumerate(clause[:3]):
        text = token.text
        if token.kind is Kind.COMMENT:
            if text.endswith("]"):
                text = text[text.rindex("[") :] if "[" in text else ""
            elif looks_like_version(text):
                continue
        elif number and token.kind is not Kind.BRACKET:
            return None
        if found := address(text):
            return found
    return None


def _with(clause: Tokens) -> str | None:
    """The protocol's words as written.

    qmail's `CIPHER encrypted SMTP` and IronPort's `ESMTP/TLS/CIPHER` lose what belongs to the cipher.
    """
    words = [token.text for token in clause if token.kind is not Kind.COMMENT]
    if not words:
        return None
    if "encrypted" in words[:2] and len(words) > words.index("encrypted") + 1:
        words = words[words.index("encrypted") + 1 :]
    words[0] = words[0].partition("/TLS")[0] or words[0]
    phrase = " ".join(words)[:_LONGEST_PHRASE].rstrip(",; ")
    return phrase or None


def _via(clause: Tokens) -> str | None:
    words = [token.text for token in clause if token.kind is not Kind.COMMENT]
    return " ".join(words)[:_LONGEST_PHRASE].rstrip(",; ") or None


def _id(clauses: Clauses) -> str | None:
    for token in clauses.id:
        if token.kind is not Kind.COMMENT:
            return token.text.strip("<>,;") or None
    # Rockliffe: `by HOST <ID@HOST>`
    return next((token.text for token in clauses.by[1:] if token.kind is Kind.ANGLE and token.text), None)


def _mailbox(clause: Tokens) -> str | None:
    """The first recipient: what stands in an angle or has an `@`, else a single word that is no English."""
    words = [token for token in clause if token.kind is not Kind.COMMENT]
    for token in words:
        if token.kind is Kind.ANGLE or "@" in token.text:
            return token.text.strip("<>,;") or None
    if len(words) == 1 and words[0].kind is Kind.WORD and words[0].text.lower() not in _NO_MAILBOXES:
        return words[0].text.strip("<>,;") or None
    return None
