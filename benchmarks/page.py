"""The page of a large scan: how big it is, how long it takes to write, and how soon a browser shows it.

    python benchmarks/page.py [--messages 50000] [--keep FOLDER] [--lang de]

The rows are the reports of `samples/` over and over, spread over a year, with other subjects, hosts and domains by
chance (the same chance each time). They are written as `mailpath scan --output FILE.sqlite` writes them, the page is
made by `mailpath report`, and headless Chromium opens it: first paint is `first-contentful-paint` of its performance
API. Without Chromium and chromedriver only the rest is measured.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from mailpath.outputs.json import from_json
from mailpath.outputs.sheets.sqlite import SqliteSheet
from mailpath.outputs.sheets.values import with_report
from mailpath.values.report import Report

ROOT = Path(__file__).parents[1]
OWN = ("heizbau.example", "firma.example")
BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
# A mailbox is not as varied as the samples: what is good comes often, and some of what is bad in waves.
COMMON = {"authorized_own": 9, "authorized_third_party": 9, "internal": 6, "mailing_list": 3, "forwarded": 3}
BATCH = 500


def samples() -> list[Report]:
    return [from_json(one.read_bytes()) for one in sorted((ROOT / "samples").glob("*.report.json"))]


def made(count: int, days: int, *, varied: bool) -> Iterator[Report]:
    """Reports in the order of time; `varied` gives a tenth of them a domain and an address of their own."""
    chance = random.Random(1)
    found = samples()
    weights = [COMMON.get(report.verdict, 1) for report in found]
    waves = [chance.uniform(0.5, 1) for _ in range(days)]
    moments = sorted(
        BEGIN + timedelta(days=day, seconds=chance.randrange(86_400))
        for day in chance.choices(
            range(days), [wave * (0.35 if day % 7 > 4 else 1) for day, wave in enumerate(waves)], k=count
        )
    )
    for number, moment in enumerate(moments):
        report = chance.choices(found, weights)[0]
        yield _as_of(report, number, moment, chance if varied and chance.random() < 0.1 else None)


def _as_of(report: Report, number: int, moment: datetime, chance: random.Random | None) -> Report:
    """The same message at another time, and where `chance` says so from elsewhere in another name."""
    path, who, host = report.path, report.identifiers, report.sending_host
    if path is not None:
        newest = max((hop.date for hop in path.hops if hop.date is not None), default=moment)
        hops = tuple(replace(hop, date=hop.date and hop.date - newest + moment) for hop in path.hops)
        path = replace(path, hops=hops)
    if who is not None:
        who = replace(
            who, subject=f"{who.subject} ({number})", message_id=f"<{number}@{who.author_domain}>", date=moment
        )
        if chance is not None and who.author_domain:
            who = replace(who, author_domain=f"d{chance.randrange(2000)}.{who.author_domain}")
    if chance is not None and host is not None:
        address = f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
        host = replace(host, ip=address, ptr=(), fcrdns=None, service=None)
    source = replace(report.source, key=f"{number}.M1.mx", file=f"Maildir/cur/{number}.M1.mx:2,S")
    return replace(report, path=path, identifiers=who, sending_host=host, source=source)


def write_sqlite(place: Path, reports: Iterator[Report]) -> None:
    sheet = SqliteSheet(place, OWN)
    sheet.begin()
    batch: list[bytes] = []
    for report in reports:
        batch.append(with_report(report))
        if len(batch) == BATCH:
            sheet.add(batch)
            batch.clear()
    sheet.add(batch)
    sheet.finish(())


FILTER = """const one = document.getElementById('by-verdict'); one.value = 'spoofed'; const begun = performance.now();
one.dispatchEvent(new Event('change')); document.body.offsetHeight; return performance.now() - begun;"""


def in_browser(page: Path) -> tuple[float, float] | None:
    """Milliseconds from the start of loading to the first text on the screen, and from choosing a verdict in the
    filter to the new charts and tables; None where no browser is there."""
    try:
        from tests.outputs.browser import Browser, browser_missing
    except ImportError:
        return None
    if browser_missing():
        return None
    with Browser() as browser:
        browser.open(page)
        return browser.first_paint_ms(), float(browser.run(FILTER))


def main() -> None:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--keep", type=Path, help="leave the files there")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--plain", action="store_true", help="only the domains and hosts of the samples")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        database, page = folder / "mail.sqlite", folder / "mail.html"
        write_sqlite(database, made(given.messages, given.days, varied=not given.plain))
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "mailpath",
            "report",
            str(database),
            "--output",
            str(page),
            "--lang",
            given.lang,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        seconds = time.monotonic() - begun
        size = page.stat().st_size
        print(f"{given.messages:,} messages: {database.stat().st_size / 1e6:.1f} MB of sqlite")
        print(f"page         {size / 1e6:6.2f} MB   target: under 5 MB, {'held' if size < 5e6 else 'NOT HELD'}")
        print(f"written in   {seconds:6.1f} s")
        found = in_browser(page.resolve())
        if found is None:
            print("first paint  not measured: no Chromium here")
        else:
            print(f"first paint  {found[0]:6.0f} ms\na filter     {found[1]:6.0f} ms")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
