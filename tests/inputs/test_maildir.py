"""Maildirs: each message once, called by its unique name wherever it moves; subfolders in both styles; no index."""

import gzip
import os
from pathlib import Path

import pytest

from mailpath.inputs.mailboxes import messages_below
from mailpath.inputs.maildir import renamed, unique_name
from tests.inputs.mailboxes import content, maildir, mbox, rows, tree

MAIL = b"From: a@example.org\n\nbody\n"
OTHER = b"From: b@example.org\n\nother\n"


@pytest.mark.parametrize(
    ("name", "unique"),
    [
        ("1700000000.M1P2.mx.example", "1700000000.M1P2.mx.example"),
        ("1700000000.M1P2.mx.example:2,", "1700000000.M1P2.mx.example"),
        ("1700000000.M1P2.mx.example,S=5,W=6:2,FRSab", "1700000000.M1P2.mx.example,S=5,W=6"),
        ("1.x:1,whatever", "1.x"),
        ("1.x;2,S", "1.x"),  # Windows
        ("1.x!2,S", "1.x"),
        ("1.x:2,S:2,R", "1.x:2,S"),
        ("odd:name", "odd:name"),
    ],
)
def test_unique_names(name, unique):
    assert unique_name(name) == unique


def test_new_and_cur_in_the_order_of_delivery(tmp_path):
    box = maildir(
        tmp_path / "box", new={"3.c": MAIL, "1.a": OTHER}, cur={"2.b:2,S": MAIL, "10.d:2,": OTHER, "2.b.x:2,": OTHER}
    )
    assert rows(box) == [
        ("new/1.a", "1.a", OTHER),
        ("cur/10.d:2,", "10.d", OTHER),
        ("cur/2.b:2,S", "2.b", MAIL),
        ("cur/2.b.x:2,", "2.b.x", OTHER),
        ("new/3.c", "3.c", MAIL),
    ]


def test_a_message_listed_twice_is_read_once(tmp_path):
    """It went from new to cur between the two listings; or a copy was made before and after it was flagged."""
    box = maildir(tmp_path / "box", new={"1.a": MAIL}, cur={"1.a:2,S": MAIL, "2.b:2,": OTHER, "2.b:2,S": OTHER})
    assert rows(box) == [("cur/1.a:2,S", "1.a", MAIL), ("cur/2.b:2,", "2.b", OTHER)]


def test_subfolders_in_both_styles(tmp_path):
    box = maildir(tmp_path / "box", cur={"1.a:2,": MAIL})
    maildir(box / ".Sent", cur={"1.s:2,S": MAIL})
    maildir(box / ".Archive.2025", new={"1.z": MAIL})
    maildir(box / "Work", cur={"1.w:2,": MAIL})
    maildir(box / "Work" / "Projects", new={"1.p": MAIL})
    maildir(box / "Only" / "Below" / "These", new={"1.o": MAIL})
    tree(box / ".cache", {"x.eml": MAIL})
    tree(box / "tmp", {"1.t": MAIL})
    assert [file for file, _, _ in rows(box)] == [
        "cur/1.a:2,",
        ".Archive.2025/new/1.z",
        ".Sent/cur/1.s:2,S",
        "Only/Below/These/new/1.o",
        "Work/cur/1.w:2,",
        "Work/Projects/new/1.p",
    ]


def test_files_of_the_server_are_no_messages(tmp_path):
    box = maildir(tmp_path / "box", cur={"1.a:2,": MAIL, ".nfs0001": MAIL, "dovecot.index.cache": b"x"})
    names = (
        "dovecot-uidlist",
        "dovecot.index.log",
        "courierimapuiddb",
        "maildirfolder",
        "maildirsize",
        "subscriptions",
    )
    tree(box, dict.fromkeys((*names, ".qmail", "odd", "notes.txt"), b"x: y\n"))
    tree(box / "sieve", {"main.sieve": b"keep;", "x.svbin": b"\0"})
    tree(box / "courierimapkeywords", {":list": b"x"})
    assert [file for file, _, _ in rows(box)] == ["cur/1.a:2,"]


def test_mail_beside_a_maildir_is_read(tmp_path):
    box = maildir(tmp_path / "box", cur={"1.a:2,": MAIL})
    tree(box, {"old": mbox([OTHER]), "one.eml": OTHER, "saved": b"Received: from x\n\n"})
    assert [(file, key) for file, key, _ in rows(box)] == [
        ("cur/1.a:2,", "1.a"),
        ("old", "0"),
        ("one.eml", "one.eml"),
        ("saved", "saved"),
    ]


@pytest.mark.parametrize("missing", ["new", "tmp"])
def test_a_copied_maildir_may_lack_an_empty_folder(tmp_path, missing):
    box = maildir(tmp_path / "box", cur={"1.a:2,": MAIL})
    (box / missing).rmdir()
    assert rows(box) == [("cur/1.a:2,", "1.a", MAIL)]


def test_a_message_is_one_whatever_it_begins_with(tmp_path):
    """Who sends mail does not decide how many messages a file of the receiver holds."""
    forged = mbox([MAIL, OTHER])
    box = maildir(tmp_path / "box", new={"1.a": forged, "2.b": b""})
    assert rows(box) == [("new/1.a", "1.a", forged), ("new/2.b", "2.b", "is empty")]


def test_packed_messages(tmp_path):
    box = maildir(tmp_path / "box", cur={"1.a,S=26:2,": gzip.compress(MAIL)})  # Dovecot's zlib plugin
    assert rows(box) == [("cur/1.a,S=26:2,", "1.a,S=26", MAIL)]


def test_what_changes_while_it_is_read(tmp_path):
    box = maildir(tmp_path / "box", new={"1.a": MAIL, "2.b": MAIL}, cur={"3.c:2,": OTHER, "4.d:2,": MAIL})
    found = messages_below(str(box))
    first = next(found)
    (box / "new" / "2.b").rename(box / "cur" / "2.b:2,S")
    (box / "cur" / "3.c:2,").rename(box / "cur" / "3.c:2,RS")
    (box / "cur" / "4.d:2,").unlink()
    (box / "new" / "5.e").write_bytes(MAIL)
    rest = list(found)
    assert content([first, *rest]) == [MAIL, MAIL, OTHER, "was removed meanwhile"]
    assert [Path(one.file).name for one in rest] == ["2.b:2,S", "3.c:2,RS", "4.d:2,"]
    assert [one.key for one in rest] == ["2.b", "3.c", "4.d"]


def test_a_removed_maildir(tmp_path):
    assert renamed(str(tmp_path / "gone" / "cur" / "1.a:2,")) is None


def test_many_flagged_at_once_cost_one_listing(tmp_path, monkeypatch):
    box = maildir(tmp_path / "box", cur={f"{number:04}.a:2,": MAIL for number in range(300)})
    listed = []
    scandir = os.scandir

    def counted(path: str) -> object:
        listed.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    found = messages_below(str(box))
    next(found)
    for number in range(1, 300):
        (box / "cur" / f"{number:04}.a:2,").rename(box / "cur" / f"{number:04}.a:2,S")
    assert content(found) == [MAIL] * 299
    assert len(listed) < 8


def test_names_that_are_no_text(tmp_path):
    box = maildir(tmp_path / "box")
    with open(os.path.join(os.fsencode(box), b"new", b"1.\xff\n"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(MAIL)
    assert rows(box) == [("new/1.\\udcff\\n", "1.\\udcff\\n", MAIL)]
