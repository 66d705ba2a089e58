"""Compound files: what was written comes back, and no lie in one costs more than its size."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs.compound import MAX_ENTRIES, BrokenError, CompoundFile, Entry
from tests.inputs.outlook_files import Tree, compound_file

BIG = bytes(range(256)) * 40
EDGE = b"b" * 4095
CONTENT: Tree = {
    "empty": b"",
    "small": b"a" * 100,
    "Mini Edge": EDGE,
    "big": BIG,
    "folder": {"inner": {"deep": b"c" * 5000, "note": b"d"}},
}


def texts(file: CompoundFile, storage: Entry) -> dict[str, object]:
    return {
        one.name: file.read(one, 1 << 20) if one.is_stream else texts(file, one) for one in storage.children.values()
    }


def test_what_was_written_comes_back():
    file = CompoundFile(compound_file(CONTENT))
    assert texts(file, file.root) == CONTENT


def test_a_bound_cuts_a_stream():
    file = CompoundFile(compound_file(CONTENT))
    assert file.read(file.root.children["big"], 300) == BIG[:300]
    assert file.read(file.root.children["small"], 10) == b"a" * 10


def changed(offset: int, value: int) -> bytes:
    raw = bytearray(compound_file(CONTENT))
    raw[offset : offset + 4] = struct.pack("<I", value)
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "too short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "too short"),
        (bytes(512), "no header"),
        (compound_file(CONTENT)[:512], "no root"),
        (changed(28, 0x0009FEFF), "no header"),  # byte order
        (changed(48, 0xFFFFFFFE), "no root"),  # no directory
        (compound_file({f"{number:05}": b"" for number in range(MAX_ENTRIES)}), "too many entries"),
    ],
    ids=["nothing", "magic alone", "zeros", "header alone", "byte order", "no directory", "many entries"],
)
def test_broken(raw, why):
    with pytest.raises(BrokenError, match=why):
        CompoundFile(raw)


def test_rings_end():
    """Every chain of the FAT leads back to its own sector, and the table of its sectors refers to itself."""
    raw = bytearray(compound_file({"big": b"x" * 20_000}))
    fat = struct.unpack_from("<I", raw, 76)[0]
    at = (fat + 1) * 512
    raw[at : at + 512] = struct.pack("<128I", *range(128))
    raw[44:48] = struct.pack("<I", 0x7FFFFFFF)  # number of FAT sectors
    raw[68:76] = struct.pack("<2I", 3, 0x7FFFFFFF)  # more of them listed in sector 3, for ever
    file = CompoundFile(bytes(raw))
    assert len(file.read(file.root.children["big"], 1 << 30)) == 20_000  # the declared size, from one sector
    assert len(file.read(file.root, 1 << 30)) <= len(raw)


def test_an_entry_that_is_its_own_sibling_and_child():
    raw = bytearray(compound_file({"a": b"x", "b": b"y"}))
    directory = (struct.unpack_from("<I", raw, 48)[0] + 1) * 512
    for entry in range(3):
        raw[directory + 128 * entry + 68 : directory + 128 * entry + 80] = struct.pack("<3I", 1, 2, 1)
    assert set(CompoundFile(bytes(raw)).root.children) == {"a", "b"}


@given(st.data())
def test_any_damage_is_broken_or_bounded(data):
    raw = bytearray(compound_file({"a": b"x" * 5000, "b": {"c": b"y"}}))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 4))
        raw[at : at + 4] = data.draw(
            st.sampled_from([bytes(4), b"\xff" * 4, b"\xfe\xff\xff\xff", b"\1\0\0\0", b"\3\0\0\0"])
        )
    try:
        file = CompoundFile(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    except BrokenError:
        return
    for entry in file.root.children.values():
        assert len(file.read(entry, 1 << 40)) <= 8 * len(raw)


@given(st.binary(max_size=600))
def test_garbage_behind_the_magic(rest):
    with pytest.raises(BrokenError):
        CompoundFile(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest)


def test_an_independent_reader_agrees():
    olefile = pytest.importorskip("olefile", reason="olefile is not installed: no second reader to compare with")
    ole = olefile.OleFileIO(compound_file(CONTENT))
    assert ole.openstream("folder/inner/deep").read() == b"c" * 5000
    assert ole.openstream("Mini Edge").read() == EDGE
