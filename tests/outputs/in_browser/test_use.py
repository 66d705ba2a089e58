"""The page of a scan used by keyboard: the filter, and links to reports and back."""

from tests.outputs.in_browser.page import (
    ATTENTION,
    IN_BROWSER,
    focused,
    numbers,
    received,
    sender,
    status,
    table,
    until,
)

pytestmark = IN_BROWSER


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
