"""The way a message took: hops, the boundary, and what is odd about them."""

import msgspec

from mailpath.values.hop import Hop
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["Boundary", "Path"]


class Boundary(msgspec.Struct, frozen=True, kw_only=True):
    """The newest hop written by a host we trust about a client we do not.

    `hop_index` is null where the client was given (`--client-ip`) and no hop shows it.
    """

    hop_index: int | None
    method: BoundaryMethod
    confidence: Confidence


class Path(msgspec.Struct, frozen=True, kw_only=True):
    hops: tuple[Hop, ...]
    boundary: Boundary | None
    findings: tuple[Reason, ...]
