"""The receipts that the receiver itself wrote about the client at the boundary."""

from mailpath.message.fields import Message
from mailpath.path.addresses import address_of, is_internal
from mailpath.path.own_fields import own_fields_below
from mailpath.path.writers import is_configured, writer_fits
from mailpath.path.zones import boundary_field
from mailpath.receipts import ARC_RESULTS, AUTH_RESULTS, RECEIVED_SPF, Receipt
from mailpath.values.path import Path
from mailpath.values.settings import Settings

__all__ = ["receiver_receipts"]


def receiver_receipts(
    message: Message, path: Path, receipts: tuple[Receipt, ...], settings: Settings
) -> tuple[Receipt, ...]:
    """Authentication-Results, ARC-Authentication-Results and Received-SPF fields whose writer fits and which stand
    where no sender can write; those that name another public client than the boundary hop are left out."""
    at = boundary_field(message, path)
    if at is None or path.boundary is None or path.boundary.hop_index is None:
        return ()
    hop = path.hops[path.boundary.hop_index]
    below = own_fields_below(message, at, hop, receipts)
    kept = []
    for receipt in receipts:
        if receipt.standard not in (AUTH_RESULTS, ARC_RESULTS, RECEIVED_SPF):
            continue
        if receipt.field_index not in below and (receipt.field_index > at or not _fits(receipt, path, settings)):
            continue
        named = address_of(receipt.client_ip)
        if named is None or hop.ip is None or receipt.client_ip == hop.ip or is_internal(named):
            kept.append(receipt)
    return tuple(kept)


def _fits(receipt: Receipt, path: Path, settings: Settings) -> bool:
    """By name; a Received-SPF that names nobody stands where it stands."""
    index = path.boundary.hop_index if path.boundary and path.boundary.hop_index is not None else -1
    answers = [writer_fits(receipt, hop) for hop in path.hops[index::-1][: index + 1]]
    return is_configured(receipt, settings) or True in answers or (None in answers and receipt.client_ip is not None)
