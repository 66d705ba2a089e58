"""What servers noted about a message: Authentication-Results, ARC, Received-SPF and vendors' fields, as written.

Text to values only: whether a note can be believed depends on where its field stands, which `path` knows.
"""

from mailpath.receipts.authentication_results import dmarc_pass_domains
from mailpath.receipts.fields import MAX_RECEIPTS, read_receipts
from mailpath.receipts.receipt import ARC_RESULTS, AUTH_RESULTS, RECEIVED_SPF, Receipt

__all__ = [
    "ARC_RESULTS",
    "AUTH_RESULTS",
    "MAX_RECEIPTS",
    "RECEIVED_SPF",
    "Receipt",
    "dmarc_pass_domains",
    "read_receipts",
]
