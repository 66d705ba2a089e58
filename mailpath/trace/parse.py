"""One Received field to a hop: `parse_received`."""

from mailpath.trace.clauses import read_clauses
from mailpath.trace.usual import read_usual
from mailpath.trace.whole import hop_of
from mailpath.values.hop import Hop

__all__ = ["parse_received", "read_in_full"]


def parse_received(value: bytes | str) -> Hop:
    """The body of one Received field, of any dialect, as a hop: index 0, zone claimed, delays null. Never raises.

    `value` is what follows `Received:`, folded or not. Bytes are UTF-8, else latin-1. Of a field longer than
    `tokens.MAX_ANALYSED_CHARS` only so much is read; `raw` is kept whole.
    """
    return (read_usual(value) if isinstance(value, bytes) else None) or read_in_full(value)


def read_in_full(value: bytes | str) -> Hop:
    """The same without the short way for fields of a usual form."""
    raw = _text(value)
    return hop_of(raw, read_clauses(raw))


def _text(value: bytes | str) -> str:
    """Text that can be encoded. Lone surrogates in a str are what decoders make of odd bytes: they become UTF-8 again
    if they were that, else a latin-1 character each."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return _without_surrogates(value)
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _without_surrogates(text: str) -> str:
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        codes = range(0xD800, 0xE000)
        return text.translate({code: code & 0xFF if 0xDC80 <= code <= 0xDCFF else 0xFFFD for code in codes})
