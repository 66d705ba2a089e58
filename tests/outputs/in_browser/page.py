"""What the page of a scan shows, as a reader finds it; and what its rows say, found by other means than the page's."""

from typing import Any

import pytest

from tests.outputs.browser import Browser, browser_missing

IN_BROWSER = [
    pytest.mark.loopback,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(browser_missing() is not None, reason=str(browser_missing())),
]

ATTENTION = ("internal_server_leak", "unaligned_third_party", "spoofed")
TRICK = '"><img src=x onerror="window.owned=1"><script>window.owned=1</script>'


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
