"""Where the rows of a scan go: outputs that can be gone on with. Each is a module with one constant `SHEETS`.

`ENDINGS` says which ending of a file name means which; the modules are loaded when they are asked for.
"""

from importlib import import_module

from mailpath.outputs.sheets.sheet import Looks, MissingExtraError, Sheet, SheetKind

__all__ = ["ENDINGS", "Looks", "MissingExtraError", "Sheet", "SheetKind", "sheet_by_ending", "sheet_by_name"]

_MODULES = {"jsonl": "lines", "csv": "lines", "sqlite": "sqlite", "parquet": "parquet", "html": "html"}
ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
}


def sheet_by_name(name: str) -> SheetKind:
    """The kind of that name. KeyError where there is none; MissingExtraError without a package it needs."""
    module = import_module(f"mailpath.outputs.sheets.{_MODULES[name]}")
    kinds: tuple[SheetKind, ...] = module.SHEETS
    return next(kind for kind in kinds if kind.name == name)


def sheet_by_ending(file_name: str) -> SheetKind | None:
    lowered = file_name.lower()
    name = next((name for ending, name in ENDINGS.items() if lowered.endswith(ending)), None)
    return None if name is None else sheet_by_name(name)
