"""Authentication-Results as RFC 8601 has it and as servers write it."""

import pytest

from mailpath.receipts.authentication_results import read_authentication_results
from mailpath.receipts.receipt import Receipt
from mailpath.values.vocabulary import Result

PASS, FAIL, NONE = Result.PASS, Result.FAIL, Result.NONE


def read(text: str, standard: str = "authentication-results") -> Receipt:
    return read_authentication_results(0, standard, text.encode())


def entries(receipt: Receipt) -> list[tuple[str, Result | None, str]]:
    return [(one.method, one.result, one.raw_result) for one in receipt.results]


CASES = {
    "rfc 8601 appendix": (
        "mx.own.example; spf=pass smtp.mailfrom=example.net; dkim=fail (bad signature) header.i=@a.example",
        "mx.own.example",
        [("spf", PASS, "pass"), ("dkim", FAIL, "fail")],
    ),
    "version behind the id": ("mx.own.example 1; dkim=pass", "mx.own.example", [("dkim", PASS, "pass")]),
    "method with version": (
        "mx.own.example; dkim/1=pass header.d=a.example",
        "mx.own.example",
        [("dkim", PASS, "pass")],
    ),
    "none alone": ("mx.own.example; none", "mx.own.example", []),
    "none alone with version": ("mx.own.example 1; none", "mx.own.example", []),
    "id alone": ("mx.own.example", "mx.own.example", []),
    "empty": ("", None, []),
    "semicolons alone": (";;;", None, []),
    "microsoft": (
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=pass (signature was verified)"
            " header.d=a.example;dmarc=bestguesspass action=none header.from=a.example;compauth=pass reason=109"
        ),
        None,
        [("spf", PASS, "pass"), ("dkim", PASS, "pass"), ("dmarc", None, "bestguesspass"), ("compauth", PASS, "pass")],
    ),
    "microsoft without semicolons": (
        "spf=none smtp.mailfrom=a.example dkim=none (not signed) header.d=none dmarc=none header.from=a.example",
        None,
        [("spf", NONE, "none"), ("dkim", NONE, "none"), ("dmarc", NONE, "none")],
    ),
    "semicolon behind the id missing": (
        "mx.own.example dkim=pass header.d=a.example; spf=fail",
        "mx.own.example",
        [("dkim", PASS, "pass"), ("spf", FAIL, "fail")],
    ),
    "words that are no results": (
        "mx; dkim=perm_fail; dkim=unknown; spf=hardfail; spf=error; dmarc=timeout",
        "mx",
        [
            ("dkim", None, "perm_fail"),
            ("dkim", None, "unknown"),
            ("spf", None, "hardfail"),
            ("spf", None, "error"),
            ("dmarc", None, "timeout"),
        ],
    ),
    "case of results": (
        "mx; spf=Pass; DKIM=NEUTRAL",
        "mx",
        [("spf", PASS, "Pass"), ("dkim", Result.NEUTRAL, "NEUTRAL")],
    ),
    "empty result": ("mx; spf=; dkim=pass", "mx", [("spf", None, ""), ("dkim", PASS, "pass")]),
    "blanks around equals": ("mx ; spf = pass smtp.mailfrom = a@b.example", "mx", [("spf", PASS, "pass")]),
    "comment glued to the result": (
        "atlas.mail.yahoo.com; dmarc=success(p=REJECT) header.from=a.example; spf=pass(ok)",
        "atlas.mail.yahoo.com",
        [("dmarc", None, "success"), ("spf", PASS, "pass")],
    ),
    "yahoo of old": (
        "mta1.mail.gq1.yahoo.com  from=a.example; domainkeys=neutral (no sig);  from=a.example; dkim=pass (ok)",
        "mta1.mail.gq1.yahoo.com",
        [("domainkeys", Result.NEUTRAL, "neutral"), ("dkim", PASS, "pass")],
    ),
    "properties behind the id": (
        "smtp.own.example smtp.user=<hidden>; auth=pass (PLAIN)",
        "smtp.own.example",
        [("auth", PASS, "pass")],
    ),
    "quoted result counts for nothing": ('mx; dmarc="pass" header.from=a.example', "mx", [("dmarc", None, "pass")]),
    "quoted semicolon": ('mx; spf=fail reason="a; dmarc=pass" smtp.mailfrom=x', "mx", [("spf", FAIL, "fail")]),
    "nested comment": ("mx; spf=fail (a (dmarc=pass; b) c) smtp.mailfrom=x", "mx", [("spf", FAIL, "fail")]),
    "comment before the id": ("(a comment) mx (another) 1; spf=pass", "mx", [("spf", PASS, "pass")]),
    "comment that never ends": (
        "mx; spf=fail (oops; dmarc=pass header.from=bank.example",
        "mx",
        [("spf", FAIL, "fail")],
    ),
    "parenthesis in an address inside a comment": (
        "mx; spf=fail (x.example: domain of a(b;dmarc=pass@e.example designates 192.0.2.1) smtp.mailfrom=y; dkim=none",
        "mx",
        [("spf", FAIL, "fail"), ("dkim", NONE, "none")],
    ),
    "one bad entry": (
        "mx; spf=pass smtp.mailfrom=a.example; !!! what is this; =; dkim=pass header.d=a.example",
        "mx",
        [("spf", PASS, "pass"), ("dkim", PASS, "pass")],
    ),
    "quotation mark that never ends": (
        'mx; spf=pass reason="x; dkim=fail',
        "mx",
        [("spf", PASS, "pass"), ("dkim", FAIL, "fail")],
    ),
    "methods of others": (
        "mx4.m.example; x-csa=none; x-ptr=pass smtp.helo=a.example policy.ptr=a.example; bimi=skipped",
        "mx4.m.example",
        [("x-csa", NONE, "none"), ("x-ptr", PASS, "pass"), ("bimi", None, "skipped")],
    ),
    "u-label": ("mx; dmarc=pass header.from=bücher.example", "mx", [("dmarc", PASS, "pass")]),
    "whole field in encoded words": (
        "=?utf-8?B?c3BmPXBhc3MgKHNlbmRlciBJUCBpcyAxOTIuMC4yLjEpIHNtdHAu?= =?utf-8?B?bWFpbGZyb209YS5leGFtcGxl?=",
        None,
        [("spf", PASS, "pass")],
    ),
    "encoded word inside is data": (
        "mx; spf=fail smtp.mailfrom==?utf-8?q?x=3Bdmarc=3Dpass_header.from=3Dbank.example?=",
        "mx",
        [("spf", FAIL, "fail")],
    ),
    "dash in a method": (
        "mx; dkim-adsp=pass; sender-id=pass",
        "mx",
        [("dkim-adsp", PASS, "pass"), ("sender-id", PASS, "pass")],
    ),
}


@pytest.mark.parametrize(("text", "server", "expected"), CASES.values(), ids=CASES.keys())
def test_entries(text: str, server: str | None, expected: list[tuple[str, Result | None, str]]) -> None:
    receipt = read(text)
    assert receipt.authserv_id == server
    assert entries(receipt) == expected


def test_encoded_word_inside_keeps_the_entry_whole() -> None:
    (spf,) = read(CASES["encoded word inside is data"][0]).results
    assert "header.from" not in spf.properties


PROPERTIES = {
    "deeper than ptype.property": ("mx; x=pass header.x.y.z=1", {"header.x.y.z": "1"}),
    "base64": ('mx; dkim=pass header.b="ab+/c=" header.s=s1', {"header.b": "ab+/c=", "header.s": "s1"}),
    "unquoted base64": ("mx; dkim=pass header.b=ab+/c==", {"header.b": "ab+/c=="}),
    "srs": (
        "mx; spf=pass smtp.mailfrom=SRS0=Ab=cD=x.example=u@y.example",
        {"smtp.mailfrom": "SRS0=Ab=cD=x.example=u@y.example"},
    ),
    "null sender": ("mx; spf=none smtp.mailfrom=<>", {"smtp.mailfrom": "<>"}),
    "empty": ("mx; dmarc=none header.from= ;", {"header.from": ""}),
    "empty before another": ("mx; dmarc=none header.from= action=none", {"header.from": "", "action": "none"}),
    "quoted local part": ('mx; spf=pass smtp.mailfrom="a b"@c.example', {"smtp.mailfrom": "a b@c.example"}),
    "twice the same": ("mx; dkim=pass header.d=a.example header.d=A.example", {"header.d": "a.example"}),
    "contradicted": ("mx; dkim=pass header.d=a.example header.d=b.example header.s=k", {"header.s": "k"}),
    "behind a semicolon": ("mx; dkim=pass; header.d=a.example", {"header.d": "a.example"}),
    "upper case keys": ("mx; dkim=pass HEADER.D=a.example", {"header.d": "a.example"}),
    "ironport": ("mx; dmarc=pass (p=none dis=none) d=a.example", {"d": "a.example"}),
}


@pytest.mark.parametrize(("text", "expected"), PROPERTIES.values(), ids=PROPERTIES.keys())
def test_properties(text: str, expected: dict[str, str]) -> None:
    assert read(text).results[0].properties == expected


REASONS = {
    "comment": ("mx; dkim=fail (no key for signature) header.d=a", "no key for signature"),
    "reason": ('mx; dkim=pass reason="1024-bit key; insecure key" (x) header.d=a', "1024-bit key; insecure key"),
    "number": ("mx; compauth=fail reason=001", "001"),
    "comment behind a property is none": ("mx; iprev=pass policy.iprev=192.0.2.1 (a.example)", None),
    "no": ("mx; dkim=pass", None),
}


@pytest.mark.parametrize(("text", "expected"), REASONS.values(), ids=REASONS.keys())
def test_reason(text: str, expected: str | None) -> None:
    assert read(text).results[0].reason == expected


CLIENTS = {
    "microsoft": ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a", "192.0.2.1"),
    "gmail": (
        "mx.google.com; spf=pass (google.com: domain of a@b designates 192.0.2.1 as permitted sender)",
        "192.0.2.1",
    ),
    "gmail ipv6": (
        "mx; spf=pass (google.com: domain of a@b designates 2001:db8::1 as permitted sender)",
        "2001:db8::1",
    ),
    "gmail guess": (
        "mx; spf=neutral (google.com: 192.0.2.1 is neither permitted nor denied by guess record for domain of a@b)",
        "192.0.2.1",
    ),
    "softfail": (
        "mx; spf=softfail (x: domain of transitioning a@b does not designate 192.0.2.1 as permitted)",
        "192.0.2.1",
    ),
    "proton": ("mailin1.protonmail.ch; arc=none smtp.remote-ip=192.0.2.1", "192.0.2.1"),
    "iprev": ("mx; iprev=pass policy.iprev=192.0.2.1 (a.example)", "192.0.2.1"),
    "exim": ("mx; iprev=pass (a.example) smtp.remote-ip=192.0.2.1; spf=pass", "192.0.2.1"),
    "mapped": ("mx; arc=none smtp.remote-ip=::ffff:192.0.2.1", "192.0.2.1"),
    "the sender's own words before it": (
        "mx; spf=fail (x: domain of designates 198.51.100.9 as@e designates 192.0.2.1 as permitted sender)",
        "192.0.2.1",
    ),
    "comment of another method": ("mx; dkim=fail (sender IP is 192.0.2.1)", None),
    "masked": ("spf=pass (sender IP is 192.masked@x.1.2)", None),
    "no": ("mx; spf=pass smtp.mailfrom=a", None),
}


@pytest.mark.parametrize(("text", "expected"), CLIENTS.values(), ids=CLIENTS.keys())
def test_client(text: str, expected: str | None) -> None:
    assert read(text).client_ip == expected


NAMES = {
    "helo": ("mx; spf=none smtp.helo=a.example", "a.example", None, None),
    "ironport helo": ("mx; spf=None smtp.helo=postmaster@a.example", "a.example", None, None),
    "mailfrom": ("mx; spf=pass smtp.mailfrom=u@a.example", None, "u@a.example", None),
    "mailfrom in brackets": ("mx; spf=pass smtp.mailfrom=<u@a.example>", None, "u@a.example", None),
    "null": ("mx; spf=pass smtp.mailfrom=<>", None, "<>", None),
    "microsoft null": ("spf=none (sender IP is 192.0.2.1) smtp.helo=a.example", "a.example", "<>", None),
    "another's helo alone says nothing of the sender": ("mx; spf=pass smtp.helo=a.example", "a.example", None, None),
    "header from": ("mx; dmarc=pass header.from=a.example", None, None, "a.example"),
}


@pytest.mark.parametrize(("text", "helo", "mail_from", "header_from"), NAMES.values(), ids=NAMES.keys())
def test_names(text: str, helo: str | None, mail_from: str | None, header_from: str | None) -> None:
    receipt = read(text)
    assert (receipt.helo, receipt.mail_from, receipt.header_from) == (helo, mail_from, header_from)


ARC = {
    "instance": ("i=2; mx.own.example 1; dmarc=pass header.from=a.example", 2, "mx.own.example"),
    "blanks": ("i = 1 ; mx.own.example; spf=pass", 1, "mx.own.example"),
    "no id": ("i=1; spf=pass smtp.mailfrom=a", 1, None),
    "no instance": ("mx.own.example; spf=pass", None, "mx.own.example"),
    "nonsense": ("i=x; mx.own.example; spf=pass", None, "mx.own.example"),
}


@pytest.mark.parametrize(("text", "instance", "server"), ARC.values(), ids=ARC.keys())
def test_arc(text: str, instance: int | None, server: str | None) -> None:
    receipt = read(text, "arc-authentication-results")
    assert (receipt.instance, receipt.authserv_id) == (instance, server)
    assert receipt.results


def test_what_cannot_be_read_is_listed() -> None:
    receipt = read("mx; spf=pass; stray words; dkim=pass")
    assert receipt.unread == ("stray", "words")
    assert len(receipt.results) == 2


def test_bounds() -> None:
    receipt = read("mx; " + "dkim=pass; " * 5000)
    assert len(receipt.results) <= 200
    assert receipt.unread
    wide = read("mx; dkim=pass " + " ".join(f"header.x{n}=1" for n in range(5000)))
    assert len(wide.results[0].properties) <= 60
    assert len(wide.unread) <= 20
