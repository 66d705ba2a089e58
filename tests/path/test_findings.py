"""What is odd about a path: each finding where it belongs, and none on an ordinary chain."""

import pytest

from mailpath.language import sentence
from mailpath.values.settings import Settings
from tests.path.messages import path_of, received

TRUST = Settings(trust=("mx.own.example",))
HOP = received("from s.sender.example (s.sender.example [203.0.113.5]) by mx.own.example (Postfix) with ESMTPS id 4")
LATE = HOP.replace("12:00:00", "15:00:00")
AT = "Wed, 7 Jan 2026 {}:00 +0000"


def codes(*lines: str, settings: Settings = TRUST) -> list[str]:
    path, _ = path_of(*lines, settings=settings)
    for finding in path.findings:
        assert sentence(finding.code, finding.facts, "de")
    return [finding.code for finding in path.findings]


def client(text: str) -> str:
    return received(f"from {text} by mx.own.example (Postfix) with ESMTPS id 4")


CASES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "ordinary": (
        (HOP, received("from pc (unknown [10.0.0.2]) by s.sender.example (Postfix) with ESMTPSA id 9")),
        [],
    ),
    "service with containers": ((HOP, received("by 47a34c698db9 with HTTP id 64c287db8eae")), []),
    "unnamed": ((client("s.sender.example (unknown [203.0.113.5])"),), ["client_unnamed"]),
    "unconfirmed": (
        (
            received(
                "from s.example (s.example [203.0.113.5] (may be forged)) by mx.own.example (8.15.2) with ESMTPS id 1"
            ),
        ),
        ["client_name_unconfirmed"],
    ),
    "dynamic by a word": ((client("s.sender.example (p5.dip0.isp.example [203.0.113.5])"),), ["dynamic_client"]),
    "dynamic by its address": (
        (client("s.sender.example (host-203-0-113-5.isp.example [203.0.113.5])"),),
        ["dynamic_client"],
    ),
    "dynamic by its address turned": (
        (client("s.sender.example (5.113.0.203.isp.example [203.0.113.5])"),),
        ["dynamic_client"],
    ),
    "numbers that are no address": (
        (client("mail-203-1.sender.example (mail-203-1.sender.example [203.0.113.5])"),),
        [],
    ),
    "helo without a dot": ((client("WIN-ABC (s.sender.example [203.0.113.5])"),), ["helo_not_public"]),
    "helo of a private network": ((client("ex01.firma.local (s.sender.example [203.0.113.5])"),), ["helo_not_public"]),
    "helo is another address": ((client("[192.0.2.9] (s.sender.example [203.0.113.5])"),), ["helo_other_address"]),
    "helo is its address": ((client("[203.0.113.5] (s.sender.example [203.0.113.5])"),), []),
    "helo of the receiver": ((client("mx.own.example (s.sender.example [203.0.113.5])"),), ["helo_of_receiver"]),
    "helo of a big provider": ((client("mail.gmail.com (s.sender.example [203.0.113.5])"),), ["helo_of_other"]),
    "submission": (
        (received("from pc (pc.isp.example [203.0.113.5]) by mx.own.example (Postfix) with ESMTPSA id 4"),),
        ["authenticated_submission"],
    ),
    "handed in": ((received("by mx.own.example (Postfix, from userid 33) id 4"),), ["handed_in_locally"]),
    "inside": ((client("pc (pc.own.example [10.0.0.7])"),), ["client_not_public"]),
    "long delay": (
        (
            LATE,
            received(
                "from a (b.sender.example [10.0.0.3]) by s.sender.example (Postfix) with ESMTP id 1", AT.format("12:00")
            ),
        ),
        ["long_delay"],
    ),
    "short delay": (
        (
            HOP,
            received(
                "from a (b.sender.example [10.0.0.3]) by s.sender.example (Postfix) with ESMTP id 1", AT.format("11:50")
            ),
        ),
        [],
    ),
    "skew": (
        (
            HOP,
            received(
                "from a (b.sender.example [10.0.0.3]) by s.sender.example (Postfix) with ESMTP id 1", AT.format("12:02")
            ),
        ),
        ["clock_skew"],
    ),
    "backwards": (
        (
            HOP,
            received(
                "from a (b.sender.example [10.0.0.3]) by s.sender.example (Postfix) with ESMTP id 1", AT.format("15:00")
            ),
        ),
        ["time_backwards"],
    ),
    "skipped": (
        (HOP, received("from a (b.other.example [10.0.0.3]) by mail.other.test (Postfix) with ESMTP id 1")),
        ["hop_skipped"],
    ),
    "forged by two breaks": (
        (
            HOP,
            received("from mx.one.example (mx.one.example [192.0.2.7]) by mail.two.test (Postfix) with SMTP id 1"),
            received(
                "from mx.three.example (mx.three.example [192.0.2.8]) by mail.four.example (Postfix) with SMTP id 1"
            ),
        ),
        ["forged_hop"],
    ),
    "forged by a break and its date": (
        (
            HOP,
            received(
                "from a (b.other.example [10.0.0.3]) by mail.other.test (Postfix) with ESMTP id 1",
                "Mon, 5 Jan 2026 01:00:00 +0000",
            ),
        ),
        ["forged_hop", "long_delay", "hop_before_message"],
    ),
    "older than the message": (
        (
            HOP,
            received(
                "from a (b.sender.example [10.0.0.3]) by s.sender.example (Postfix) with ESMTP id 1", AT.format("08:30")
            ),
        ),
        ["long_delay", "hop_before_message"],
    ),
    "loop": ((HOP, HOP, HOP), ["loop"]),
    "twice is no loop": ((HOP, HOP), []),
    "fetched": (
        (
            received("from pop.provider.example [198.51.100.9] by localhost with POP3 (fetchmail-6.4) for z@localhost"),
            HOP,
        ),
        ["fetched_mail"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_codes(lines: tuple[str, ...], expected: list[str]) -> None:
    assert codes(*lines) == expected


def test_cleartext_where_the_writer_would_record_encryption() -> None:
    edge = received(
        "from s.sender.example (203.0.113.5) by D.mail.protection.outlook.com (10.13.6.161) with Microsoft SMTP Server"
        " id 15.20.6631.45 via Frontend Transport"
    )
    settings = Settings(trust=(".mail.protection.outlook.com",))
    assert codes(edge, settings=settings) == ["cleartext_hop"]
    secured = edge.replace("Server id", "Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id")
    assert codes(secured, settings=settings) == []


def test_the_clock_that_is_off_is_named() -> None:
    """Three hops, the middle one's clock runs ahead of both its neighbours."""
    lines = (
        received(
            "from m.sender.example (m.sender.example [203.0.113.5]) by mx.own.example (Postfix) with ESMTPS id 4",
            AT.format("12:00"),
        ),
        received(
            "from l.sender.example (l.sender.example [203.0.113.6]) by m.sender.example (Postfix) with ESMTPS id 4",
            AT.format("12:09"),
        ),
        received("from k (k [10.0.0.3]) by l.sender.example (Postfix) with ESMTPS id 4", AT.format("11:59")),
    )
    path, _ = path_of(*lines, settings=TRUST)
    (skew,) = [finding for finding in path.findings if finding.code == "clock_skew"]
    assert skew.facts["host"] == "m.sender.example"
    assert skew.facts["seconds"] == 540


def test_too_many_hops_are_cut_and_said() -> None:
    path, _ = path_of(
        *[received(f"from h{n}.test ([10.0.0.{n % 250}]) by g{n}.test with SMTP id {n}") for n in range(400)]
    )
    assert len(path.hops) == 100
    assert any(finding.code == "too_many_hops" and finding.facts["count"] == 400 for finding in path.findings)


def test_two_readings_are_both_said() -> None:
    lines = (
        received(
            "from relay.own.example (relay.own.example [198.51.100.3]) by store.own.example (Postfix) with ESMTPS id 1"
        ),
        HOP,
    )
    path, _ = path_of(*lines)
    said = {finding.code: finding.facts for finding in path.findings}
    assert said["boundary_two_readings"]["ip"] == "198.51.100.3"
    assert said["boundary_two_readings"]["other_ip"] == "203.0.113.5"
    assert "client_may_be_own_relay" in said


def test_delays_and_skew() -> None:
    path, _ = path_of(
        received("from b ([10.0.0.2]) by a.example with ESMTP", AT.format("12:10")),
        received("from c ([10.0.0.3]) by b.example with ESMTP", AT.format("12:12")),
        "Received: from d ([10.0.0.4]) by c.example with ESMTP",
        received("from e ([10.0.0.5]) by d.example with ESMTP", AT.format("12:00")),
    )
    assert [hop.index for hop in path.hops] == [0, 1, 2, 3]
    assert [hop.delay_seconds for hop in path.hops] == [None, 720, None, None]
    assert [hop.skew_seconds for hop in path.hops] == [-120, None, None, None]
