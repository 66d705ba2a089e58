import subprocess
import sys
from functools import partial
from io import BytesIO

import pytest

from mailpath import outputs
from tests.outputs.hostile import TRICKS, with_texts
from tests.outputs.reports import REPORTS


@pytest.mark.parametrize("name", outputs.NAMES)
def test_each_module_holds_the_format_of_its_name(name):
    assert outputs.by_name(name).name == name


def test_unknown_name_is_a_key_error():
    with pytest.raises(KeyError):
        outputs.by_name("os")


@pytest.mark.parametrize(
    ("file_name", "format_name"),
    [
        ("x.jsonl", "jsonl"),
        ("x.json", "json"),
        ("X.CSV", "csv"),
        ("x.html", "html"),
        ("x.htm", "html"),
        ("x.md", "markdown"),
        ("x.txt", "text"),
        ("x.sqlite", None),
        ("jsonl", None),
    ],
)
def test_ending_chooses(file_name, format_name):
    found = outputs.by_ending(file_name)
    assert (found.name if found else None) == format_name


@pytest.mark.parametrize("name", outputs.NAMES)
def test_nothing_written_for_no_report_but_a_frame(name):
    stream = BytesIO()
    outputs.by_name(name).write([], stream, outputs.Options())
    assert name in ("html", "csv") or stream.getvalue() == b""


def put(trick, old):
    return trick


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("name", outputs.NAMES)
def test_every_trick_in_every_text_is_written(name, verbose, lang):
    stream = BytesIO()
    options = outputs.Options(lang=lang, verbose=verbose)
    every = (with_texts(make(), partial(put, trick)) for make in REPORTS.values() for trick in TRICKS)
    outputs.by_name(name).write(every, stream, options)
    assert stream.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    ("name", "strangers"),
    [
        ("text", {"jinja2", "rich", "csv", "mailpath.outputs.html", "mailpath.outputs.markdown"}),
        ("json", {"jinja2", "rich", "csv", "mailpath.outputs.text", "mailpath.outputs.html"}),
        ("html", {"jinja2", "rich", "csv", "mailpath.outputs.text", "mailpath.outputs.json"}),
        ("csv", {"jinja2", "rich", "mailpath.outputs.text", "mailpath.outputs.json"}),
    ],
)
def test_a_format_loads_no_other(name, strangers):
    code = f"import sys; from mailpath import outputs; outputs.by_name({name!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert strangers.isdisjoint(loaded)
