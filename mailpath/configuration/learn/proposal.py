"""What is learned from received mail: settings to accept, each with how often it was seen."""

from enum import StrEnum

import msgspec

from mailpath.values.reasons import Reason

__all__ = ["Kind", "Learned", "Place", "Proposal"]


class Kind(StrEnum):
    HOST = "host"  # a by-host, or a suffix that several share
    NET = "net"  # a network of relays that were seen as clients inside
    AUTHSERV_ID = "authserv_id"

    @property
    def setting(self) -> str:
        """The setting that it belongs to."""
        return "authserv_ids" if self is Kind.AUTHSERV_ID else "trust"


class Place(msgspec.Struct, frozen=True):
    """Where a message was: its file, and what tells it apart in there."""

    file: str
    key: str | None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One value to accept. `seen` of `of` messages bear it, `example` is one of them.

    Not `certain`: it would be right to accept but for one client that hands over nearly everything and may be a relay
    of the receiver's own, or for something that hides the clients. Such a value is shown and not written.
    """

    kind: Kind
    value: str
    seen: int
    of: int
    example: Place
    certain: bool = True


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """`messages` had a Received field, `others` had none. `clients` are those that nothing shows to be the receiver's
    own although they handed over nearly everything: for a remark beside the result, never for a setting."""

    messages: int
    others: int
    proposals: tuple[Proposal, ...]
    notes: tuple[Reason, ...]
    clients: tuple[str, ...]
