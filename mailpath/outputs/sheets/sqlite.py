"""sqlite: the table `messages` with a row a message, indexed, and views for the questions that are asked most."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from mailpath.outputs.columns import Kind, columns
from mailpath.outputs.sheets.sheet import SheetKind
from mailpath.outputs.sheets.values import as_line, from_values, to_values
from mailpath.version import __version__

__all__ = ["SHEETS", "VIEWS", "SqliteSheet", "rows_in"]

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
        min(received_at) AS first_seen, max(received_at) AS last_seen
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

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None
        self._last = 0

    def begin(self) -> None:
        self._path.unlink(missing_ok=True)
        Path(f"{self._path}-journal").unlink(missing_ok=True)
        with _as_os_errors():
            database = self._connected()
            database.execute("BEGIN")
            named = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in columns())
            database.execute(f"CREATE TABLE messages (id INTEGER PRIMARY KEY, {named})")
            database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            database.execute("INSERT INTO about VALUES ('mailpath', ?)", (__version__,))
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
            if self._open is not None:
                self._open.close()
                self._open = None
            return -1
        return int(found[0])

    def go_on(self, position: int) -> None:
        with _as_os_errors():
            self._connected().execute("DELETE FROM messages WHERE id > ?", (position,))
        self._last = position

    def add(self, lines: Sequence[bytes]) -> Sequence[int]:
        ids = range(self._last + 1, self._last + 1 + len(lines))
        marks = ", ".join("?" * (1 + len(columns())))
        with _as_os_errors():
            database = self._connected()
            database.execute("BEGIN")
            database.executemany(
                f"INSERT INTO messages VALUES ({marks})",  # noqa: S608  # only question marks
                ((number, *from_values(line)) for number, line in zip(ids, lines, strict=True)),
            )
            database.execute("COMMIT")
        self._last += len(lines)
        return ids

    def cut(self, position: int) -> None:
        if self._open is None:
            return
        try:
            if self._open.in_transaction:
                self._open.execute("ROLLBACK")
            self._open.execute("DELETE FROM messages WHERE id > ?", (position,))
        except sqlite3.Error:  # what is too much is cut off when it is gone on with
            pass
        finally:
            self._open.close()

    def finish(self, rows: Iterable[bytes]) -> None:
        with _as_os_errors():
            database = self._connected()
            for name in _INDEXED:
                database.execute(f'CREATE INDEX IF NOT EXISTS "by_{name}" ON messages ("{name}")')
            database.execute("ANALYZE")
            database.close()

    def _connected(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(self._path, isolation_level=None)
            self._open.execute("PRAGMA synchronous = NORMAL")
        return self._open


def rows_in(path: Path) -> Iterator[bytes]:
    """The rows of a file that was written before, as `values.to_values` writes them; columns it lacks are null.

    Raises sqlite3.Error where it is none of ours.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        there = {row[1] for row in database.execute("PRAGMA table_info(messages)")}
        named = ", ".join(f'"{column.name}"' if column.name in there else "NULL" for column in columns())
        for row in database.execute(f"SELECT {named} FROM messages ORDER BY id"):  # noqa: S608  # our own names
            yield as_line(row)


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """A full disk is one, whoever says so."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from None


def _sheet(path: Path, lang: str) -> SqliteSheet:
    return SqliteSheet(path)


SHEETS = (SheetKind(name="sqlite", render=to_values, make=_sheet),)
