"""From what is named to messages: files, standard input, gzip, zip; what cannot be read is a row, the rest goes on."""

import gzip
import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs import MAX_MESSAGE_BYTES, Item, Unread, messages
from mailpath.inputs.bounds import MAX_MEMBERS, MAX_RATIO
from mailpath.inputs.gz import gunzip
from mailpath.values.vocabulary import Fidelity, SourceFormat
from tests.inputs.outlook_files import compound_file, outlook

MAIL = b"From: a@example.org\r\nSubject: x\r\n\r\nbody\r\n"
OTHER = b"From: b@example.org\r\n\r\nother\r\n"


def read(raw: bytes, *, unwrap: bool = False) -> list[Item | Unread]:
    """What standard input of these bytes gives."""
    return list(messages("-", standard_input=io.BytesIO(raw), unwrap=unwrap))


def named(path: Path | str) -> list[Item | Unread]:
    return list(messages(str(path), standard_input=io.BytesIO()))


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def rows(found: Iterable[Item | Unread]) -> list[tuple[str | None, bytes | str]]:
    return [(one.key, one.raw if isinstance(one, Item) else one.error) for one in found]


def test_a_file(tmp_path):
    path = tmp_path / "ü mail.eml"
    path.write_bytes(MAIL)
    assert named(path) == [Item(file=str(path), key=None, raw=MAIL)]


def test_standard_input():
    assert read(MAIL) == [Item(file="-", key=None, raw=MAIL)]
    assert rows(read(b"")) == [(None, "is empty")]


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        found = {
            name: rows(named(tmp_path / name if name else ""))[0][1]
            for name in ("", "gone", "pipe", "socket", "loop", "nul\0", "x" * 300)
        }
    assert found == {
        "": "there is no such file",
        "gone": "there is no such file",
        "pipe": "is a pipe, no file; name it - to read standard input",
        "socket": "is a socket, no file",
        "loop": "cannot be read (too many levels of symbolic links)",
        "nul\0": "no file can have this name",
        "x" * 300: "cannot be read (file name too long)",
    }
    assert rows(named(tmp_path)) == [(None, "is a directory; mailpath scan reads what is in it")]
    assert rows(named("/dev/zero")) == [(None, "is a device, no file; name it - to read standard input")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "locked"
    path.write_bytes(MAIL)
    path.chmod(0)
    assert rows(named(path)) == [(None, "may not be read (no permission)")]


def test_a_name_that_is_no_text_can_be_printed(tmp_path):
    path = os.fsdecode(bytes(tmp_path / "x") + b"\xff\n.eml")
    Path(path).write_bytes(MAIL)
    (found,) = named(path)
    assert found.file == f"{tmp_path}/x\\udcff\\n.eml"
    assert found.file.encode()


def test_more_than_is_read(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(MAX_MESSAGE_BYTES + 1)
    assert rows(named(path)) == [(None, "is larger than 64 MiB, the most that is read")]


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        (gzip.compress(MAIL, mtime=0), MAIL),
        (gzip.compress(MAIL, mtime=0) + gzip.compress(OTHER, mtime=0), MAIL + OTHER),
        (gzip.compress(MAIL, mtime=0) + b"\0trailing", MAIL),
        (gzip.compress(b"", mtime=0), "is empty"),
        (gzip.compress(MAIL, mtime=0)[:-12], "the gzip file ends too early"),
        (gzip.compress(MAIL, mtime=0)[:12], "the gzip file ends too early"),
        (b"\x1f\x8b\x08", "the gzip file ends too early"),
        (gzip.compress(MAIL, mtime=0)[:-5] + b"\0\0\0\0\0", "the gzip file is damaged"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "the gzip file is damaged"),
        (gzip.compress(bytes(3 << 20), mtime=0), f"expands to more than {MAX_RATIO} times its size, as no mail does"),
        (gzip.compress(MAIL, mtime=0) * 1001, "the gzip file has more than 1000 members"),
        (gzip.compress(gzip.compress(MAIL, mtime=0), mtime=0), "is a gz file inside another, which is not opened"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value[:30],
)
def test_gzip(packed, expected):
    assert rows(read(packed)) == [(None, expected)]


@given(st.binary(max_size=200), st.integers(0, 60))
def test_gzip_never_raises(rest, cut):
    raw, problem = gunzip(gzip.compress(MAIL, mtime=0)[: 60 - cut] + rest)
    assert isinstance(raw, bytes)
    assert problem is None or problem.isprintable()


LEFT = ((".DS_Store", b"Bud1"), ("folder/Thumbs.db", b"x"), ("folder/Desktop.ini", b"[x]"))  # by file managers


def test_zip_members_in_their_order():
    raw = zipped(
        ("b.eml", MAIL), ("folder/", b""), ("folder/a.eml", OTHER), ("__MACOSX/._b.eml", b"x"), *LEFT, ("empty", b"")
    )
    assert rows(read(raw)) == [("b.eml", MAIL), ("folder/a.eml", OTHER), ("empty", "is empty")]


def test_zip_in_gzip_and_msg_in_zip():
    msg = compound_file(outlook({0x007D: "Subject: x\r\n"}))
    raw = gzip.compress(zipped(("a.msg", msg), ("b.eml.gz", gzip.compress(OTHER, mtime=0)), ("c.eml", MAIL)))
    first, second, third = read(raw)
    assert isinstance(first, Item)
    assert (first.key, first.format, first.fidelity) == ("a.msg", SourceFormat.MSG, Fidelity.RECONSTRUCTED)
    assert rows([second]) == [("b.eml.gz", "is a gz file inside another, which is not opened")]
    assert rows([third]) == [("c.eml", MAIL)]


def test_a_zip_in_a_zip_is_not_opened():
    raw = zipped(("inner.zip", zipped(("a", MAIL))), ("b.eml", OTHER))
    assert rows(read(raw)) == [("inner.zip", "is a zip file inside another, which is not opened"), ("b.eml", OTHER)]


def test_names_of_members_are_labels():
    raw = zipped(("../../etc/passwd", MAIL), ("/etc/x", MAIL), ("C:\\x\r\n\x1b[31m\u202e", MAIL))
    assert [key for key, _ in rows(read(raw))] == ["../../etc/passwd", "/etc/x", "C:\\x\\r\\n\\x1b[31m\\u202e"]


def test_ten_thousand_members():
    raw = zipped(*((f"{number}.eml", MAIL) for number in range(10_000)))
    assert len(read(raw)) == 10_000


def test_too_many_members():
    raw = zipped(*((str(number), b"") for number in range(MAX_MEMBERS + 1)), method=zipfile.ZIP_STORED)
    assert rows(read(raw)) == [(None, f"the zip archive holds more than {MAX_MEMBERS} files")]


def test_a_bomb_beside_a_message():
    raw = zipped(("bomb", bytes(300 << 20)), ("a.eml", MAIL))
    bomb, mail = rows(read(raw))
    assert bomb == ("bomb", f"expands to more than {MAX_RATIO} times its size, as no mail does")
    assert mail == ("a.eml", MAIL)


def test_members_that_share_their_bytes(monkeypatch):
    """Many directory entries over one packed member: each small enough, all together too much."""
    monkeypatch.setattr("mailpath.inputs.zip.MAX_EXPANDED_BYTES", 4 << 20)
    raw = zipped(*((f"{number}", os.urandom(1 << 20)) for number in range(6)))
    found = rows(read(raw))
    assert len(found) == 5
    assert found[-1] == ("4", "the zip archive expands to more than 4 MiB")


def _encrypted() -> bytes:
    raw = bytearray(zipped(("a.eml", MAIL), ("b.eml", OTHER)))
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 8] |= 1
    return bytes(raw)


def _wrong_sum() -> bytes:
    raw = bytearray(zipped(("a.eml", MAIL), ("b.eml", OTHER), method=zipfile.ZIP_STORED))
    raw[raw.index(b"body")] ^= 1
    return bytes(raw)


def _huge_directory() -> bytes:
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    directory = entry * (10 << 20 >> 5)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    return b"PK\x03\x04" + directory + end


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (_encrypted(), [("a.eml", "is encrypted in the zip archive"), ("b.eml", OTHER)]),
        (_wrong_sum(), [("a.eml", "is damaged in the zip archive"), ("b.eml", OTHER)]),
        (
            zipped(("a.eml", MAIL), method=zipfile.ZIP_LZMA),
            [("a.eml", "is packed in the zip archive by a method that is not read")],
        ),
        (zipped(("a.eml", MAIL))[:-10], [(None, "the zip archive is damaged")]),
        (b"PK\x03\x04", [(None, "the zip archive is damaged")]),
        (_huge_directory(), [(None, "the zip archive is damaged")]),
        (zipped(), [(None, "the zip archive holds no file")]),
        (zipped(("folder/", b"")), [(None, "the zip archive holds no file")]),
    ],
    ids=["encrypted", "wrong sum", "lzma", "cut", "magic alone", "huge directory", "nothing", "folders only"],
)
def test_zips_that_are_not_as_they_should(raw, expected):
    assert rows(read(raw)) == expected


@given(st.data())
def test_damaged_zips_never_raise(data):
    raw = bytearray(zipped(("a.eml", MAIL), ("b.eml", zlib.compress(OTHER))))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for one in read(bytes(raw)):
        assert isinstance(one, Item) or one.error.isprintable()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a damaged Outlook message"),
        (compound_file({"WordDocument": b"x"}), "is an OLE file but no Outlook message"),
    ],
)
@pytest.mark.parametrize("unwrap", [False, True])
def test_a_bad_msg_is_one_row(raw, expected, unwrap):
    assert rows(read(raw, unwrap=unwrap)) == [(None, expected)]
