"""Whole mailboxes to reports: the same rows from every kind of mailbox, in chunks that share their questions."""

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

import mailpath
from mailpath.dns.protocol import Dns
from mailpath.inputs import Item, Unread
from mailpath.inputs.mailboxes import messages_below
from mailpath.many_messages import CHUNK_BYTES, CHUNK_MESSAGES, check_items, check_paths
from mailpath.values.answers import Answer, Question
from mailpath.values.report import Report, Source
from mailpath.values.settings import Settings
from tests.inputs.mailboxes import FROM, maildir, mbox, tree, zipped

NOW = Settings(now="2026-03-03T00:00:00Z")  # type: ignore[arg-type]
ZONE = {
    "a.example": {"TXT": ["v=spf1 ip4:192.0.2.1 -all"], "MX": ["10 mx.a.example"]},
    "_dmarc.a.example": {"TXT": ["v=DMARC1; p=reject"]},
    "mx.a.example": {"A": ["192.0.2.1"]},
    "b.example": {"TXT": ["v=spf1 -all"]},
    "_dmarc.b.example": {"TXT": ["v=DMARC1; p=reject"]},
}


def mail(number: int, ip: str = "192.0.2.1", domain: str = "a.example") -> bytes:
    return (
        f"Return-Path: <x@{domain}>\n"
        f"Received: from mx.{domain} (mx.{domain} [{ip}])\n\tby mx.receiver.example (Postfix) with ESMTP id A{number}\n"
        f"\tfor <user@receiver.example>; Mon, 2 Mar 2026 10:00:00 +0000\n"
        f"From: x@{domain}\nTo: user@receiver.example\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"
        f"Message-ID: <{number}@{domain}>\nSubject: number {number}\n\nFrom here on it is text.\n\nFrom x\nNote: y\n"
    ).encode()


MESSAGES = [
    mail(1),
    mail(2, "198.51.100.7", "b.example"),
    mail(3, "203.0.113.9"),
    mail(4).replace(b"\n", b"\r\n"),
    b"\0\0 no header at all\n",
    mail(5).replace(b"\n\n", b"\n", 1),
]


def scanned(path: Path) -> list[Report]:
    return list(mailpath.scan(path, dns=mailpath.ZoneDns(ZONE), settings=NOW))


def without_source(reports: Sequence[Report]) -> list[Report]:
    nowhere = {"file": None, "key": None}
    return [msgspec.structs.replace(one, source=msgspec.structs.replace(one.source, **nowhere)) for one in reports]


def test_the_same_rows_from_every_kind(tmp_path):
    named = {f"{number}.m": raw for number, raw in enumerate(MESSAGES)}
    split = {f"{name}:2,S": raw for name, raw in list(named.items())[::2]}
    rest = dict(list(named.items())[1::2])
    (tmp_path / "mbox").write_bytes(mbox(MESSAGES))
    expected = without_source(scanned(tree(tmp_path / "tree", named)))
    assert [str(one.verdict) for one in expected] == [
        *("authorized_own", "spoofed", "spoofed", "authorized_own", "undetermined", "authorized_own")
    ]
    assert without_source(scanned(maildir(tmp_path / "md", new=rest, cur=split))) == expected
    assert without_source(scanned(tmp_path / "mbox")) == expected
    assert without_source(scanned(zipped(tmp_path / "all.zip", named))) == expected
    alone = [tree(tmp_path, {name: raw}) / name for name, raw in named.items()]
    assert without_source(list(mailpath.scan(alone, dns=mailpath.ZoneDns(ZONE), settings=NOW))) == expected


def test_each_as_check_has_it(tmp_path):
    found = scanned(tree(tmp_path, {f"{number}.eml": raw for number, raw in enumerate(MESSAGES)}))
    alone = [mailpath.check(raw, dns=mailpath.ZoneDns(ZONE), settings=NOW) for raw in MESSAGES]
    assert without_source(found) == without_source(alone)


def test_what_a_row_says_about_its_source(tmp_path):
    (tmp_path / "box").write_bytes(mbox([mail(1), mail(2)]))
    first, second = scanned(tmp_path)
    assert first.source.file == second.source.file == str(tmp_path / "box")
    assert (first.source.key, second.source.key) == ("0", str(len(mbox([mail(1)]))))
    assert first.source.sha256 == mailpath.check(mail(1), settings=Settings(offline=True)).source.sha256
    assert first.source.size_bytes == len(mail(1))


def test_what_cannot_be_read_is_a_row_and_the_others_go_on(tmp_path):
    tree(tmp_path, {"a.eml": mail(1), "b.zip": b"PK\x03\x04", "c.eml": b"", "d.eml": mail(2)})
    paths = [tmp_path / "nowhere", tmp_path]
    found = list(mailpath.scan(paths, dns=mailpath.ZoneDns(ZONE), settings=NOW))
    assert [one.source.error for one in found] == [
        "there is no such file",
        None,
        "the zip archive is damaged",
        "is empty",
        None,
    ]
    assert [one.rule for one in found if one.source.error] == [1, 1, 1]


@pytest.mark.parametrize("kind", [str, Path, lambda path: [str(path)], lambda path: iter([path])])
def test_paths_are_named_as_one_likes(tmp_path, kind):
    (tmp_path / "a.eml").write_bytes(mail(1))
    assert len(list(mailpath.scan(kind(tmp_path), dns=mailpath.ZoneDns(ZONE), settings=NOW))) == 1


def test_it_is_lazy(tmp_path):
    tree(tmp_path, {"a.eml": mail(1)})
    reports = mailpath.scan(tmp_path / "later.eml", dns=mailpath.ZoneDns(ZONE), settings=NOW)
    (tmp_path / "later.eml").write_bytes(mail(2))
    assert [one.source.error for one in reports] == [None]


def test_nothing_is_asked_offline(tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(1))

    class Refuses:
        def ask(self, question: Question, /) -> Answer:
            raise AssertionError(question)

    (report,) = mailpath.scan(tmp_path, dns=Refuses(), settings=Settings(offline=True))
    assert {one.source for one in report.evidence} <= {"offline"}


def test_no_question_is_asked_twice(tmp_path):
    asked: list[Question] = []

    class Counting:
        def __init__(self) -> None:
            self._dns = mailpath.ZoneDns(ZONE)

        def ask(self, question: Question, /) -> Answer:
            asked.append(question)
            return self._dns.ask(question)

    count = CHUNK_MESSAGES + 20
    (tmp_path / "box").write_bytes(mbox([mail(number) for number in range(count)]))
    found = list(mailpath.scan(tmp_path, dns=Counting(), settings=NOW))
    assert len(found) == count
    assert {one.source.error for one in found} == {None}
    assert len(asked) == len(set(asked))


class Recorder:
    """Stands in for the checker: notes what it is given."""

    def __init__(self) -> None:
        self.chunks: list[list[int]] = []

    def __call__(
        self, items: Sequence[tuple[bytes, Source]], /, *, dns: Dns | None, settings: Settings
    ) -> Sequence[Report]:
        from mailpath.one_message import unreadable

        self.chunks.append([len(raw) for raw, _ in items])
        return [unreadable(source, "not judged") for _, source in items]


def items(*sizes: int) -> Iterator[Item | Unread]:
    for number, size in enumerate(sizes):
        if size < 0:
            yield Unread(file="x", key=str(number), error="no good")
        else:
            yield Item(file="x", key=str(number), raw=bytes(size))


@pytest.mark.parametrize(
    ("sizes", "chunks"),
    [
        ((), []),
        ((1, 2, 3), [[1, 2, 3]]),
        ((-1, 2, -1), [[2]]),
        ((-1,), []),
        ((5, CHUNK_BYTES - 5, 1), [[5, CHUNK_BYTES - 5], [1]]),
        ((5, CHUNK_BYTES + 1, 6), [[5], [CHUNK_BYTES + 1], [6]]),
        ((1,) * CHUNK_MESSAGES + (2,), [[1] * CHUNK_MESSAGES, [2]]),
    ],
    ids=["nothing", "few", "with unread", "unread alone", "bytes", "large", "many"],
)
def test_chunks_and_their_order(sizes, chunks):
    check = Recorder()
    found = list(check_items(items(*sizes), dns=None, settings=NOW, check=check))
    assert check.chunks == chunks
    assert [one.source.key for one in found] == [str(number) for number in range(len(sizes))]
    assert [one.source.error for one in found] == ["no good" if size < 0 else "not judged" for size in sizes]


def test_reports_come_before_all_is_read():
    read = []

    def watched() -> Iterator[Item | Unread]:
        for one in items(*[1] * (3 * CHUNK_MESSAGES)):
            read.append(one)
            yield one

    next(check_items(watched(), dns=None, settings=NOW, check=Recorder()))
    assert len(read) == CHUNK_MESSAGES


def test_the_bytes_of_a_chunk_are_let_go():
    """While a chunk is read, the one before it is no longer held."""
    handed_out: list[bytes] = []
    held: list[int] = []

    def made() -> Iterator[Item | Unread]:
        for number in range(2 * CHUNK_MESSAGES):
            raw = b"%d" % number
            handed_out.append(raw)
            yield Item(file="x", key=str(number), raw=raw)
            held.append(sys.getrefcount(handed_out[0]))

    list(check_items(made(), dns=None, settings=NOW, check=Recorder()))
    alone = sys.getrefcount(handed_out[0])
    assert held[0] > alone
    assert held[CHUNK_MESSAGES + 1] == alone


def test_standard_input_may_be_a_mailbox():
    stream = io.BytesIO(mbox([mail(1), mail(2)]))
    found = list(messages_below("-", standard_input=stream))
    assert [one.key for one in found] == ["0", str(len(mbox([mail(1)])))]
    assert {one.file for one in found} == {"-"}


def test_only_the_mailbox_says_where_a_message_begins(tmp_path):
    """A message that holds a whole mbox, forged trace and all, is one message where the mbox is kept well."""
    forged = mail(7) + b"\n" + FROM + b"\n" + mail(8)
    (tmp_path / "box").write_bytes(mbox([forged, mail(9)]))
    found = list(check_paths([tmp_path], dns=None, settings=NOW))
    assert [one.identifiers.subject if one.identifiers else None for one in found] == ["number 7", "number 9"]
    assert found[0].source.size_bytes == len(forged)
