"""`imaps://USER@HOST:PORT/FOLDER` (RFC 5092): the account it names, and the folder in it."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from mailpath.values.names import dns_name, ip_address

__all__ = ["Account", "Address", "folder_url", "read_address"]

_PORTS = {"imaps": 993, "imap": 143}
_URL = re.compile(r"(imaps?)://([^/]*)(?:/(.*))?\Z", re.IGNORECASE | re.DOTALL)
_OPTION = re.compile(r";(?:auth|uid|uidvalidity|section|partial|urlauth|expire)=", re.IGNORECASE)
_ESCAPED = frozenset(" %?#;/\\\"'<>`")
_LONGEST = 2000
HOW = "write imaps://USER@HOST/FOLDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`tls` is there from the first byte (`imaps`), else asked for by STARTTLS. `host` is a name or an address."""

    user: str
    host: str
    port: int
    tls: bool

    @property
    def url(self) -> str:
        """Without the password, which is never in one."""
        scheme = "imaps" if self.tls else "imap"
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{_escaped(self.user, '@:')}@{host}{port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`path` is the folder's name cut at each `/`, none for the whole account. `below`: and what is below it."""

    account: Account
    path: tuple[str, ...]
    below: bool

    @property
    def url(self) -> str:
        end = "/" if self.below and self.path else ""
        return folder_url(self.account, self.path) + end if self.path else self.account.url


def folder_url(account: Account, path: tuple[str, ...]) -> str:
    """The URL that reads this folder alone."""
    return "/".join((account.url, *(_escaped(part) for part in path)))


def read_address(url: str) -> Address | str:
    """What the URL names, or why it names nothing, as one line that repeats nothing of it."""
    match = _URL.match(url)
    if match is None or len(url) > _LONGEST:
        return f"is no address of a mailbox: {HOW}"
    scheme, authority, path = match[1].lower(), match[2], match[3] or ""
    if _OPTION.search(authority + path) or "?" in path:
        return "has options behind its name, and none are read (a ; or ? in a name is written %3B, %3F)"
    user, _, server = authority.rpartition("@")
    if not user:
        return f"names no user: {HOW}"
    if ":" in user:
        return "holds a password"  # refused before, where it can be said better
    host, port = _server(server, _PORTS[scheme])
    named, names = _text(user), [_text(part) for part in path.split("/")]
    if host is None or port is None or named is None:
        return f"names no server: {HOW}"
    below = names[-1] == ""
    parts = tuple(name for name in names if name)
    if len(parts) < len([name for name in names if name != ""]) or None in names:
        return "holds a character that can be in no name"
    account = Account(user=named, host=host, port=port, tls=scheme == "imaps")
    return Address(account=account, path=parts, below=below)


def _server(text: str, usual: int) -> tuple[str | None, int | None]:
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?", text)
    if match is None:
        return None, None
    port = int(match[2]) if match[2] else usual
    if match[1].startswith("["):
        found = ip_address(match[1][1:-1])
        host = str(found) if found else None
    else:
        host = dns_name(unquote(match[1]))
    return host, port if 0 < port < 65536 else None


def _text(escaped: str) -> str | None:
    """The text of an escaped part; None with controls, which could end a command to the server early."""
    try:
        text = unquote(escaped, errors="strict")
    except UnicodeDecodeError:
        return None
    return None if any(char < " " or "\x7f" <= char < "\xa0" or "\ud800" <= char < "\ue000" for char in text) else text


def _escaped(text: str, more: str = "") -> str:
    return "".join(
        char if char.isprintable() and char not in _ESCAPED and char not in more else _percent(char) for char in text
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
