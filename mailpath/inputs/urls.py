"""Names that are URLs: which kind reads them, and what may not stand in them.

A kind is a module with one constant `KIND`, loaded when a URL of its is named; to add one, add its module and its line
here. Everything that is read over the network comes in through one of them, and only where a user named it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from mailpath.inputs.item import InputError, Item, Unread
from mailpath.inputs.places import Remote
from mailpath.inputs.printable import printable
from mailpath.inputs.single import opened, read_bounded
from mailpath.inputs.url_kind import UrlKind

__all__ = ["bytes_named", "is_url", "local_path", "shown", "unusable", "url_places", "why_url_unopenable"]

_MODULES = {"imaps": "imap", "imap": "imap"}
_OTHERS = "stored"  # whatever fsspec knows
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:://|::[a-z])")  # no drive letter
_LOCAL = re.compile(r"file://(?:localhost)?(?=/)", re.IGNORECASE)
_PASSWORD = re.compile(r"://[^/?#@]*:[^/?#]*@")
_ANYWHERE = re.compile(r"://[^/?#@]*:.*@", re.DOTALL)  # of a mailbox, which always has a user: also with / in it
_INSTEAD = {
    "imap": "it is taken from MAILPATH_IMAP_PASSWORD or the keyring, or asked for",
    _OTHERS: "it belongs into the settings or the environment that fsspec reads",
}


def is_url(name: str) -> bool:
    return _URL.match(name) is not None


def local_path(name: str) -> str:
    """The path of a `file:` URL on this machine, everything else as it is."""
    match = _LOCAL.match(name)
    if match is None or "::" in name:
        return name
    from urllib.request import url2pathname  # late: it loads a whole web client

    return url2pathname(name[match.end() :])


def shown(url: str) -> str:
    """The URL, fit to print, without any password that may stand in it."""
    hidden = _ANYWHERE if _kind_name(url) == "imap" else _PASSWORD
    return printable(hidden.sub("://…@", url))


def unusable(name: str) -> str | None:
    """Why a URL can mean nothing here, as one line that begins with it; None for one that can, and for a path."""
    if not is_url(name) or local_path(name) != name:
        return None
    problem = _problem(name)
    return f"{shown(name)}: {problem}" if problem else None


def url_places(url: str) -> Iterator[Item | Remote | Unread]:
    """Everything below a URL. Never raises."""
    problem = _problem(url)
    if problem is not None:
        yield Unread(file=shown(url), key=None, error=problem)
    else:
        yield from _kind(_kind_name(url)).places(url)


def bytes_named(name: str) -> tuple[bytes, str]:
    """The bytes of the one file that is named, by a URL or not, and its name fit to print. Raises InputError."""
    path = local_path(name)
    if not is_url(path):
        with opened(path) as stream:
            return read_bounded(stream, printable(path)), printable(path)
    problem = _problem(path)
    if problem is not None:
        raise InputError(shown(path), problem)
    return _kind(_kind_name(path)).single(path), shown(path)


def why_url_unopenable(url: str) -> str | None:
    return _problem(url) or _kind(_kind_name(url)).unopenable(url)


def _problem(url: str) -> str | None:
    name = _kind_name(url)
    if (_ANYWHERE if name == "imap" else _PASSWORD).search(url):
        return f"a password in a URL can be read by everyone on this machine; leave it out: {_INSTEAD[name]}"
    return _kind(name).unusable(url)


def _kind_name(url: str) -> str:
    return _MODULES.get(url.partition(":")[0].lower(), _OTHERS)


@cache
def _kind(name: str) -> UrlKind:
    kind: UrlKind = import_module(f"mailpath.inputs.{name}").KIND
    return kind
