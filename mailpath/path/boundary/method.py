"""What a boundary method is, and what it answers."""

from collections.abc import Callable

import msgspec

from mailpath.path.chain import Chain
from mailpath.values.path import Boundary
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["Found", "Method"]


class Found(msgspec.Struct, frozen=True):
    """A boundary and what it rests on; `client_ip` where a record names the client that the hop does not show."""

    boundary: Boundary
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def at(cls, index: int | None, method: BoundaryMethod, confidence: Confidence, *reasons: Reason) -> "Found":
        return cls(Boundary(hop_index=index, method=method, confidence=confidence), reasons)


class Method(msgspec.Struct, frozen=True):
    """`find` answers None where the method has nothing to say, so that the next one is tried."""

    word: BoundaryMethod
    find: Callable[[Chain], Found | None]
