"""The client at the boundary: the sending host as the trusted side recorded it."""

from datetime import datetime

import msgspec

from mailpath.path.steps import Step, confirmed_name, step_of
from mailpath.receipts import Receipt
from mailpath.values.hop import Hop
from mailpath.values.path import Path
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import Provenance

__all__ = ["Client", "sending_client"]


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Who handed the message to the boundary hop.

    `ip` is a normalised address, `rdns` the name that the boundary host recorded for it, `authenticated` whether the
    client logged in (None where that is not said). `hop_index` is the boundary hop's, None where no hop shows the
    client that was given. `at` is when the boundary took the message. `provenance` is by field name.
    """

    ip: str
    helo: str | None
    rdns: str | None
    authenticated: bool | None
    hop_index: int | None
    at: datetime | None
    provenance: dict[str, Provenance]


def sending_client(path: Path, own: tuple[Receipt, ...], settings: Settings) -> Client | None:
    """The client of the boundary hop, or None: without a boundary, or where nobody recorded its address.

    `own` are the `receiver_receipts`.
    """
    if path.boundary is None:
        return None
    index = path.boundary.hop_index
    hop = path.hops[index] if index is not None else None
    ip = settings.client_ip or (hop.ip if hop else None) or _first_ip(own)
    if ip is None:
        return None
    helo, how = _helo(hop, own, settings)
    provenance = {"ip": Provenance.RECORDED}
    if helo is not None:
        provenance["helo"] = how
    rdns = confirmed_name(hop) if hop else None
    if rdns is not None:
        provenance["rdns"] = Provenance.RECORDED
    return Client(
        ip=ip,
        helo=helo,
        rdns=rdns,
        authenticated=_authenticated(hop),
        hop_index=index,
        at=_taken_at(path, index),
        provenance=provenance,
    )


def _first_ip(own: tuple[Receipt, ...]) -> str | None:
    return next((receipt.client_ip for receipt in own if receipt.client_ip is not None), None)


def _helo(hop: Hop | None, own: tuple[Receipt, ...], settings: Settings) -> tuple[str | None, Provenance]:
    """The HELO, which is the client's claim whoever wrote it down; given by the user it counts as recorded."""
    if settings.helo is not None:
        return settings.helo, Provenance.RECORDED
    said = hop.helo if hop is not None else None
    recorded = next((receipt.helo for receipt in own if receipt.helo), None)
    if hop is not None and said == hop.ip:  # an address literal, or a server that writes the address for want of a name
        said = recorded or said
    return said or recorded, Provenance.CLAIMED


def _authenticated(hop: Hop | None) -> bool | None:
    if hop is None:
        return None
    return True if step_of(hop) is Step.SUBMITTED else hop.auth


def _taken_at(path: Path, index: int | None) -> datetime | None:
    """The boundary hop's date, else that of the trusted hop next to it."""
    if index is None:
        return None
    return next((hop.date for hop in path.hops[index::-1] if hop.date is not None), None)
