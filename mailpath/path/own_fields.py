"""Fields of the boundary hop's server that stand below its Received field.

Most servers put what they find above their Received field. Gmail puts it directly below, and takes off what comes in
under its own authserv-id (RFC 8601 section 5), so that nobody else can have written it.
"""

from mailpath.message.fields import Message
from mailpath.path.kinship import host_name
from mailpath.path.providers import edge_of
from mailpath.receipts import AUTH_RESULTS, RECEIVED_SPF, Receipt
from mailpath.values.hop import Hop

__all__ = ["own_fields_below"]


def own_fields_below(message: Message, field_index: int, hop: Hop, receipts: tuple[Receipt, ...]) -> frozenset[int]:
    """Indexes of the fields below `field_index` (that of the hop's Received field) that the hop's own server wrote.

    An Authentication-Results field counts by its authserv-id, the first one alone and only directly below: what stands
    further down came with the message. A Received-SPF field bears no id, so it counts only beside such a field that
    says the same.
    """
    edge = edge_of(hop)
    if edge is None or not edge.strips or host_name(hop.by) not in edge.strips:
        return frozenset()
    below = [receipt for receipt in receipts if receipt.field_index > field_index]
    own = next((r for r in below if r.standard == AUTH_RESULTS and (r.authserv_id or "").lower() in edge.strips), None)
    if own is None:
        return frozenset()
    run = _run(message, field_index)
    if own.field_index not in run:
        return frozenset()
    found = {own.field_index}
    for receipt in below:
        if receipt.standard == RECEIVED_SPF and receipt.field_index in run and _same(receipt, own):
            found.add(receipt.field_index)
    return frozenset(found)


def _run(message: Message, field_index: int) -> range:
    """The fields directly below that only hold results."""
    end = field_index + 1
    while end < len(message.fields) and message.fields[end].name in (AUTH_RESULTS, RECEIVED_SPF):
        end += 1
    return range(field_index + 1, end)


def _same(spf: Receipt, own: Receipt) -> bool:
    words = {result.raw_result.lower() for result in own.results if result.method == "spf"}
    said = {result.raw_result.lower() for result in spf.results}
    return spf.client_ip is not None and spf.client_ip == own.client_ip and said <= words
