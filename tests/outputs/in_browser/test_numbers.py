"""Every number on the page of a scan is what its rows say."""

from collections import Counter, defaultdict
from typing import Any

from tests.outputs.in_browser.page import (
    ATTENTION,
    IN_BROWSER,
    delay,
    numbers,
    readable,
    received,
    sender,
    table,
    transport,
)

pytestmark = IN_BROWSER


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
