"""What the tests of `scan` share."""

from pathlib import Path

import pytest

from tests.cli.scans import COUNT, scan
from tests.scanning.mail import write_maildir, write_zone


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`md` with many messages, `dns.json`, and `whole.jsonl`: what an undisturbed run writes."""
    path = tmp_path_factory.mktemp("scan")
    write_zone(path / "dns.json")
    write_maildir(path / "md", COUNT)
    done = scan("md", "--output", "whole.jsonl", home=path)
    assert (done.code, done.out) == (1, "")
    return path
