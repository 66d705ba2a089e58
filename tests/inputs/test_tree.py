"""Trees of files: every message is found once, rows for what cannot be read, and no end without an end."""

import gzip
import os
import sys

import pytest

from mailpath.inputs.mailboxes import messages_below, unopenable
from mailpath.inputs.walk import MAX_DEPTH
from tests.inputs.mailboxes import content, maildir, mbox, rows, tree, zipped
from tests.inputs.outlook_files import compound_file, outlook

MAIL = b"From: a@example.org\n\nbody\n"
OTHER = b"From: b@example.org\n\nother\n"


def test_files_first_then_folders_by_name(tmp_path):
    tree(tmp_path, {"z.eml": MAIL, "b/2": MAIL, "b/10": OTHER, "a/x/y/one": MAIL, "a.eml": OTHER})
    assert rows(tmp_path) == [
        ("a.eml", "a.eml", OTHER),
        ("z.eml", "z.eml", MAIL),
        ("a/x/y/one", "a/x/y/one", MAIL),
        ("b/10", "b/10", OTHER),
        ("b/2", "b/2", MAIL),
    ]


def test_everything_in_any_mix(tmp_path):
    tree(
        tmp_path,
        {"box": mbox([MAIL, OTHER]), "m.gz": gzip.compress(OTHER), "o.msg": compound_file(outlook({0x1000: "hi"}))},
    )
    zipped(tmp_path / "q.zip", {"a.eml": MAIL, "in/b.eml": OTHER, "c.gz": gzip.compress(MAIL)})
    maildir(tmp_path / "md", new={"1.x": MAIL})
    second = str(len(mbox([MAIL])))
    found = rows(tmp_path)
    assert [(file, key) for file, key, _ in found] == [
        ("box", "0"),
        ("box", second),
        ("m.gz", "m.gz"),
        ("o.msg", "o.msg"),
        ("q.zip", "a.eml"),
        ("q.zip", "in/b.eml"),
        ("q.zip", "c.gz"),
        ("md/new/1.x", "1.x"),
    ]
    assert all(isinstance(what, bytes) for _, _, what in found)


def test_a_named_file_has_no_key(tmp_path):
    (tmp_path / "x.json").write_bytes(MAIL)  # and it is read whatever its name
    assert rows(tmp_path / "x.json") == [("", None, MAIL)]


def test_hidden_and_index_files_are_passed_over(tmp_path):
    names = (".hidden.eml", ".git/x.eml", "dovecot.index", "dovecot-uidlist", ".nfs01", "courierimapsubscribed")
    tree(tmp_path, dict.fromkeys((*names, "Inbox.msf", "inbox.lock"), MAIL))
    tree(tmp_path, {"dovecot-trouble.eml": MAIL})
    assert [file for file, _, _ in rows(tmp_path)] == ["dovecot-trouble.eml"]


def test_other_files_are_read_where_they_are_mail_all_the_same(tmp_path):
    tree(
        tmp_path,
        {
            "dns.json": b'{"a": 1}',
            "README.md": b"# Title\nFrom: x\n",
            "a.png": b"\x89PNG",
            "x.json.gz": gzip.compress(b"{}"),
        },
    )
    tree(tmp_path, {"mail.html": b"Return-Path: <>\n\n", "b.pdf": b"\n\nReceived: from x\n\n", "odd.log": b"note: x\n"})
    assert [file for file, _, _ in rows(tmp_path)] == ["b.pdf", "mail.html"]


def test_what_cannot_be_read_is_a_row(tmp_path):
    tree(tmp_path, {"a.eml": MAIL, "b.zip": b"PK\x03\x04 no archive", "c.gz": b"\x1f\x8b\x08 no gzip", "d.eml": b""})
    os.mkfifo(tmp_path / "e.pipe")
    (tmp_path / "f.eml").symlink_to("nowhere")
    (tmp_path / "g.eml").symlink_to("g.eml")
    zipped(tmp_path / "h.zip", {"in.zip": zipped(tmp_path / ".in", {"x": MAIL}).read_bytes()})
    assert [what for _, _, what in rows(tmp_path)] == [
        MAIL,
        "the zip archive is damaged",
        "the gzip file is damaged",
        "is empty",
        "is a pipe, no file; name it - to read standard input",
        "there is no such file",
        "cannot be read (too many levels of symbolic links)",
        "is a zip file inside another, which is not opened",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    tree(tmp_path, {"a/x.eml": MAIL, "b.eml": MAIL, "c.eml": OTHER})
    (tmp_path / "a").chmod(0)
    (tmp_path / "b.eml").chmod(0)
    assert [what for _, _, what in rows(tmp_path)] == [
        "may not be read (no permission)",
        OTHER,
        "may not be listed (no permission)",
    ]
    (tmp_path / "a").chmod(0o700)


def test_a_folder_that_cannot_be_listed(tmp_path, monkeypatch):
    tree(tmp_path, {"a/x.eml": MAIL, "b/y.eml": OTHER})
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert rows(tmp_path) == [("a", None, "may not be listed (no permission)"), ("b/y.eml", "b/y.eml", OTHER)]


def test_links_round_in_a_ring_end(tmp_path):
    tree(tmp_path, {"a/x.eml": MAIL, "b/y.eml": OTHER})
    (tmp_path / "a" / "again").symlink_to("..")
    (tmp_path / "b" / "a").symlink_to("../a")
    (tmp_path / "b" / "self").symlink_to(".")
    assert content(messages_below(str(tmp_path))) == [MAIL, OTHER]


def test_links_are_followed(tmp_path):
    tree(tmp_path / "elsewhere", {"x.eml": MAIL})
    tree(tmp_path / "here", {})
    (tmp_path / "here" / "link").symlink_to("../elsewhere")
    (tmp_path / "here" / "one.eml").symlink_to("../elsewhere/x.eml")
    assert [file for file, _, _ in rows(tmp_path / "here")] == ["one.eml", "link/x.eml"]


@pytest.mark.skipif(sys.platform == "win32", reason="paths are too short")
def test_depth_is_bounded(tmp_path):
    deep = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 3))
    deep.mkdir(parents=True)
    (deep / "x.eml").write_bytes(MAIL)
    assert [what for _, _, what in rows(tmp_path)] == [f"has folders more than {MAX_DEPTH} deep"]


@pytest.mark.parametrize("name", ["nothing", "no/such", "", "with\0nul"])
def test_a_path_that_does_not_exist(tmp_path, name):
    path = str(tmp_path / name) if name else ""
    assert content(messages_below(path)) == ["no file can have this name" if "\0" in name else "there is no such file"]


def test_what_can_be_opened_at_all(tmp_path, monkeypatch):
    (tmp_path / "a.eml").write_bytes(b"")
    assert unopenable(str(tmp_path / "a.eml")) is None
    assert unopenable(str(tmp_path)) is None
    assert unopenable(str(tmp_path / "b.eml")) == "there is no such file"
    os.mkfifo(tmp_path / "pipe")
    assert unopenable(str(tmp_path / "pipe")) == "is a pipe, no file; name it - to read standard input"

    def refused(path: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("mailpath.inputs.mailboxes.scandir", refused)
    assert unopenable(str(tmp_path)) == "may not be listed (no permission)"


def test_a_file_removed_after_it_was_listed(tmp_path):
    tree(tmp_path, {"a.eml": MAIL, "b.eml": MAIL, "c/d.eml": MAIL})
    found = messages_below(str(tmp_path))
    first = next(found)
    (tmp_path / "b.eml").unlink()
    (tmp_path / "c" / "d.eml").unlink()
    (tmp_path / "c").rmdir()
    assert content([first, *found]) == [MAIL, "was removed meanwhile", "was removed meanwhile"]
