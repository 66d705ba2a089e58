"""What a field says of the session: transport security, authentication, the envelope sender.

Patterns are strings: most fields need none or one of them, and re keeps what it compiled. Of a comment only the first
`MAX_CHARS` are looked at, and of a field only the first `MAX_COMMENTS`, so that the work is small for every input.
"""

import re
from functools import lru_cache

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.client import PLAIN
from mailpath.trace.server_words import (
    MAX_CHARS,
    MAX_COMMENTS,
    client_comments,
    client_text,
    comments_before,
    words_before,
)
from mailpath.trace.tokens import Kind, Tokens
from mailpath.values.hop import Tls

__all__ = ["LOGIN_HINTS", "SENDER_HINTS", "TLS_HINTS", "authenticated", "envelope_sender", "transport_security"]

_V = r"(?P<version>(?:TLS|SSL)[ _-]?v?\d(?:[._]\d)?(?:/SSLv3)?)"
_C = r"(?P<cipher>[A-Za-z0-9_-]{3,80})"
_TLS = (
    rf"\bversion={_V},? cipher={_C}",  # Sendmail, Exchange, Gmail
    rf"\b{_V} with cipher {_C}",  # Postfix, Stalwart
    rf"\b{_V}, ?\d{{1,4}} ?bits, ?{_C}",  # Courier
    rf"\b{_V}[: ]{_C}(?=[:)\s]|$)",  # Exim, OpenSMTPD, mox
    rf"\bcipher={_C},? version={_V}",
    rf"\bUNKNOWN:{_C}:\d(?P<version>)",  # Exim over a TLS library whose version word it does not know
    rf"\b{_V}",
    rf"\bcipher={_C}(?P<version>)",  # Haraka
    rf"(?<![\w-]){_C} encrypted(?P<version>)",  # qmail with its TLS patch
    rf"/TLS/{_C}(?P<version>)",  # IronPort: ESMTP/TLS/CIPHER
)
TLS_HINTS = ("tls", "ssl", "cipher", "encrypted", "unknown:")
# Whole comments: what a client chose (ident, mailbox) may hold the same words, but begins no comment of the server.
_LOGIN = (
    r"(?:(?:tls|ssl|using|version|cipher)\b[^\"<>]*[ ,])?(?:user |squirrelmail |nasmail )?"
    r"(?:authenticated(?:$|[\s:,-]|=(?!no))|auth: ?(?!no)\w|auth (?!no|fail)(?:via )?\S{1,320}$"
    r"|smtp-?auth\b|auth=(?!no|none|-|anonymous)\w"
    r"|user=\S{1,320} mech=\w)"
)
_LOGIN_AT_ADDRESS = r"[^\s@]{1,64}@[^\s@]{1,64} with (?:login|plain|cram-md5)"
_ACCOUNT = r"account \S"  # CommuniGate
_LOGIN_WORD = r"auth=(?!no|none|-|anonymous)\w|smtp-?auth"  # OpenSMTPD: `id 1 (TLS) auth=yes user=a`
_NO_LOGIN = (
    r"(?:^|[\s(,])(?:not authenticated|unauthenticated|no auth|auth: ?no(?:ne)?\b|auth=no(?:ne)?\b|authenticated=no)"
)
LOGIN_HINTS = ("auth", "account", "mech=", " with login", " with plain", " with cram-md5")
_SENDER = (
    r"\b(?:envelope-(?:sender|from)|return-path|smtp\.mailfrom|original mail from|mailfrom)(?:[:=] ?| )"
    r"(?P<box><[^<>]{0,998}>|[^\s,()<>;]{1,998})"
)
SENDER_HINTS = ("envelope", "return-path", "mail from", "mailfrom")


@lru_cache(maxsize=1024)
def _secured(word: str) -> bool:
    """Whether a protocol word says that there was transport security (RFC 3848 and what others write)."""
    pattern = r"(?:utf8)?(?:local-)?(?:e?smtp|lmtp)(?:-?tls|s|sa)|https|imaps|pop3s"
    return re.fullmatch(pattern, word, re.IGNORECASE) is not None


@lru_cache(maxsize=1024)
def _logged_in(word: str) -> bool:
    """Whether a protocol word says that a client submitted after a login (RFC 3848; `ASMTP` is older).

    LMTPA is not among them: it is a host that delivers to a mailbox store, and Cyrus writes it for its own socket.
    """
    return re.fullmatch(r"(?:utf8)?(?:local-)?e?smtps?a|asmtp", word, re.IGNORECASE) is not None


def transport_security(clauses: Clauses) -> Tls | None:
    """Version and cipher as written; both null where only a word says that there was security (ESMTPS, `(TLS)`)."""
    lower = clauses.lower
    named = first_word(clauses.tls) or None  # RFC 8314: the cipher suite
    if named or _any_in(lower, TLS_HINTS):
        for text in _comments(clauses, _part(clauses, clauses.with_)):
            if found := _tls_in(text, named):
                return found
    for token in clauses.with_:
        if token.kind is Kind.WORD and _secured(token.text):
            return Tls(version=None, cipher=named)
    return Tls(version=None, cipher=named) if named or "(tls)" in lower or "over tls secured" in lower else None


def _tls_in(text: str, named: str | None) -> Tls | None:
    if _any_in(text.lower(), TLS_HINTS):
        for shape in _TLS:
            if match := re.search(shape, text, re.IGNORECASE):
                groups = match.groupdict()
                return Tls(version=groups.get("version") or None, cipher=groups.get("cipher") or named)
    return None


def _any_in(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - a loop is half as dear as a generator here, and every field comes by
        if word in text:
            return True
    return False


def _comments(clauses: Clauses, *more: str) -> list[str]:
    texts = (*_of_the_server(clauses.client_comments), *clauses.comments[:MAX_COMMENTS], *more)
    return [text[:MAX_CHARS] for text in texts]


def _of_the_server(comments: tuple[str, ...]) -> list[str]:
    """What the server says in the comments of the from-clause, without what the client said.

    The server speaks from the comment with the address on, and before a HELO mark: a client may call itself
    `x (authenticated)`.
    """
    known = [text[:MAX_CHARS] for text in comments[-MAX_COMMENTS:]]
    for number in range(len(known) - 1, 0, -1):
        if PLAIN.fullmatch(known[number]):
            known = known[number:]
            break
    return [re.split(r"(?:^|(?<=[\s(]))(?:HELO|EHLO|LHLO)\b|helo=", text, maxsplit=1)[0] for text in known]


def _part(clauses: Clauses, clause: Tokens) -> str:
    """A clause as it stands, comments included."""
    return clauses.text[clause[0].start : clause[-1].end] if clause else ""


def authenticated(clauses: Clauses) -> bool | None:
    """True where the writer says that the client logged in, false where it says that it did not, else null.

    Only the protocol word and whole comments of the server count: HELO, envelope addresses and idents are the client's.
    `(authenticated bits=0)` is a login: the bits are those of a security layer (Sendmail; Haraka writes the same words,
    and only after a login).
    """
    hinted = _any_in(clauses.lower, LOGIN_HINTS)
    words = [token.text for token in clauses.with_ if token.kind is Kind.WORD and _logged_in(token.text)]
    if not hinted and not words:
        return None
    limit = client_text(clauses)
    if any(_logged_in(word) for word in words_before(clauses.with_, limit)):
        return True
    at_client = client_comments(clauses.from_, limit)
    elsewhere = comments_before(clauses, limit)
    loose = [*words_before(clauses.with_, limit), *words_before(clauses.id, limit)]
    session = [text for text, place in at_client if not place] + elsewhere
    if any(re.search(_NO_LOGIN, text, re.IGNORECASE) for text in (*session, " ".join(loose)[:MAX_CHARS])):
        return False
    if any(re.match(_LOGIN, text, re.IGNORECASE) for text in session):
        return True
    if any(re.match(_LOGIN_WORD, word, re.IGNORECASE) for word in loose):
        return True
    if any(re.fullmatch(_LOGIN_AT_ADDRESS, text, re.IGNORECASE) for text, _ in at_client):
        return True
    account = any(re.match(_ACCOUNT, text) for text, _ in at_client)
    return True if account and any(text.startswith("CommuniGate") for text in elsewhere) else None


def envelope_sender(clauses: Clauses) -> str | None:
    """The envelope sender where the field names it; `<>` is the null sender.

    Null where a mark inside a quoted local part ends the text too early: what is left names another mailbox.
    """
    if clauses.sender:
        token = clauses.sender[0]
        text = token.text.strip("<>,")
        if "@" in text or (token.kind is Kind.ANGLE and not text):
            return text or "<>"
    if _any_in(clauses.lower, SENDER_HINTS):
        for comment in (*clauses.comments[:MAX_COMMENTS], *_of_the_server(clauses.client_comments)):
            if match := re.search(_SENDER, comment[: 2 * MAX_CHARS], re.IGNORECASE):
                box = match["box"]
                return None if box.count('"') % 2 else box.strip("<>") or "<>"
    return None
