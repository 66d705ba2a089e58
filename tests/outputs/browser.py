"""A real headless Chromium, driven as a user would drive it, that tells what it asked for and what it complained of."""

import json
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["Browser", "browser_missing"]

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    "about:blank",
)


def _found(*names: str) -> str | None:
    return next((place for name in names if (place := shutil.which(name))), None)


def browser_missing() -> str | None:
    """Why there can be no browser here, or None."""
    if _found(*_CHROMIUM) is None:
        return "no Chromium here (Debian: apt-get install chromium chromium-driver)"
    if _found("chromedriver") is None:
        return "no chromedriver here (Debian: apt-get install chromium-driver)"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed (the extra mailpath[test] brings it)"
    return None


class Browser:
    """One browser with a profile of its own, which goes with it."""

    def __init__(self, *, lang: str = "en", width: int = 1400, height: int = 1000) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        self._profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        options = webdriver.ChromeOptions()
        options.binary_location = _found(*_CHROMIUM) or ""
        for flag in (
            *_FLAGS,
            f"--user-data-dir={self._profile.name}",
            f"--window-size={width},{height}",
            f"--lang={lang}",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(executable_path=_found("chromedriver")))
        self.driver.get("about:blank")  # Chromium's own first page is no business of ours
        self.requests()

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.driver.quit()
        self._profile.cleanup()

    def command(self, name: str, values: dict[str, Any]) -> Any:
        """A command of the Chrome DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def open(self, page: Path) -> None:
        self.driver.get(page.resolve().as_uri())

    def run(self, script: str, *arguments: object) -> Any:
        """What a script gives that `return`s something."""
        return self.driver.execute_script(script, *arguments)

    def complaints(self) -> list[str]:
        """Whatever the console says, warnings and what the page's policy forbade included."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses of all requests since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def keys(self, *keys: str) -> None:
        """Pressed one after the other, wherever the focus is."""
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self.driver, duration=0).send_keys(key).perform()

    def looks(self, *, dark: bool = False, print_: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", {"media": "print" if print_ else "", "features": [scheme]})

    def width(self, width: int, height: int = 900) -> None:
        """Of the page itself, also below what a window may be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
        self.command("Emulation.setDeviceMetricsOverride", metrics)

    def picture(self) -> bytes:
        """What is on the screen, as PNG, once it is drawn."""
        self.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")
        return bytes(self.driver.get_screenshot_as_png())

    def first_paint_ms(self) -> float:
        """`first-contentful-paint` of what is open, in milliseconds from the start of loading."""
        script = (
            "return new Promise(done => setTimeout(() => "
            "done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null), 20))"
        )
        for _ in range(1000):
            if (found := self.run(script)) is not None:
                return float(found)
        raise AssertionError("nothing was painted")
