"""The values of a JSON map: what tools write for each record type, as presentation text."""

from collections.abc import Mapping, Sequence

from mailpath.dns.record_text import record_text, text_record

__all__ = ["UnreadableError", "map_records"]


class UnreadableError(ValueError):
    """A value that is no record of its type; the text says which."""


def map_records(type: str, value: object) -> tuple[str, ...]:
    """The records of one type in presentation format, in their order.

    A list of records; one record alone may stand without a list. Raises UnreadableError.
    """
    if value is None:
        return ()
    records = value if isinstance(value, list | tuple) else [value]
    if type == "MX" and len(records) == 2 and isinstance(records[0], int):
        records = [records]  # one [preference, host] without the list around it
    return tuple(_record(type, record) for record in records)


def _record(type: str, record: object) -> str:
    if type in ("TXT", "SPF"):
        return text_record(_strings(type, record))
    if isinstance(record, Mapping):
        text = _from_object(type, record)
    elif isinstance(record, list | tuple):
        text = " ".join(map(_word, record))
    else:
        text = _word(record)
    shown = record_text(type, text)
    if shown is None:
        raise UnreadableError(f"{type} record {text[:60]!r} cannot be read")
    return shown


def _strings(type: str, record: object) -> Sequence[str | bytes]:
    """A text, or its pieces as a list."""
    pieces: list[str | bytes] = []
    for piece in record if isinstance(record, list | tuple) else [record]:
        if not isinstance(piece, str | bytes):
            raise UnreadableError(f"{type} record is neither a text nor a list of texts")
        pieces.append(piece)
    return pieces


def _word(value: object) -> str:
    """A field of a record; an empty name is the root, as the null MX has it (RFC 7505)."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogateescape")
    if isinstance(value, str):
        return value or "."
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**32:
        return str(value)
    raise UnreadableError("a record is neither a text nor a number")


# The fields of a record as an object, in their order in presentation format; names as Node's DNS module and as the
# RFCs have them.
_FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "MX": (("priority", "preference"), ("exchange", "host")),
    "SRV": (("priority",), ("weight",), ("port",), ("name", "target")),
    "SOA": (
        ("nsname", "mname"),
        ("hostmaster", "rname"),
        ("serial",),
        ("refresh",),
        ("retry",),
        ("expire",),
        ("minttl", "minimum"),
    ),
    "TLSA": (
        ("certUsage", "usage"),
        ("selector",),
        ("match", "mtype", "matchingType"),
        ("data", "cert", "certificate"),
    ),
}
_CAA_TAGS = ("issue", "issuewild", "issuemail", "iodef", "contactemail", "contactphone")


def _from_object(type: str, record: Mapping[object, object]) -> str:
    if type == "CAA":
        return _caa(record)
    words = []
    for names in _FIELDS.get(type, ()):
        found = [record[name] for name in names if record.get(name) is not None]
        if not found:
            raise UnreadableError(f"{type} record has no {names[0]}")
        words.append(_word(found[0]))
    if not words:
        raise UnreadableError(f"{type} record is an object")
    return " ".join(words)


def _caa(record: Mapping[object, object]) -> str:
    """Node writes the tag as the key, others `tag` and `value`."""
    flags = record.get("critical", record.get("flags", 0))
    tag, value = record.get("tag"), record.get("value")
    if tag is None:
        tag = next((name for name in _CAA_TAGS if name in record), None)
        value = record.get(tag)
    if not isinstance(tag, str) or not isinstance(value, str):
        raise UnreadableError("CAA record has no tag with a value")
    return f"{_word(flags)} {tag} {text_record([value])}"
