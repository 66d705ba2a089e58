"""Where a header field stands relative to the boundary: who can have written it."""

from mailpath.message.fields import Message
from mailpath.path.own_fields import own_fields_below
from mailpath.receipts import AUTH_RESULTS, RECEIVED_SPF, Receipt, read_receipts
from mailpath.values.path import Path
from mailpath.values.vocabulary import Zone

__all__ = ["boundary_field", "field_zone"]


def boundary_field(message: Message, path: Path) -> int | None:
    """Index in `Message.fields` of the boundary hop's Received field."""
    if path.boundary is None or path.boundary.hop_index is None:
        return None
    fields = message.received
    return fields[path.boundary.hop_index] if path.boundary.hop_index < len(fields) else None


def field_zone(message: Message, path: Path, field_index: int, receipts: tuple[Receipt, ...] | None = None) -> Zone:
    """Trusted above the boundary hop's Received field: servers put their fields on top, so no sender reaches there.

    Boundary: that field itself, and results directly below it whose server takes off what comes in under its own
    authserv-id (Gmail). Everything else is claimed; so is all of it where there is no boundary hop.
    """
    at = boundary_field(message, path)
    if at is None or path.boundary is None or path.boundary.hop_index is None:
        return Zone.CLAIMED
    if field_index < at:
        return Zone.TRUSTED
    if field_index == at:
        return Zone.BOUNDARY
    if message.fields[field_index].name not in (AUTH_RESULTS, RECEIVED_SPF):
        return Zone.CLAIMED
    hop = path.hops[path.boundary.hop_index]
    known = read_receipts(message) if receipts is None else receipts
    return Zone.BOUNDARY if field_index in own_fields_below(message, at, hop, known) else Zone.CLAIMED
