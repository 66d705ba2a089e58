"""One scan, its rows and its page, and one browser for all tests of the page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import mailpath
from tests.inputs.mailboxes import mbox
from tests.outputs.browser import Browser
from tests.outputs.in_browser.page import TRICK
from tests.scanning.mail import ZONE, messages

HOSTILE = (
    f"Received: from evil.example (evil.example [198.51.100.66]) by mx.receiver.example (Postfix) with ESMTP id E1;\n"
    "\tMon, 9 Mar 2026 10:00:00 +0000\n"
    "From: x@b.example\nDate: Mon, 9 Mar 2026 09:58:00 +0000\nMessage-ID: <e@b.example>\n"
    f"Subject: {TRICK}\n\nText\n"
).encode()
BIDI = (
    b"Received: from pc (pc [198.51.100.67]) by mx.receiver.example (Postfix) with ESMTPS id E2;\n"
    b"\tMon, 9 Mar 2026 11:00:00 +0000\n"
    b"From: =?utf-8?q?=E2=80=AEgpj=1B[2J?= <x@shop.example>\nDate: Mon, 9 Mar 2026 10:59:00 +0000\n"
    b"Subject: =?utf-8?q?=E2=80=AEgpj.exe=1B]0;x=07_</script>?=\nMessage-ID: <f@b.example>\n\nText\n"
)
SLOW = (
    b"Received: from mx.receiver.example by store.receiver.example with LMTP id S2;\n\tMon, 9 Mar 2026 14:00:00 +0000\n"
    b"Received: from mx.a.example (mx.a.example [192.0.2.1])\n\t(using TLSv1.2 with cipher X (256/256 bits))\n"
    b"\tby mx.receiver.example (Postfix) with ESMTPS id S1;\n\tMon, 9 Mar 2026 12:00:00 +0000\n"
    b"Received: from pc.a.example by mx.a.example with SMTP id S0; Mon, 9 Mar 2026 11:59:30 +0000\n"
    b"From: x@a.example\nReturn-Path: <x@a.example>\nSubject: slow\nMessage-ID: <s@a.example>\n\nText\n"
)
DNS = {
    **ZONE,
    "evil.example": {"A": ["198.51.100.66"]},
    "66.100.51.198.in-addr.arpa": {"PTR": ["evil.example"]},
}


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`en.html` and `de.html` by `scan`, `rows.jsonl` of the same scan."""
    path = tmp_path_factory.mktemp("page")
    (path / "dns.json").write_text(json.dumps(DNS))
    (path / "box").write_bytes(mbox([*messages(60), HOSTILE, BIDI, SLOW]))
    (path / "empty.eml").write_bytes(b"")
    known = (
        "--dns",
        path / "dns.json",
        "--at",
        "2026-04-01",
        "--trust",
        ".receiver.example",
        "--own-domain",
        "shop.example",
    )
    for name, *more in (("rows.jsonl",), ("en.html", "--lang", "en"), ("de.html", "--lang", "de")):
        done = mailpath("scan", path / "box", path / "empty.eml", *known, "-q", "-o", path / name, *more, home=path)
        assert done.code == 1, done.err
    return path


@pytest.fixture(scope="session")
def rows(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / "rows.jsonl").read_text().splitlines()]


@pytest.fixture(scope="package")  # ended by a test that may open sockets
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found


@pytest.fixture
def page(browser: Browser, place: Path) -> Browser:
    """The English page, freshly opened, as wide as a screen."""
    browser.looks()
    browser.width(1400)
    browser.open(place / "en.html")
    browser.run("scrollTo(0, 0)")
    return browser
