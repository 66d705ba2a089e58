"""Results that the receiver recorded: where they count, and where they do not."""

import pytest

from mailpath.message.fields import read_message
from mailpath.path import field_zone, find, receiver_receipts
from mailpath.receipts import read_receipts
from mailpath.values.path import Path
from mailpath.values.settings import Settings
from tests.path.messages import message_of, path_of, received, way_of

HOP = received("from s.sender.example (s.sender.example [203.0.113.5]) by mx.own.example (Postfix) with ESMTPS id 4")
GMAIL_TOP = received("by 2002:a05:6520:4c9:b0:26f:3a0c:4933 with SMTP id gp9csp3501332lkb")
GMAIL = received("from s.sender.example (s.sender.example. [203.0.113.5]) by mx.google.com with ESMTPS id w4")
GMAIL_SPF = (
    "Received-SPF: pass (google.com: domain of a@s.example designates 203.0.113.5 as"
    " permitted sender) client-ip=203.0.113.5;"
)
GMAIL_AR = (
    "Authentication-Results: mx.google.com; spf=pass (google.com: domain of"
    " a@s.example designates 203.0.113.5 as permitted sender) smtp.mailfrom=a@s.example"
)
AR = "Authentication-Results: {id}; spf=pass smtp.mailfrom=a@s.example smtp.remote-ip={ip}"
SPF = (
    "Received-SPF: pass ({id}: domain of a@s.example designates {ip} as permitted"
    " sender) client-ip={ip}; helo=h.example;"
)

# lines, (index, method, confidence)
CASES = {
    "above, id is the host": ((AR.format(id="mx.own.example", ip="203.0.113.5"), HOP), (0, "recorded", "high")),
    "above, id of the organization": ((AR.format(id="own.example", ip="203.0.113.5"), HOP), (0, "recorded", "high")),
    "above, bare host name": ((AR.format(id="mx", ip="203.0.113.5"), HOP), (0, "recorded", "high")),
    "above, another id": ((AR.format(id="mx.other.example", ip="203.0.113.5"), HOP), (0, "structure", "low")),
    "above, no address": (
        ("Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=a", HOP),
        (0, "structure", "low"),
    ),
    "above, another address that no hop shows": (
        (AR.format(id="mx.own.example", ip="192.0.2.9"), HOP),
        (0, "structure", "low"),
    ),
    "above, an internal address": ((AR.format(id="mx.own.example", ip="10.0.0.9"), HOP), (0, "structure", "low")),
    "below": ((HOP, AR.format(id="mx.own.example", ip="203.0.113.5")), (0, "structure", "low")),
    "received-spf above": ((SPF.format(id="mx.own.example", ip="203.0.113.5"), HOP), (0, "recorded", "high")),
    "received-spf below": ((HOP, SPF.format(id="mx.own.example", ip="203.0.113.5")), (0, "structure", "low")),
    "received-spf that names nobody": (
        ("Received-SPF: Pass (mailfrom) client-ip=203.0.113.5; receiver=<UNKNOWN>", HOP),
        (0, "recorded", "high"),
    ),
    "microsoft's field without an id at another host": (
        ("Authentication-Results: spf=pass (sender IP is 203.0.113.5) smtp.mailfrom=a", HOP),
        (0, "structure", "low"),
    ),
    "client of the receiver's own name": (
        (AR.format(id="mx.own.example", ip="203.0.113.5"), HOP.replace("s.sender.example", "relay.own.example")),
        (0, "recorded", "low"),
    ),
    "gmail, directly below": ((GMAIL_TOP, GMAIL, GMAIL_SPF, GMAIL_AR), (1, "recorded", "high")),
    "gmail, received-spf alone": ((GMAIL_TOP, GMAIL, GMAIL_SPF), (1, "structure", "high")),
    "gmail, further down": ((GMAIL_TOP, GMAIL, "X-A: b", GMAIL_AR), (1, "structure", "high")),
    "gmail, further down and of another client": (
        (
            GMAIL_TOP,
            GMAIL,
            "X-A: b",
            GMAIL_AR.replace("203.0.113.5", "192.0.2.80"),
            received("from b ([192.0.2.80]) by x.example with ESMTP"),
        ),
        (1, "structure", "high"),
    ),
    "a filter in front of gmail": (
        (
            GMAIL_TOP,
            GMAIL.replace("203.0.113.5", "198.51.100.3"),
            GMAIL_SPF,
            GMAIL_AR,
            received(
                "from s.sender.example (s.sender.example [203.0.113.5]) by filter.example (Postfix) with ESMTPS id 1"
            ),
        ),
        (2, "recorded", "medium"),
    ),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_boundary(lines: tuple[str, ...], expected: tuple[int, str, str]) -> None:
    path, _ = path_of(*lines)
    assert path.boundary is not None
    assert (path.boundary.hop_index, str(path.boundary.method), str(path.boundary.confidence)) == expected


def test_a_record_of_another_client_is_a_doubt() -> None:
    path, client = path_of(GMAIL_TOP, GMAIL, GMAIL_AR.replace("203.0.113.5", "192.0.2.80"))
    assert path.boundary is not None
    assert (path.boundary.method, path.boundary.confidence) == ("structure", "low")
    assert client is not None
    assert client.ip == "203.0.113.5"
    assert "recorded_client_differs" in [finding.code for finding in path.findings]


def test_client_that_only_the_record_names() -> None:
    nameless = received("from s.sender.example by mx.own.example (Postfix) with ESMTPS id 4")
    path, client = path_of(AR.format(id="mx.own.example", ip="203.0.113.5"), nameless)
    assert path.boundary is not None
    assert path.boundary.method == "recorded"
    assert client is not None
    assert client.ip == "203.0.113.5"


def _zones(*lines: str) -> tuple[Path, list[str]]:
    message = message_of(*lines)
    path = find(message, read_receipts(message), Settings())
    return path, [str(field_zone(message, path, index)) for index in range(len(lines))]


ZONES = {
    "above, boundary, below": (("X-A: b", HOP, "X-C: d"), ["trusted", "boundary", "claimed"]),
    "gmail's own": (
        (GMAIL_TOP, GMAIL, GMAIL_SPF, GMAIL_AR, "X-A: b"),
        ["trusted", "boundary", "boundary", "boundary", "claimed"],
    ),
    "received-spf that says otherwise": (
        (GMAIL_TOP, GMAIL, GMAIL_SPF.replace("203.0.113.5", "192.0.2.1"), GMAIL_AR),
        ["trusted", "boundary", "claimed", "boundary"],
    ),
    "a second field under the same id": (
        (GMAIL_TOP, GMAIL, GMAIL_AR, GMAIL_AR),
        ["trusted", "boundary", "boundary", "claimed"],
    ),
    "a host that is not known to take its id off": (
        (HOP, AR.format(id="mx.own.example", ip="203.0.113.5")),
        ["boundary", "claimed"],
    ),
    "no hops": (("X-A: b",), ["claimed"]),
}


@pytest.mark.parametrize(("lines", "expected"), ZONES.values(), ids=ZONES.keys())
def test_zones(lines: tuple[str, ...], expected: list[str]) -> None:
    assert _zones(*lines)[1] == expected


def test_zones_of_hops() -> None:
    path, _ = _zones(GMAIL_TOP, GMAIL, HOP)
    assert [str(hop.zone) for hop in path.hops] == ["trusted", "boundary", "claimed"]
    assert path.hops[1].provenance["ip"] == "recorded"
    assert path.hops[2].provenance["ip"] == "claimed"


def test_receipts_of_the_receiver() -> None:
    message = message_of(
        AR.format(id="mx.own.example", ip="203.0.113.5"), AR.format(id="x.example", ip="192.0.2.1"), HOP, GMAIL_AR
    )
    receipts = read_receipts(message)
    path = find(message, receipts, Settings())
    own = receiver_receipts(message, path, receipts, Settings())
    assert [receipt.field_index for receipt in own] == [0]


ENVELOPES = {
    "settings": (
        ("Return-Path: <r@a.example>", HOP),
        {"mail_from": "g@given.example"},
        ("g@given.example", "given.example"),
    ),
    "record before return-path": (
        ("Return-Path: <r@a.example>", AR.format(id="mx.own.example", ip="203.0.113.5"), HOP),
        {},
        ("a@s.example", "s.example"),
    ),
    "received-spf": (
        ('Received-SPF: pass (mx.own.example: x) client-ip=203.0.113.5; envelope-from="e@b.example"', HOP),
        {},
        ("e@b.example", "b.example"),
    ),
    "return-path above": (("Return-Path: <r@a.example>", HOP), {}, ("r@a.example", "a.example")),
    "null sender": (("Return-Path: <>", HOP), {}, ("<>", None)),
    "return-path below is claimed": ((HOP, "Return-Path: <r@a.example>"), {}, (None, None)),
    "the hop's own": ((HOP.replace(" id 4", " id 4 (envelope-from <h@c.example>)"),), {}, ("h@c.example", "c.example")),
    "domain alone, completed": (
        (
            "Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=a.example smtp.remote-ip=203.0.113.5",
            HOP,
            "Return-Path: r@a.example",
        ),
        {},
        ("r@a.example", "a.example"),
    ),
    "domain alone, not completed by another": (
        (
            "Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=a.example smtp.remote-ip=203.0.113.5",
            HOP,
            "Return-Path: r@b.example",
        ),
        {},
        (None, "a.example"),
    ),
    "unknown": ((HOP,), {}, (None, None)),
}


@pytest.mark.parametrize(("lines", "given", "expected"), ENVELOPES.values(), ids=ENVELOPES.keys())
def test_envelope(lines: tuple[str, ...], given: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    message = message_of(*lines)
    settings = Settings(mail_from=given.get("mail_from"))
    found = way_of(message, settings).envelope
    assert (found.mail_from, found.domain) == expected


def test_helo_from_the_record_or_the_user() -> None:
    hop = received("from [203.0.113.5] by mx.own.example with ESMTP")
    message = read_message((SPF.format(id="mx.own.example", ip="203.0.113.5") + "\r\n" + hop + "\r\n\r\n").encode())
    for settings, expected in ((Settings(), "h.example"), (Settings(helo="g.example"), "g.example")):
        found = way_of(message, settings).envelope
        assert found.helo == expected
