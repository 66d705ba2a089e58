"""html: the picture of the scan, made when all rows are there."""

from collections.abc import Iterable
from pathlib import Path

from mailpath.outputs.sheets.at_the_end import AtTheEnd
from mailpath.outputs.sheets.sheet import SheetKind
from mailpath.outputs.sheets.values import to_values

__all__ = ["SHEETS"]


def _sheet(path: Path, lang: str) -> AtTheEnd:
    def write(place: Path, rows: Iterable[bytes]) -> None:
        from mailpath.outputs.picture_html import picture_page

        with place.open("wb") as stream:
            stream.writelines(picture_page(rows, lang))

    return AtTheEnd(path, write)


SHEETS = (SheetKind(name="html", render=to_values, make=_sheet, at_the_end=True),)
