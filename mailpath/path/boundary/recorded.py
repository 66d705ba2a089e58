"""An Authentication-Results or Received-SPF field of the receiver that names the client it judged."""

from mailpath.language import reason
from mailpath.path.addresses import address_of, is_internal
from mailpath.path.boundary.doubts import doubts
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain
from mailpath.path.own_fields import own_fields_below
from mailpath.path.writers import is_configured, writer_fits
from mailpath.receipts import ARC_RESULTS, AUTH_RESULTS, RECEIVED_SPF, Receipt
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD"]

_STANDARDS = (AUTH_RESULTS, ARC_RESULTS, RECEIVED_SPF)


def _find(chain: Chain) -> Found | None:
    """The end of the walk where such a field names its client.

    A receiver that is told of a filter in front of it judges the client behind the filter: where its fields name the
    client of a hop further down, that hop is the boundary.
    """
    own = _own_receipts(chain)
    if not own:
        return None
    hop = chain.end
    judged = tuple(dict.fromkeys(receipt.client_ip for receipt in own if receipt.client_ip is not None))
    if hop.ip in judged:
        against = doubts(chain)
        confidence = Confidence.LOW if against else Confidence.HIGH
        return Found.at(chain.walk.end, BoundaryMethod.RECORDED, confidence, *against)
    if hop.ip is None:
        return Found.at(chain.walk.end, BoundaryMethod.RECORDED, Confidence.MEDIUM)
    for client in judged:
        for index in range(chain.walk.end + 1, len(chain.hops.hops)):
            if chain.hops.hops[index].ip == client:
                why = reason("recorded_behind_filter", ip=client, filter_ip=hop.ip, by=chain.hops.hops[index].by)
                return Found.at(index, BoundaryMethod.RECORDED, Confidence.MEDIUM, why)
    return None


def _own_receipts(chain: Chain) -> list[Receipt]:
    """Receipts with a public client address that the end hop's own server wrote."""
    below = own_fields_below(chain.message, chain.end_field, chain.end, chain.receipts)
    return [
        receipt
        for receipt in chain.receipts
        if receipt.standard in _STANDARDS
        and (address := address_of(receipt.client_ip)) is not None
        and not is_internal(address)
        and (receipt.field_index in below or (receipt.field_index < chain.end_field and _fits(receipt, chain)))
    ]


def _fits(receipt: Receipt, chain: Chain) -> bool:
    """Whether the end hop's server wrote it, or another trusted one that speaks of the very same client."""
    fits = writer_fits(receipt, chain.end)
    if fits or is_configured(receipt, chain.settings):
        return True
    if receipt.client_ip != chain.end.ip:
        return False
    # policyd-spf names no receiver
    return fits is None or any(writer_fits(receipt, hop) for hop in chain.hops.hops[: chain.walk.end])


METHOD = Method(BoundaryMethod.RECORDED, _find)
