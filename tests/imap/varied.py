"""Sixty messages as different as mail is, and the same ones in every kind of mailbox."""

import json
import re
from base64 import encodebytes
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.cli.running import ROOT
from tests.inputs.mailboxes import FROM, maildir, mbox, tree, zipped
from tests.scanning.mail import ZONE, message
from tests.signing import ed25519_key, sign

__all__ = ["KINDS", "dns_file", "names", "varied"]

_KEY = ed25519_key(7)
_BODIES = (
    ("8-bit Latin-1", "Grüße aus Köln\r\n".encode("latin-1") * 40),
    ("8-bit UTF-8", "Grüße — 東京\r\n".encode() * 40),
    ("a body of nothing", b""),
    ("blank lines at the end", b"Text\r\n\r\n\r\n\r\n"),
    ("no line end at the end", b"Text\r\nwithout end"),
    ("lines that look like mbox", b"From here on\r\n>From there\r\n>>From afar\r\nFrom: nobody\r\n\r\nFrom again\r\n"),
    ("long lines", b"x" * 70_000 + b"\r\n" + b"y" * 3000 + b"\r\n"),
    ("blanks and tabs", b"a  \t b \t \r\n \r\n\t\r\n"),
    ("large", encodebytes(Random(1).randbytes(2 << 20)).replace(b"\n", b"\r\n")),
    ("a dot alone", b"before\r\n.\r\n..\r\nafter\r\n"),
)


@lru_cache(maxsize=1)
def varied() -> Sequence[bytes]:
    """All samples, and as many of our own as make it sixty, each signed; every other one with LF."""
    made = [path.read_bytes() for path in sorted((ROOT / "samples").glob("*.eml"))]
    for number, (name, body) in enumerate(_BODIES):
        head = message(3 * number).partition(b"\n\n")[0].replace(b"\n", b"\r\n")
        head = re.sub(rb"Subject: [^\r]*", b"Subject: " + name.encode(), head)
        raw = head + b"\r\n\r\n" + body
        form = "simple/simple" if number % 2 else "relaxed/relaxed"
        made.append(sign(raw, _KEY, domain="a.example", selector="s", form=form))
    made.append(made[-1].replace(b"before", b"changed"))  # a signature that fails
    made += [message(number).replace(b"\n", b"\r\n") for number in range(60 - len(made))]
    return tuple(one.replace(b"\r\n", b"\n") if number % 2 else one for number, one in enumerate(made))


def names() -> Sequence[str]:
    return tuple(f"{number:03}.eml" for number in range(len(varied())))


def dns_file(folder: Path) -> Path:
    """What answers the questions of all of them: the samples' maps as one, and our own zone with them."""
    maps = [json.loads(path.read_text()) for path in sorted((ROOT / "samples").glob("*.dns.json"))]
    merged: dict[str, object] = {}
    maps = [one for one in maps if "schema" not in one]  # a snapshot, of what the others answer too
    for one in (*maps, ZONE, {"s._domainkey.a.example": {"TXT": [_KEY.record()]}}):
        for name, types in one.items():
            known = merged.get(name)
            merged[name] = {**types, **known} if isinstance(known, dict) and isinstance(types, dict) else known or types
    file = folder / "dns.json"
    file.write_text(json.dumps(merged))
    return file


def _tree(path: Path) -> Path:
    return tree(path, dict(zip(names(), varied(), strict=True)))


def _zip(path: Path) -> Path:
    return zipped(path, dict(zip(names(), varied(), strict=True)))


def _maildir(path: Path) -> Path:
    """Seen and not seen, in the order of the numbers."""
    files = {f"{1_772_000_000 + number}.M{number}.mx": raw for number, raw in enumerate(varied())}
    new = dict(list(files.items())[1::2])
    return maildir(path, new=new, cur={f"{name}:2,S": raw for name, raw in files.items() if name not in new})


def _mboxrd(path: Path) -> Path:
    path.write_bytes(mbox([_ended(one) for one in varied()]))
    return path


def _mboxo(path: Path) -> Path:
    """Only `From ` is quoted; what had a `>` before it when it came cannot be told from that any more."""
    quoted = [re.sub(rb"^From ", rb">From ", _ended(one), flags=re.MULTILINE) for one in varied()]
    path.write_bytes(b"".join(FROM + b"\n" + one + b"\n" for one in quoted))
    return path


def _mboxcl(path: Path) -> Path:
    path.write_bytes(b"".join(_with_length(one, quote=True) for one in varied()))
    return path


def _mboxcl2(path: Path) -> Path:
    path.write_bytes(b"".join(_with_length(one, quote=False) for one in varied()))
    return path


def _ended(raw: bytes) -> bytes:
    """An mbox cannot hold a message whose last line has no end."""
    return raw if raw.endswith(b"\n") else raw + b"\n"


def _with_length(raw: bytes, *, quote: bool) -> bytes:
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    head, _, body = raw.partition(end + end)
    if quote:
        body = re.sub(rb"^(>*From )", rb">\1", body, flags=re.MULTILINE)
    length = b"Content-Length: %d" % len(body)
    return FROM + b"\n" + head + end + length + end + end + body + b"\n"


KINDS: dict[str, Callable[[Path], Path]] = {
    "maildir": _maildir,
    "tree": _tree,
    "zip": _zip,
    "mboxrd": _mboxrd,
    "mboxo": _mboxo,
    "mboxcl": _mboxcl,
    "mboxcl2": _mboxcl2,
}
