"""Three hundred messages in every way, up to three deep: the right one is found, and its wrappers colour nothing."""

import base64
import itertools
import random
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mailpath
from mailpath.inputs.complaint import How, read_complaint
from mailpath.inputs.item import Item
from mailpath.message.fields import read_message
from mailpath.outputs.json import to_json
from mailpath.triage.queue import triage
from tests.inputs import complaints as wraps
from tests.inputs.complaints import ATTACHED, FORWARDS, complaint, inline, nested
from tests.triage.campaigns import campaign, ordinary

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "samples").glob("*.eml"))]
SETTINGS = mailpath.Settings(trust=("mx.empfang.example",), now=datetime(2026, 3, 11, tzinfo=UTC))
COUNT = 300
WRAPPER = "melder.example"  # in no message: who complains


def _html(text: str) -> str:
    return "<br>".join(wraps._escaped(line).replace("  ", "&nbsp; ") for line in text.split("\n"))


def _quoted(text: str, mark: str = "> ") -> str:
    return "\n".join(mark + line for line in text.split("\n"))


def _encoded(body: str, kind: str, charset: str) -> bytes:
    head = complaint("x").partition(b"Content-Type:")[0]
    raw = base64.encodebytes(body.encode(charset, "replace")).replace(b"\n", b"\r\n")
    kinds = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + kinds.encode() + raw


MIXED = {
    "quoted twice": lambda raw: wraps._around(_quoted(_quoted(wraps._header(raw)))),
    "wrapped, then quoted": lambda raw: wraps._around(_quoted(wraps._wrapped(wraps._header(raw), 70))),
    "smart and quoted": lambda raw: wraps._around(_quoted(wraps._smart(wraps._header(raw)))),
    "bars": lambda raw: wraps._around(_quoted(wraps._header(raw), "| ")),
    "smart in HTML": lambda raw: complaint(f"<div>{_html(wraps._smart(wraps._header(raw)))}</div>", kind="text/html"),
    "wrapped in HTML": lambda raw: complaint(f"<p>{_html(wraps._wrapped(wraps._header(raw)))}</p>", kind="text/html"),
    "a blockquote": lambda raw: complaint(
        f"<p>Bitte prüfen</p><blockquote>{_html(wraps._header(raw))}</blockquote>", kind="text/html"
    ),
    "windows-1252 in base64": lambda raw: _encoded(f"Ist das echt?\n\n{wraps._header(raw)}\n", "text/plain", "cp1252"),
    "UTF-16 in base64": lambda raw: _encoded(f"Ist das echt?\n\n{wraps._header(raw)}\n", "text/plain", "utf-16"),
}
PASTED = wraps.PASTED | MIXED


def inner_messages():
    """Some with MIME of their own, in several charsets, with long headers, signed and not."""
    made = [*itertools.islice(campaign(5, 90), 90), *ordinary(COUNT - 90 - len(SAMPLES)), *SAMPLES]
    random.Random(3).shuffle(made)
    return made


def cases(kinds, ways, deepest, seed):
    """`kinds`: ways to wrap the message itself; `ways`: those around that."""
    rnd = random.Random(seed)
    for number, raw in enumerate(inner_messages()):
        chosen = [list(kinds)[number % len(kinds)], *rnd.choices(list(ways), k=rnd.randint(0, deepest - 1))]
        wrapped = raw
        for way in chosen:
            wrapped = (ATTACHED | PASTED)[way](wrapped)
            wrapped = wrapped.replace(b"anna.beispiel@firma.example", b"anna@" + WRAPPER.encode(), 1)
        yield raw, wrapped, chosen


def fields_of(item, *names):
    message = read_message(item.raw, format=item.format, fidelity=item.fidelity)
    blanks = bytes.maketrans(b"\xa0", b" ")
    return {
        name: [
            b"".join(one.unfolded.translate(blanks).replace(b"\xe2\x80\x9d", b'"').split()) for one in message.all(name)
        ]
        for name in names
    }


def is_found(raw, wrapped, how, *names):
    found = read_complaint(Item(file="c", key=None, raw=wrapped), ())
    if [one.how for one in found.inner] != [how]:
        return False
    return fields_of(found.inner[0].item, *names) == fields_of(Item(file="", key=None, raw=raw), *names)


def share(found, kinds):
    """How many of each, and of all; the ways that failed, for whoever reads a failure."""
    failed = Counter(way for good, way in zip(found, kinds, strict=True) if not good)
    return sum(found) / len(found), failed


def test_attached_in_every_way_three_deep():
    made = list(cases(ATTACHED, ATTACHED, 3, 11))
    assert len(made) == COUNT
    names = ("received", "from", "subject", "message-id", "date", "dkim-signature")
    good = [is_found(raw, wrapped, How.ATTACHED, *names) for raw, wrapped, _ in made]
    got, failed = share(good, [" < ".join(chosen) for *_, chosen in made])
    assert got >= 0.99, failed
    assert {chosen[0] for *_, chosen in made} == set(ATTACHED)
    assert Counter(len(chosen) for *_, chosen in made).keys() == {1, 2, 3}


def test_pasted_in_every_way_three_deep():
    around = ["rfc822", "zip", "msg attached", "renamed eml", "arf", "digest"]
    made = list(cases(PASTED, around, 3, 12))
    good = [is_found(raw, wrapped, How.PASTED, "received", "from", "message-id") for raw, wrapped, _ in made]
    got, failed = share(good, [" < ".join(chosen) for *_, chosen in made])
    assert got >= 0.95, failed


def _judged(raws):
    items = [Item(file=str(number), key=None, raw=raw) for number, raw in enumerate(raws)]
    return {case.messages[0].file: case for case in map(_alone, items)}


def _alone(item):
    (case,) = triage([item], dns=mailpath.ZoneDns({}), settings=SETTINGS).queue.cases
    return case


def test_wrappers_never_colour_the_verdict():
    """The verdict, host and domain are those of the message by itself; nothing of a wrapper stands in its report."""
    whole = [one for one in ATTACHED if one not in ("msg attached", "msg in msg", "tnef")]
    made = list(cases(whole, whole, 3, 13))[:100]
    received = (
        b"Received: from mail.melder.example (mail.melder.example [192.0.2.99]) by mx.empfang.example with ESMTP;"
    )
    alike = 0
    for raw, wrapped, chosen in made:
        case = _alone(Item(file="c", key=None, raw=received + b" Tue, 10 Mar 2026 10:00:00 +0000\r\n" + wrapped))
        bare = mailpath.check(raw, dns=mailpath.ZoneDns({}), settings=SETTINGS)
        report = case.evidence
        assert WRAPPER not in to_json(report).decode(), chosen
        assert "192.0.2.99" not in to_json(report).decode(), chosen
        assert report.verdict == bare.verdict, chosen
        assert report.sending_host == bare.sending_host, chosen
        alike += report.identifiers == bare.identifiers
    assert alike >= 99


@pytest.mark.parametrize("around", [(), ("rfc822",), ("zip", "rfc822")])
@pytest.mark.parametrize("program", FORWARDS)
def test_inline_forwards_never_get_a_path(program, around):
    words = "Hallo, ist das echt?\n\nReceived: from evil.example hat mir mein Sohn gesagt.\n"
    raw = inline(program, "Bank <konto@bank.example>", "a@firma.example", "Ihr Konto", "Bitte klicken", words=words)
    case = _alone(Item(file="c", key=None, raw=nested(raw, around)))
    report = case.evidence
    assert report.verdict == "undetermined"
    assert report.path is None or report.path.hops == ()
    assert report.sending_host is None
    assert case.cause.author_domain == "bank.example"
    assert case.asks
    assert re.fullmatch(r"ask_original_\w+", case.asks[0].code)
