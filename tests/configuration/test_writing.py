"""Values added to a settings file: what stands there stays as it is."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.configuration.writing import add_to_file, merged
from mailpath.values.settings import SettingError

NEW = {"trust": ("mx.own.example", "192.0.2.0/24")}
ADDED = '"mx.own.example", "192.0.2.0/24"'

CASES = {
    "an empty file": ("", f"trust = [{ADDED}]\n"),
    "another setting, no line end": ('lang = "de"', f'lang = "de"\ntrust = [{ADDED}]\n'),
    "a list": ('trust = ["a.example"]\n', f'trust = ["a.example", {ADDED}]\n'),
    "an empty list": ("trust = []\n", f"trust = [{ADDED}]\n"),
    "a comma at the end": ('trust = ["a.example",]\n', f'trust = ["a.example", {ADDED}]\n'),
    "a comment behind": ('trust = ["a.example"] # [ours]\n', f'trust = ["a.example", {ADDED}] # [ours]\n'),
    "a single value": ('trust = "a.example" # ours\n', f'trust = ["a.example", {ADDED}] # ours\n'),
    "another spelling": ('Trusted-Hosts = ["a.example"]\n', f'Trusted-Hosts = ["a.example", {ADDED}]\n'),
    "a quoted key": ('"trust" = ["a.example"]\n', f'"trust" = ["a.example", {ADDED}]\n'),
    "several lines": (
        'trust = [\n  "a.example",  # first\n  # none\n  "b.example" # last\n]\nlang = "de"\n',
        'trust = [\n  "a.example",  # first\n  # none\n  "b.example", # last\n  "mx.own.example",\n  "192.0.2.0/24",\n'
        ']\nlang = "de"\n',
    ),
    "several lines and a comment at the end": (
        "trust = [\n\t'a.example',\n\t# the end\n]\n",
        'trust = [\n\t\'a.example\',\n\t"mx.own.example",\n\t"192.0.2.0/24",\n\t# the end\n]\n',
    ),
    "closed on the last item's line": ('trust = [\n  "a.example"]\n', f'trust = [\n  "a.example", {ADDED}]\n'),
    "line ends of two characters": (
        'trust = [\r\n  "a.example",\r\n]\r\n',
        'trust = [\r\n  "a.example",\r\n  "mx.own.example",\r\n  "192.0.2.0/24",\r\n]\r\n',
    ),
    "a key inside a text": (
        'x = """\ntrust = ["no"]\n"""\ntrust = ["a"]\n',
        f'x = """\ntrust = ["no"]\n"""\ntrust = ["a", {ADDED}]\n',
    ),
    "a bracket inside a text": ('trust = ["a]#"]\n', f'trust = ["a]#", {ADDED}]\n'),
    "one of them is there": ('trust = ["mx.own.example"]\n', 'trust = ["mx.own.example", "192.0.2.0/24"]\n'),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_merged(before: str, after: str) -> None:
    assert merged(before, NEW) == after


def test_all_of_it_there_changes_nothing() -> None:
    text = f"trust = [{ADDED}]  # mine\n"
    assert merged(text, NEW) == text


def test_two_settings() -> None:
    text = merged("# mine\nauthserv_id = 'x'\n", {**NEW, "authserv_ids": ("mx.own.example",)})
    assert tomllib.loads(text) == {"trust": ["mx.own.example", "192.0.2.0/24"], "authserv_id": ["x", "mx.own.example"]}
    assert text.startswith("# mine\n")


def test_no_toml_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("trust = [", encoding="utf-8")
    with pytest.raises(SettingError, match=r"config\.toml"):
        add_to_file(path, NEW)
    assert path.read_text(encoding="utf-8") == "trust = ["


def test_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "some" / "config.toml"
    add_to_file(path, NEW)
    assert path.read_text(encoding="utf-8") == f"trust = [{ADDED}]\n"
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text('lang = "de"\n', encoding="utf-8")
    real.chmod(0o600)
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    add_to_file(link, NEW)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(real.read_text(encoding="utf-8"))["trust"] == ["mx.own.example", "192.0.2.0/24"]


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingError, match="cannot be written"):
        add_to_file(tmp_path / "file" / "config.toml", NEW)


_VALUES = st.sampled_from(('"a.example"', "'b.example'", '"c#]\\""', '"""d"""', "'''e'''"))
_BLANKS = st.sampled_from(("", " ", "\t"))
_BREAKS = st.sampled_from(("", " ", "\n", "\n  ", ' # x ] "\n', "\n# ' [\n    "))


@st.composite
def lists(draw: st.DrawFn) -> str:
    items = draw(st.lists(_VALUES, max_size=4))
    text = "".join(draw(_BREAKS) + item + draw(_BLANKS) + "," + draw(_BREAKS) for item in items[:-1])
    if items:
        text += draw(_BREAKS) + items[-1] + draw(st.sampled_from(("", ",")))
    return f"[{text}{draw(_BREAKS)}]"


@given(lists(), st.sampled_from(("", "# top\n", 'lang = "de" # [\n')), st.sampled_from(("\n", " # end\n", "")))
def test_any_list_grows_by_the_new_values_alone(value: str, before: str, behind: str) -> None:
    text = f"{before}trust = {value}{behind}"
    was = tomllib.loads(text)
    now = tomllib.loads(merged(text, NEW))
    assert now == {**was, "trust": [*was["trust"], *NEW["trust"]]}
    assert [c for c in text if c == "#"] == [c for c in merged(text, NEW) if c == "#"]
