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
from mailpath.values.case import Case, Draft, Queue

__all__ = ["StateError", "history", "remembered"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (id TEXT PRIMARY KEY, first_run TEXT NOT NULL, last_run TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS marks (mark TEXT PRIMARY KEY, case_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS complaints (digest TEXT PRIMARY KEY, case_id TEXT NOT NULL, answered TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sights (mark TEXT PRIMARY KEY, first_run TEXT NOT NULL);
"""
_VERSION = 1
_MOST_ASKED = 500  # marks in one question


class StateError(Exception):
    """The file is no state of ours, or cannot be read or written; one line without its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A case as it was remembered, and which of its complaints are new."""

    id: str
    since: str | None
    new: frozenset[str]


def remembered(done: Triage, path: str, *, only_new: bool, now: datetime) -> Triage:
    """The queue with known ids, without drafts that were made before; the file then knows this run too.

    With `only_new` only cases that are new or have new complaints are left. Raises StateError.
    """
    with _opened(path) as store:
        return _applied(store, done, only_new=only_new, now=_text(now))


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
                complained=lambda digests: _times(store, "complaints", "digest", "answered", digests),
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


def _applied(store: sqlite3.Connection, done: Triage, *, only_new: bool, now: str) -> Triage:
    cases: list[Case] = []
    groups: list[Group] = []
    taken: set[str] = set()
    needs = False
    for case, group in zip(done.queue.cases, done.groups, strict=True):
        known = _recall(store, case, group, taken)
        taken.add(known.id)
        _keep(store, known, group, now)
        if only_new and not known.new and known.since is not None:
            continue
        cases.append(_updated(case, group, known))
        groups.append(group)
        needs = needs or bool(known.new) or known.since is None
    queue: Queue = msgspec.structs.replace(done.queue, cases=tuple(cases))
    return replace(
        done, queue=queue, groups=tuple(groups), needs_someone=done.needs_someone and (needs or not only_new)
    )


def _recall(store: sqlite3.Connection, case: Case, group: Group, taken: set[str]) -> _Known:
    found = [one for one in _case_ids(store, _marks(group)) if one not in taken]
    digests = {one.complaint.digest for one in group.messages}
    old = _times(store, "complaints", "digest", "answered", sorted(digests)).keys()
    if not found:
        return _Known(id=case.id, since=None, new=frozenset(digests - old))
    row = store.execute("SELECT first_run FROM cases WHERE id = ?", (found[0],)).fetchone()
    return _Known(id=found[0], since=row[0] if row else None, new=frozenset(digests - old))


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
    """When each was first kept, without those that were not."""
    found: dict[str, str] = {}
    for start in range(0, len(names), _MOST_ASKED):
        some = names[start : start + _MOST_ASKED]
        places = ",".join("?" * len(some))
        found |= dict(store.execute(f"SELECT {name}, {time} FROM {table} WHERE {name} IN ({places})", some))  # noqa: S608
    return found


def _keep(store: sqlite3.Connection, known: _Known, group: Group, now: str) -> None:
    store.execute(
        "INSERT INTO cases VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET last_run = excluded.last_run",
        (known.id, now, now),
    )
    store.executemany("INSERT OR IGNORE INTO marks VALUES (?, ?)", [(mark, known.id) for mark in _marks(group)])
    seen = sorted({mark for one in group.messages for mark in sights(one)})
    store.executemany("INSERT OR IGNORE INTO sights VALUES (?, ?)", [(mark, now) for mark in seen])
    rows = [(digest, known.id, now) for digest in sorted(known.new)]
    store.executemany("INSERT OR IGNORE INTO complaints VALUES (?, ?, ?)", rows)


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
        marks.add(f"text {tone} {sorted(content.sketch)[:8]}")
        marks |= {f"band {tone} {content.skeleton} {band}" for band in content.bands[:4]}
    return marks


def _updated(case: Case, group: Group, known: _Known) -> Case:
    """With the known id; drafts only for what is new."""
    if known.since is None:
        return msgspec.structs.replace(case, id=known.id, drafts=_unanswered(case, group, known))
    note = reason("known_case", since=known.since[:10], count=len(known.new))
    drafts = [one for one in _unanswered(case, group, known) if one.to_role == "complainant"]
    return msgspec.structs.replace(case, id=known.id, reasons=(*case.reasons, note), drafts=tuple(drafts))


def _unanswered(case: Case, group: Group, known: _Known) -> tuple[Draft, ...]:
    """The drafts but those to complainants all of whose complaints are known."""
    waiting = {
        one.complaint.sender.address
        for one in group.messages
        if one.complaint.digest in known.new and one.complaint.sender is not None
    }
    return tuple(one for one in case.drafts if one.to_role != "complainant" or one.to in waiting)
