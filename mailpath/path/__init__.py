"""The way a message took: hops, the boundary between what can be believed and what cannot, and what is odd."""

from mailpath.path.client import Client, sending_client
from mailpath.path.envelope import Envelope, envelope
from mailpath.path.find import find
from mailpath.path.hops import MAX_HOPS, Hops, read_hops
from mailpath.path.own_receipts import receiver_receipts
from mailpath.path.recipients import recipient_domains
from mailpath.path.zones import field_zone

__all__ = [
    "MAX_HOPS",
    "Client",
    "Envelope",
    "Hops",
    "envelope",
    "field_zone",
    "find",
    "read_hops",
    "receiver_receipts",
    "recipient_domains",
    "sending_client",
]
