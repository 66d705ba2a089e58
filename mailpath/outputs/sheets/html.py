"""html: the picture of the scan, made when all rows are there."""

from collections.abc import Iterable
from pathlib import Path

from mailpath.outputs.sheets.at_the_end import AtTheEnd
from mailpath.outputs.sheets.sheet import Looks, SheetKind
from mailpath.outputs.sheets.values import with_report

__all__ = ["SHEETS"]


def _sheet(path: Path, looks: Looks) -> AtTheEnd:
    def write(place: Path, rows: Iterable[bytes]) -> None:
        from mailpath.outputs.picture import picture_page

        with place.open("wb") as stream:
            stream.writelines(picture_page(rows, looks.lang, looks.own_domains))

    return AtTheEnd(path, write)


SHEETS = (SheetKind(name="html", render=with_report, make=_sheet, at_the_end=True),)
