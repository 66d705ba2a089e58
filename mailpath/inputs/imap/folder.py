"""The messages of one folder on an IMAP server, fetched when they are wanted."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.imap.errors import BrokenError, LostError, RefusedError
from mailpath.inputs.imap.session import Session, Size
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.places import Remote

__all__ = ["FolderMessages"]

_Fetch = Callable[[str, int, Sequence[Size]], Mapping[int, bytes]]

_TRIES = 2  # of a group; then each message alone, so that one that breaks connections is known
_BREAKS = 3  # behind each other, then it is not the messages
_TOO_LARGE = f"is larger than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read"
_GONE = "was removed meanwhile"


class FolderMessages:
    """A `places.Fetcher`. A message is known by UIDVALIDITY and UID, which no server ever gives to another one."""

    def __init__(self, session: Session, url: str, name: str) -> None:
        self.lost = False
        self._session = session
        self._url = url
        self._name = name
        self._validity = 0

    def listed(self) -> Iterator[Remote]:
        """All messages that the folder has now. Raises BrokenError, LostError, RefusedError before the first."""
        for attempt in range(_TRIES):
            try:
                self._validity, count = self._session.examine(self._name)
                sizes = self._session.sizes(self._name, self._validity, count)
            except BrokenError:
                if attempt + 1 == _TRIES:
                    raise
            else:
                return (
                    Remote(file=self._url, key=f"{self._validity}/{uid}", at=str(uid), size_bytes=size, fetcher=self)
                    for uid, size in sizes
                )
        raise AssertionError

    def heads(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        return self._answers(wanted, self._session.times, most=None)

    def items(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        return self._answers(wanted, self._session.bodies, most=MAX_MESSAGE_BYTES)

    def _answers(self, wanted: Sequence[Remote], fetch: _Fetch, most: int | None) -> Iterator[Item | Unread]:
        """`most`: how large a message may be, where it matters."""
        sizes = [Size(_uid(one), one.size_bytes) for one in wanted]
        small = [size for size in sizes if most is None or size.size_bytes <= most]
        try:
            together = self._together(small, fetch)
            breaks = 0
            for one, size in zip(wanted, sizes, strict=True):
                if size not in small:
                    yield self._unread(one, _TOO_LARGE)
                    continue
                problem, raw = _GONE, None
                if together is not None:
                    raw = together.get(size.uid)
                else:
                    try:
                        raw = fetch(self._name, self._validity, [size]).get(size.uid)
                        breaks = 0
                    except RefusedError as refused:
                        problem = f"could not be fetched: {refused}"
                    except BrokenError as broken:
                        problem = f"could not be fetched: {broken}"
                        breaks += 1
                        if breaks == _BREAKS:
                            raise LostError(f"the connection breaks again and again: {broken}") from None
                if not raw and size.size_bytes:  # some servers send nothing for what is gone
                    raw = None
                if raw is None:
                    yield self._unread(one, problem)
                elif most is not None and len(raw) > most:
                    yield self._unread(one, _TOO_LARGE)
                else:
                    yield Item(file=one.file, key=one.key, raw=raw)
        except LostError as lost:
            self.lost = True
            yield Unread(file=self._url, key=None, error=f"the rest was not read, {lost}", lost=True)

    def _together(self, sizes: Sequence[Size], fetch: _Fetch) -> Mapping[int, bytes] | None:
        """All of them in one answer; None where that does not work, so that each has to be tried alone."""
        if not sizes:
            return {}
        for _ in range(_TRIES):
            try:
                return fetch(self._name, self._validity, sizes)
            except BrokenError:
                continue
            except RefusedError:
                return None
        return None

    def _unread(self, one: Remote, problem: str) -> Unread:
        return Unread(file=one.file, key=one.key, error=problem)


def _uid(one: Remote) -> int:
    return int(one.at)
