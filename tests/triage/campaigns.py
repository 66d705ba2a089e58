"""Mail in waves and ordinary mail, for grouping: names, links, tokens and encodings change from copy to copy."""

import base64
import quopri
import random
from collections.abc import Iterator

__all__ = ["SIZES", "campaign", "ordinary"]

SIZES = (60, 40, 30, 20, 20, 15, 15, 10, 10, 10, 8, 8, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2)
_SYLLABLES = [a + b for a in "bdfgklmn" for b in "aeio"]


def _words(rnd: random.Random, count: int) -> list[str]:
    return ["".join(rnd.choice(_SYLLABLES) for _ in range(rnd.randint(2, 4))) for _ in range(count)]


def _message(rnd: random.Random, sender: str, ip: str, subject: str, text: str, name: str, number: int) -> bytes:
    head = (
        f"Return-Path: <{sender}>\r\nReceived: from mail.x.example (unknown [{ip}])\r\n"
        f"\tby mx.empfang.example (Postfix) with"
        f" ESMTP id Q{number}\r\n\tfor <{name}@empfang.example>; Tue, 10 Mar 2026 09:30:04 +0000\r\n"
        f"From: Absender <{sender}>\r\nTo: {name.title()} Person <{name}@empfang.example>\r\nSubject: {subject}\r\n"
        f"Date: Tue, 10 Mar 2026 09:30:00 +0000\r\nMessage-ID: <{number}.{rnd.random()}@x.example>\r\n"
        "MIME-Version: 1.0\r\n"
    )
    way = rnd.randint(0, 3)
    if way == 0:
        return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
    if way == 1:
        body = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
        return (
            f"{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}".encode()
        )
    if way == 2:
        body = quopri.encodestring(text.encode("latin-1", "replace")).decode()
        kind = "text/plain; charset=iso-8859-1"
        return f"{head}Content-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n".encode()
    html = "".join(f"<p style='color:#{number % 1000:03d}'>{line}</p>" for line in text.split("\n"))
    return f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{html}</body></html>\r\n".encode()


def campaign(seed: int, size: int) -> Iterator[bytes]:
    """One text of about 90 words: with another name, link and token each time, some words changed, from many hosts."""
    rnd = random.Random(seed)
    base, title = _words(rnd, 90), _words(rnd, 4)
    for number in range(size):
        name = "".join(_words(rnd, 1))
        words = [rnd.choice(_words(rnd, 1)) if rnd.random() < 0.04 else word for word in base]
        lines = [" ".join(words[at : at + 15]) for at in range(0, 90, 15)]
        link = f"https://a{rnd.randint(0, 9999)}.seite{seed}.example/t/{rnd.getrandbits(60):x}"
        text = f"Hallo {name.title()},\n" + "\n".join(lines) + f"\n{link}\nVorgang {rnd.getrandbits(40):x}"
        subject = f"{' '.join(title).title()} {rnd.randint(1000, 9999)} {name.title()}"
        sender = f"{name}@absender{seed}-{number % 7}.example"
        yield _message(rnd, sender, f"198.51.100.{number % 250}", subject, text, name, seed * 1000 + number)


def ordinary(count: int, seed: int = 99) -> Iterator[bytes]:
    rnd = random.Random(seed)
    for number in range(count):
        name = "".join(_words(rnd, 1))
        text = "\n".join(" ".join(_words(rnd, 12)) for _ in range(rnd.randint(2, 9)))
        subject = " ".join(_words(rnd, rnd.randint(1, 5)))
        ip = f"203.0.{number // 250}.{number % 250}"
        yield _message(rnd, f"{name}@firma{number}.example", ip, subject, text, name, 900_000 + number)
