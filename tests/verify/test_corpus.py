"""A corpus of received mail, made by the bench's own script: our words against plain dkimpy, pyspf and the truth.

Long: it makes 500 messages in a temporary folder. The script stands beside the checkout and is no part of it.
"""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.message.fields import Message, read_message
from mailpath.values.answers import Question
from mailpath.values.presentation import mx_data, txt_bytes
from mailpath.verify import arc, dkim
from mailpath.verify.canonical import CanonicalMessage
from mailpath.verify.spf import evaluate

pytestmark = pytest.mark.long

SCRIPT = Path(__file__).resolve().parents[3] / "shared" / "bench" / "make_corpus.py"
MESSAGES = 500
AT = datetime.fromtimestamp(1_782_000_000, UTC)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SCRIPT.exists():
        pytest.skip("the corpus script is not beside the checkout")
    out = tmp_path_factory.mktemp("corpus")
    command = [sys.executable, str(SCRIPT), str(out), "--messages", str(MESSAGES), "--seed", "11"]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[tuple[dict[str, Any], bytes]]:
    lines = (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines]
    return [(row, (corpus / "maildir" / row["file"]).read_bytes()) for row in read if row["malformed"] is None]


@pytest.fixture(scope="module")
def dns(corpus: Path) -> ZoneDns:
    return ZoneDns(json.loads((corpus / "dns.json").read_text(encoding="utf-8")))


def test_dkim_and_arc_as_dkimpy(rows, dns) -> None:
    """Left aside: rsa-sha1, which dkimpy takes, and `x=`, which it judges by today's clock."""
    import dkim as dkimpy

    def lookup(name: bytes, timeout: int = 5) -> bytes | None:
        answer = dns.ask(Question(name.decode().rstrip(".").lower(), "TXT"))
        return txt_bytes(answer.records[0]) if answer.records else None

    compared = 0
    for row, raw in rows:
        message = read_message(raw)
        canonical = CanonicalMessage(message)
        for place, found in enumerate(dkim.verify(message, dns, AT, canonical)):
            if found.algorithm == "rsa-sha1" or found.expired or "x_past_now" in row["flags"]:
                continue
            compared += 1
            assert (found.result == "pass") is _passes(dkimpy, raw, place, lookup), (row["file"], found)
        theirs = dkimpy.arc_verify(raw, dnsfunc=lookup)[0]
        ours = arc.verify(message, dns, AT, canonical)
        assert ours.result == (theirs.decode() if theirs else "fail"), row["file"]
    assert compared > MESSAGES / 2


def _passes(dkimpy: Any, raw: bytes, place: int, lookup: Any) -> bool:
    try:
        return bool(dkimpy.DKIM(raw).verify(place, dnsfunc=lookup))
    except (dkimpy.DKIMException, ValueError, KeyError, UnboundLocalError):
        return False


def test_dkim_and_arc_as_they_were_made(rows, dns) -> None:
    for row, raw in rows:
        message: Message = read_message(raw)
        results = dkim.verify(message, dns, AT)
        made = [one["result"] for one in row["dkim_sigs"]]
        for expected, found in zip(made, results, strict=True):
            if found.result in ("policy", "permerror") and expected == "fail":
                continue  # the truth names what was done to the message; the key is of no use besides
            if found.expired:
                continue
            assert found.result == expected, (row["file"], found)
        assert arc.verify(message, dns, AT).result == row["arc"], row["file"]


def test_spf_as_plain_pyspf_and_as_it_was_made(rows, dns, monkeypatch) -> None:
    import spf as pyspf

    def lookup(name: str, qtype: str, *_: object) -> list[Any]:
        answer = dns.ask(Question(name.lower(), qtype))
        if answer.failed:
            raise pyspf.TempError("failed")
        values: dict[str, Any] = {"TXT": lambda one: (txt_bytes(one),), "MX": mx_data}
        return [((name, qtype), values.get(qtype, str)(one)) for one in answer.records]

    monkeypatch.setattr(pyspf, "DNSLookup", lookup)
    for row, _ in rows:
        found = evaluate(row["ip"], row["helo"], row["mail_from"], dns)
        theirs = pyspf.query(i=row["ip"], s=row["mail_from"], h=row["helo"]).check()[0]
        assert found.result == theirs, (row["file"], found)
        assert row["spf"] is None or found.result == row["spf"], (row["file"], found)
