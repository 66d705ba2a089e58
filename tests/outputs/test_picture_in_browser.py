"""The page of a scan in a real browser: quiet, asks for nothing, every number as in the rows, usable by keyboard."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import mailpath
from tests.inputs.mailboxes import mbox
from tests.outputs.browser import Browser, browser_missing
from tests.scanning.mail import ZONE, messages

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser_missing() is not None, reason=str(browser_missing())),
]

ATTENTION = ("internal_server_leak", "unaligned_third_party", "spoofed")
TRICK = '"><img src=x onerror="window.owned=1"><script>window.owned=1</script>'
HOSTILE = (
    f"Received: from evil.example (evil.example [198.51.100.66]) by mx.receiver.example (Postfix) with ESMTP id E1;\n"
    "\tMon, 9 Mar 2026 10:00:00 +0000\n"
    "From: x@b.example\nDate: Mon, 9 Mar 2026 09:58:00 +0000\nMessage-ID: <e@b.example>\n"
    f"Subject: {TRICK}\n\nText\n"
).encode()
BIDI = (
    b"Received: from pc (pc [198.51.100.67]) by mx.receiver.example (Postfix) with ESMTPS id E2;\n"
    b"\tMon, 9 Mar 2026 11:00:00 +0000\n"
    b"From: =?utf-8?q?=E2=80=AEgpj=1B[2J?= <x@shop.example>\nDate: Mon, 9 Mar 2026 10:59:00 +0000\n"
    b"Subject: =?utf-8?q?=E2=80=AEgpj.exe=1B]0;x=07_</script>?=\nMessage-ID: <f@b.example>\n\nText\n"
)
SLOW = (
    b"Received: from mx.receiver.example by store.receiver.example with LMTP id S2;\n\tMon, 9 Mar 2026 14:00:00 +0000\n"
    b"Received: from mx.a.example (mx.a.example [192.0.2.1])\n\t(using TLSv1.2 with cipher X (256/256 bits))\n"
    b"\tby mx.receiver.example (Postfix) with ESMTPS id S1;\n\tMon, 9 Mar 2026 12:00:00 +0000\n"
    b"Received: from pc.a.example by mx.a.example with SMTP id S0; Mon, 9 Mar 2026 11:59:30 +0000\n"
    b"From: x@a.example\nReturn-Path: <x@a.example>\nSubject: slow\nMessage-ID: <s@a.example>\n\nText\n"
)
DNS = {
    **ZONE,
    "evil.example": {"A": ["198.51.100.66"]},
    "66.100.51.198.in-addr.arpa": {"PTR": ["evil.example"]},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`en.html` and `de.html` by `scan`, `rows.jsonl` of the same scan."""
    path = tmp_path_factory.mktemp("page")
    (path / "dns.json").write_text(json.dumps(DNS))
    (path / "box").write_bytes(mbox([*messages(60), HOSTILE, BIDI, SLOW]))
    (path / "empty.eml").write_bytes(b"")
    known = (
        "--dns",
        path / "dns.json",
        "--at",
        "2026-04-01",
        "--trust",
        ".receiver.example",
        "--own-domain",
        "shop.example",
    )
    for name, *more in (("rows.jsonl",), ("en.html", "--lang", "en"), ("de.html", "--lang", "de")):
        done = mailpath("scan", path / "box", path / "empty.eml", *known, "-q", "-o", path / name, *more, home=path)
        assert done.code == 1, done.err
    return path


@pytest.fixture(scope="module")
def rows(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / "rows.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found


@pytest.fixture
def page(browser: Browser, place: Path) -> Browser:
    """The English page, freshly opened, as wide as a screen."""
    browser.looks()
    browser.width(1400)
    browser.open(place / "en.html")
    browser.run("scrollTo(0, 0)")
    return browser


def table(page: Browser, name: str) -> list[list[str]]:
    """The texts of the rows that are not hidden."""
    found = page.run(
        "return [...document.querySelectorAll(arguments[0] + ' > tbody > tr')].filter(row => !row.hidden && "
        "!row.parentNode.hidden).map(row => [...row.cells].map(cell => cell.textContent.trim()))",
        name,
    )
    assert isinstance(found, list)
    return found


def numbers(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


def status(page: Browser) -> str:
    return str(page.run("return document.getElementById('status').textContent"))


def focused(page: Browser) -> str:
    return str(page.run("return document.activeElement.id || document.activeElement.tagName"))


def until(page: Browser, condition: str) -> None:
    """Until a condition holds; typing is taken in with a short pause."""
    for _ in range(1500):
        if page.run(f"return {condition}"):
            return
        page.run("return new Promise(done => setTimeout(done, 20))")
    raise AssertionError(condition)


# What the rows say, counted here once more and by other means than the page's


def readable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["source"]["error"]]


def received(row: dict[str, Any]) -> str:
    hops, boundary = row["path"]["hops"], row["path"]["boundary"]
    return str(hops[boundary["hop_index"] if boundary else 0]["date"])[:10]


def sender(row: dict[str, Any]) -> str:
    host = row["sending_host"]
    if host is None:
        return ""
    if host["service"]:
        return str(host["service"]["name"])
    return str(host["ptr"][0] if host["fcrdns"] and host["ptr"] else host["ip"])


def delay(row: dict[str, Any], inside: bool) -> str:
    index = row["path"]["boundary"]["hop_index"]
    hops = [hop for hop in row["path"]["hops"] if not inside or hop["index"] < index]
    known = [hop["delay_seconds"] for hop in hops if hop["delay_seconds"] is not None]
    if not known:
        return "not told"
    limits = ((10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (86400, "1 d"))
    return next((name for most, name in limits if sum(known) <= most), "over 1 d")


def transport(row: dict[str, Any]) -> str:
    hop = row["path"]["hops"][row["path"]["boundary"]["hop_index"]]
    if hop["tls"]:
        return str(hop["tls"]["version"] or "TLS, version not told")
    return "none"


# The tests


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


def test_verdicts_and_unread_are_those_of_the_rows(page, rows):
    expected = Counter(row["verdict"] for row in readable(rows))
    codes = page.run("return [...document.querySelectorAll('#verdict-table tbody tr')].map(row => row.dataset.v)")
    shown = {code: numbers(cells[1]) for code, cells in zip(codes, table(page, "#verdict-table"), strict=True)}
    assert shown == expected
    total = sum(expected.values())
    assert [cells[2] for cells in table(page, "#verdict-table")] == [
        f"{100 * shown[code] / total:.1f}\u00a0%" for code in codes
    ]
    assert numbers(page.run("return document.getElementById('unread').textContent")) == len(rows) - total == 1
    assert page.run("return document.querySelector('h1').textContent") == f"{len(rows)} messages"


def test_days_are_those_of_the_rows(page, rows):
    expected: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in readable(rows):
        expected[received(row)][row["verdict"]] += 1
    codes = page.run("return JSON.parse(document.getElementById('data').textContent).verdicts.map(one => one.code)")
    shown = {
        cells[0]: {code: numbers(text) for code, text in zip(codes, cells[1:], strict=True) if text != "0"}
        for cells in table(page, "#days-table")
    }
    assert shown == expected
    drawn = page.run("return [...document.querySelectorAll('#days-chart title')].map(one => one.textContent)")
    names = dict(
        page.run(
            "return JSON.parse(document.getElementById('data').textContent).verdicts.map(one => [one.name, one.code])"
        )
    )
    parsed = {}
    for text in drawn:
        day, *counts = text.split("\n")
        parsed[day] = {names[one.rpartition(": ")[0]]: numbers(one.rpartition(": ")[2]) for one in counts}
    assert parsed == expected


def test_columns_are_as_tall_as_their_numbers(page, rows):
    """The drawing itself, not only its words: all parts together are in one proportion to the counts."""
    heights = page.run(
        "return [...document.querySelectorAll('#days-chart rect')]"
        ".map(one => [one.getAttribute('class'), +one.getAttribute('height')])"
    )
    counts = Counter(row["verdict"] for row in readable(rows))
    sums: Counter[str] = Counter()
    for look, height in heights:
        sums[look.removeprefix("v-")] += height
    unit = sums["spoofed"] / counts["spoofed"]
    assert {code: round(height / unit) for code, height in sums.items()} == counts


def test_who_sends_as_us_is_what_the_rows_say(page, rows):
    expected: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in readable(rows):
        if row["identifiers"]["author_domain"] and sender(row):
            expected[row["identifiers"]["author_domain"], sender(row)].append(row)
    shown = page.run(
        """const bodies = [...document.querySelectorAll('.senders > tbody')];
        const name = row => row.cells[0].querySelector('bdi').textContent;
        return bodies.flatMap(body => [...body.rows].slice(1).map(row => [name(body.rows[0]), name(row),
        ...[...row.cells].slice(1).map(cell => cell.textContent.trim())]))"""
    )
    assert {(domain, name) for domain, name, *_ in shown} == set(expected)
    for domain, name, listed, count, attention, first, last, doing in shown:
        found = expected[domain, name]
        days = sorted(received(row) for row in found)
        bad = [row for row in found if row["verdict"] in ATTENTION]
        words = {row["listed"] for row in found}
        said = {"yes": "listed", "no": "not listed", "unknown": "unknown"}
        assert (numbers(count), numbers(attention)) == (len(found), len(bad))
        assert (first, last) == (days[0], days[-1])
        assert listed == (said[words.pop()] if len(words) == 1 else "in part")
        newest = max(bad or found, key=received)
        assert doing.startswith(newest["action"]["text"].split(" This SPF record")[0])
        assert ("newest report" in doing) is bool(bad)
    heads = page.run("return [...document.querySelectorAll('#senders, #others')].map(one => one.textContent)")
    assert heads == ["Who sends as us", "Who sends in the name of others"]
    own = page.run("return document.querySelectorAll('section:has(#senders) tbody').length")
    assert own == len({domain for domain, _ in expected if domain.endswith("shop.example")})


def test_the_flow_is_what_the_rows_say(page, rows):
    def network(row: dict[str, Any]) -> str:
        return ".".join(row["sending_host"]["ip"].split(".")[:3]) + ".0/24"

    expected = Counter((network(row), row["identifiers"]["author_domain"]) for row in readable(rows))
    shown: Counter[tuple[str, str]] = Counter()
    bad = 0
    for net, _, domain, count, attention in table(page, "#flow-table"):
        shown[net, domain] += numbers(count)
        bad += numbers(attention)
    assert shown == expected
    assert bad == sum(row["verdict"] in ATTENTION for row in rows)
    nodes = page.run(
        "return [...document.querySelectorAll('#flow-chart g title')].map(one => one.textContent.split('\\n'))"
    )
    drawn = {name: numbers(count) for name, count in nodes}
    networks = Counter(network(row) for row in readable(rows))
    domains = Counter(row["identifiers"]["author_domain"] for row in readable(rows))
    assert {name: drawn[name] for name in (*networks, *domains)} == {**networks, **domains}


def test_delays_and_tls_are_what_the_rows_say(page, rows):
    shown = {name: (numbers(whole), numbers(inside)) for name, whole, inside in table(page, "#delays-table")}
    whole = Counter(delay(row, False) for row in readable(rows))
    inside = Counter(delay(row, True) for row in readable(rows))
    assert shown == {name: (whole[name], inside[name]) for name in shown}
    assert whole["1 d"] == inside["1 d"] == 1
    transports = Counter(transport(row) for row in readable(rows))
    tls = {name: numbers(count) for name, count in table(page, "#tls-table")}
    assert {name: count for name, count in tls.items() if count} == transports
    share = page.run("return document.getElementById('tls-share').textContent")
    told = sum(transports.values())
    assert share == f"{100 * (told - transports['none']) / told:.1f}\u00a0%"
    assert transports["none"] == 1


def test_each_message_that_needs_attention_is_there_with_its_report(page, rows):
    bad = [row for row in rows if row["verdict"] in ATTENTION]
    links = page.run("return [...document.querySelectorAll('#attention-table a')].map(one => one.hash)")
    assert len(links) == len(set(links)) == len(bad)
    shown = table(page, "#attention-table")
    assert [cells[0] for cells in shown] == sorted((received(row) for row in bad), reverse=True)
    for link in links:
        number = int(link.removeprefix("#message-"))
        row = rows[number - 1]
        text = page.run("return document.querySelector(arguments[0]).textContent", link)
        assert row["sending_host"]["ip"] in text
        assert row["reasons"][0]["text"].split(":")[0][:40] in " ".join(text.split())


def test_the_filter_by_keyboard(page, rows):
    from selenium.webdriver.common.keys import Keys

    whole = [table(page, f"#{name}-table") for name in ("verdict", "days", "flow", "delays", "tls", "attention")]
    page.run("document.getElementById('tls-table').scrollIntoView; document.activeElement.blur()")
    for _ in range(12):
        page.keys(Keys.TAB)
        if focused(page) == "by-verdict":
            break
    assert focused(page) == "by-verdict"
    page.keys("spo")
    page.keys(Keys.TAB)
    spoofed_rows = [row for row in rows if row["verdict"] == "spoofed"]
    until(page, f"document.getElementById('status').textContent.startsWith('{len(spoofed_rows)} of {len(rows) - 1} ')")
    assert {cells[1].split()[0] for cells in table(page, "#attention-table")} == {"spoofed"}
    assert sum(numbers(cells[3]) for cells in table(page, "#flow-table")) == len(spoofed_rows)
    assert sum(numbers(cells[1]) for cells in table(page, "#delays-table")) == len(spoofed_rows)
    assert sum(numbers(cells[1]) for cells in table(page, "#tls-table")) == len(spoofed_rows)
    senders = [cells for cells in table(page, ".senders") if len(cells) == 7]
    assert sum(numbers(cells[2]) for cells in senders) == len(spoofed_rows)
    drawn = page.run("return [...document.querySelectorAll('#days-chart rect')].map(one => one.getAttribute('class'))")
    assert set(drawn) == {"v-spoofed"}

    assert focused(page) == "by-domain"
    page.keys("b.ex")
    page.keys(Keys.TAB)
    in_b = [row for row in spoofed_rows if row["identifiers"]["author_domain"] == "b.example"]
    until(page, f"document.getElementById('status').textContent.startsWith('{len(in_b)} of ')")
    assert {cells[2] for cells in table(page, "#attention-table")} == {"b.example"}

    assert focused(page) == "by-text"
    page.keys("number 1")
    with_text = [row for row in in_b if "number 1" in row["identifiers"]["subject"]]
    until(page, f"document.getElementById('status').textContent.endsWith(' {len(with_text)} messages to look at')")
    assert 0 < len(with_text) < len(in_b)
    assert page.run("return [...document.querySelectorAll('details.report')].filter(one => !one.hidden).length") == len(
        with_text
    )
    page.keys(Keys.ESCAPE)
    until(page, f"document.getElementById('status').textContent.endsWith(' {len(in_b)} messages to look at')")
    assert focused(page) == "by-text"
    page.keys("nothing has this")
    until(page, "document.getElementById('status').textContent.includes(' 0 hosts')")
    page.keys(Keys.TAB)
    assert focused(page) == "reset"
    page.keys(Keys.ENTER)
    names = ("verdict", "days", "flow", "delays", "tls", "attention")
    assert [table(page, f"#{name}-table") for name in names] == whole
    assert page.complaints() == []


def test_a_filter_that_nothing_fits_says_so(page):
    page.run(
        "const known = [...document.getElementById('by-domain').options].find(one => one.text.startsWith('b.example'));"
        "for (const [id, at] of [['by-verdict', 'authorized_own'], ['by-domain', known.value]])"
        "{ const one = document.getElementById(id);"
        "one.value = at; one.dispatchEvent(new Event('change')); }"
    )
    assert status(page).startswith("0 of ")
    charts = page.run("return [...document.querySelectorAll('.chart')].map(one => one.textContent)")
    assert set(charts) == {"No message fits the filter."}
    assert page.run("return document.getElementById('tls-share').textContent") == "–"


def test_links_to_reports_and_back_by_keyboard(page):
    from selenium.webdriver.common.keys import Keys

    page.run("document.getElementById('summary').focus()")
    page.keys(Keys.TAB)
    link = page.run("return document.activeElement.hash")
    assert link.startswith("#message-")
    opened = f"document.querySelector('{link}').closest('details').open"
    assert page.run(f"return {opened}") is False
    page.keys(Keys.ENTER)
    until(page, opened)
    until(page, f"document.activeElement === document.querySelector('{link}')")
    page.keys(Keys.TAB)
    back = page.run("return document.activeElement.hash")
    assert back == f"#row-{link.removeprefix('#message-')}"
    page.keys(Keys.ENTER)
    until(page, f"document.activeElement === document.querySelector('{back}')")
    assert page.complaints() == []


def test_a_sender_leads_to_its_newest_report(page, rows):
    links = page.run(
        "return [...document.querySelectorAll('.senders a')].map(one => [one.hash,"
        "one.closest('tbody').querySelector('bdi').textContent, one.closest('tr').querySelector('bdi').textContent])"
    )
    assert links
    for link, domain, name in links:
        seen = [row for row in rows if row["verdict"] in ATTENTION and sender(row) == name]
        seen = [row for row in seen if row["identifiers"]["author_domain"] == domain]
        assert received(rows[int(link.removeprefix("#message-")) - 1]) == max(map(received, seen))


def test_a_link_from_elsewhere_opens_the_report(browser, place, rows):
    number = next(at for at, row in enumerate(rows, start=1) if row["verdict"] in ATTENTION)
    browser.driver.get(f"{(place / 'en.html').as_uri()}#message-{number}")
    assert browser.run(f"return document.getElementById('report-{number}').open")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_hostile_mail_is_harmless(browser, place, lang):
    browser.looks()
    browser.open(place / f"{lang}.html")
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.run("return window.owned === undefined")
    assert browser.run("return document.querySelectorAll('main script, main img, main iframe').length") == 0
    shown = browser.run("return document.querySelector('main').innerText")
    assert TRICK in shown
    assert "\\u202egpj.exe\\x1b]0;x" in shown
    text = browser.run("return document.documentElement.textContent")
    assert not set(text) & set("\u202e\u202d\u2066\u2067\x1b\x07\x00")
    assert browser.complaints() == []


def test_what_a_filter_and_the_charts_show_of_hostile_names_is_text(browser, tmp_path):
    """Names that no DNS would give, in every place from which the script takes one."""
    from mailpath.outputs.picture import picture_page
    from tests.outputs.test_picture import some

    names = (
        "sending_host_service_name",
        "identifiers_author_domain",
        "sending_host_network_name",
        "identifiers_subject",
    )
    values = dict.fromkeys(names, f"</script>{TRICK}\u2028\u202e")
    rows = [some("spoofed", day, None, sending_host_network_asn=64500, **values) for day in (1, 2)]
    (tmp_path / "x.html").write_bytes(b"".join(picture_page(rows, "en")))
    browser.width(1400)
    browser.open(tmp_path / "x.html")
    browser.run(
        "const one = document.getElementById('by-domain'); one.selectedIndex = 1;one.dispatchEvent(new Event('change'))"
    )
    assert status(browser).startswith("2 of 2 ")
    assert browser.run("return window.owned === undefined")
    assert browser.run("return document.querySelectorAll('main script, main img').length") == 0
    assert TRICK in browser.run("return document.querySelector('#flow-chart').textContent")
    assert browser.complaints() == []


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
