"""Large messages of this benchmark's own, signed by dkimpy with a key of their own; and a check of one, timed.

    python benchmarks/scan_parts/large_messages.py make FOLDER     FOLDER/<kind>-<size>-<line ends>.eml and dns.json
    python benchmarks/scan_parts/large_messages.py time MESSAGE.. --dns FILE

`time` prints a JSON object a line: CPU seconds of `mailpath.check` and of SHA-256 over the same bytes, in a process
that has judged a small message before, so that nothing is imported or loaded meanwhile; the least of three.
"""

import argparse
import base64
import hashlib
import json
import random
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

__all__ = ["BASE64", "KINDS", "LINE_ENDS", "SMALL", "TEXT", "message_path"]

BASE64, TEXT = "base64", "text"
KINDS = (BASE64, TEXT)
LINE_ENDS = {"lf": b"\n", "crlf": b"\r\n"}
SMALL = 0.01
SIZES_MB = (SMALL, 25, 48)
TIMES = 3

_CRLF = b"\r\n"
_DOMAIN, _SELECTOR = b"sender.example", b"large"
_TRACE = (
    b"Return-Path: <anna@sender.example>\r\n"
    b"Received: from mail.sender.example (mail.sender.example [192.0.2.10])\r\n"
    b"\tby mx.receiver.example (Postfix) with ESMTPS id 4C3F1A2B\r\n"
    b"\tfor <desk@receiver.example>; NOW\r\n"
)
_HEADER = (
    b"From: Anna <anna@sender.example>\r\n"
    b"To: desk@receiver.example\r\n"
    b"Subject: The drawings\r\n"
    b"Date: NOW\r\n"
    b"Message-ID: <drawings@sender.example>\r\n"
    b"MIME-Version: 1.0\r\n"
)
_FIRST_PARTS = (
    b"--part\r\nContent-Type: text/plain\r\n\r\nHere they are.\r\n--part\r\n"
    b'Content-Type: application/pdf; name="drawings.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
)
_ATTACHED = (b'Content-Type: multipart/mixed; boundary="part"\r\n', _FIRST_PARTS, b"--part--\r\n")
_PLAIN = (b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n", b"", b"")
_WORDS = (
    b"the figures of",
    b"second quarter",
    b"as discussed  on",
    b"the phone",
    b"draft",
    b"kind\tregards",
    b"gr\xc3\xbcn",
)
_ENDS = (b"", b"", b"", b" ", b"  ", b".\t")


def message_path(folder: Path, kind: str, size_mb: float, ends: str) -> Path:
    return folder / f"{kind}-{size_mb:g}-{ends}.eml"


def make(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forms = (serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    private = pair.private_bytes(serialization.Encoding.PEM, *forms)
    public = pair.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"
    answers = {
        "sender.example": {"TXT": ["v=spf1 ip4:192.0.2.10 -all"]},
        "_dmarc.sender.example": {"TXT": ["v=DMARC1; p=reject"]},
        "large._domainkey.sender.example": {"TXT": [[record[n : n + 250] for n in range(0, len(record), 250)]]},
    }
    (folder / "dns.json").write_text(json.dumps(answers))
    for kind in KINDS:
        for size_mb in SIZES_MB:
            raw = _signed(kind, int(size_mb * 1_000_000), private)
            for ends, end in LINE_ENDS.items():
                message_path(folder, kind, size_mb, ends).write_bytes(raw.replace(_CRLF, end))


def _signed(kind: str, size: int, private: bytes) -> bytes:
    import dkim

    field, before, after = _ATTACHED if kind == BASE64 else _PLAIN
    block = (_base64 if kind == BASE64 else _text)(min(size, 1_000_000))
    now = formatdate().encode()  # dkimpy signs as of now, and a signature made after receipt would be none yet
    raw = _HEADER.replace(b"NOW", now) + field + _CRLF + before + block * -(-size // len(block)) + after
    forms = (b"relaxed", b"relaxed")
    return _TRACE.replace(b"NOW", now) + dkim.sign(raw, _SELECTOR, _DOMAIN, private, canonicalize=forms) + raw


def _base64(size: int) -> bytes:
    text = base64.b64encode(random.Random(1).randbytes(size * 3 // 4))
    return b"".join(text[n : n + 76] + _CRLF for n in range(0, len(text), 76))


def _text(size: int) -> bytes:
    """Lines such as people write, with the blanks that relaxed canonicalisation takes out."""
    pick = random.Random(1)
    lines, length = [], 0
    while length < size:
        lines.append(b" ".join(pick.choices(_WORDS, k=pick.randrange(2, 6))) + pick.choice(_ENDS) + _CRLF)
        length += len(lines[-1])
    return b"".join(lines)


def time_checks(messages: list[Path], dns_file: Path) -> None:
    import mailpath

    dns = mailpath.ZoneDns(json.loads(dns_file.read_bytes()))
    settings = mailpath.Settings(trust=("mx.receiver.example",))
    for place in messages:
        mailpath.check(message_path(place.parent, place.stem.split("-")[0], SMALL, "lf").read_bytes(), dns=dns)
        raw = place.read_bytes()
        checks, hashing = [], []
        for _ in range(TIMES):
            hashing.append(_seconds(lambda raw=raw: hashlib.sha256(raw).digest()))
            checks.append(_seconds(lambda raw=raw: mailpath.check(raw, dns=dns, settings=settings)))
        report = mailpath.check(raw, dns=dns, settings=settings)
        results = [one.result for one in report.auth_results.dkim] if report.auth_results else []
        print(json.dumps({"check": min(checks), "sha256": min(hashing), "bytes": len(raw), "dkim": results}))


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("what", choices=("make", "time"))
    parser.add_argument("places", type=Path, nargs="+")
    parser.add_argument("--dns", type=Path)
    given = parser.parse_args()
    if given.what == "make":
        make(given.places[0])
    else:
        time_checks(given.places, given.dns)


if __name__ == "__main__":
    main()
