"""What triage remembers between runs (`--state FILE`, sqlite): cases by cause and content, and answered complaints.

Kept are hashes and times, no text and no address of anybody. A case that shares its cause, or a message's content,
with a known one keeps that one's id.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from mailpath.language import reason
from mailpath.triage.cases import Group, anchor
from mailpath.triage.history import History, sights
from mailpath.triage.judged import Judged
from mailpath.triage.queue import Triage
from mailpath.values.case import Case, Queue

__all__ = ["StateError", "history", "remembered"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, first_run TEXT NOT NULL, last_run TEXT NOT NULL, told TEXT);
CREATE TABLE IF NOT EXISTS marks (mark TEXT PRIMARY KEY, case_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS complaints (digest TEXT PRIMARY KEY, first_run TEXT NOT NULL, told TEXT);
CREATE TABLE IF NOT EXISTS sights (mark TEXT PRIMARY KEY, first_run TEXT NOT NULL);
"""
_VERSION = 2
_MOST_ASKED = 500  # marks in one question


class StateError(Exception):
    """The file is no state of ours, or cannot be read or written; one line without its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A case as it was remembered. `new` complaints were never seen, `open` ones have no answer yet; `told`: the drafts
    to others went out."""

    id: str
    since: str | None
    told: bool
    new: frozenset[str]
    open: frozenset[str]


@contextmanager
def remembered(
    done: Triage, path: str, *, only_new: bool, now: datetime, drafts_go_out: bool = True
) -> Iterator[Triage]:
    """The queue with known ids, without drafts that went out before.

    The file knows this run once the block has ended well: a draft that could not be written did not go out. Where they
    are not even shown (`drafts_go_out` False), cases and complaints are known from now on, and drafts wait. With
    `only_new` only cases that are new or have new complaints are left. Raises StateError.
    """
    with _opened(path) as store:
        known = _recalled(store, done)
        for one, group in zip(known, done.groups, strict=True):
            _keep(store, one, group, _text(now), told=drafts_go_out)
        yield _applied(done, known, only_new=only_new)


@contextmanager
def history(path: str, now: datetime) -> Iterator[History | None]:
    """What the file knows of earlier runs, to be asked while it is open; None where there were none.

    Raises StateError.
    """
    with _opened(path) as store:
        (since,) = store.execute("SELECT min(first_run) FROM cases").fetchone()
        yield (
            None
            if since is None
            else History(
                since=since,
                now=_text(now),
                first_seen=lambda marks: _times(store, "sights", "mark", "first_run", sorted(marks)),
                complained=lambda digests: _times(store, "complaints", "digest", "first_run", digests),
            )
        )


@contextmanager
def _opened(path: str) -> Iterator[sqlite3.Connection]:
    """The file, to be changed by nobody else meanwhile; changes are kept when all went well."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as store, store:
            (version,) = store.execute("PRAGMA user_version").fetchone()
            if version not in (0, _VERSION):
                raise StateError("was written by another version of mailpath")
            store.executescript(_SCHEMA)
            store.execute("BEGIN IMMEDIATE")
            store.execute(f"PRAGMA user_version = {_VERSION}")
            yield store
    except sqlite3.Error as error:
        raise StateError(f"is no state file, or cannot be used ({error})") from None


def _text(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _applied(done: Triage, known: Sequence[_Known], *, only_new: bool) -> Triage:
    kept = [n for n, one in enumerate(known) if not only_new or one.new or one.since is None]
    cases = [_updated(done.queue.cases[n], done.answers[n], known[n]) for n in kept]
    queue: Queue = msgspec.structs.replace(done.queue, cases=tuple(case for case, _ in cases))
    return replace(
        done,
        queue=queue,
        answers=tuple(answers for _, answers in cases),
        groups=tuple(done.groups[n] for n in kept),
        needs_someone=done.needs_someone and bool(kept),
    )


def _recalled(store: sqlite3.Connection, done: Triage) -> list[_Known]:
    """All cases, before any of this run is kept."""
    digests = sorted({one.complaint.digest for group in done.groups for one in group.messages})
    seen = _times(store, "complaints", "digest", "first_run", digests).keys()
    told = _times(store, "complaints", "digest", "told", digests).keys()
    taken: set[str] = set()
    found: list[_Known] = []
    for case, group in zip(done.queue.cases, done.groups, strict=True):
        own = frozenset(one.complaint.digest for one in group.messages)
        name = next((one for one in _case_ids(store, _marks(group)) if one not in taken), None)
        row = store.execute("SELECT first_run, told FROM cases WHERE id = ?", (name,)).fetchone() if name else None
        since, out = row or (None, None)
        found.append(_Known(id=name or case.id, since=since, told=out is not None, new=own - seen, open=own - told))
        taken.add(found[-1].id)
    return found


def _case_ids(store: sqlite3.Connection, marks: Sequence[str]) -> list[str]:
    """The known cases that one of the marks belongs to, the oldest first."""
    found: dict[str, str] = {}
    for start in range(0, len(marks), _MOST_ASKED):
        some = marks[start : start + _MOST_ASKED]
        places = ",".join("?" * len(some))
        rows = store.execute(
            f"SELECT cases.id, first_run FROM marks JOIN cases ON cases.id = case_id WHERE mark IN ({places})",  # noqa: S608
            some,
        )
        found |= dict(rows.fetchall())
    return sorted(found, key=lambda one: (found[one], one))


def _times(store: sqlite3.Connection, table: str, name: str, time: str, names: Sequence[str]) -> dict[str, str]:
    """The times of those that have one."""
    found: dict[str, str] = {}
    for start in range(0, len(names), _MOST_ASKED):
        some = names[start : start + _MOST_ASKED]
        places = ",".join("?" * len(some))
        rows = store.execute(f"SELECT {name}, {time} FROM {table} WHERE {name} IN ({places})", some)  # noqa: S608
        found |= {one: when for one, when in rows if when is not None}
    return found


def _keep(store: sqlite3.Connection, known: _Known, group: Group, now: str, *, told: bool) -> None:
    out = now if told else None
    store.execute(
        "INSERT INTO cases VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET last_run = excluded.last_run, told = coalesce(told, excluded.told)",
        (known.id, now, now, out),
    )
    store.executemany("INSERT OR IGNORE INTO marks VALUES (?, ?)", [(mark, known.id) for mark in _marks(group)])
    seen = sorted({mark for one in group.messages for mark in sights(one)})
    store.executemany("INSERT OR IGNORE INTO sights VALUES (?, ?)", [(mark, now) for mark in seen])
    store.executemany(
        "INSERT INTO complaints VALUES (?, ?, ?) ON CONFLICT (digest) DO UPDATE"
        " SET told = coalesce(told, excluded.told)",
        [(digest, now, out) for digest in sorted(known.open)],
    )


def _marks(group: Group) -> list[str]:
    """Hashes by which a case is known again: its cause, its texts, its messages."""
    marks = {anchor(group)}
    for one in group.messages:
        marks |= _of_message(one)
    return sorted(sha256(mark.encode("utf-8", "replace")).hexdigest()[:32] for mark in marks)


def _of_message(one: Judged) -> set[str]:
    marks = {f"message {one.digest}"}
    content = one.content
    if one.known and content.words >= 8:
        tone = one.report.verdict
        marks.add(f"text {tone} {memoryview(content.sketch).cast('I').tolist()[:8]}")
        marks |= {f"band {tone} {content.skeleton} {band}" for band in content.bands[:4]}
    return marks


def _updated(case: Case, answers: Sequence[str | None], known: _Known) -> tuple[Case, tuple[str | None, ...]]:
    """With the known id and the drafts that did not go out yet. `answers` names the complaint each draft answers."""
    pairs = [
        (draft, digest)
        for draft, digest in zip(case.drafts, answers, strict=True)
        if (digest in known.open if digest is not None else not known.told)
    ]
    reasons = case.reasons
    if known.since is not None:
        reasons = (*reasons, reason("known_case", since=known.since[:10], count=len(known.new)))
    drafts = tuple(draft for draft, _ in pairs)
    kept = msgspec.structs.replace(case, id=known.id, reasons=reasons, drafts=drafts)
    return kept, tuple(digest for _, digest in pairs)
