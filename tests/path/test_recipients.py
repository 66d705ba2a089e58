"""Which domains are asked for their MX."""

import pytest

from mailpath.message.fields import read_message
from mailpath.path import recipient_domains

HOP = "Received: from s ([203.0.113.5]) by mx.own.example (Postfix) with ESMTP id 4 for <u@for.example>; {d}"
CASES = {
    "delivered-to first": (
        ("Delivered-To: u@del.example", HOP, "To: u@to.example"),
        ("del.example", "for.example", "to.example"),
    ),
    "original": (("X-Original-To: u@orig.example",), ("orig.example",)),
    "to, several": (("To: A <a@one.example>, b@two.example",), ("one.example", "two.example")),
    "group": (("To: undisclosed-recipients:;",), ()),
    "none": (("Subject: x",), ()),
    "not a domain": (("Delivered-To: phishing@pot x",), ()),
    "repeated": (("Delivered-To: u@a.example", "To: u@A.example"), ("a.example",)),
    "many": (("To: " + ", ".join(f"u@d{n}.example" for n in range(500)),), tuple(f"d{n}.example" for n in range(4))),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_domains(lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert recipient_domains(read_message("\r\n".join(lines).encode() + b"\r\n\r\n")) == expected
