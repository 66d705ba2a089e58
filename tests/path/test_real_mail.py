"""The sending host over the collection of real mail beside the checkout: as it is, stripped of every record, forged."""

import json
import random
from functools import cache
from pathlib import Path

import pytest

from mailpath.message.fields import Message, read_message
from mailpath.values.path import Boundary
from mailpath.values.settings import Settings
from tests.path.forgery import forged_fields, insert_below
from tests.path.messages import way_of
from tests.path.test_forgery import below_own_fields

MAIL = Path(__file__).resolve().parents[3] / "shared" / "mail"
pytestmark = pytest.mark.skipif(not MAIL.is_dir(), reason="the collection of real mail is not beside the checkout")

_RECORDS = ("arc-", "x-ms-", "x-forefront-", "x-")


@cache
def truths() -> tuple[tuple[str, str, bytes], ...]:
    """File, sending address and bytes of each message whose receiver recorded the client."""
    rows = [json.loads(line) for line in (MAIL / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    return tuple(
        (row["file"], row["sending_ip"], (MAIL / row["file"]).read_bytes()) for row in rows if row["no_truth"] is None
    )


def stripped(raw: bytes) -> bytes:
    """The message without any field that records results or names the client, but Received."""
    message = read_message(raw)
    kept = [
        field.raw
        for field in message.fields
        if not (
            "authentication-results" in field.name
            or "received-spf" in field.name
            or (field.name.startswith(_RECORDS) and field.name != "x-received")
        )
    ]
    return b"".join(kept) + b"\r\n" + bytes(message.body)


def judged(message: Message) -> tuple[Boundary | None, str | None]:
    path, client, _ = way_of(message, Settings())
    return path.boundary, client.ip if client else None


def test_as_it_is() -> None:
    wrong = [file for file, ip, raw in truths() if judged(read_message(raw))[1] != ip]
    assert wrong == []


def test_stripped_of_every_record() -> None:
    outcomes = [(ip, *judged(read_message(stripped(raw)))) for _, ip, raw in truths()]
    right = sum(found == ip for ip, _, found in outcomes)
    high = [(ip, found) for ip, boundary, found in outcomes if boundary and boundary.confidence == "high"]
    assert right >= 0.95 * len(outcomes)
    assert sum(ip == found for ip, found in high) >= 0.99 * len(high)
    assert len(high) >= 0.9 * len(outcomes)  # what is safe is said to be


@pytest.mark.parametrize("strip", [False, True], ids=["as it is", "stripped"])
def test_forged_fields_move_nothing(strip: bool) -> None:
    rng = random.Random(20260107)
    moved = []
    for file, _, original in truths():
        raw = read_message(stripped(original) if strip else original).wire
        offset = below_own_fields(raw, Settings())
        assert offset is not None
        forged = insert_below(raw, offset, forged_fields(rng, ("mx.google.com",)))
        if judged(read_message(forged)) != judged(read_message(raw)):
            moved.append(file)
    assert moved == []


def test_nothing_raises_and_every_finding_is_rare() -> None:
    """A finding that every ordinary message has is none."""
    codes: dict[str, int] = {}
    files = sorted(MAIL.glob("*.eml"))
    for file in files:
        message = read_message(file.read_bytes())
        for finding in way_of(message, Settings()).path.findings:
            codes[finding.code] = codes.get(finding.code, 0) + 1
    assert max(codes.values()) <= 0.4 * len(files)
