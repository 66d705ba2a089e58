"""`mailpath schema`: the JSON Schema of an output."""

from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.writing import opened
from mailpath.outputs.json import KINDS
from mailpath.outputs.json import schema as schema_of
from mailpath.values.settings import SettingError

__all__ = ["APP"]


def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"What to describe: {', '.join(KINDS)}.")] = "report",
) -> int:
    """Print the JSON Schema (2020-12) of what --json writes."""
    if kind not in KINDS:
        raise SettingError(f"schema {kind}: there is no such schema in this version; there is {', '.join(KINDS)}")
    with opened(None) as stream:
        stream.write(schema_of(kind))
    return ExitCode.GOOD


APP = app_of(schema)
