"""What a field says of the session: transport security, authentication, the envelope sender."""

import re

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.tokens import Kind, Tokens
from mailpath.values.hop import Tls

__all__ = ["authenticated", "envelope_sender", "transport_security"]

_V = r"(?P<version>(?:TLS|SSL)[ _-]?v?\d(?:[._]\d)?(?:/SSLv3)?)"
_C = r"(?P<cipher>[A-Za-z0-9_-]{3,80})"
_TLS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\bversion={_V},? cipher={_C}",  # Sendmail, Exchange, Gmail
        rf"\b{_V} with cipher {_C}",  # Postfix, Stalwart
        rf"\b{_V}, ?\d{{1,4}} ?bits, ?{_C}",  # Courier
        rf"\b{_V}[: ]{_C}(?=[:)\s]|$)",  # Exim, OpenSMTPD, mox
        rf"\bcipher={_C},? version={_V}",
        rf"\b{_V}",
        rf"\bcipher={_C}(?P<version>)",  # Haraka
        rf"{_C} encrypted(?P<version>)",  # qmail with its TLS patch
        rf"/TLS/{_C}(?P<version>)",  # IronPort: ESMTP/TLS/CIPHER
    )
)
_HINTS = ("tls", "ssl", "cipher", "encrypted")
_SECURED = re.compile(r"(?:utf8)?(?:local-)?(?:e?smtp|lmtp)(?:-?tls|s|sa)|https|imaps|pop3s|smtps", re.IGNORECASE)
_AUTH_PROTOCOL = re.compile(r"(?:utf8)?(?:local-)?(?:e?smtp|lmtp)s?a|asmtp", re.IGNORECASE)
_AUTH = re.compile(
    r"(?:^|[\s(,])(?:user authenticated|(?:squirrelmail |nasmail )?authenticated\b(?!=no)|auth: ?(?!no)\w|smtp-?auth\b|account \S"
    r"|auth=(?!no|none|-|anonymous)\w|\S{1,320}@\S{1,80} with (?:login|plain|cram-md5)\b|user=\S{1,320} mech=\w)",
    re.IGNORECASE,
)
_NO_AUTH = re.compile(
    r"(?:^|[\s(,])(?:not authenticated|unauthenticated|no auth|auth: ?no(?:ne)?\b|auth=no(?:ne)?\b|authenticated=no)",
    re.IGNORECASE,
)
_AUTH_HINTS = ("auth", "account", " with ", "mech=")
_ENVELOPE = re.compile(
    r"\b(?:envelope-(?:sender|from)|return-path|smtp\.mailfrom|original mail from|mailfrom)(?:[:=] ?| )"
    r"(?P<box><[^<>]{0,998}>|[^\s,()<>;]{1,998})",
    re.IGNORECASE,
)
_ENVELOPE_HINTS = ("envelope", "return-path", "mail from", "mailfrom")


def transport_security(clauses: Clauses) -> Tls | None:
    """Version and cipher as written; both null where only a word says that the session was secured (ESMTPS, `(TLS)`)."""
    lower = clauses.lower
    named = first_word(clauses.tls) or None  # RFC 8314: the cipher suite
    if named or any(hint in lower for hint in _HINTS):
        for text in (*clauses.client_comments, *clauses.comments, _text(clauses, clauses.with_)):
            if found := _tls_in(text, named):
                return found
    if any(token.kind is Kind.WORD and _SECURED.fullmatch(token.text) for token in clauses.with_):
        return Tls(version=None, cipher=named)
    return Tls(version=None, cipher=named) if named or "(tls)" in lower or "over tls secured" in lower else None


def _tls_in(text: str, named: str | None) -> Tls | None:
    lower = text.lower()
    if any(hint in lower for hint in _HINTS) and not lower.startswith(("helo", "ehlo")):
        for shape in _TLS:
            if match := shape.search(text):
                groups = match.groupdict()
                return Tls(version=groups.get("version") or None, cipher=groups.get("cipher") or named)
    return None


def _text(clauses: Clauses, clause: Tokens) -> str:
    """A clause as it stands, comments included."""
    return clauses.text[clause[0].start : clause[-1].end] if clause else ""


def authenticated(clauses: Clauses) -> bool | None:
    """True where the writer says that the client logged in, false where it says that it did not, else null.

    `(authenticated bits=0)` is a login: the bits are those of the security layer (Sendmail; Haraka writes it only after a login too).
    """
    if any(token.kind is Kind.WORD and _AUTH_PROTOCOL.fullmatch(token.text) for token in clauses.with_):
        return True
    if not any(hint in clauses.lower for hint in _AUTH_HINTS):
        return None
    texts = (*clauses.client_comments, *clauses.comments, _text(clauses, clauses.id), _text(clauses, clauses.with_))
    if any(_NO_AUTH.search(text) for text in texts):
        return False
    return True if any(_AUTH.search(text) for text in texts) else None


def envelope_sender(clauses: Clauses) -> str | None:
    """The envelope sender where the field names it; `<>` is the null sender."""
    if clauses.sender:
        token = clauses.sender[0]
        text = token.text.strip("<>,")
        if "@" in text or (token.kind is Kind.ANGLE and not text):
            return text or "<>"
    if any(hint in clauses.lower for hint in _ENVELOPE_HINTS):
        for comment in (*clauses.comments, *clauses.client_comments):
            if match := _ENVELOPE.search(comment):
                return match["box"].strip("<>") or "<>"
    return None
