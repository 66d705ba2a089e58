"""The page of a large scan: how big it is, how long it takes to write, and how soon a browser shows it.

    python benchmarks/page.py [--messages 50000] [--keep FOLDER] [--lang de]

The rows are the reports of `samples/` over and over (`samples/mailbox.py`), spread over a year, a tenth of them with
domains and hosts of their own. They are written as `mailpath scan --output FILE.sqlite` writes them, the page is
made by `mailpath report`, and headless Chromium opens it: first paint is `first-contentful-paint` of its performance
API. Without Chromium and chromedriver only the rest is measured.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
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
    sys.path.insert(0, str(ROOT))
    from samples.mailbox import reports, write_sqlite

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
        write_sqlite(database, reports(given.messages, given.days, varied=not given.plain))
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
    main()
