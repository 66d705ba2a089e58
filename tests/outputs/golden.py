"""Compares with a kept file, or writes it under `--rewrite-golden`."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def holds(found: str, path: Path, config: pytest.Config) -> None:
    if config.getoption("--rewrite-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), f"differs from {path.name}; --rewrite-golden writes it anew"
