"""What the from-clause says of the client: the name behind `from`, and what comments and brackets add.

Here it is only told apart which mark each value carries; which name is the HELO and which one was looked up depends on the
server that writes, and is decided by the dialect.
"""

import re
from dataclasses import dataclass, replace

from mailpath.trace.addresses import address, bare_name
from mailpath.trace.clauses import Tokens
from mailpath.trace.tokens import Kind, Token, tokens

__all__ = ["Client", "read_client"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client as written.

    `name` is the text behind `from` (None where there is none), `looked_up` a host name that stands before the address,
    `marked_helo` what carries a HELO mark ("" where the mark is there and empty), `ip` the address, normalised, wherever the clause shows it
    but as a HELO. `remark` is what stands behind the address in its comment (`may be forged`, `RDNS failed`).
    """

    name: str | None = None
    looked_up: str | None = None
    marked_helo: str | None = None
    ip: str | None = None
    ip_in_name: bool = False
    remark: str = ""
    more_words: str = ""


NO_NAMES = frozenset(
    (
        "unknown",
        "unverified",
        "softdnserr",
        "unknown.domain",
        "nodnsquery",
        "unresolved",
        "noreverse",
        "no-reverse-dns",
        "none",
        "na",
        "n/a",
    )
)
_PLAIN = re.compile(
    r"(?:[^\s()\[\]@]{1,80}@)?([A-Za-z0-9_.-]{1,255})? ?\[([0-9A-Fa-f.:]{3,45}|IPv6:[0-9A-Fa-f.:]{2,45})\]"
)
_HELO_WORDS = frozenset(("helo", "ehlo", "lhlo"))
# first words of comments that say something about the session and not about the client's place
_SESSION = re.compile(
    r"(?:using|version=|no client|client (?:did|cn)|not? |auth|smtp-?auth|tls|ssl|cipher|account|squirrelmail|envelope|return-path|sender"
    r"|original mail|user|uid|verified|unverified|may be forged|misconfigured|firewalled|cn=|from userid|signed)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"account \S{0,320} (?:HELO|EHLO) (\S{1,255})")


def read_client(clause: Tokens) -> Client:
    """The client that a from-clause describes; never fails."""
    client = Client()
    words: list[str] = []
    for number, token in enumerate(clause):
        if token.kind is Kind.COMMENT:
            client = _with_comment(client, token.text)
        elif number == 0:
            client = _named(client, token)
        elif token.kind is Kind.BRACKET:
            found = address(token.text)
            if found and client.ip is None:
                client = replace(client, ip=found)
        elif token.kind is Kind.QUOTED and words and words[-1].lower() in ("be", "helo"):
            client = replace(client, marked_helo=token.text)  # smap: claiming to be "name"
        elif token.kind is not Kind.QUOTED:
            words.append(token.text)
    if words:
        client = replace(client, more_words=" ".join(words)[:200])
    if client.ip is None and client.name is not None and (found := address(client.name)):
        client = replace(client, ip=found, ip_in_name=True)
    return client


def _named(client: Client, token: Token) -> Client:
    name = token.text if token.kind is not Kind.BRACKET else f"[{token.text}]"
    return replace(client, name=name.rstrip(",") or None)


def _with_comment(client: Client, text: str) -> Client:
    match = _PLAIN.fullmatch(text)
    if match and (match[1] or "").lower() not in _HELO_WORDS and (found := address(match[2])):
        return client if client.ip else replace(client, ip=found, looked_up=client.looked_up or _host(match[1]))
    if _SESSION.match(text):
        if client.marked_helo is None and (account := _ACCOUNT.match(text)):
            return replace(client, marked_helo=account[1])
        return client
    return _with_parts(client, text)


def _with_parts(client: Client, text: str) -> Client:
    """A comment of an uncommon shape: an address in brackets or bare, a host name before it, HELO marks anywhere."""
    ip: str | None = None
    helo: str | None = None
    host: str | None = None
    parts = tokens(text)
    remark_from = 0
    number = 0
    while number < len(parts):
        part = parts[number]
        lower = part.text.lower() if len(part.text) < 10 else ""
        following = parts[number + 1] if number + 1 < len(parts) else None
        if part.kind is Kind.WORD and lower in _HELO_WORDS:
            helo = helo if helo is not None else _shown(following)
            number += 2
            continue
        if part.kind is Kind.WORD and "=" in part.text:
            key, _, value = part.text.partition("=")
            if not value and following is not None and following.glued:
                value = _shown(following)
                number += 1
            if key.lower() in _HELO_WORDS and helo is None:
                helo = value
        elif ip is None and (found := _place(part)):
            ip, remark_from = found, part.end
            if part.kind is Kind.WORD and "@" not in part.text and number and parts[number - 1].kind is not Kind.WORD:
                host = None
        elif ip is None and part.kind is Kind.WORD and ":" not in part.text:
            host = part.text
        number += 1
    return replace(
        client,
        ip=client.ip or ip,
        marked_helo=client.marked_helo if client.marked_helo is not None else helo,
        looked_up=client.looked_up or (_host(host) if ip and not client.ip else None),
        remark=client.remark or (text[remark_from:].strip() if ip else text),
    )


def _shown(token: Token | None) -> str:
    if token is None:
        return ""
    return f"[{token.text}]" if token.kind is Kind.BRACKET else token.text.rstrip(",;")


def _place(part: Token) -> str | None:
    """The address a part of a comment shows: in brackets, bare, or behind an ident (`user@192.0.2.1`)."""
    if part.kind is Kind.COMMENT:
        return None
    text = part.text
    if part.kind is Kind.WORD and "@" in text:
        text = text.rpartition("@")[2]
    return address(text)


def _host(text: str | None) -> str | None:
    """A name that was looked up: without an ident before it and a final dot; None where it says that there is none."""
    if not text:
        return None
    name = bare_name(text.rpartition("@")[2])
    if name is None or name.lower() in NO_NAMES or address(name):
        return None
    return name
