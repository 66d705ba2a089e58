"""Address fields (From, To, Reply-To, Sender) to mailboxes, and the author of a message.

RFC 5322 section 3.4 with its obsolete forms, RFC 2047 words in display names, RFC 6532 text, and what real mail does
beyond it. Nothing raises and work is linear in the bytes. Where a field can be read in two ways that name different
domains, the reading of RFC 5322 (the address in angle brackets; the last `@`) stands in the mailbox and the mailbox
is `doubtful`: mail programs differ there, and that difference is a known trick. Such a field names no author domain.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from mailpath.message.fields import Message
from mailpath.message.hidden_from import hides_from
from mailpath.message.text import bounded, decode_bytes, decode_words, header_text
from mailpath.values.kept import kept
from mailpath.values.names import dns_name

__all__ = ["MAX_MAILBOXES", "Author", "Mailbox", "author", "mailboxes"]

MAX_MAILBOXES = 1000
_MAX_BYTES = 1 << 16
_MAX_DISPLAY = 1000  # characters
_LONGEST_KEPT = 500  # bytes of a field that is remembered

# An unclosed quotation mark is found so once: pairs keep their parity, so no later mark is tried again.
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+)
      | (?P<word>(?:[^ \t\r\n"\\<>(),;:@\[\]]|\\.)+)
      | (?P<quoted>"(?:[^"\\]|\\.)*+")
      | (?P<literal>\[[^\[\]\\"<>@,;()]{0,300}\])
      | (?P<special>.)""",
    re.DOTALL | re.VERBOSE,
)
_COMMENT_PART = re.compile(r"[()]|\\.", re.DOTALL)
_PAIR = re.compile(r"\\(.)", re.DOTALL)
# The two forms that most fields have: nothing in them can be read in another way.
_USUAL = re.compile(
    r"""[ ]?(?:(?P<quote>"?)(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.'&+_-]|[ ](?![ ]))*)(?P=quote)[ ])?
        <(?P<local>[A-Za-z0-9+=_-]+(?:\.[A-Za-z0-9+=_-]+)*)@(?P<domain>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)>
      | [ ]?(?P<bare_local>[A-Za-z0-9+=_-]+(?:\.[A-Za-z0-9+=_-]+)*)@(?P<bare>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)""",
    re.VERBOSE,
)
_MARKS = frozenset("<>,;:")  # what ends a phrase, or an angle whose `>` is missing
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")

_Token = tuple[str, str]  # kind (blank, word, quoted, literal, comment, or a special character itself) and raw text


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """One mailbox of a field.

    `display_name` is decoded text, or the comment that stands in for it. `address` is as written without comments and
    blanks, None where there is none; `local` is without quotation marks; `domain` in A-labels, lower case, None where
    the address has no usable domain (RFC 5321 literals too). `doubtful`: other programs read another domain.
    """

    display_name: str | None
    address: str | None
    local: str | None
    domain: str | None
    doubtful: bool = False


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who the message says it is from.

    `domain` is that of the only address domain in the only From field; else `unclear` says why there is none:
    `no_from`, `several_from`, `several_domains` (or one that can be read in several ways), `no_domain`, `partly_read`
    (the header block goes beyond our bounds) or `hidden_from` (`hidden_from.hides_from`).
    `text` is the decoded field, `display_name` that of the first mailbox; `shown` is every text that a program may show
    as the author's name: those of all mailboxes and groups, and comments beside them.
    """

    mailboxes: tuple[Mailbox, ...]
    domain: str | None
    unclear: str | None
    display_name: str | None
    text: str | None
    shown: tuple[str, ...] = ()


def author(message: Message) -> Author:
    """The author of a message by its From fields (RFC 5322 section 3.6.2, RFC 9989 on the author domain)."""
    fields = message.all("from")
    bodies = [one.unfolded for one in fields[:10]]
    read = [_read(raw) for raw in bodies]
    found = tuple([box for one in read for box in one.mailboxes])[:MAX_MAILBOXES]
    domain = None
    if not fields:
        unclear: str | None = "no_from" if message.complete else "partly_read"
    elif len(fields) > 1:
        unclear = "several_from"
    else:
        value = fields[0].value
        # Programs end the text at a NUL or a bare CR, and what lies past our bound was not read: each may hide an
        # address.
        cut = b"\0" in value or b"\r" in value.rstrip(b"\r").replace(b"\r\n", b"")
        domain, unclear = _only_domain(found, partly=len(value) > _MAX_BYTES or cut or len(found) == MAX_MAILBOXES)
        if domain is not None and (not message.complete or hides_from(message)):
            domain, unclear = None, "hidden_from" if message.complete else "partly_read"
    return Author(
        mailboxes=found,
        domain=domain,
        unclear=unclear,
        display_name=found[0].display_name if found else None,
        text=read[0].text if read else None,
        shown=tuple(dict.fromkeys([text for one in read for text in one.shown])),
    )


class _FromField(NamedTuple):
    """The mailboxes of an unfolded field body, what of it may be shown as a name, and all of it as text."""

    mailboxes: tuple[Mailbox, ...]
    shown: tuple[str, ...]
    text: str | None


@kept(most=4096, longest=_LONGEST_KEPT)  # an author writes more than once
def _read(raw: bytes) -> _FromField:
    text = decode_bytes(raw[:_MAX_BYTES])
    usual = _usual(text) if len(text) <= _MAX_DISPLAY else None
    if usual is not None:
        shown = usual.display_name if "<" in text else usual.address
        return _FromField((usual,), (shown,) if shown else (), header_text(raw) or None)
    tokens = _tokens(text)
    return _FromField(_Reader(tokens).read(), tuple(_shown(tokens)), header_text(raw) or None)


def _only_domain(found: tuple[Mailbox, ...], *, partly: bool) -> tuple[str | None, str | None]:
    addressed = [box for box in found if box.address is not None]
    domains = {box.domain for box in addressed}
    if not domains - {None}:
        return None, "no_domain"
    if len(domains) > 1 or partly or any(box.doubtful for box in addressed):
        return None, "several_domains"
    return domains.pop(), None


def mailboxes(raw: bytes) -> tuple[Mailbox, ...]:
    """The mailboxes of an unfolded field body (`Field.unfolded`), groups opened, in order; at most MAX_MAILBOXES."""
    text = decode_bytes(raw[:_MAX_BYTES])
    usual = _usual(text) if len(text) <= _MAX_DISPLAY else None
    return (usual,) if usual else _Reader(_tokens(text)).read()


@lru_cache(maxsize=4096)
def _usual(text: str) -> Mailbox | None:
    """The one mailbox of a field of the usual forms, of at most _MAX_DISPLAY characters; None for every other field."""
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    name, local, domain = match["name"], match["local"] or match["bare_local"], match["domain"] or match["bare"]
    named = dns_name(domain)
    return Mailbox(
        display_name=name.rstrip() if name else None,
        address=f"{local}@{domain}",
        local=local,
        domain=named if named and _HOST.fullmatch(named) else None,
    )


def _shown(tokens: list[_Token]) -> list[str]:
    """The decoded texts of a field outside angle brackets, comments each for itself; linear and without a bound but
    that of the field."""
    found: list[str] = []
    phrase: list[_Token] = []
    angle = False
    for token in (*tokens, (";", ";")):
        kind, text = token
        if kind == "comment":
            found.append(decode_words(_PAIR.sub(r"\1", text[1:-1])))
        elif angle and kind not in _MARKS:
            continue
        elif kind in _MARKS:
            found.append(decode_words(_plain([one if one[0] != "blank" else ("blank", " ") for one in phrase])))
            phrase = []
            angle = kind == "<"
        else:
            phrase.append(token)
    return [text for one in found if (text := one.strip(" ,"))]


def _tokens(text: str) -> list[_Token]:
    out: list[_Token] = []
    at, end = 0, len(text)
    comments = "(" in text
    while at < end:
        if comments and text[at] == "(":
            close = _comment_end(text, at)
            if close < 0:
                comments = False  # from here on no parenthesis pairs up: they are plain characters
            else:
                out.append(("comment", text[at:close]))
                at = close
                continue
        match = _TOKEN.match(text, at)
        if match is None:  # cannot be: `special` takes any character
            break
        kind = match.lastgroup or "special"
        out.append((match[0] if kind == "special" else kind, match[0]))
        at = match.end()
    return out


def _comment_end(text: str, start: int) -> int:
    """Where the comment that opens at `start` ends (nested ones inside); -1 where it never does."""
    depth = 0
    for part in _COMMENT_PART.finditer(text, start):
        if part[0] == "(":
            depth += 1
        elif part[0] == ")":
            depth -= 1
            if not depth:
                return part.end()
    return -1


class _Reader:
    """One pass over the tokens of a field. `_phrase` holds what stands outside angle brackets since the last mailbox,
    `_open` the mailbox of the current entry, until a separator closes it."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._phrase: list[_Token] = []
        self._sign = False  # whether the phrase holds an at sign
        self._open: Mailbox | None = None
        self._found: list[Mailbox] = []
        self._last_semicolon = max((i for i, token in enumerate(tokens) if token[0] == ";"), default=-1)

    def read(self) -> tuple[Mailbox, ...]:
        at = 0
        while at < len(self._tokens) and len(self._found) < MAX_MAILBOXES:
            kind, text = self._tokens[at]
            at += 1
            if kind == "<":
                if self._open is not None:
                    self._found.append(self._open)
                content, at = self._angle(at)
                self._open = _mailbox(content, _display(self._phrase) or _comment(self._phrase))
                self._clear()  # an address among these words is part of the display name: all programs read it so
            elif kind == ",":
                if not self._close():  # no address yet: `Doe, John <j@x.example>`
                    self._phrase.append(("word", text))
            elif kind == ";":
                self._end()
            elif kind == ":" and at <= self._last_semicolon:
                self._close()
                self._clear()  # the name of a group
            elif kind != ">":
                self._phrase.append((kind, text))
                self._sign = self._sign or kind == "@"
        self._end()
        return tuple(box for box in self._found[:MAX_MAILBOXES] if box.address or box.display_name)

    def _angle(self, at: int) -> tuple[list[_Token], int]:
        """What stands between angle brackets, the source route of RFC 5322 section 4.4 dropped, and where it ends.

        A missing `>` is made up for at the next separator or bracket.
        """
        content: list[_Token] = []
        route: bool | None = None
        while at < len(self._tokens):
            kind = self._tokens[at][0]
            if kind == ">":
                return content, at + 1
            if (kind in ",;" and not route) or (kind == "<" and content):
                break
            if kind == ":" and route:
                content, route = [], False
            elif kind != "<":
                if route is None and kind not in ("blank", "comment"):
                    route = kind == "@"
                content.append(self._tokens[at])
            at += 1
        return content, at

    def _close(self) -> bool:
        """End an entry: keep its mailbox and any address outside brackets. False where it holds neither."""
        if self._open is None and not self._sign:
            return False
        phrase = self._phrase
        loose = [chunk for chunk in _chunks(phrase) if ("@", "@") in chunk] if self._sign else []
        if self._open is not None:
            if self._open.display_name is None:
                self._open = msgspec.structs.replace(self._open, display_name=_comment(phrase))
            self._found.append(self._open)
            behind = [_mailbox(chunk, None) for chunk in loose]
            self._found += [box for box in behind if box.domain not in (None, self._open.domain)]
        elif len(loose) == 1:
            name = _display(_without(phrase, loose[0])) or _comment(phrase)
            self._found.append(_mailbox(loose[0], name))
        else:
            self._found += [_mailbox(chunk, None) for chunk in loose]
        self._open = None
        self._clear()
        return True

    def _clear(self) -> None:
        self._phrase = []
        self._sign = False

    def _end(self) -> None:
        """End a group or the field: words that no address followed become a mailbox without one."""
        if not self._close() and (name := _display(self._phrase)):
            self._found.append(Mailbox(display_name=name, address=None, local=None, domain=None))
        self._clear()


def _chunks(tokens: list[_Token]) -> list[list[_Token]]:
    """Runs of tokens without blanks or comments between; blanks around `@` and dots do not part
    (RFC 5322 section 4.4)."""
    chunks: list[list[_Token]] = []
    parted = True
    for token in tokens:
        kind, text = token
        if kind in ("blank", "comment"):
            parted = True
            continue
        if chunks and (not parted or kind == "@" or text[0] == "." or chunks[-1][-1][1][-1] in "@."):
            chunks[-1].append(token)
        else:
            chunks.append([token])
        parted = False
    return chunks


def _without(phrase: list[_Token], chunk: list[_Token]) -> list[_Token]:
    taken = set(map(id, chunk))
    return [token for token in phrase if id(token) not in taken]


def _mailbox(content: list[_Token], display_name: str | None) -> Mailbox:
    """The mailbox of an address's tokens: of several readings the last one, then doubtful."""
    chunks = _chunks(content)
    addresses = [chunk for chunk in chunks if ("@", "@") in chunk]
    chosen = addresses[-1] if addresses else [token for chunk in chunks for token in chunk]
    written = "".join(text for _, text in chosen)
    if not addresses:
        return Mailbox(display_name=display_name, address=written or None, local=_plain(chosen) or None, domain=None)
    readings = {_domain(part) for chunk in addresses for part in _split(chunk)[1:]}
    at = len(chosen) - 1 - chosen[::-1].index(("@", "@"))
    local = _plain(chosen[:at])
    return Mailbox(
        display_name=display_name,
        address=written,
        local=local or None,
        domain=_domain(chosen[at + 1 :]) if local else None,
        doubtful=len(readings) > 1,
    )


def _split(chunk: list[_Token]) -> list[list[_Token]]:
    """The tokens between the at signs."""
    parts: list[list[_Token]] = [[]]
    for token in chunk:
        if token[0] == "@":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _domain(tokens: list[_Token]) -> str | None:
    """Host name in A-labels; None for a literal and for what can be no host name."""
    name = dns_name("".join(text for _, text in tokens))
    return name if name and _HOST.fullmatch(name) else None


def _plain(tokens: list[_Token]) -> str:
    """Text without quotation marks and their escapes."""
    return "".join(_PAIR.sub(r"\1", text[1:-1]) if kind == "quoted" else text for kind, text in tokens)


def _display(phrase: list[_Token]) -> str | None:
    """The words of a phrase as a display name, or None where there are none."""
    words = [(kind, " " if kind == "blank" else text) for kind, text in phrase if kind != "comment"]
    return _decoded(_plain(words).strip(" ,"))


def _comment(phrase: list[_Token]) -> str | None:
    """The last comment: old programs wrote the name so, `a@b.example (Name)`."""
    comments = [text for kind, text in phrase if kind == "comment"]
    return _decoded(_PAIR.sub(r"\1", comments[-1][1:-1]).strip()) if comments else None


def _decoded(text: str) -> str | None:
    return bounded(decode_words(text), _MAX_DISPLAY) or None
