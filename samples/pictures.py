"""The pictures in `docs/scan.md`: the page of a mailbox made of the samples, as Chromium shows it.

    python -m samples.pictures [FOLDER]

Needs Chromium, chromedriver and the extra `mailpath[test]`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from samples.mailbox import reports, write_sqlite
from tests.outputs.browser import Browser, browser_missing

_ROOT = Path(__file__).parents[1]
_MESSAGES, _DAYS = 1500, 45


class _Picture(NamedTuple):
    """What of the page: from the element at the top on, so many pixels wide and high."""

    name: str
    lang: str
    top: str
    width: int
    height: int
    dark: bool = False


_PICTURES = (
    _Picture("scan-verdicts", "en", "body", 1200, 1196),
    _Picture("scan-senders", "en", "section:has(> #senders)", 1200, 640),
    _Picture("scan-flow-dark", "de", "section:has(> #flow)", 860, 620, dark=True),
    _Picture("scan-report", "en", "details.report[open]", 1200, 900),
    _Picture("scan-phone", "de", "section:has(> #senders)", 400, 860),
)


def main() -> None:
    missing = browser_missing()
    if missing:
        sys.exit(missing)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, Browser() as browser:
        database = Path(temporary) / "mail.sqlite"
        write_sqlite(database, reports(_MESSAGES, _DAYS, varied=False))
        for lang in sorted({one.lang for one in _PICTURES}):
            command = (sys.executable, "-m", "mailpath", "report", str(database), "--lang", lang)
            subprocess.run([*command, "--output", f"{temporary}/{lang}.html"], cwd=_ROOT, check=True)
        for one in _PICTURES:
            browser.looks(dark=one.dark)
            browser.width(one.width, one.height)
            browser.open(Path(temporary) / f"{one.lang}.html")
            browser.run(
                "document.documentElement.style.scrollbarWidth = 'none'; document.querySelector('.report').open = true"
            )
            browser.run("document.querySelector(arguments[0]).scrollIntoView()", one.top)
            picture = browser.picture()
            (folder / f"{one.name}.png").write_bytes(picture)
            print(f"{one.name}.png  {len(picture) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
