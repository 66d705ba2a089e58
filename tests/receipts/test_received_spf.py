"""Received-SPF as RFC 7208 has it and as servers write it."""

import pytest

from mailpath.receipts.received_spf import read_received_spf
from mailpath.values.vocabulary import Result

# text -> raw word, result, client, helo, mail from, receiver
CASES = {
    "rfc 7208": (
        (
            "pass (mx.own.example: domain of u@a.example designates 192.0.2.1 as permitted sender)"
            ' receiver=mx.own.example; client-ip=192.0.2.1; envelope-from="u@a.example"; helo=h.example;'
        ),
        ("pass", Result.PASS, "192.0.2.1", "h.example", "u@a.example", "mx.own.example"),
    ),
    "microsoft": (
        (
            "Pass (protection.outlook.com: domain of a.example designates 192.0.2.1 as permitted sender)"
            " receiver=protection.outlook.com; client-ip=192.0.2.1; helo=h.example; pr=C"
        ),
        ("Pass", Result.PASS, "192.0.2.1", "h.example", "a.example", "protection.outlook.com"),
    ),
    "microsoft softfail": (
        (
            "SoftFail (protection.outlook.com: domain of transitioning a.example discourages use of 192.0.2.1"
            " as permitted sender)"
        ),
        ("SoftFail", Result.SOFTFAIL, "192.0.2.1", None, "a.example", "protection.outlook.com"),
    ),
    "microsoft none": (
        "None (protection.outlook.com: a.example does not designate permitted sender hosts)",
        ("None", Result.NONE, None, None, None, "protection.outlook.com"),
    ),
    "gmail": (
        "pass (google.com: domain of u@a.example designates 2001:db8::1 as permitted sender) client-ip=2001:db8::1;",
        ("pass", Result.PASS, "2001:db8::1", None, "u@a.example", "google.com"),
    ),
    "policyd": (
        (
            "Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; helo=h.example; envelope-from=u@a.example;"
            " receiver=<UNKNOWN>"
        ),
        ("Pass", Result.PASS, "192.0.2.1", "h.example", "u@a.example", None),
    ),
    "null sender": (
        "none (x) identity=helo; client-ip=192.0.2.1; helo=h.example; envelope-from=<>; receiver=mx",
        ("none", Result.NONE, "192.0.2.1", "h.example", "<>", "mx"),
    ),
    "glued": (
        "fail client-ip=192.0.2.1;helo=h.example;envelope-from=u@a.example",
        ("fail", Result.FAIL, "192.0.2.1", "h.example", "u@a.example", None),
    ),
    "ironport": (
        (
            "Pass (esa1.own.example: domain of u@a.example designates 192.0.2.1 as permitted sender) identity=mailfrom;"
            ' client-ip=192.0.2.1; receiver=esa1.own.example; envelope-from="u@a.example"; x-record-type="v=spf1; x"'
        ),
        ("Pass", Result.PASS, "192.0.2.1", None, "u@a.example", "esa1.own.example"),
    ),
    "word of before": ("unknown (x: error) client-ip=192.0.2.1;", ("unknown", None, "192.0.2.1", None, None, "x")),
    "hardfail": ("hardfail client-ip=192.0.2.1", ("hardfail", None, "192.0.2.1", None, None, None)),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_values(text: str, expected: tuple[object, ...]) -> None:
    receipt = read_received_spf(0, "received-spf", text.encode())
    (result,) = receipt.results
    assert (
        result.raw_result,
        result.result,
        receipt.client_ip,
        receipt.helo,
        receipt.mail_from,
        receipt.receiver,
    ) == expected


@pytest.mark.parametrize("text", ["", "client-ip=192.0.2.1; helo=x", "(only a comment)", ";;", "\x00\xff"])
def test_without_a_word(text: str) -> None:
    receipt = read_received_spf(0, "received-spf", text.encode())
    assert receipt.results == () or receipt.results[0].result is None
