"""Digests of drafts of a body: a draft differs from the body that came in a few places, so only those lines are made
canonical anew, and what stands in front of the first of them is hashed once for all drafts.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from mailpath.message.fields import Message
from mailpath.verify.canonical import Form, HashName, canonical_lines, end_of_text
from mailpath.verify.codes import ChangeCode
from mailpath.verify.hashed_beginnings import HashedBeginnings
from mailpath.verify.undo import BODY_CHANGES
from mailpath.verify.undo.change import BodyDraft, BodyScene, Cut

__all__ = ["DraftedBody", "Trial", "Wanted"]

Wanted = tuple[HashName, int | None]
"""A hash, and how many bytes of the canonical body it is taken over (`l=`; None: all)."""

_AT_ONCE = 5  # drafts of one kind before the next kind is tried
_CRLF = b"\r\n"

Digests = dict[Wanted, bytes | None]
"""None where the draft is shorter than what is wanted."""


class Trial(NamedTuple):
    """What a draft takes back, and its digest for each hash and length that signatures want."""

    code: ChangeCode
    fields: Mapping[str, bytes | None]
    added: Callable[[], str]
    digests: Digests


class _Rewritten(NamedTuple):
    """A draft that keeps nothing of the body, its digests, and what they counted as work."""

    text: bytes
    digests: Digests
    work: int


class DraftedBody:
    """A body in one canonical form, for all signatures of a message that use it. `work` counts the bytes that were made
    canonical or hashed so far."""

    def __init__(self, message: Message, form: Form, wanted: Collection[Wanted]) -> None:
        self._scene = BodyScene(message, form)
        self._form: Form = form
        self._wanted = wanted
        self._lines = canonical_lines(self._scene.body, form)
        self._end = end_of_text(self._lines, 0, len(self._lines))
        self._offsets = [0]  # starts of lines in the body that came, and where each stands in the canonical form
        self._places = {0: 0}
        self._hashes: dict[HashName, HashedBeginnings] = {}
        self._last: _Rewritten | None = None
        self._made: list[Trial] = []
        self._coming = _in_turns([change(self._scene) for change in BODY_CHANGES])
        self.work = len(self._lines)

    def trials(self) -> Iterator[Trial]:
        """Every draft, in the order of likelihood; each is made when it is first come to."""
        number = 0
        while True:
            if number == len(self._made):
                draft = next(self._coming, None)
                if draft is None:
                    return
                self._made.append(Trial(draft.code, draft.fields, draft.added, self._digests(draft.cuts)))
            yield self._made[number]
            number += 1

    def _digests(self, cuts: Sequence[Cut]) -> Digests:
        if len(cuts) == 1 and cuts[0][:2] == (0, len(self._scene.body)):
            return self._of_rewritten(cuts)
        return self._of_draft(cuts)

    def _of_rewritten(self, cuts: Sequence[Cut]) -> Digests:
        """Of a body that is another one as a whole: several changes often come to the same one after the other."""
        self._place(len(self._scene.body))  # so that what is counted below is the same each time
        last = self._last
        if last is not None and last.text == cuts[0][2]:
            self.work += last.work
            return last.digests
        before = self.work
        digests = self._of_draft(cuts)
        self._last = _Rewritten(cuts[0][2], digests, self.work - before)
        return digests

    def _of_draft(self, cuts: Sequence[Cut]) -> Digests:
        kept, rest = self._drafted(cuts)
        size = kept + sum(map(len, rest))
        return {
            (hash_name, length): None
            if length is not None and length > size
            else self._hashed(kept, rest, hash_name, size if length is None else length)
            for hash_name, length in self._wanted
        }

    def _drafted(self, cuts: Sequence[Cut]) -> tuple[int, list[bytes | memoryview]]:
        """How much of the canonical form in front is kept, and what follows it in the draft.

        Only the lines that the cuts touch are made canonical.
        """
        pieces: list[tuple[int, int] | bytes] = []  # places in the canonical form, or lines of this draft
        done = 0
        for start, end, text in _touched(self._scene.body, cuts):
            pieces += [(self._place(done), self._place(start)), canonical_lines(text, self._form)]
            self.work += len(text)
            done = end
        pieces.append((self._place(done), len(self._lines)))
        self._end_pieces(pieces)
        kept = 0
        if pieces and not isinstance(pieces[0], bytes):
            kept = pieces[0][1]
            del pieces[0]
        view = memoryview(self._lines)
        return kept, [one if isinstance(one, bytes) else view[one[0] : one[1]] for one in pieces]

    def _end_pieces(self, pieces: list[tuple[int, int] | bytes]) -> None:
        """No blank lines at the end, then one line end; an empty body is nothing in the relaxed form."""
        while pieces:
            last = pieces.pop()
            if isinstance(last, bytes):
                last = last[: end_of_text(last, 0, len(last))]
                if last:
                    pieces.append(last)
                    break
                continue
            start, stop = last
            stop = self._end if start < self._end <= stop else end_of_text(self._lines, start, stop)
            if start < stop:
                pieces.append((start, stop))
                break
        if pieces or self._form == "simple":
            pieces.append(_CRLF)

    def _place(self, offset: int) -> int:
        """Where in the canonical form the line stands that begins at an offset of the body."""
        place = self._places.get(offset)
        if place is None:
            number = bisect_right(self._offsets, offset)
            before = self._offsets[number - 1]
            self.work += offset - before  # counted so also where less is done
            place = self._places[offset] = offset if self._form == "simple" else self._counted(offset, number)
            self._offsets.insert(number, offset)
        return place

    def _counted(self, offset: int, number: int) -> int:
        """As `_place`, counted from the nearest place that is known: `_offsets[number]` is the first behind it."""
        body, before = self._scene.body, self._offsets[number - 1]
        after = self._offsets[number] if number < len(self._offsets) else len(body)
        if offset - before <= after - offset:
            return self._places[before] + len(canonical_lines(body[before:offset], self._form))
        known = self._places[after] if number < len(self._offsets) else len(self._lines)
        return known - len(canonical_lines(body[offset:after], self._form))

    def _hashed(self, kept: int, rest: Sequence[bytes | memoryview], hash_name: HashName, length: int) -> bytes:
        beginnings = self._beginnings(hash_name)
        self.work += beginnings.new_bytes(min(kept, length))
        state = beginnings.state(min(kept, length))
        left = length - kept
        for piece in rest:
            if left <= 0:
                break
            state.update(piece if len(piece) <= left else piece[:left])
            self.work += len(piece)
            left -= len(piece)
        return state.digest()

    def _beginnings(self, hash_name: HashName) -> HashedBeginnings:
        known = self._hashes.get(hash_name)
        if known is None:
            known = self._hashes[hash_name] = HashedBeginnings(self._lines, hash_name)
        return known


def _touched(body: bytes, cuts: Sequence[Cut]) -> Iterator[tuple[int, int, bytes]]:
    """Whole lines of the body, from start to end, and what a draft has in their place."""
    start = stop = 0
    parts: list[bytes] = []
    for begins, ends, put in cuts:
        text = b"".join(parts) if begins >= stop else b""
        if text.endswith(b"\n") and body.endswith(b"\n", 0, stop):  # a line ends here, in the body and in the draft
            yield start, stop, text
            parts = []
        if not parts:
            start = body.rfind(_CRLF, 0, begins) + 2 if begins else 0
            start = 0 if start == 1 else start
            parts.append(body[start:begins])
        else:
            tail = parts.pop()
            parts.append(tail[: len(tail) - (stop - begins)])
        line_end = body.find(_CRLF, ends)
        stop = len(body) if line_end < 0 else line_end + 2
        parts += [put, body[ends:stop]]
    if parts:
        yield start, stop, b"".join(parts)


def _in_turns(kinds: Sequence[Iterator[BodyDraft]]) -> Iterator[BodyDraft]:
    """Some drafts of each kind, then some more: no kind uses up the trials of the others."""
    waiting = list(kinds)
    while waiting:
        for kind in list(waiting):
            drafts = list(islice(kind, _AT_ONCE))
            if not drafts:
                waiting.remove(kind)
            yield from drafts
