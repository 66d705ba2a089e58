"""A sample read by the full reader, once, as the model for every field that differs from it only at the places."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from mailpath.trace.addresses import address
from mailpath.trace.clauses import Clauses, read_clauses
from mailpath.trace.tokens import Kind, Token
from mailpath.trace.usual.cut import Slot
from mailpath.trace.usual.slots import BY, BY_6TO4, BY_LABEL, FOR, HELO, IDS, IPS, LOGIN, MARKED, RDNS, SENDER
from mailpath.trace.whole import hop_of
from mailpath.values.hop import Hop, Tls

__all__ = ["Model", "model_of"]

_DATE = datetime(2026, 9, 21, 10, 0, 3, tzinfo=UTC)
_ATTRIBUTES = ("from_name", "helo", "rdns", "ip", "by", "by_ip", "id", "for_", "envelope_from")


class Model(NamedTuple):
    """What all fields of one sample have in common: the hop of the sample, and where in a field its own values are.

    `places` says for the nine names of `_ATTRIBUTES` where each value stands: in `cut.Known`, or in `fixed`, which is
    thought of as following it.
    """

    hop: Hop
    places: tuple[int, ...]
    fixed: tuple[str | None, ...]


@lru_cache(maxsize=2048)
def model_of(sample: str, slots: int) -> Model | None:
    """The model of the sample of a cut with stand-ins at these places; None where the full reader must read such fields
    itself, since it takes a stand-in for something else than what it stands for, or looks at more than the model knows.
    """
    clauses = read_clauses(sample)
    if not _is_usual(sample, clauses):
        return None
    shown = _shown(sample, slots, clauses)
    if shown is None:
        return None
    hop = hop_of(sample, clauses)
    return _model(hop, shown)


def _is_usual(sample: str, clauses: Clauses) -> bool:
    """Whether nothing is there that makes the full reader look elsewhere: controls, a second semicolon or `by`, HTTP,
    whose programs name themselves in the client's comment, Exchange 5.5, SendGrid's filters, whose ids count."""
    lower = clauses.lower
    return (
        sample.replace("\n", "").isprintable()
        and clauses.date is not None
        and clauses.date.date == _DATE
        and sample.count(";") == 1
        and lower.split(" ").count("by") == 1
        and bool(clauses.by)
        and clauses.protocol != "http"
        and "mail service" not in lower
        and not clauses.by_name.startswith("filter")
    )


def _shown(sample: str, slots: int, clauses: Clauses) -> dict[str, int] | None:
    """For each text that the full reader may make of a stand-in, which place of `cut.Known` has it; None where a
    stand-in is not where it belongs."""
    shown: dict[str, int] = {}
    found = [token for clause in _clauses(clauses) for token in clause]
    for slot, stand_ins, at in _STAND_INS:
        if not slots & slot:
            continue
        present = [one for one in stand_ins if one in sample]
        if len(present) != 1 or sample.count(present[0]) != 1:
            return None
        text = present[0]
        holders = [token for token in found if text in token.text]
        if len(holders) != 1 or not _belongs(slot, text, holders[0], clauses):
            return None
        if slot == Slot.LOGIN:
            continue  # no value of the hop
        shown[holders[0].text if slot == Slot.BY else text] = at
        if slot in _NORMALISED and (normal := address(text)):
            shown.setdefault(normal, at + 1)
    return shown


def _clauses(clauses: Clauses) -> tuple[tuple[Token, ...], ...]:
    return (
        clauses.loose,
        clauses.from_,
        clauses.by,
        clauses.with_,
        clauses.id,
        clauses.for_,
        clauses.via,
        clauses.tls,
        clauses.sender,
    )


def _bare(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.strip("[]") for text in texts)


# Each place with its stand-ins, and where in `cut.Known` it is; of those that are normalised the address follows.
_STAND_INS = (
    (Slot.HELO, _bare(HELO), 0),
    (Slot.MARKED, _bare(MARKED), 2),
    (Slot.RDNS, RDNS, 3),
    (Slot.IP, IPS[0], 4),
    (Slot.BY, (BY, BY_LABEL, BY_6TO4), 5),
    (Slot.BY_IP, IPS[1], 6),
    (Slot.ID, IDS, 7),
    (Slot.FOR, (FOR,), 8),
    (Slot.SENDER, (SENDER,), 9),
    (Slot.LOGIN, (LOGIN,), 10),
)
_NORMALISED = (Slot.HELO, Slot.BY)
_KNOWN = 10  # so many are in `cut.Known`
_MARKS = tuple(
    form for _, texts, _ in _STAND_INS for text in texts for form in (text, address(text)) if form is not None
)


def _belongs(slot: int, text: str, token: Token, clauses: Clauses) -> bool:
    """Whether a stand-in is what the full reader takes its place for."""
    if slot == Slot.HELO:
        return token == clauses.from_[0] and token.text == text and token.kind in (Kind.WORD, Kind.BRACKET)
    if slot in (Slot.MARKED, Slot.RDNS, Slot.IP):
        return token in clauses.from_[1:3] and token.kind is Kind.COMMENT
    if slot == Slot.LOGIN:
        return token in clauses.from_ and token.kind is Kind.COMMENT and token.text == f"Authenticated sender: {text}"
    if slot == Slot.BY:
        return token == clauses.by[0] and token.kind is Kind.WORD and token.text.startswith(text)
    if slot == Slot.BY_IP:
        return token in clauses.by[1:2] and token.kind is Kind.COMMENT and token.text.strip("[]") == text
    if slot == Slot.ID:
        return token in clauses.id[:1] and token.kind is Kind.WORD and token.text == text
    if slot == Slot.FOR:
        return token in clauses.for_[:1] and token.kind in (Kind.WORD, Kind.ANGLE) and token.text == text
    if token.kind is Kind.COMMENT:
        return token not in clauses.from_ and token.text == f"envelope-from <{text}>"
    return token in clauses.sender[:1] and token.kind is Kind.ANGLE and token.text == text


def _model(hop: Hop, shown: dict[str, int]) -> Model | None:
    fixed: list[str | None] = [None]
    places: list[int] = []
    for name in _ATTRIBUTES:
        value: str | None = getattr(hop, name)
        if value is None:
            places.append(_KNOWN)
        elif value in shown:
            places.append(shown[value])
        else:
            places.append(_KNOWN + len(fixed))
            fixed.append(value)
    tls = hop.tls or _NO_TLS
    for text in (*fixed, hop.with_, hop.via, tls.version, tls.cipher):
        if text is not None and any(mark in text for mark in _MARKS):
            return None
    return Model(hop, tuple(places), tuple(fixed))


_NO_TLS = Tls(version=None, cipher=None)
