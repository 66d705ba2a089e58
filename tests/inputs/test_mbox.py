"""mbox: what was put in comes out byte for byte, in all variants, in bounded memory and linear time."""

import gzip
import io
import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs import MAX_MESSAGE_BYTES, Item
from mailpath.inputs.from_line import begins_mbox
from mailpath.inputs.mbox import split
from mailpath.inputs.window import Window
from tests.inputs.mailboxes import FROM, Slowly, content, mbox, mboxcl, rows, zipped

BOX = Item(file="box", key=None, raw=b"")
MAIL = b"From: a@example.org\nSubject: x\n\nbody\n"
OTHER = b"From: b@example.org\n\nother\n"
DATE = b"Mon Mar  2 10:00:00 2026"


def messages(raw: bytes, *, start: int = 0, step: int = 1 << 20) -> list[bytes | str]:
    return content(split(Slowly(raw, step), BOX, start=start))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (mbox([MAIL, OTHER]), [MAIL, OTHER]),
        (mbox([MAIL, OTHER])[:-1], [MAIL, OTHER]),
        (mbox([MAIL[:-1], OTHER]), [MAIL, OTHER]),  # a writer ends the last line, and only that was added
        (FROM + b"\n" + MAIL + FROM + b"\n" + OTHER, [MAIL, OTHER]),  # no blank line between
        (FROM + b"\n" + MAIL + b"From b@example.org\n" + OTHER, [MAIL, OTHER]),  # and no date
        (FROM + b"\n" + MAIL + b"\nFrom - \n" + OTHER, [MAIL, OTHER]),
        (FROM + b"\n" + MAIL + b"\nFrom \n" + OTHER, [MAIL, OTHER]),  # Thunderbird
        (FROM + b"\n" + MAIL + b"\nFrom ???@??? Mon Jan 01 00:00:00 1997\n" + OTHER, [MAIL, OTHER]),  # Eudora
        (FROM + b"\n" + MAIL + b"\nFrom 17@xxx Mon Jan 01 00:00:00 +0000 2024\n" + OTHER, [MAIL, OTHER]),  # Google
        (FROM + b"\n" + MAIL + b"\nFrom a at example.org  Tue, 2 Jan 2024 01:02:03\n" + OTHER, [MAIL, OTHER]),
        (FROM + b"\n" + MAIL + b"\nFrom a@x Mon Mar 2 10:00:00 CET 2026 remote from y\n" + OTHER, [MAIL, OTHER]),
        (FROM + b"\n" + MAIL + b"\nFrom a 2026-03-02T10:00:00Z\n" + OTHER, [MAIL, OTHER]),
        (
            FROM + b"\n>From x Mon Mar  2 10:00:00 2026 remote from y\n" + MAIL,
            [b"From x " + DATE + b" remote from y\n" + MAIL],
        ),
        (FROM + b"\nFrom: a@example.org\n" + FROM + b"\n" + OTHER, [b"From: a@example.org\n", OTHER]),  # headers alone
        (FROM + b"\n\n" + FROM + b"\n\n", ["is empty", "is empty"]),
        (FROM + b"\n", ["is empty"]),
        (FROM, ["is empty"]),
        (FROM + b"\nFrom: a@example.org", [b"From: a@example.org"]),
    ],
    ids=lambda value: None,
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_where_messages_end(raw: bytes, expected: list[bytes | str], line_end: bytes):
    wanted = [one.replace(b"\n", line_end) if isinstance(one, bytes) else one for one in expected]
    assert messages(raw.replace(b"\n", line_end)) == wanted


@pytest.mark.parametrize(
    "line",
    [
        b"From here it went on.",
        b"From: nobody",
        b"Fromage",
        b"from a@example.org Mon Mar  2 10:00:00 2026",
        b" From a@example.org Mon Mar  2 10:00:00 2026",
        b"From 10:00 to 12:00 in 2026",
        b"From " + b"x" * 2000 + b" Mon Mar  2 10:00:00 2026",
    ],
)
@pytest.mark.parametrize("before", [b"text\n", b"text\n\n"], ids=["text before", "blank before"])
def test_a_line_of_the_text_divides_nothing(line, before):
    """Such lines stand bare where the program that wrote the mbox quotes nothing."""
    mail = b"From: a@example.org\n\n" + before + line + b"\nmore text\n"
    assert messages(FROM + b"\n" + mail + b"\n" + FROM + b"\n" + OTHER) == [mail, OTHER]


def test_keys_are_offsets_where_a_reader_can_begin():
    raw = mbox([MAIL, OTHER, MAIL])
    found = list(split(io.BytesIO(raw), BOX, start=0))
    assert [one.key for one in found] == ["0", str(raw.index(FROM, 1)), str(raw.rindex(FROM))]
    for number, one in enumerate(found):
        offset = int(one.key or "")
        again = list(split(io.BytesIO(raw[offset:]), BOX, start=offset, origin=offset))
        assert again == found[number:]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b">From me", b"From me"),
        (b">>From me", b">From me"),
        (b">>>From me", b">>From me"),
        (b"> From me", b"> From me"),
        (b">From: me", b">From: me"),
        (b">> Fromage", b">> Fromage"),
        (b"x >From me", b"x >From me"),
    ],
)
def test_quoting_is_taken_off_once(written, read):
    before = b"From: a@example.org\n\nhello\n"
    assert messages(FROM + b"\n" + before + written + b"\n\n") == [before + read + b"\n"]


def test_content_length_passes_over_lines_that_would_divide():
    header = b"From: a@example.org\n"
    bodies = [
        b"one\n\n" + FROM + b"\nFrom: forged@example.net\n\nforged\n",
        b">From stays quoted\n\nFrom x@example.org\nTo: y\n",
        b"",
        b"no line end",
    ]
    raw = mboxcl([(header, body) for body in bodies])
    expected = [header + b"Content-Length: %d\n\n" % len(body) + body for body in bodies]
    assert messages(raw) == expected


@pytest.mark.parametrize(
    "lengths",
    [
        [b"3"],
        [b"5000"],
        [b"99999999999999999999"],
        [b"-1"],
        [b"5x"],
        [b""],
        [b"5", b"6"],
        [b"0" * 400 + b"5"],
        [b"1000000000"],
    ],
    ids=["short", "beyond the end", "endless", "negative", "no number", "empty", "two", "long", "too large"],
)
def test_a_content_length_that_fits_nothing_is_not_believed(lengths):
    fields = b"".join(b"Content-Length: " + one + b"\n" for one in lengths)
    mail = b"From: a@example.org\n" + fields + b"\nbody one\n"
    assert messages(mbox([mail, OTHER, mail])) == [mail, OTHER, mail]


def test_the_state_of_a_folder_is_no_message():
    state = (
        b"Date: Mon, 2 Mar 2026 10:00:00 +0000\nFrom: Mail System Internal Data <MAILER-DAEMON@example.org>\n"
        b"Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nX-IMAP: 1 2\nStatus: RO\n\ntext\n"
    )
    assert messages(mbox([state, MAIL])) == [MAIL]
    assert messages(mbox([MAIL, state])) == [MAIL, state]  # only the first can be one
    sent = b"Received: from x by y; Mon, 2 Mar 2026 10:00:00 +0000\n" + state
    assert messages(mbox([sent, MAIL])) == [sent, MAIL]


hostile = st.lists(
    st.sampled_from(
        [
            *(
                b"From ",
                b">From ",
                b">>From ",
                b"From",
                b">",
                b"\n",
                b"\r\n",
                b"\r",
                b"\n\n",
                b"\0",
                b" ",
                b":",
                b"a@example.org",
            ),
            *(b"From: a@example.org\n", b"Subject: x\n", FROM + b"\n", b"\n" + FROM, DATE, b"\xff\xfe", b"text"),
        ]
    ),
    max_size=30,
).map(b"".join)


@given(st.lists(hostile | st.binary(max_size=60), min_size=1, max_size=5), st.integers(1, 40))
def test_what_went_in_comes_out(texts, step):
    """mboxrd loses nothing but the last line end, which a message must have there."""
    whole = [one if one.endswith(b"\n") else one + b"\n" for one in texts]
    assert messages(mbox(whole), step=step) == whole


@given(st.lists(hostile.map(lambda text: text.replace(b">", b"")), min_size=1, max_size=5))
def test_content_length_loses_nothing_at_all(bodies):
    """But for a quoting of its own that the text has and no bare `From ` line: that is mboxcl, which quotes."""
    header = b"From: a@example.org\n"
    expected = [header + b"Content-Length: %d\n\n" % len(body) + body for body in bodies]
    assert messages(mboxcl([(header, body) for body in bodies])) == expected


@given(hostile, st.integers(1, 40))
def test_any_bytes_are_read_and_none_twice(raw, step):
    start = begins_mbox(raw)
    if start is not None:
        found = list(split(Slowly(raw, step), BOX, start=start))
        assert content(found) == content(split(io.BytesIO(raw), BOX, start=start))
        assert sum(len(one.raw) for one in found if isinstance(one, Item)) <= len(raw)


def endless(count: int, piece: Callable[[int], bytes]) -> "Generated":
    return Generated(count, piece)


class Generated:
    """A stream that is made as it is read, far larger than memory should be."""

    def __init__(self, count: int, piece: Callable[[int], bytes]) -> None:
        self._count = count
        self._piece = piece
        self._number = 0

    def read(self, size: int, /) -> bytes:
        if self._number == self._count:
            return b""
        self._number += 1
        return self._piece(self._number)[:size]


def test_memory_is_bounded(monkeypatch):
    """200 MB go through a window that holds two steps and a message."""
    held = []

    def piece(number: int) -> bytes:
        return (FROM + b"\nFrom: a@example.org\n\n" + b"x" * 10_000 + b"\n\n") * 100

    class Watched(Window):
        def more(self) -> bool:
            held.append(self.end - self.start)
            return super().more()

    monkeypatch.setattr("mailpath.inputs.mbox.Window", Watched)
    assert sum(1 for _ in split(endless(200, piece), BOX, start=0)) == 20_000
    assert max(held) < 4 << 20


def test_a_message_past_the_bound_is_a_row_and_the_next_is_read():
    def piece(number: int) -> bytes:
        if number == 1:
            return mbox([MAIL]) + FROM + b"\nFrom: a@example.org\n\n"
        return (b"y" * 1023 + b"\n") * 1024 if number < 100 else b"\n" + mbox([OTHER])

    found = content(split(endless(100, piece), BOX, start=0))
    assert found == [MAIL, f"is larger than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read", OTHER]


@pytest.mark.parametrize(
    "piece",
    [
        b"From \n",
        b"\nFrom \n",
        b"\nFrom a\n",
        FROM + b"\n",
        b">From \n",
        b">",
        b"\n",
        b"\r\n",
        b"Content-Length: 9\n",
        b"From " + b"a@b " * 200 + b"\n",
    ],
    ids=repr,
)
def test_work_is_linear(piece, monkeypatch):
    """Counted in bytes that are looked at: twice the text, twice the work."""
    looked = [0]

    class Counting(Window):
        def cut(self, start: int, end: int) -> bytes:
            found = super().cut(start, end)
            looked[-1] += len(found)
            return found

        def matches(self, pattern: "re.Pattern[bytes]", at: int) -> bool:
            looked[-1] += 10
            return super().matches(pattern, at)

        def search(self, pattern: "re.Pattern[bytes]", start: int) -> tuple[int, int] | None:
            found = super().search(pattern, start)
            looked[-1] += (self.end if found is None else found[1]) - start
            return found

    monkeypatch.setattr("mailpath.inputs.mbox.Window", Counting)
    for size in (50_000, 100_000):
        looked.append(0)
        raw = FROM + b"\nFrom: a@example.org\n\n" + piece * (size // len(piece))
        list(split(io.BytesIO(raw), BOX, start=0))
    assert looked[2] <= 2.1 * looked[1] + 10_000


@pytest.mark.parametrize(
    ("head", "start"),
    [
        (mbox([MAIL]), 0),
        (b"\n\r\n" + mbox([MAIL]), 3),
        (b"\xef\xbb\xbf" + mbox([MAIL]), 3),
        (b"From a@example.org\nReturn-Path: <>\n", 0),
        (b"From a@example.org\n>From b " + DATE + b" remote from c\n", 0),
        (b"From the desk of nobody\nhello\n", None),
        (b"From: a@example.org\n", None),
        (b"From a@example.org", None),
        (b">From a@example.org " + DATE + b"\n", None),
        (b"From " + b"x" * 3000 + b" " + DATE + b"\nFrom: a\n", None),
        (b"", None),
        (b"\n" * 5000 + mbox([MAIL]), None),
    ],
    ids=lambda value: None,
)
def test_an_mbox_is_known_by_its_first_lines(head, start):
    assert begins_mbox(head) == start


def test_a_file_by_content_not_by_name(tmp_path):
    for name in ("inbox", "mail.eml", "x.json", "old.mbox"):
        (tmp_path / name).write_bytes(mbox([MAIL, OTHER]))
    offset = str(len(mbox([MAIL])))
    expected = [
        (name, key, raw)
        for name in ("inbox", "mail.eml", "old.mbox", "x.json")
        for key, raw in (("0", MAIL), (offset, OTHER))
    ]
    assert rows(tmp_path) == expected


def test_packed_and_in_archives(tmp_path):
    box = mbox([MAIL, OTHER] * 3)
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(box[: len(box) // 2]) + gzip.compress(box[len(box) // 2 :]))
    zipped(tmp_path / "b.zip", {"in/box": box, "one.eml": MAIL, "c.gz": gzip.compress(mbox([OTHER]))})
    found = rows(tmp_path)
    assert [(file, raw) for file, _, raw in found] == [
        *[("a.mbox.gz", MAIL), ("a.mbox.gz", OTHER)] * 3,
        *[("b.zip", MAIL), ("b.zip", OTHER)] * 3,
        ("b.zip", MAIL),
        ("b.zip", OTHER),
    ]
    assert [key for file, key, _ in found if file == "b.zip"][-3:] == [
        f"in/box/{box.rindex(FROM)}",
        "one.eml",
        "c.gz/0",
    ]


def test_messages_before_the_damage_are_rows(tmp_path):
    noise = random.Random(1).randbytes(300_000).hex().encode()
    raw = gzip.compress(mbox([MAIL, OTHER, b"From: c@example.org\n\n" + noise + b"\n"]))
    (tmp_path / "box.gz").write_bytes(raw[: len(raw) // 2])
    found = rows(tmp_path / "box.gz")
    assert [what for _, _, what in found] == [MAIL, OTHER, "the gzip file ends too early"]


def test_unquoting_is_the_reverse_of_quoting():
    text = b"From: a\n\n" + b"".join(b">" * depth + b"From x\n" for depth in range(4))
    assert re.search(rb"^>>>>From x", mbox([text]), re.MULTILINE)
    assert messages(mbox([text])) == [text]
