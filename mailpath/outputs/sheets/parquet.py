"""parquet: a row a message in typed columns, written when all rows are there. Needs the extra `mailpath[parquet]`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from mailpath.outputs.columns import Kind, columns
from mailpath.outputs.sheets.at_the_end import AtTheEnd
from mailpath.outputs.sheets.sheet import Looks, MissingExtraError, SheetKind
from mailpath.outputs.sheets.values import Plain, from_values, to_values

__all__ = ["SHEETS"]

_GROUP = 20_000  # rows that are held in memory, and a row group of the file

if find_spec("pyarrow") is None:
    raise MissingExtraError("parquet needs pyarrow, which is not installed; the extra mailpath[parquet] brings it")


def _write(path: Path, rows: Iterable[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.BOOLEAN: pa.bool_(),
        Kind.TIME: pa.timestamp("us", tz="UTC"),
    }
    described = [
        pa.field(column.name, types[column.kind], metadata={"description": column.meaning}) for column in columns()
    ]
    schema = pa.schema(described)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            held = [
                pa.array(map(_time, values) if column.kind is Kind.TIME else values, type=types[column.kind])
                for column, values in zip(columns(), zip(*group, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(held, schema=schema))


def _groups(rows: Iterable[bytes]) -> Iterator[list[Sequence[Plain]]]:
    remaining = map(from_values, rows)
    while group := list(islice(remaining, _GROUP)):
        yield group


def _time(value: Plain) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _sheet(path: Path, looks: Looks) -> AtTheEnd:
    return AtTheEnd(path, _write)


SHEETS = (SheetKind(name="parquet", render=to_values, make=_sheet, at_the_end=True),)
