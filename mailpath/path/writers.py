"""Whether a receipt's writer fits the host that wrote a hop: authserv-id or receiver against the by-name."""

from mailpath.path.kinship import host_name, related
from mailpath.path.providers import provider_of
from mailpath.receipts import RECEIVED_SPF, Receipt
from mailpath.values.hop import Hop
from mailpath.values.settings import Settings

__all__ = ["is_configured", "writer_fits"]


def is_configured(receipt: Receipt, settings: Settings) -> bool:
    """Whether the receipt bears an authserv-id of the settings."""
    name = (receipt.authserv_id or "").lower()
    return bool(name) and any(name == one.lower() for one in settings.authserv_ids)


def writer_fits(receipt: Receipt, hop: Hop) -> bool | None:
    """Whether the hop's host wrote the receipt, by the names in both; None where the receipt names nobody.

    Microsoft 365 gives no authserv-id in Authentication-Results: there the nameless writer fits its hosts alone.
    """
    name = receipt.authserv_id or receipt.receiver
    provider = provider_of(hop)
    if name is None:
        if receipt.standard == RECEIVED_SPF:
            return None
        return provider is not None and "protection.outlook.com" in provider.writers
    lower = name.lower()
    by = (hop.by or "").lower()
    if provider is not None and (lower in provider.writers or lower in provider.strips):
        return True
    return bool(by) and (lower == by or related(name, hop.by) or _short(lower, by))


def _short(name: str, by: str) -> bool:
    """A bare host name, as many servers call themselves: the first label of the by-name."""
    return "." not in name and host_name(name) is not None and by.partition(".")[0] == name
