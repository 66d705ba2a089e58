"""What travels between a run and workers on other machines: its work, a chunk, an outcome, each as bytes.

Bytes, since whatever carries them then neither looks into them nor needs to know what they are. Names of files are as
they were given, so that what is made of a message is the same wherever that is done; a relative one is looked up in the
folder in which the run was started. Files of DNS answers travel with the work: a worker need not see them.
"""

import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, get_ident
from typing import cast

import msgspec

from mailpath.dns.errors import DnsFileError
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.mailboxes import read_entry
from mailpath.inputs.places import Entry, Remote
from mailpath.inputs.printable import printable
from mailpath.scanning.chunks import Chunk, Place, file_of
from mailpath.scanning.work import Made, Outcome, Work
from mailpath.version import __version__

__all__ = [
    "BUILD",
    "OtherVersionError",
    "forget",
    "judged",
    "opened_outcome",
    "packed_chunk",
    "packed_work",
    "unpacked_work",
]

BUILD = f"mailpath {__version__} on Python {sys.version_info.major}.{sys.version_info.minor}"
_MOST_RUNS = 4  # whose judges a worker keeps; one whose end it never heard of is among them
_PROTOCOL = 5

_Judge = Callable[[Chunk], Outcome[object]]


class OtherVersionError(Exception):
    """A worker that would not judge as we do."""


@dataclass(frozen=True, slots=True)
class _Packed:
    work: Work[object]
    dns_files: tuple[tuple[str, bytes], ...]
    folder: str


@dataclass(frozen=True, slots=True)
class _Run:
    """What a worker process keeps of one run; threads have a judge each."""

    packed: _Packed
    work: Work[object]
    answers: TemporaryDirectory[str]
    judges: dict[int, _Judge]


_runs: dict[str, _Run] = {}
_lock = Lock()


# At home


def packed_work(work: Work[object]) -> bytes:
    """Raises DnsFileError where a file of answers cannot be read any more."""
    files = () if work.dns.offline else tuple((path, _read(path)) for path in work.dns.files)
    return pickle.dumps(_Packed(work, files, str(Path.cwd())), _PROTOCOL)


def packed_chunk(chunk: Chunk) -> bytes:
    return pickle.dumps(chunk, _PROTOCOL)


def opened_outcome(raw: bytes, of: Work[Made]) -> Outcome[Made]:
    """What a worker made of a chunk in that work."""
    return cast("Outcome[Made]", pickle.loads(raw))  # noqa: S301  # of a worker that we trusted with the mail itself


def _read(path: str) -> bytes:
    if not Path(path).is_file():
        raise DnsFileError(path, "is no file that can be given to workers")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise DnsFileError(path, error.strerror or "cannot be read") from None


# At a worker


def unpacked_work(work: bytes) -> bytes:
    """As it is: a task of its own, so that each worker gets it once, and again where it was lost."""
    return work


def judged(build: str, run: str, work: bytes, chunk: bytes) -> bytes:
    """The outcome of a chunk. `run` is one name for all chunks of a run. Raises OtherVersionError before anything is
    unpacked."""
    if build != BUILD:
        raise OtherVersionError(f"a worker has {BUILD}, here it is {build.removeprefix('mailpath ')}")
    judge, folder = _judge(run, work)
    places: Chunk = pickle.loads(chunk)  # noqa: S301  # whoever may give a worker tasks may run anything on it
    return pickle.dumps(judge(tuple(_placed(place, folder) for place in places)), _PROTOCOL)


async def forget(run: str) -> None:
    """The run is over. A coroutine, since a worker can be told to do that without anybody waiting for it."""
    with _lock:
        ended = _runs.pop(run, None)
    if ended is not None:
        ended.answers.cleanup()


def _judge(run: str, work: bytes) -> tuple[_Judge, str]:
    """The judge of this thread: what one remembers is for one thread at a time."""
    thread = get_ident()
    with _lock:
        kept = _runs.get(run)
        if kept is None:
            if len(_runs) >= _MOST_RUNS:
                _runs.pop(next(iter(_runs))).answers.cleanup()
            kept = _runs[run] = _begun(work)
        if thread not in kept.judges:
            kept.judges[thread] = kept.work.judge()
        return kept.judges[thread], kept.packed.folder


def _begun(raw: bytes) -> _Run:
    packed: _Packed = pickle.loads(raw)  # noqa: S301  # as above
    answers = TemporaryDirectory(prefix="mailpath-", ignore_cleanup_errors=True)
    files = tuple(_laid_down(Path(answers.name) / str(at), *one) for at, one in enumerate(packed.dns_files))
    work = packed.work.answered_by(msgspec.structs.replace(packed.work.dns, files=files))
    if work.begin is not None:
        work.begin()
    return _Run(packed=replace(packed, dns_files=()), work=work, answers=answers, judges={})


def _laid_down(folder: Path, path: str, raw: bytes) -> str:
    folder.mkdir()
    file = folder / Path(path).name
    file.write_bytes(raw)
    return str(file)


def _placed(place: Place, folder: str) -> Place:
    what = place.what
    if not isinstance(what, Entry) or Path(what.path).is_absolute():
        return place
    here = _Below(folder, what)
    return place._replace(what=Remote(file=file_of(what), key=what.key, at=what.path, size_bytes=0, fetcher=here))


@dataclass(frozen=True, slots=True)
class _Below:
    """A file by its path from a folder that is not the one we work in; it keeps the name that it was given."""

    folder: str
    entry: Entry

    @property
    def lost(self) -> bool:
        return False

    def heads(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        return self.items(wanted)

    def items(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        folder = self.folder.rstrip("/") + "/"
        for _ in wanted:
            for one in read_entry(replace(self.entry, path=folder + self.entry.path)):
                yield replace(one, file=(one.file or "").removeprefix(printable(folder)))
