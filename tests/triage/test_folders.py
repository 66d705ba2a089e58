"""Folders of cases: what an earlier run left, links and files in the way, a disk without room."""

import errno
from pathlib import Path

import pytest

from mailpath.outputs.case_folders import folder_name, write_folders
from samples.complaints.make import AT
from tests.inputs.complaints import ATTACHED, multipart
from tests.triage.queues import BANK, run

DONE = run(ATTACHED["rfc822"](BANK))
NAME = folder_name(DONE.queue.cases[0])


def files(folder):
    return sorted(one.name for one in (folder / NAME).iterdir())


def test_again_changes_nothing(tmp_path):
    write_folders(tmp_path, DONE, "en", now=AT)
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    write_folders(tmp_path, DONE, "en", now=AT)
    assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before
    assert len(before) == 2 + len(DONE.queue.cases[0].drafts) + 1


def test_an_edited_answer_is_kept_and_a_new_one_added(tmp_path):
    write_folders(tmp_path, DONE, "en", now=AT)
    (answer,) = (tmp_path / NAME).glob("draft-complainant-*.eml")
    answer.write_bytes(b"edited")
    more = run(ATTACHED["rfc822"](BANK), multipart(("Content-Type: message/rfc822", BANK), mid="c2"))
    write_folders(tmp_path, more, "en", now=AT)
    assert answer.read_bytes() == b"edited"
    assert len(list((tmp_path / NAME).glob("draft-complainant-*.eml"))) == 2


def test_no_link_is_followed(tmp_path):
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    out = tmp_path / "cases"
    (out / NAME).mkdir(parents=True)
    write_folders(tmp_path / "other", DONE, "en", now=AT)
    for name in files(tmp_path / "other"):
        (out / NAME / name).symlink_to(target)
        (out / NAME / f"{name}.part").symlink_to(target)
    write_folders(out, DONE, "en", now=AT)
    assert target.read_bytes() == b"precious"
    assert not (out / NAME / "case.md").is_symlink()


def test_a_linked_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="is a link"):
        write_folders(tmp_path / "cases", DONE, "en", now=AT)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_in_the_way(tmp_path):
    (tmp_path / NAME).write_bytes(b"")
    with pytest.raises(FileExistsError):
        write_folders(tmp_path, DONE, "en", now=AT)


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    opened = Path.open

    def full(self, mode="r", *rest):
        file = opened(self, mode, *rest)
        if "x" in mode:

            def write(_):
                raise OSError(errno.ENOSPC, "No space left on device")

            file = _Full(file, write)
        return file

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space left"):
        write_folders(tmp_path, DONE, "en", now=AT)
    assert files(tmp_path) == []


class _Full:
    def __init__(self, file, write):
        self._file, self.write, self.flush = file, write, file.flush

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()


@pytest.mark.parametrize("domain", ["../../etc", "a/b", "..", "con", "\x1b[31m.example", "x" * 300, "ü.example", None])
def test_names_of_folders_hold_nothing_but_plain_letters(domain):
    import msgspec

    case = DONE.queue.cases[0]
    other = msgspec.structs.replace(case, cause=msgspec.structs.replace(case.cause, author_domain=domain))
    name = folder_name(other)
    assert name.startswith(f"{case.priority}-")
    assert name.endswith(case.id)
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert ".." not in name
    assert len(name) < 90
