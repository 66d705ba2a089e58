"""The page of a scan for every reader: quiet, narrow and wide, light and dark, read aloud, without scripts, printed."""

from collections import defaultdict

import pytest

from tests.outputs.in_browser.page import IN_BROWSER, numbers, readable, table

pytestmark = IN_BROWSER


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_it_is_quiet_asks_for_nothing_and_fits(browser, place, lang, dark, width):
    browser.complaints()
    browser.requests()
    browser.looks(dark=dark)
    browser.width(width)
    browser.open(place / f"{lang}.html")
    browser.run("scrollTo(0, document.documentElement.scrollHeight)")
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.complaints() == []
    assert browser.requests() == [(place / f"{lang}.html").as_uri()]
    assert browser.run("return document.documentElement.lang") == lang
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run("return document.querySelectorAll('.chart svg').length") == 4
    light = browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light is not dark


def test_without_script_every_table_is_there(browser, place, rows):
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(place / "en.html")
        shown = table(browser, "#flow-table")
        assert sum(numbers(cells[3]) for cells in shown) == len(readable(rows))
        assert browser.run("return document.querySelector('.filter').hidden")
        assert "Charts need a browser with scripts" in browser.run("return document.querySelector('main').innerText")
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_screen_reader_finds_names_for_everything(page):
    nodes = page.command("Accessibility.getFullAXTree", {})["nodes"]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if not node.get("ignored"):
            found[node["role"]["value"]].append(str(node.get("name", {}).get("value", "")))
    for role in ("combobox", "searchbox", "button", "link", "image", "heading", "search"):
        assert found[role], role
        assert all(name.strip() for name in found[role]), role
    assert len(found["image"]) == 4
    assert any("spoofed" in name for name in found["image"])
    assert len(found["table"]) >= 4
    assert found["status"]
    headings = page.run("return [...document.querySelectorAll('h1')].length")
    assert headings == 1
    doubled = page.run(
        "const all = [...document.querySelectorAll('[id]')].map(one => one.id);"
        "return all.filter((id, at) => all.indexOf(id) !== at)"
    )
    assert doubled == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(page, dark):
    """WCAG 2 contrast of at least 4.5 for every text, bars and bands aside."""
    page.looks(dark=dark)
    weak = page.run(
        """const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
          return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
        const ground = one => { for (; one; one = one.parentElement) {
          const color = getComputedStyle(one).backgroundColor; if (!/, 0\\)$|transparent/.test(color)) return color; }
          return 'rgb(255, 255, 255)'; };
        const weak = [];
        for (const one of document.querySelectorAll('main *')) {
          const has = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
          if (!has || !one.getClientRects().length) continue;
          const style = getComputedStyle(one);
          const color = one.closest('svg') ? style.fill : style.color;
          const [a, b] = [light(color), light(ground(one))].sort((x, y) => y - x);
          if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(one.outerHTML.slice(0, 120) + color);
        }
        return weak"""
    )
    assert weak == []


def test_print_has_the_charts_and_no_filter(page):
    import base64

    page.looks(dark=True, print_=True)
    assert page.run("return getComputedStyle(document.querySelector('.filter')).display") == "none"
    assert page.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.run(
        "return [...document.querySelectorAll('.chart svg')].every(one => one.getBoundingClientRect().height > 50)"
    )
    shown = page.run(
        "return [...document.querySelectorAll('details.report')].filter(one => one.getClientRects().length)"
    )
    assert shown == []  # a report is printed where the reader has opened it
    printed = base64.b64decode(page.command("Page.printToPDF", {"printBackground": False})["data"])
    assert printed.startswith(b"%PDF")
    assert 1 <= printed.count(b"/Type /Page\n") <= 8
