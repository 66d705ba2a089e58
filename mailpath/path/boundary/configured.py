"""`--trust` and authserv-ids: the settings say which hosts and networks are the receiving organization's."""

from mailpath.path.addresses import address_of
from mailpath.path.boundary.doubts import doubts
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain, Passed
from mailpath.path.writers import is_configured
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD"]

_UNSURE = frozenset((Passed.UNCONFIRMED_NAME, Passed.HANDED_IN))
_BY_SETTINGS = frozenset((Passed.NETWORK, Passed.NAME, Passed.UNCONFIRMED_NAME))


def _find(chain: Chain) -> Found | None:
    """The end of the walk, where the settings name its host, or a step that led there."""
    if not (_named(chain) or not _BY_SETTINGS.isdisjoint(chain.walk.passed)):
        return None
    unsure = not _UNSURE.isdisjoint(chain.walk.passed)
    confidence = Confidence.LOW if unsure else Confidence.HIGH
    return Found.at(chain.walk.end, BoundaryMethod.CONFIGURED, confidence, *(doubts(chain) if unsure else ()))


def _named(chain: Chain) -> bool:
    hop = chain.end
    if chain.trust.name(hop.by) or chain.trust.address(address_of(hop.by_ip)):
        return True
    by = (hop.by or "").lower()
    if by and any(by == one.lower() for one in chain.settings.authserv_ids):
        return True
    return any(
        is_configured(receipt, chain.settings) and receipt.client_ip is not None and receipt.client_ip == hop.ip
        for receipt in chain.receipts
        if receipt.field_index < chain.end_field
    )


METHOD = Method(BoundaryMethod.CONFIGURED, _find)
