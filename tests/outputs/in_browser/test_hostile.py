"""Hostile mail on the page of a scan is text and no more."""

import pytest

from tests.outputs.in_browser.page import IN_BROWSER, TRICK, status

pytestmark = IN_BROWSER


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
