"""The same mail gives the same rows, however it is kept: but for `source`, which says where it was."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import mailpath
from tests.imap.dovecot import dovecot
from tests.imap.varied import KINDS, dns_file, varied

Row = dict[str, Any]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """Of the maildir."""
    path = tmp_path_factory.mktemp("expected")
    found = rows(str(KINDS["maildir"](path / "mail")), path)
    assert len(found) == 60
    assert len({one["verdict"] for one in found}) >= 6
    signed = [one["auth_results"]["dkim"][0]["result"] for one in found[-11:]]
    assert signed == ["pass"] * 10 + ["fail"]
    assert not [one for one in found if one["path"] is None]
    return found


def rows(name: str, path: Path, **variables: str) -> list[Row]:
    """What a scan of it says, but for where it was."""
    told = ("--at", "2026-04-01", "--trust", "mx.receiver.example", "--trust", ".empfang.example")
    options = ("--dns", dns_file(path), "--jobs", "2", "--json")
    done = mailpath("scan", name, *told, *options, home=path, stdin=b"", **variables)
    assert "mailpath:" not in done.err, done.err
    found = [json.loads(line) for line in done.out.splitlines()]
    for one in found:
        assert one["source"]["error"] is None, one["source"]
        del one["source"]
    return found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "maildir"])
def test_kept_as(expected, tmp_path, kind):
    found = rows(str(KINDS[kind](tmp_path / f"mail-{kind}")), tmp_path)
    assert len(found) == 60
    differing = [number for number, one in enumerate(found) if one != expected[number]]
    lost_a_mark = [number for number, raw in enumerate(varied()) if kind == "mboxo" and b"\n>From " in raw]
    assert differing == [number for number in lost_a_mark if number in differing]


@pytest.mark.loopback
@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_read_over_imap(expected, tmp_path, scheme):
    with dovecot() as server:
        shutil.rmtree(server.mail)
        KINDS["maildir"](server.mail)
        for place in ("cur", "new"):  # a server numbers messages in the order in which they came
            for file in (server.mail / place).iterdir():
                shutil.move(file, server.mail / "cur" / (file.name.partition(":")[0] + ":2,"))
        server.give_away()
        assert rows(server.url(scheme=scheme), tmp_path, **server.trusted) == expected


@pytest.mark.parametrize("kind", ["maildir", "tree", "mboxrd"])
def test_read_through_fsspec(expected, tmp_path, kind):
    pytest.importorskip("fsspec")
    name = "mail"
    place = KINDS[kind](tmp_path / "packed" / name if kind != "mboxrd" else _made(tmp_path / "packed") / name)
    archive = shutil.make_archive(str(tmp_path / "all"), "zip", place.parent)
    assert rows(f"zip://{name}::file://{archive}", tmp_path) == expected
    assert rows(f"file://{place}", tmp_path) == expected


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
