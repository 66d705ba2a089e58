"""sqlite: the table `messages` with a row a message, indexed, and views for the questions that are asked most.

Beside it `reports` holds the whole report, as JSON, of each message that needs attention, and `about` what the scan
knew, so that the page can be made of the file alone.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from mailpath.outputs.columns import Kind, columns
from mailpath.outputs.sheets.sheet import Looks, SheetKind
from mailpath.outputs.sheets.values import Plain, as_line, from_values, with_report
from mailpath.version import __version__

__all__ = ["SHEETS", "VIEWS", "SqliteSheet", "own_domains_in", "rows_in"]

_TYPES = {Kind.TEXT: "TEXT", Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER", Kind.TIME: "TEXT"}
_INDEXED = (
    "verdict",
    "identifiers_author_domain",
    "sending_host_ip",
    "received_at",
    "identifiers_message_id",
    "source_sha256",
)
_HOST = "coalesce(sending_host_service_name, sending_host_name, sending_host_ip)"
_ATTENTION = "verdict IN ('internal_server_leak', 'unaligned_third_party', 'spoofed')"

# Name -> (what it answers, the question in SQL). Times are texts that sort as times do.
VIEWS = {
    "who_sends_as": (
        "For each author domain every service or host that was seen sending: how often, listed or not, since when.",
        f"""SELECT identifiers_author_domain AS domain, {_HOST} AS sender, sending_host_service_name AS service,
        count(*) AS messages, count(DISTINCT sending_host_ip) AS addresses, max(listed = 'yes') AS listed,
        sum(vouched = 'yes') AS vouched, sum({_ATTENTION}) AS attention,
        min(received_at) AS first_seen, max(received_at) AS last_seen, sum(listed = 'no') AS not_listed,
        max(CASE WHEN {_ATTENTION} THEN action_text END) AS what_to_do
        FROM messages WHERE source_error IS NULL AND identifiers_author_domain IS NOT NULL
        GROUP BY 1, 2, 3 ORDER BY domain, messages DESC, sender""",  # noqa: S608
    ),
    "leaks": (
        "Own servers that send past the official ones, with what to do.",
        f"""SELECT identifiers_author_domain AS domain, {_HOST} AS sender, sending_host_ip AS ip,
        sending_host_helo AS helo, count(*) AS messages, min(received_at) AS first_seen,
        max(received_at) AS last_seen, action_code, max(action_text) AS what_to_do
        FROM messages WHERE verdict = 'internal_server_leak'
        GROUP BY 1, 2, 3, 4, action_code ORDER BY messages DESC, domain, ip""",  # noqa: S608
    ),
    "per_day": (
        "How many of which verdict on each day (UTC).",
        """SELECT substr(received_at, 1, 10) AS day, verdict, count(*) AS messages
        FROM messages WHERE source_error IS NULL GROUP BY 1, 2 ORDER BY 1, 2""",
    ),
    "attention": (
        "The messages that need attention, newest first.",
        f"""SELECT id, received_at, verdict, confidence, identifiers_author_domain AS domain, {_HOST} AS sender,
        identifiers_envelope_from AS envelope_from, identifiers_subject AS subject, action_code, source_file, source_key
        FROM messages WHERE {_ATTENTION} ORDER BY received_at DESC, id""",  # noqa: S608
    ),
    "unread": (
        "What could not be read, and why.",
        "SELECT id, source_file, source_key, source_error FROM messages WHERE source_error IS NOT NULL ORDER BY id",
    ),
}


class SqliteSheet:
    """Positions are the numbers of the rows (`id`)."""

    def __init__(self, path: Path, own_domains: Sequence[str] = ()) -> None:
        self._path = path
        self._own_domains = own_domains
        self._open: sqlite3.Connection | None = None
        self._last = 0

    def begin(self) -> None:
        self._close()  # of what was there before, which `reached` looked at
        self._path.unlink(missing_ok=True)
        Path(f"{self._path}-journal").unlink(missing_ok=True)
        with _as_os_errors():
            database = self._connected()
            database.execute("BEGIN")
            named = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in columns())
            database.execute(f"CREATE TABLE messages (id INTEGER PRIMARY KEY, {named})")
            database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            database.execute("CREATE TABLE reports (id INTEGER PRIMARY KEY REFERENCES messages, report TEXT)")
            about = (("mailpath", __version__), ("own_domains", " ".join(self._own_domains)))
            database.executemany("INSERT INTO about VALUES (?, ?)", about)
            for name, (_, question) in VIEWS.items():
                database.execute(f"CREATE VIEW {name} AS {question}")
            database.execute("COMMIT")
        self._last = 0

    def reached(self) -> int:
        if not self._path.is_file():
            return -1
        try:
            found = self._connected().execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
        except sqlite3.Error:
            self._close()
            return -1
        return int(found[0])

    def go_on(self, position: int) -> None:
        with _as_os_errors():
            self._forget(self._connected(), position)
        self._last = position

    def add(self, lines: Sequence[bytes]) -> Sequence[int]:
        ids = range(self._last + 1, self._last + 1 + len(lines))
        width = len(columns())
        marks = ", ".join("?" * (1 + width))
        rows: list[tuple[Plain, ...]] = []
        reports: list[tuple[int, Plain]] = []
        for number, line in zip(ids, lines, strict=True):
            values = from_values(line)
            rows.append((number, *values[:width]))
            if values[width:] and values[width] is not None:
                reports.append((number, values[width]))
        with _as_os_errors():
            database = self._connected()
            database.execute("BEGIN")
            database.executemany(f"INSERT INTO messages VALUES ({marks})", rows)  # noqa: S608  # only question marks
            database.executemany("INSERT INTO reports VALUES (?, ?)", reports)
            database.execute("COMMIT")
        self._last += len(lines)
        return ids

    def cut(self, position: int) -> None:
        if self._open is None:
            return
        try:
            if self._open.in_transaction:
                self._open.execute("ROLLBACK")
            self._forget(self._open, position)
        except sqlite3.Error:  # what is too much is cut off when it is gone on with
            pass
        finally:
            self._open.close()

    @staticmethod
    def _forget(database: sqlite3.Connection, position: int) -> None:
        database.execute("DELETE FROM messages WHERE id > ?", (position,))
        database.execute("DELETE FROM reports WHERE id > ?", (position,))

    def finish(self, rows: Iterable[bytes]) -> None:
        with _as_os_errors():
            database = self._connected()
            for name in _INDEXED:
                database.execute(f'CREATE INDEX IF NOT EXISTS "by_{name}" ON messages ("{name}")')
            database.execute("ANALYZE")
            database.close()

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connected(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(self._path, isolation_level=None)
            self._open.execute("PRAGMA synchronous = NORMAL")
        return self._open


def rows_in(path: Path) -> Iterator[bytes]:
    """The rows of a file that was written before, as `values.with_report` writes them; what it lacks is null.

    Raises sqlite3.Error where it is none of ours.
    """
    with closing(_read_only(path)) as database:
        there = {row[1] for row in database.execute("PRAGMA table_info(messages)")}
        named = ", ".join(f'm."{column.name}"' if column.name in there else "NULL" for column in columns())
        with_reports = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'reports'").fetchone() is not None
        whole, joined = ("r.report", "LEFT JOIN reports r ON r.id = m.id") if with_reports else ("NULL", "")
        question = f"SELECT {named}, {whole} FROM messages m {joined} ORDER BY m.id"  # noqa: S608  # our own names
        for row in database.execute(question):
            yield as_line(row)


def own_domains_in(path: Path) -> tuple[str, ...]:
    """The domains that were ours when the file was written. Raises sqlite3.Error where it is none of ours."""
    with closing(_read_only(path)) as database:
        found = database.execute("SELECT value FROM about WHERE name = 'own_domains'").fetchone()
    return tuple(str(found[0]).split()) if found and found[0] else ()


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """A full disk is one, whoever says so."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from None


def _sheet(path: Path, looks: Looks) -> SqliteSheet:
    return SqliteSheet(path, looks.own_domains)


SHEETS = (SheetKind(name="sqlite", render=with_report, make=_sheet),)
