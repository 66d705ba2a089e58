"""A hop put into its place on the path: index, zone, delay, and how its fields are known there."""

import msgspec

from mailpath.values.hop import Hop
from mailpath.values.vocabulary import Provenance, Zone

__all__ = ["provenance_in", "with_zone"]


def with_zone(hop: Hop, zone: Zone, *, index: int, delay_seconds: int | None, skew_seconds: int | None) -> Hop:
    """The same hop at its place. `delay_seconds` and `skew_seconds` are against the next older dated hop."""
    return msgspec.structs.replace(
        hop,
        index=index,
        zone=zone,
        delay_seconds=delay_seconds,
        skew_seconds=skew_seconds,
        provenance=provenance_in(hop, zone),
    )


def provenance_in(hop: Hop, zone: Zone) -> dict[str, Provenance]:
    """How each address-like field of the hop is known.

    Inside the trust boundary the writing host recorded the client's address, the name it looked up, and its own; the
    HELO is claimed everywhere, and so is the name behind `from`, unless the server put there what it had looked up.
    """
    writer = Provenance.CLAIMED if zone is Zone.CLAIMED else Provenance.RECORDED
    known = {}
    if hop.rdns is not None:
        known["rdns"] = writer
    if hop.ip is not None:
        known["ip"] = writer
    if hop.by is not None:
        known["by"] = writer
    if hop.by_ip is not None:
        known["by_ip"] = writer
    looked_up = hop.rdns is not None and hop.from_name == hop.rdns and hop.from_name != hop.helo
    if hop.from_name is not None:
        known["from_name"] = writer if looked_up else Provenance.CLAIMED
    if hop.helo is not None:
        known["helo"] = Provenance.CLAIMED
    return known
