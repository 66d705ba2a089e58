"""`mailpath config learn`, as it is typed, on a maildir of one receiver."""

import json
from pathlib import Path

import pytest

from samples.letters import postfix
from samples.letters_inside import lmtp
from samples.stories import STORIES
from tests.cli.running import Done, mailpath
from tests.configuration.own_mail import SENDERS, maildir, own_mail

ON_TOP = (
    lmtp("filter.empfang.example", "store.empfang.example", client_ip="10.20.30.7", at=12),
    postfix("mx.empfang.example", "mx.empfang.example", "192.0.2.25", "filter.empfang.example", at=10),
)
TRUST = [
    "filter.empfang.example",
    "mx.empfang.example",
    "store.empfang.example",
    "10.20.30.7/32",
    "192.0.2.25/32",
]
IDS = ["mx.empfang.example"]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    return maildir(tmp_path / "Mail", own_mail(60, ON_TOP))


def proposed(done: Done) -> dict[str, list[str]]:
    rows = json.loads(done.out)["proposals"]
    return {name: [row["value"] for row in rows if row["setting"] == name] for name in ("trust", "authserv_ids")}


def test_sixty_messages_of_one_receiver(box: Path, tmp_path: Path) -> None:
    """Exactly its relays and its authserv-id, and none of the senders' hosts."""
    done = mailpath("config", "learn", box, "--json", home=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert proposed(done) == {"trust": TRUST, "authserv_ids": IDS}
    whole = json.loads(done.out)
    assert whole["messages"] == 60
    assert whole["settings"] == {"trust": TRUST, "authserv_ids": IDS}
    assert all((row["seen"], row["of"], row["known"]) == (60, 60, False) for row in whole["proposals"])
    assert all(Path(row["example"]["file"]).is_file() for row in whole["proposals"])
    assert whole["written"] is False


def test_the_text_names_no_sender(box: Path, tmp_path: Path) -> None:
    done = mailpath("config", "learn", box, home=tmp_path)
    assert done.code == 0
    assert all(value in done.out for value in (*TRUST, *IDS, "60 of 60"))
    names = {name for name, _ in SENDERS}
    hosts = [story.host for story in STORIES if story.name in names and story.host]
    assert not any(host in done.out for host in hosts)
    assert not list(tmp_path.rglob("config.toml"))


def test_german(box: Path, tmp_path: Path) -> None:
    done = mailpath("config", "learn", box, "--lang", "de", home=tmp_path)
    assert "60 von 60" in done.out
    assert "vertrauter Host" in done.out


def test_written_and_used(box: Path, tmp_path: Path) -> None:
    """What was written is in force for the next command, and what stood in the file is still there."""
    file = tmp_path / "settings.toml"
    file.write_text('# ours\nlang = "de"\ntrust = ["10.20.30.0/24"]  # the house\n', encoding="utf-8")
    done = mailpath("config", "learn", box, "--write", home=tmp_path, MAILPATH_CONFIG=str(file))
    assert done.code == 0
    assert str(file) in done.out
    text = file.read_text(encoding="utf-8")
    assert text.startswith('# ours\nlang = "de"\n')
    assert "# the house" in text
    shown = json.loads(mailpath("config", "--json", home=tmp_path, MAILPATH_CONFIG=str(file)).out)["settings"]
    assert shown["trust"]["value"] == ["10.20.30.0/24", *(one for one in TRUST if one != "10.20.30.7/32")]
    assert shown["authserv_ids"]["value"] == IDS
    message = min((box / "cur").iterdir())
    report = json.loads(mailpath("check", message, "--offline", "--json", home=tmp_path, MAILPATH_CONFIG=str(file)).out)
    assert (report["path"]["boundary"]["method"], report["path"]["boundary"]["confidence"]) == ("configured", "high")
    assert report["sending_host"]["ip"] == "203.0.113.10"
    again = mailpath("config", "learn", box, "--write", "--json", home=tmp_path, MAILPATH_CONFIG=str(file))
    assert json.loads(again.out)["written"] is False
    assert file.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_yet_is_made(box: Path, tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    done = mailpath("config", "learn", box, "--write", "--json", home=tmp_path, MAILPATH_CONFIG=str(file))
    assert (done.code, json.loads(done.out)["written"]) == (0, True)
    assert "store.empfang.example" in file.read_text(encoding="utf-8")


def test_a_variable_that_wins_is_told(box: Path, tmp_path: Path) -> None:
    done = mailpath("config", "learn", box, "--write", home=tmp_path, MAILPATH_TRUST="mx.empfang.example")
    assert "MAILPATH_TRUST" in done.out


def test_mail_of_one_big_sender(tmp_path: Path) -> None:
    """Nothing on standard output names its host, and what hangs on it is not written."""
    box = maildir(tmp_path / "Mail", own_mail(60, (), senders=SENDERS[:1]))
    file = tmp_path / "settings.toml"
    done = mailpath("config", "learn", box, "--write", home=tmp_path, MAILPATH_CONFIG=str(file))
    assert done.code == 0
    assert "heizbau" not in done.out
    assert "203.0.113.10" not in done.out
    assert "203.0.113.10" in done.err
    assert file.read_text(encoding="utf-8") == 'authserv_ids = ["mx.empfang.example"]\n'


def test_too_few_messages(tmp_path: Path) -> None:
    box = maildir(tmp_path / "Mail", own_mail(3, ON_TOP))
    done = mailpath("config", "learn", box, home=tmp_path)
    assert done.code == 3
    assert "too few" in done.out
    assert "empfang" not in done.out


def test_an_mbox_and_single_files_in_any_mix(box: Path, tmp_path: Path) -> None:
    messages = own_mail(40, ON_TOP)
    mbox = tmp_path / "archive"
    mbox.write_bytes(
        b"".join(b"From a@b Tue Mar 10 09:30:00 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n" for raw in messages[:20])
    )
    singles = []
    for number, raw in enumerate(messages[20:]):
        singles.append(tmp_path / f"{number}.eml")
        singles[-1].write_bytes(raw)
    done = mailpath("config", "learn", mbox, *singles, "--json", home=tmp_path)
    assert proposed(done) == {"trust": TRUST, "authserv_ids": IDS}
    assert json.loads(done.out)["messages"] == 40


def test_a_path_that_is_not_there(box: Path, tmp_path: Path) -> None:
    done = mailpath("config", "learn", box, tmp_path / "absent", home=tmp_path)
    assert done.code == 4
    assert "absent" in done.err
    assert "store.empfang.example" in done.out


@pytest.mark.parametrize("arguments", [("config", "learn"), ("config", "learned"), ("config", "learn", "--wrong", "x")])
def test_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert mailpath(*arguments, home=tmp_path).code == 2


def test_config_alone_is_as_before(tmp_path: Path) -> None:
    done = mailpath("config", "--trust", "mx.own.example", home=tmp_path)
    assert done.code == 0
    assert "mx.own.example" in done.out
