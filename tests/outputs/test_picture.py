"""The picture of a scan: numbers as in the rows, foreign text escaped, nothing asked of anybody."""

import re

import pytest

from mailpath.outputs.columns import columns
from mailpath.outputs.picture import Picture
from mailpath.outputs.picture_html import picture_page
from mailpath.outputs.sheets.values import Plain, as_line, from_values

NAMES = [column.name for column in columns()]


def row(**values: Plain) -> bytes:
    return as_line([values.get(name) for name in NAMES])


def some(verdict: str, day: int = 1, **values: Plain) -> bytes:
    base: dict[str, Plain] = {
        "verdict": verdict,
        "confidence": "high",
        "listed": "no",
        "action_code": "none",
        "identifiers_author_domain": "a.example",
        "sending_host_ip": "192.0.2.1",
        "received_at": f"2026-03-{day:02}T10:00:00Z",
    }
    return row(**{**base, **values})


ROWS = [
    some("authorized_own", listed="yes", sending_host_name="mx.a.example"),
    some("authorized_own", 2, listed="yes", sending_host_name="mx.a.example"),
    some("spoofed", 3, action_text="Do this."),
    some("spoofed", 2, action_text="Do that."),
    some("undetermined", 3, identifiers_author_domain=None),
    row(source_error="is empty", verdict="undetermined"),
]


def page(rows: list[bytes], lang: str = "en") -> str:
    return b"".join(picture_page(rows, lang)).decode()


def test_figures_are_those_of_the_rows():
    picture = Picture()
    for one in ROWS:
        picture.add(from_values(one))
    assert (picture.messages, picture.unread, picture.attention) == (6, 1, 2)
    assert picture.verdicts == {"authorized_own": 2, "spoofed": 2, "undetermined": 1}
    assert sorted(picture.days) == ["2026-03-01", "2026-03-02", "2026-03-03"]
    (worst, good), left = picture.senders(10)
    assert worst[:5] == ("a.example", "192.0.2.1", 2, False, 2)
    assert (worst.first_seen[:10], worst.last_seen[:10]) == ("2026-03-02", "2026-03-03")
    assert good[:5] == ("a.example", "mx.a.example", 2, True, 0)
    assert left == 0
    assert picture.senders(1)[1] == 1


def test_it_asks_for_nothing():
    text = page(ROWS)
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|<script|<img|<link|\bstyle=|\bsrc=|@import|url\(", text)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_it_is_whole_in_both_languages(lang):
    text = page(ROWS, lang)
    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert f'<html lang="{lang}">' in text
    assert ("Nachrichten" in text) is (lang == "de")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><svg onload=x>', "{{ 7 * 7 }}", "a\u202eb\x1b[2J", "</bdi></table>"]
)
@pytest.mark.parametrize(
    "field", ["identifiers_subject", "identifiers_author_domain", "sending_host_name", "source_file", "action_text"]
)
def test_foreign_text_is_text(hostile, field):
    text = page([some("spoofed", **{field: hostile})])
    assert (hostile in text) is hostile.startswith("{{")
    assert "\u202e" not in text
    assert "\x1b" not in text
    if hostile.startswith("{{"):
        assert "49" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_nothing_and_unread_alone_are_pages():
    assert "</html>" in page([])
    assert "</html>" in page([ROWS[-1]])


def test_long_lists_are_cut_and_say_so():
    text = page([some("spoofed", identifiers_subject=f"s{number}") for number in range(700)])
    assert text.count("<bdi>s") == 500
    assert "200 more" in text
