"""What comments say of the session: transport security, authentication, the envelope sender."""

import re

from mailpath.trace.clauses import Clauses
from mailpath.trace.tokens import Kind
from mailpath.values.hop import Tls

__all__ = ["authenticated", "envelope_sender", "transport_security"]

_V = r"(?P<version>(?:TLS|SSL)[ _]?v?[0-9](?:[._][0-9]+)?(?:/SSLv3)?)"
_C = r"(?P<cipher>[A-Za-z0-9_-]{3,80})"
_TLS_SHAPES = (
    re.compile(rf"\b(?:using|version=|TLS: ?){_V}(?: with cipher |,? cipher=|, ?\d+ ?bits, ?){_C}", re.IGNORECASE),
    re.compile(rf"\b{_V}:{_C}", re.IGNORECASE),
    re.compile(rf"\bcipher={_C},? ?version={_V}", re.IGNORECASE),
    re.compile(rf"\b{_V}\b(?:\) tls {_C})?", re.IGNORECASE),
    re.compile(r"\bcipher=(?P<cipher>[A-Za-z0-9_-]{3,80})(?P<version>)", re.IGNORECASE),
    re.compile(r"(?P<cipher>[A-Za-z0-9_-]{3,80}) encrypted(?P<version>)"),
)
_HINT = re.compile(r"TLS|SSL|cipher|encrypted", re.IGNORECASE)
_SECURED = re.compile(r"(?:utf8)?(?:e?smtp|lmtp|local-e?smtp)(?:sa|s)|https|imaps|pop3s", re.IGNORECASE)
_AUTH_PROTOCOL = re.compile(r"(?:utf8|local-)?(?:e?smtp|lmtp)s?a|asmtp", re.IGNORECASE)
_AUTH_COMMENT = re.compile(
    r"(?<!not )(?<!un)(?<!no )\bauthenticated\b|\bAUTH: ?\w|\baccount \S|\bauth=[A-Za-z0-9+/]|\bwith login\b|smtp-?auth\b",
    re.IGNORECASE,
)
_NO_AUTH = re.compile(r"\b(?:not authenticated|unauthenticated|auth=no(?:ne)?)\b", re.IGNORECASE)
_ENVELOPE = re.compile(
    r"(?:envelope-(?:sender|from)|return-path|smtp\.mailfrom|original mail from|mail_from)[:= ]{1,3}(?P<box><[^<>]{0,998}>|[^\s,()<>]{1,998})",
    re.IGNORECASE,
)


def transport_security(clauses: Clauses) -> Tls | None:
    """Version and cipher as written; both null where only the protocol word says that there was some (ESMTPS, RFC 3848)."""
    text = clauses.text
    if _HINT.search(text):
        for comment in (*clauses.comments, _with_text(clauses)):
            if _HINT.search(comment):
                for shape in _TLS_SHAPES:
                    if match := shape.search(comment):
                        return Tls(version=match["version"] or None, cipher=match["cipher"] or None)
    if any(token.kind is Kind.WORD and _SECURED.fullmatch(token.text) for token in clauses.with_):
        return Tls(version=None, cipher=None)
    return None


def _with_text(clauses: Clauses) -> str:
    return clauses.text[clauses.with_[0].start : clauses.with_[-1].end] if clauses.with_ else ""


def authenticated(clauses: Clauses) -> bool | None:
    """True where the writer says that the client logged in, false where it says that it did not, else null."""
    if any(token.kind is Kind.WORD and _AUTH_PROTOCOL.fullmatch(token.text) for token in clauses.with_):
        return True
    for comment in clauses.comments:
        if _AUTH_COMMENT.search(comment):
            return True
    if any(_NO_AUTH.search(comment) for comment in clauses.comments):
        return False
    return None


def envelope_sender(clauses: Clauses) -> str | None:
    """The envelope sender where the field names it; `<>` is the null sender."""
    if clauses.sender:
        token = clauses.sender[0]
        text = token.text.strip("<>,")
        if "@" in text or (token.kind is Kind.ANGLE and not text):
            return text or "<>"
    for comment in clauses.comments:
        if match := _ENVELOPE.search(comment):
            return match["box"].strip("<>") or "<>"
    return None
