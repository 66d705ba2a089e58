"""Digests of drafts of a body: a draft differs from the body that came in a few places, so only those lines are made
canonical anew, and what stands in front of the first of them is hashed once for all drafts.
"""

from bisect import bisect_right, insort
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha1, sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mailpath.message.fields import Message
from mailpath.verify.canonical import Form, HashName, canonical_lines, end_of_text
from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo import BODY_CHANGES
from mailpath.verify.undo.change import BodyDraft, BodyScene, Cut

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["DraftedBody", "Trial", "Wanted"]

Wanted = tuple[HashName, int | None]
"""A hash, and how many bytes of the canonical body it is taken over (`l=`; None: all)."""

_AT_ONCE = 5  # drafts of one kind before the next kind is tried
_STEP = 2_048  # bytes between states of a hash that are kept
_MOST_STATES = 64
_CRLF = b"\r\n"
_HASHES = {"sha256": sha256, "sha1": sha1}


class Trial(NamedTuple):
    """What a draft takes back, and its digest for each hash and length that signatures want (None: it is shorter)."""

    code: ChangeCode
    fields: Mapping[str, bytes | None]
    added: str
    digests: dict[Wanted, bytes | None]


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
        self._states: dict[str, tuple[list[int], dict[int, _Hash]]] = {}
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

    def _digests(self, cuts: Sequence[Cut]) -> dict[Wanted, bytes | None]:
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
            before = self._offsets[bisect_right(self._offsets, offset) - 1]
            piece = self._scene.body[before:offset]
            self.work += len(piece)
            place = self._places[offset] = self._places[before] + len(canonical_lines(piece, self._form))
            insort(self._offsets, offset)
        return place

    def _hashed(self, kept: int, rest: Sequence[bytes | memoryview], hash_name: HashName, length: int) -> bytes:
        state = self._state(min(kept, length), hash_name)
        left = length - kept
        for piece in rest:
            if left <= 0:
                break
            state.update(piece if len(piece) <= left else piece[:left])
            self.work += len(piece)
            left -= len(piece)
        return state.digest()

    def _state(self, size: int, hash_name: HashName) -> "_Hash":
        """A hash that has taken in the first `size` canonical bytes."""
        sizes, states = self._states.setdefault(hash_name, ([0], {0: _HASHES[hash_name]()}))
        before = sizes[bisect_right(sizes, size) - 1]
        state = states[before].copy()
        if size > before:
            state.update(memoryview(self._lines)[before:size])
            self.work += size - before
            if size - before >= _STEP and len(sizes) < _MOST_STATES:
                insort(sizes, size)
                states[size] = state.copy()
        return state


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
