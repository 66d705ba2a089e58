from io import BytesIO

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from msgspec.structs import replace

from mailpath.outputs import Options, by_name
from mailpath.outputs.markdown import code_span
from tests.outputs.golden import FOLDER, holds
from tests.outputs.hostile import TRICKS, reports, texts
from tests.outputs.reports import REPORTS, by_service, leak, spoofed, unreadable

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ALLOWED = {
    *("text", "softbreak", "code_inline", "strong_open", "strong_close", "fence", "inline"),
    *("paragraph_open", "paragraph_close", "heading_open", "heading_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")),
}


def written(*given_reports, **options):
    stream = BytesIO()
    by_name("markdown").write(given_reports, stream, Options(**options))
    return stream.getvalue().decode("utf-8")


def tokens(text):
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


def outline(text):
    """What the parser makes of a page but for its words: the kinds of block, cells included."""
    kinds = [token.type for token in PARSER.parse(text)]
    return [kind for kind in kinds if kind != "fence"]


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", ["leak", "spoofed", "unreadable"])
def test_golden(name, lang, pytestconfig):
    holds(written(REPORTS[name](), lang=lang), FOLDER / f"{name}.{lang}.md", pytestconfig)


def test_golden_of_several(pytestconfig):
    holds(written(leak(), spoofed(), unreadable()), FOLDER / "several.en.md", pytestconfig)


@given(reports())
def test_hostile_text_makes_no_markup(report):
    for options in ({}, {"verbose": True, "lang": "de"}):
        text = written(report, **options)
        assert {token.type for token in tokens(text)} <= ALLOWED
        for token in tokens(text):
            if token.type == "text":
                assert not any(sign in token.content for sign in ("<", "](", "http", "evil", "onerror", "|"))


@pytest.mark.parametrize("trick", TRICKS)
def test_rows_keep_their_cells(trick):
    report = by_service()
    assert report.identifiers is not None
    tricky = replace(report, identifiers=replace(report.identifiers, subject=trick, header_from=trick + "|" + trick))
    assert outline(written(tricky)) == outline(written(report))


@given(texts)
def test_a_code_span_is_one_code_span(text):
    (inline,) = (token for token in PARSER.parse(f"- x {code_span(text)} y") if token.type == "inline")
    kinds = [child.type for child in inline.children or ()]
    assert kinds == ["text", "code_inline", "text"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a", "`a`"),
        ("`a`", "`` `a` ``"),
        ("a``b", "```a``b```"),
        ("", "`  `"),
        (" ", "`   `"),
        ("a\nb", "`a\\nb`"),
    ],
)
def test_code_span(text, span):
    assert code_span(text) == span
