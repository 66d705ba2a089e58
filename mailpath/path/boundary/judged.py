"""The clients that the receiver's own records say were judged."""

from mailpath.path.addresses import address_of, is_internal
from mailpath.path.chain import Chain
from mailpath.path.own_fields import own_fields_below
from mailpath.path.writers import is_configured, writer_fits
from mailpath.receipts import ARC_RESULTS, AUTH_RESULTS, RECEIVED_SPF, Receipt

__all__ = ["judged_clients"]

_STANDARDS = (AUTH_RESULTS, ARC_RESULTS, RECEIVED_SPF)


def judged_clients(chain: Chain) -> tuple[str, ...]:
    """Public addresses in Authentication-Results and Received-SPF fields that the end hop's own server wrote."""
    below = own_fields_below(chain.message, chain.end_field, chain.end, chain.receipts)
    found: dict[str, None] = {}
    for receipt in chain.receipts:
        address = address_of(receipt.client_ip) if receipt.standard in _STANDARDS else None
        if receipt.client_ip is None or address is None or is_internal(address):
            continue
        if receipt.field_index in below or (receipt.field_index < chain.end_field and _fits(receipt, chain)):
            found[receipt.client_ip] = None
    return tuple(found)


def _fits(receipt: Receipt, chain: Chain) -> bool:
    """Whether the end hop's server wrote it, or another trusted one that speaks of the very same client."""
    fits = writer_fits(receipt, chain.end)
    if fits or is_configured(receipt, chain.settings):
        return True
    if receipt.client_ip != chain.end.ip:
        return False
    # policyd-spf names no receiver
    return fits is None or any(writer_fits(receipt, hop) for hop in chain.hops.hops[: chain.walk.end])
