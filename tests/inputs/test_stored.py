"""Mail read through fsspec: the same things count as mailboxes as on disk, and every failure is a row."""

import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mailpath.inputs import Item, messages
from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.mailboxes import messages_below, unopenable
from mailpath.inputs.places import Remote
from mailpath.inputs.stored import KIND
from tests.cli.running import mailpath
from tests.inputs.mailboxes import FROM, content, mbox, tree, zipped

fsspec = pytest.importorskip("fsspec")

A, B, C = (b"From: %b@x.example\n\nText\n" % name for name in (b"a", b"b", b"c"))


@pytest.fixture
def memory() -> Iterator[object]:
    """A store in this process."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


def put(files: object, named: dict[str, bytes]) -> None:
    for name, raw in named.items():
        files.pipe_file(f"/mail/{name}", raw)  # type: ignore[attr-defined]


def rows(url: str) -> Sequence[tuple[str, str | None, bytes | str]]:
    found = list(messages_below(url))
    return [(one.file, one.key, what) for one, what in zip(found, content(found), strict=True)]


MIXED = {
    "a.eml": A,
    "b": B,
    "box": mbox([A, B]),
    "list.csv": b"x,y\n",
    "mail.csv": C,
    "deep/er/c.eml.gz": gzip.compress(C),
    ".hidden/x.eml": A,
    "dovecot.index": b"\0",
    "empty.eml": b"",
    "md/cur/1.a:2,S": FROM + b"\n" + A,
    "md/new/2.b": B,
    "md/cur/2.b:2,": B,
    "md/tmp/3.c": C,
    "md/dovecot-uidlist": b"3 V1",
    "md/.Sub/cur/4.d": C,
    "md/.Sub/new/5.e": A,
    "md/old.mbox": mbox([C]),
    "md/notes": b"no mail",
}


def test_the_same_as_on_disk(memory, tmp_path):
    put(memory, MIXED)
    on_disk = tree(tmp_path / "mail", MIXED)
    found = rows("memory://mail")
    expected = [
        (one.file.replace(str(tmp_path), "memory://"), one.key, what)
        for one in messages_below(str(on_disk))
        for what in content([one])
    ]
    assert found == expected
    assert len(found) == 12


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.eml", [(None, A)]),
        ("box", [("0", A), ("74", B)]),
        ("deep/er/c.eml.gz", [(None, C)]),
        ("nowhere.eml", [(None, "there is no such file")]),
    ],
)
def test_one_that_is_named(memory, name, expected):
    put(memory, MIXED)
    assert [one[1:] for one in rows(f"memory://mail/{name}")] == expected
    assert (unopenable(f"memory://mail/{name}") is None) == (name != "nowhere.eml")


def test_archives(memory):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.eml", A)
        archive.writestr("2.mbox", mbox([B, C]))
    put(memory, {"all.zip": packed.getvalue(), "box.gz": gzip.compress(mbox([A, B]))})
    keys = [(one[1], one[2]) for one in rows("memory://mail")]
    assert keys == [("1.eml", A), ("2.mbox/0", B), ("2.mbox/74", C), ("0", A), ("74", B)]
    around = "::memory://mail/all.zip"
    assert [one[:2] for one in rows(f"zip://{around}")] == [
        (f"zip://1.eml{around}", "1.eml"),
        (f"zip://2.mbox{around}", "0"),
        (f"zip://2.mbox{around}", "74"),
    ]


def test_an_archive_that_cannot_be_read_at_its_places(memory, monkeypatch):
    """Then it is copied first."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.eml", A)

    class Onwards(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    put(memory, {"all.zip": packed.getvalue()})
    monkeypatch.setattr(type(memory), "open", lambda self, path, mode: Onwards(packed.getvalue()))
    assert [one[1:] for one in rows("memory://mail/all.zip")] == [("1.eml", A)]


def test_a_message_that_is_too_large_is_not_kept(memory, monkeypatch):
    assert MAX_MESSAGE_BYTES == 64 << 20
    monkeypatch.setattr("mailpath.inputs.stored.MAX_MESSAGE_BYTES", 1000)
    put(memory, {"a.eml": A, "b.eml": b"Subject: x\n\n" + b"x" * 1001})
    assert [one[2] for one in rows("memory://mail")] == [A, "is larger than 64 MiB, the most that is read"]


def test_files_that_go_or_fail_meanwhile(memory, monkeypatch):
    put(memory, {"a.eml": A, "b.eml": B, "c.eml": C})
    places = list(KIND.places("memory://mail"))
    memory.rm("/mail/b.eml")
    remotes = [one for one in places if isinstance(one, Remote)]
    found = list(remotes[0].fetcher.items(remotes))
    assert content(found) == [A, "there is no such file", C]

    def refused(*_: object, **__: object) -> bytes:
        raise RuntimeError("the \x1b[31mservice\x07 says\nno " + "x" * 999)

    monkeypatch.setattr(type(memory), "cat_file", refused)
    monkeypatch.setattr(type(memory), "open", refused)
    errors = [one[2] for one in rows("memory://mail")]
    assert len(errors) == 2
    assert all(isinstance(one, str) and one.startswith("cannot be read (the ") and one.isprintable() for one in errors)
    assert max(map(len, errors)) < 250


def test_few_requests(memory, monkeypatch):
    """Messages are fetched together, not one by one."""
    put(memory, {f"{number:04}.eml": A for number in range(250)})
    asked: list[int] = []
    real = type(memory).cat_ranges

    def counted(self: object, paths: list[str], *more: object, **named: object) -> object:
        asked.append(len(paths))
        return real(self, paths, *more, **named)

    monkeypatch.setattr(type(memory), "cat_ranges", counted)
    assert len([one for one in messages_below("memory://mail") if isinstance(one, Item)]) == 250
    assert sorted(asked) == [50, 50, 100, 100, 100, 100]


def test_check_reads_one(memory):
    put(memory, {"a.eml": A})
    found = list(messages("memory://mail/a.eml", standard_input=io.BytesIO()))
    assert [(one.file, what) for one, what in zip(found, content(found), strict=True)] == [("memory://mail/a.eml", A)]
    assert content(messages("memory://mail", standard_input=io.BytesIO())) == [
        "is a directory; mailpath scan reads what is in it"
    ]
    assert content(messages("memory://mail/b", standard_input=io.BytesIO())) == ["there is no such file"]


def test_file_urls_are_paths(tmp_path):
    tree(tmp_path / "a mail", {"1.eml": A})
    url = f"file://{str(tmp_path).replace(' ', '%20')}/a%20mail"
    assert rows(url) == [(str(tmp_path / "a mail" / "1.eml"), "1.eml", A)]
    assert rows(url.replace("file://", "file://localhost")) == rows(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nosuchthing://x/y", '"nosuchthing" is no kind of place that can be read'),
        ("zip://a::nosuchthing://x", '"nosuchthing" is no kind of place that can be read'),
    ],
)
def test_urls_that_nothing_reads(tmp_path, url, said):
    for command in ("scan", "check", "triage"):
        done = mailpath(command, url, home=tmp_path)
        assert done.code == 2
        assert said in done.err
        assert len(done.err.splitlines()) == 1


def test_without_the_extra_it_says_which(tmp_path):
    (tmp_path / "fsspec.py").write_text("raise ImportError")
    done = mailpath("scan", "s3://bucket/mail", home=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.code == 2
    assert "s3://bucket/mail: reading it needs fsspec: pip install 'mailpath[fsspec]'" in done.err


def test_what_a_kind_of_store_needs_is_said(tmp_path):
    if _installed("s3fs"):
        pytest.skip("s3fs is installed here")
    done = mailpath("scan", "s3://bucket/mail", home=tmp_path)
    assert done.code == 2
    assert "reading it needs another package: " in done.err
    assert "s3fs" in done.err


def _installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def test_a_scan_of_a_zip_url(tmp_path):
    archive: Path = zipped(tmp_path / "all.zip", {"one/1.eml": A, "two/2.eml": B})
    done = mailpath("scan", "--offline", f"zip://one::file://{archive}", "--json", home=tmp_path)
    assert len(done.out.splitlines()) == 1
    assert f'"zip://one/1.eml::file://{archive}"' in done.out
