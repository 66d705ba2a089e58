"""Why a signature does not hold: known changes on the way are taken back, one after the other, until it does.

Body and header are searched apart: the body hash stands in the signed field, so each half is proof of its own. What
verifies after a change was undone is named, with what had been added; nothing else is ever claimed. The number of
trials and the bytes they hash are bounded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.message.fields import Field, Message
from mailpath.values.results import Diagnosis, DkimResult
from mailpath.values.vocabulary import Result
from mailpath.verify.canonical import CanonicalMessage, Form, canonical_field, signature_field
from mailpath.verify.codes import ChangeCode, DkimReason
from mailpath.verify.drafted_body import DraftedBody
from mailpath.verify.public_key import PublicKey, load_key
from mailpath.verify.signature_keys import key_answers, keys_in, refusal
from mailpath.verify.signature_tags import Signature, signatures_of
from mailpath.verify.signed_fields import covered
from mailpath.verify.undo import FIELD_STEPS, LIST_STEPS
from mailpath.verify.undo.change import Fields, FieldStep, Scene, replaced

__all__ = ["MAX_BODY_BYTES", "MAX_HASHES", "Bodies", "Finding", "diagnose", "find_change"]

MAX_HASHES = 64  # of one signature, body hashes and header verifications together
MAX_BYTES = 16 << 20  # made canonical or hashed for the drafts of a message's body in one form
MAX_BODY_BYTES = 2 << 20  # of a body that is searched for a change; the header is searched in any case

_FOR_HEADER = 26  # trials that the body leaves for the header
_CHANGED = (DkimReason.BODY_HASH_MISMATCH, DkimReason.BODY_SHORTER_THAN_SIGNED, DkimReason.SIGNATURE_MISMATCH)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A diagnosis, what the changes had added, and how many hashes it took."""

    diagnosis: Diagnosis
    added: tuple[str, ...]
    hashes: int


class Bodies:
    """What has been tried of a message's body, shared between the diagnoses of its signatures at `places`.

    `signatures` are those of all its DKIM-Signature fields.
    """

    def __init__(self, message: Message, signatures: Sequence[Signature], places: Sequence[int]) -> None:
        self.signatures = signatures
        self._message = message
        self._places = places
        self.canonical = CanonicalMessage(message)
        self._forms: dict[Form, DraftedBody] = {}

    def drafted(self, form: Form) -> DraftedBody:
        known = self._forms.get(form)
        if known is None:
            searched = (self.signatures[place] for place in self._places)
            wanted = {(one.hash_name, one.length): None for one in searched if one.body_form == form}
            known = self._forms[form] = DraftedBody(self._message, form, tuple(wanted))
        return known


def diagnose(
    message: Message, result: DkimResult, place: int, dns: Dns, bodies: Bodies | None = None
) -> Diagnosis | None:
    """The diagnosis of the signature at `place` among the message's DKIM-Signature fields, whose result is `result`.

    None where there is nothing to explain: it passes, or it fails by something else than a change. `cause` is the
    code of the change, `unknown`, or `bytes_lost`; `transformation` names all changes that were undone, each with a
    piece of what it had added. `bodies` shares what was tried for other signatures of the message.
    """
    finding = find_change(message, result, place, dns, bodies)
    return finding.diagnosis if finding else None


def find_change(
    message: Message, result: DkimResult, place: int, dns: Dns, bodies: Bodies | None = None
) -> Finding | None:
    """As `diagnose`, with what was added."""
    if result.reason == DkimReason.BYTES_LOST:
        return _finding((ChangeCode.BYTES_LOST,), (), 0, proved=False)
    if result.result is not Result.FAIL or result.reason not in _CHANGED:
        return None
    bodies = bodies or Bodies(message, signatures_of(message), (place,))
    signature = bodies.signatures[place]
    answer = key_answers([signature], dns).get(signature.key_name)
    usable = [key for key in keys_in(answer) if key.material and refusal(signature, key) is None]
    key = load_key(usable[0].type, usable[0].material or b"") if usable else None
    if key is None:
        return None
    trials = _Trials(Scene(message, signature), key, bodies.canonical, refuted=result.signature_ok is False)
    found: _Undone | None = _Undone((), {})
    if not result.body_hash_ok:
        found = _body_change(trials, bodies, 0 if result.signature_ok else _FOR_HEADER)
    header = None if found is None else _field_changes(trials, found.fields, done=bool(result.signature_ok))
    if found is None or header is None:
        return _finding((ChangeCode.UNKNOWN,), (), trials.hashes, proved=False)
    steps = (*found.steps, *header.steps)
    return _finding(tuple(code for code, _ in steps), tuple(text for _, text in steps), trials.hashes, proved=True)


def _finding(codes: Sequence[ChangeCode], added: Sequence[str], hashes: int, *, proved: bool) -> Finding:
    named = [f'{code} "{text}"' if text else code for code, text in zip(codes, added, strict=False)]
    diagnosis = Diagnosis(cause=codes[0], transformation="; ".join(named) or None, proved=proved)
    return Finding(diagnosis=diagnosis, added=tuple(filter(None, added)), hashes=hashes)


class _Undone(msgspec.Struct, frozen=True):
    """Changes taken back, by code and what each had added; `fields` are values that go with another body."""

    steps: tuple[tuple[ChangeCode, str], ...]
    fields: Mapping[str, bytes | None]


class _Trials:
    """The trials of one signature, and what they have cost. `refuted`: it is known not to hold over the header that
    came."""

    def __init__(self, scene: Scene, key: PublicKey, canonical: CanonicalMessage, *, refuted: bool) -> None:
        self.scene = scene
        self.hashes = 0
        self._key = key
        self._holds: Callable[[bytes], bool] | None = None
        self._canonical = canonical
        self._refuted = refuted
        self._tried: set[bytes] = set()
        self._names = frozenset(scene.signature.signed)
        self._last = signature_field(scene.signature.field, scene.signature.header_form)

    def spent(self, kept: int = 0) -> bool:
        return self.hashes >= MAX_HASHES - kept

    def body_fits(self, digest: bytes | None) -> bool:
        if digest is None or digest in self._tried:
            return False
        self._tried.add(digest)
        self.hashes += 1
        return digest == self.scene.signature.body_hash

    def fields_fit(self, fields: Fields) -> bool:
        signed = self._signed(fields)
        if signed in self._tried:
            return False
        self._tried.add(signed)
        self.hashes += 1
        if self._refuted and fields is self.scene.message.fields:
            return False
        if self._holds is None:
            self._holds = self._key.holder(self.scene.signature.signature, self.scene.signature.hash_name)
        return self._holds(signed)

    def _signed(self, fields: Fields) -> bytes:
        signature, names = self.scene.signature, self._names
        by_name: dict[str, list[Field]] = {}
        for one in fields:
            if one.name in names:
                by_name.setdefault(one.name, []).append(one)
        parts = [self._form(one) for one in covered(lambda name: by_name.get(name, ()), signature.signed)]
        own = self._own_field(fields)
        parts.append(self._last if own is signature.field else signature_field(own, signature.header_form))
        return b"".join(parts)

    def _own_field(self, fields: Fields) -> Field:
        """The signature's own field in a draft: where it was folded anew, another one stands in its place."""
        own, whole = self.scene.signature.field, self.scene.message.fields
        if fields is whole or len(fields) != len(whole):
            return own
        place = next(n for n, one in enumerate(whole) if one is own)
        return fields[place] if fields[place].name == own.name else own

    def _form(self, field: Field) -> bytes:
        form = self.scene.signature.header_form
        return self._canonical.field(field, form) if field.offset >= 0 else canonical_field(field, form)


def _body_change(trials: _Trials, bodies: Bodies, kept: int) -> _Undone | None:
    message, signature = trials.scene.message, trials.scene.signature
    if len(message.body) > MAX_BODY_BYTES:
        return None
    drafted = bodies.drafted(signature.body_form)
    for trial in drafted.trials():
        if trials.spent(kept=kept) or drafted.work > MAX_BYTES:
            return None
        if trials.body_fits(trial.digests.get((signature.hash_name, signature.length))):
            return _Undone(((trial.code, trial.added()),), trial.fields)
    return None


def _field_changes(trials: _Trials, with_body: Mapping[str, bytes | None], *, done: bool) -> _Undone | None:
    """Steps that make the header verify, none where it does already."""
    if done:
        return _Undone((), {})
    start = trials.scene.message.fields
    bases = [start]
    if with_body:
        for name, value in with_body.items():
            start = replaced(start, name, value)
        bases = [start, *bases]
    for base in bases:
        for steps in _plans(trials.scene):
            if trials.spent():
                return None
            fields = base
            for step in steps:
                fields = step.apply(fields)
            if trials.fields_fit(fields):
                return _Undone(tuple((step.code, step.added) for step in steps), {})
    return None


def _plans(scene: Scene) -> Iterator[tuple[FieldStep, ...]]:
    """No step, each step alone, then what lists do together: one step of each kind."""
    yield ()
    kinds = [list(islice(steps(scene), 6)) for steps in LIST_STEPS]
    for kind in kinds:
        for step in kind:
            yield (step,)
    yield from _together(kinds)
    for steps in FIELD_STEPS:
        for step in steps(scene):
            yield (step,)


def _together(kinds: Sequence[Sequence[FieldStep]]) -> Iterator[tuple[FieldStep, ...]]:
    """Pairs and triples of steps of different kinds, the likeliest of each kind first."""
    subjects, authors, added, kept = ([*kind[:3]] for kind in kinds)
    for author in authors[:3]:
        for subject in subjects[:1]:
            yield (subject, author)
        for one in added[:2]:
            for subject in subjects[:1]:
                yield (subject, author, one)
            yield (author, one)
    for subject in subjects[:1]:
        for one in [*added[:2], *kept[:2]]:
            yield (subject, one)
