"""A draft's digest is that of the whole body made canonical, however little of it was made anew."""

from hashlib import sha1, sha256
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.verify import drafted_body, hashed_beginnings
from mailpath.verify.canonical import canonical_body
from mailpath.verify.codes import ChangeCode
from mailpath.verify.drafted_body import DraftedBody, Wanted
from mailpath.verify.undo.change import BodyDraft

_PIECES = st.sampled_from([b"\r\n", b"\r\n\r\n", b"a", b" ", b"  ", b"\t", b" \r\n", b"\r", b"\n", b"lorem ipsum"])
_TEXTS = st.lists(_PIECES, max_size=12).map(b"".join)
_WANTED: tuple[Wanted, ...] = (("sha256", None), ("sha256", 3), ("sha1", 40))


@st.composite
def _bodies_and_cuts(draw):
    body = draw(st.lists(_PIECES, max_size=30).map(b"".join)).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    ends = sorted(draw(st.lists(st.integers(0, len(body)), max_size=3).map(lambda found: found * 2)))
    return body, tuple((ends[n], ends[n + 1], draw(_TEXTS)) for n in range(0, len(ends), 2))


def _applied(body, cuts):
    for start, end, text in reversed(cuts):
        body = body[:start] + text + body[end:]
    return body


@pytest.mark.parametrize("form", ["simple", "relaxed"])
@given(drafts=st.lists(_bodies_and_cuts(), min_size=1, max_size=4), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_digest_is_that_of_the_whole_draft(form, drafts, data) -> None:
    body, _ = drafts[0]
    all_cuts = [
        tuple((min(start, len(body)), min(end, len(body)), text) for start, end, text in cuts) for _, cuts in drafts
    ]
    changes = [lambda _, cuts=cuts: iter([BodyDraft(code=ChangeCode.BANNER, cuts=cuts)]) for cuts in all_cuts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafted_body, "BODY_CHANGES", changes)
        patch.setattr(hashed_beginnings, "_STEP", data.draw(st.sampled_from([1, 8, 2048])))
        patch.setattr(hashed_beginnings, "_APART", data.draw(st.sampled_from([1, 8, 4096])))
        message = read_message(b"A: b\r\n\r\n" + body)
        trials = list(DraftedBody(message, form, _WANTED).trials())
    assert len(trials) == len(all_cuts)
    for trial, cuts in zip(trials, all_cuts, strict=True):
        canonical = b"".join(canonical_body(_applied(body, cuts), 0, form))
        assert trial.digests["sha256", None] == sha256(canonical).digest()
        assert trial.digests["sha256", 3] == (sha256(canonical[:3]).digest() if len(canonical) >= 3 else None)
        assert trial.digests["sha1", 40] == (sha1(canonical[:40]).digest() if len(canonical) >= 40 else None)


def test_trials_are_the_same_for_whoever_comes_second() -> None:
    message = read_message(b"A: b\r\n\r\nhello\r\n--\r\n\r\nfooter\r\n")
    drafted = DraftedBody(message, "relaxed", _WANTED)
    first = list(islice(drafted.trials(), 2))
    assert list(drafted.trials())[:2] == first
