import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given

from mailpath.outputs import Options, by_name
from tests.outputs.golden import FOLDER, holds
from tests.outputs.hostile import reports
from tests.outputs.reports import REPORTS, leak, spoofed, unreadable

ALLOWED = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(),
    "style": set(),
    "body": set(),
    "a": {"class", "href"},
    "main": {"id"},
    "nav": {"aria-labelledby"},
    "div": {"class", "tabindex", "role", "aria-labelledby"},
    "h1": {"id", "class"},
    "h2": {"id"},
    "article": {"id", "class", "aria-labelledby"},
    "ol": {"class"},
    "ul": {"class"},
    "li": {"class"},
    "p": {"class"},
    "span": {"class", "aria-hidden"},
    "strong": {"class"},
    "th": {"scope"},
    "td": {"class"},
    "tr": {"class"},
    "dl": {"class"},
    "table": {"class"},
    "pre": {"tabindex"},
    **{tag: set() for tag in ("h3", "section", "dt", "dd", "b", "bdi", "code", "details", "summary", "thead", "tbody")},
}
VALUES = re.compile(r"[a-z0-9 _-]*|#(content|summary|message-\d+)")


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.texts = []
        self.attributes = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_pi = handle_comment
    unknown_decl = handle_comment


def written(*given_reports, **options):
    stream = BytesIO()
    by_name("html").write(given_reports, stream, Options(**options))
    return stream.getvalue().decode("utf-8")


def check(page):
    reader = Reader(page)
    assert set(reader.tags) <= set(ALLOWED)
    for tag, name, value in reader.attributes:
        assert name in ALLOWED[tag], (tag, name)
        assert tag == "meta" or VALUES.fullmatch(value), (tag, name, value)
    return reader


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", ["leak", "spoofed"])
def test_golden(name, lang, pytestconfig):
    page = written(REPORTS[name](), lang=lang)
    body = page[page.index("<body>") :]
    holds(body, FOLDER / f"{name}.{lang}.html", pytestconfig)


@given(reports())
def test_hostile_text_is_never_markup(report):
    plain = check(written(report))
    check(written(report, unreadable(), verbose=True, lang="de"))
    assert plain.tags.count("a") == 1  # to the content; nothing of the mail can be clicked


@pytest.mark.parametrize("lang", ["en", "de"])
def test_frame(lang):
    page = written(leak(), lang=lang)
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy.group(1) == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "style=" not in page
    assert not re.search(r"(?:https?:)?//|url\(|@import", page)


def test_one_main_heading_and_unique_ids():
    for page in (written(leak()), written(leak(), spoofed(), unreadable())):
        reader = check(page)
        assert reader.tags.count("h1") == 1
        ids = [value for _, name, value in reader.attributes if name == "id"]
        assert len(set(ids)) == len(ids)
        targets = [value[1:] for tag, name, value in reader.attributes if (tag, name) == ("a", "href")]
        assert set(targets) <= set(ids)


def test_several_have_a_table_above_them():
    page = written(leak(), spoofed(), unreadable())
    assert page.index("</nav>") < page.index("<article")
    assert page.count('href="#message-') == 3
    assert page.count("<article") == 3


def test_text_that_runs_to_the_left_is_isolated():
    page = written(REPORTS["leak"](), lang="en")
    assert "\u2068" not in page
    from msgspec.structs import replace

    report = leak()
    assert report.identifiers is not None
    report = replace(report, identifiers=replace(report.identifiers, subject="שלום \u202e"))
    assert "<bdi>\u2068שלום \\u202e\u2069</bdi>" in written(report)
