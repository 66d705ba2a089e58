"""Which header fields hold receipts, and who reads each."""

from collections.abc import Callable
from functools import lru_cache

from mailpath.message.fields import Message
from mailpath.receipts.authentication_results import read_authentication_results
from mailpath.receipts.meanings import with_meanings
from mailpath.receipts.receipt import AUTH_RESULTS, RECEIVED_SPF, Receipt
from mailpath.receipts.received_spf import read_received_spf
from mailpath.receipts.vendors import FIELDS, read_vendor_field

__all__ = ["MAX_RECEIPTS", "read_receipts"]

MAX_RECEIPTS = 500  # of one message; later fields are older, and not read


def read_receipts(message: Message) -> tuple[Receipt, ...]:
    """Everything that servers noted in header fields of their own, in the order of the message; never raises."""
    readers = {name: read for name in message.names if (read := _reader(name))}
    if not readers:
        return ()
    found: list[Receipt] = []
    for index, field in enumerate(message.fields):
        read = readers.get(field.name)
        if read is not None:
            found.append(with_meanings(read(index, field.name, field.unfolded)))
            if len(found) >= MAX_RECEIPTS:
                break
    return tuple(found)


@lru_cache(maxsize=1024)
def _reader(name: str) -> Callable[[int, str, bytes], Receipt] | None:
    if name in FIELDS:
        return read_vendor_field
    if AUTH_RESULTS in name:  # with prefixes and suffixes: X-, X-MS-Exchange-, -Original, Old-
        return read_authentication_results
    if RECEIVED_SPF in name:
        return read_received_spf
    return None
