"""Named paths to places of messages, and places to chunks: what one worker judges at a time.

A place is a reference where a file holds one message (whoever judges it reads the bytes), and the bytes themselves
where a message had to be cut out of a mailbox or an archive, which only one can do. A message on a server is fetched
when it is known to be wanted, before it goes into a chunk.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from os.path import basename, dirname, isdir
from typing import BinaryIO, NamedTuple

from mailpath.inputs.item import STANDARD_INPUT, Item, Unread
from mailpath.inputs.mailboxes import holds_many, messages_below, read_entry
from mailpath.inputs.places import Entry, Remote
from mailpath.inputs.printable import printable
from mailpath.inputs.remote import fetched as from_servers
from mailpath.inputs.remote import within
from mailpath.inputs.urls import is_url, local_path, url_places

__all__ = [
    "CHUNK_BYTES",
    "CHUNK_MESSAGES",
    "Chunk",
    "Place",
    "batches",
    "bytes_in",
    "chunks",
    "fetched",
    "file_of",
    "found_at",
    "heads_within",
    "identity",
    "identity_of",
    "places_below",
    "too_few_for_processes",
    "worth_processes",
]

CHUNK_MESSAGES = 256  # whose DNS questions go out together
CHUNK_BYTES = 16 << 20  # a larger message is a chunk of its own
_WORTH_A_PROCESS = 400  # messages: starting a process costs as much as judging some hundred of them
_FIRST_CHUNK = 32  # chunks grow, so that the first rows come soon and every worker has something to do


class Place(NamedTuple):
    """`path_index` is the number of the named path below which it lies."""

    path_index: int
    what: Entry | Item | Unread | Remote


Chunk = tuple[Place, ...]


def places_below(path: str, path_index: int, standard_input: BinaryIO | None = None) -> Iterator[Place]:
    """Every place below a named path, in the order of `messages_below`. Never raises."""
    if path == STANDARD_INPUT and standard_input is not None:
        for item in messages_below(path, standard_input=standard_input):
            yield Place(path_index, item)
        return
    path = local_path(path)
    if is_url(path):
        for what in url_places(path):
            yield Place(path_index, what)
        return
    if isdir(path):  # noqa: PTH112  # Path("") would be "."
        from mailpath.inputs.walk import entries

        listed: Iterable[Entry | Unread] = entries(path)
    else:
        listed = (Entry(path=path),)
    for one in listed:
        if isinstance(one, Entry) and holds_many(one):
            for item in read_entry(one):
                yield Place(path_index, item)
        else:
            yield Place(path_index, one)


def found_at(places: Iterable[Place]) -> Iterator[tuple[int, Item | Unread]]:
    """The messages of the places, read where they were only referred to, each with the number of its path."""
    for path_index, what in places:
        if isinstance(what, Entry):
            for item in read_entry(what):
                yield path_index, item
        elif isinstance(what, Remote):
            for item in what.fetcher.items((what,)):
                yield path_index, item
        else:
            yield path_index, what


def fetched(places: Iterable[Place], *, limit: int | None = None) -> Iterator[Place]:
    """Every place; messages on servers with their bytes. Where `limit` rows are wanted, no more than those are fetched
    at first."""
    return (Place(path_index, what) for path_index, what in from_servers(places, at_first=limit))


def heads_within(places: Iterable[Place], holds: Callable[[Item | Unread], bool]) -> Iterator[Place]:
    """Without the messages on servers whose head does not hold; everything else as it is."""
    return (Place(path_index, what) for path_index, what in within(places, holds))


def chunks(places: Iterable[Place], *, growing: bool = False, limit: int | None = None) -> Iterator[Chunk]:
    """At most `CHUNK_MESSAGES` places or `CHUNK_BYTES` of bytes at hand; `growing` begins with small ones.

    Where `limit` rows are wanted, a chunk ends behind as many places: mostly that is enough. They grow from there.
    """
    most = _FIRST_CHUNK if growing else CHUNK_MESSAGES
    if limit is not None:
        most = min(most, max(limit, 1))
    chunk: list[Place] = []
    size = 0
    for count, place in enumerate(places, 1):
        more = len(place.what.raw) if isinstance(place.what, Item) else 0
        if chunk and size + more > CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(place)
        size += more
        if len(chunk) >= most:
            yield tuple(chunk)
            chunk, size = [], 0
            most = min(most * 2, CHUNK_MESSAGES)
            if limit is not None and count < limit:
                most = min(most, limit - count)
    if chunk:
        yield tuple(chunk)


def bytes_in(chunk: Chunk) -> int:
    """Of the messages that a chunk carries itself: those cut out of a mailbox or an archive."""
    return sum(len(place.what.raw) for place in chunk if isinstance(place.what, Item))


def worth_processes(chunks: Iterable[Chunk], *, jobs: int) -> tuple[bool, Iterator[Chunk]]:
    """Whether there is enough to do for `jobs` processes, and all the chunks: few small messages are judged faster in
    the process that has them."""
    remaining = iter(chunks)
    if jobs < 2:
        return False, remaining
    first = list(too_few_for_processes(remaining))
    return _is_worth(sum(map(len, first)), sum(map(bytes_in, first))), chain(first, remaining)


def too_few_for_processes(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The first chunks, as long as they are less than what is worth a process; others are left in `chunks`."""
    count = held = 0
    while not _is_worth(count, held) and (chunk := next(chunks, None)) is not None:
        count += len(chunk)
        held += bytes_in(chunk)
        yield chunk


def _is_worth(messages: int, held: int) -> bool:
    return messages >= _WORTH_A_PROCESS or held >= CHUNK_BYTES


def batches(
    found: Iterable[tuple[int, Item | Unread]],
) -> Iterator[list[tuple[int, Item | Unread]]]:
    """Messages that are held in memory, and ask their questions, together: the bounds of a chunk."""
    batch: list[tuple[int, Item | Unread]] = []
    size = 0
    for one in found:
        more = len(one[1].raw) if isinstance(one[1], Item) else 0
        if batch and size + more > CHUNK_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += more
        if len(batch) >= CHUNK_MESSAGES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def identity(path_index: int, file: str | None, key: str | None) -> str:
    """A short name of a message, the same in a later run over the same paths.

    A message of a maildir keeps it while it is flagged and moved from `new` to `cur`.
    """
    file = file or ""
    if key and basename(file).startswith(key) and basename(dirname(file)) in ("new", "cur"):  # noqa: PTH119, PTH120
        file = dirname(dirname(file))  # noqa: PTH120
    named = f"{path_index}\0{file}\0{key or ''}".encode("utf-8", "surrogatepass")
    return blake2b(named, digest_size=12).hexdigest()


def identity_of(place: Place) -> str:
    """The identity of the message at a place, before it is read."""
    return identity(place.path_index, file_of(place.what), place.what.key)


def file_of(what: Entry | Item | Unread | Remote) -> str:
    """What the row of a message calls its file."""
    return printable(what.path) if isinstance(what, Entry) else what.file
