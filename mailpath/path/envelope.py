"""The envelope as the receiver saw it: MAIL FROM and HELO (contract, fine print of `envelope_from`)."""

import msgspec

from mailpath.message.fields import Message
from mailpath.path.client import Client
from mailpath.path.zones import boundary_field
from mailpath.receipts import Receipt
from mailpath.values.names import dns_name, domain_of
from mailpath.values.path import Path
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import Provenance

__all__ = ["Envelope", "envelope"]

_NULL = "<>"
_RETURN_PATHS = 20  # fields of that name that are looked at


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """`mail_from` is an address without brackets, `<>` the null sender, None unknown.

    `domain` is its domain in A-labels, known also where the receiver recorded no more than that (Microsoft 365).
    `provenance` is by field name.
    """

    mail_from: str | None
    domain: str | None
    helo: str | None
    provenance: dict[str, Provenance]


def envelope(
    message: Message, path: Path, client: Client | None, own: tuple[Receipt, ...], settings: Settings
) -> Envelope:
    """In this order: the settings; what the receiver recorded; Return-Path above the boundary hop; the boundary hop.

    `client` is the `sending_client`, `own` are the `receiver_receipts`.
    """
    helo = settings.helo or (client.helo if client else None)
    provenance: dict[str, Provenance] = {}
    if helo is not None:
        provenance["helo"] = client.provenance.get("helo", Provenance.CLAIMED) if client else Provenance.RECORDED
    sender = _sender(message, path, own, settings)
    mail_from, domain = _completed(sender, message, path) if sender is not None else (None, None)
    if mail_from is not None or domain is not None:
        provenance["mail_from"] = Provenance.RECORDED
    return Envelope(mail_from=mail_from, domain=domain, helo=helo, provenance=provenance)


def _sender(message: Message, path: Path, own: tuple[Receipt, ...], settings: Settings) -> str | None:
    if settings.mail_from is not None:
        return settings.mail_from
    for receipt in own:
        if receipt.mail_from is not None:
            return receipt.mail_from
    at = boundary_field(message, path)
    if at is None or path.boundary is None or path.boundary.hop_index is None:
        return None
    for field in message.fields[:at]:
        if field.name == "return-path":
            return _bare(field.unfolded)
    return path.hops[path.boundary.hop_index].envelope_from


def _returned_to_nobody(message: Message, path: Path) -> bool:
    """Whether a Return-Path above the boundary hop holds the null sender."""
    at = boundary_field(message, path) or 0
    return any(field.name == "return-path" and _bare(field.unfolded) == _NULL for field in message.fields[:at])


def _bare(raw: bytes) -> str | None:
    """The address of a Return-Path field (RFC 5321 section 4.4); None where it holds nothing like one."""
    text = raw[:1000].decode("utf-8", "replace").strip()
    if "<" in text and ">" in text:
        text = text[text.index("<") + 1 :].partition(">")[0].strip()
        return text or _NULL
    return text if "@" in text else None


def _completed(sender: str, message: Message, path: Path) -> tuple[str | None, str | None]:
    """Address and domain. To a domain alone the address is looked for that another field gives for it: SPF asks for
    the local part only in macros, and whoever wrote it, the domain is the recorded one."""
    if sender in ("", _NULL):
        return _NULL, None
    domain = domain_of(sender)
    if domain is not None:
        return sender, domain
    alone = dns_name(sender.removeprefix("@"))
    if alone is None:
        return (sender, None) if "@" in sender else (None, None)
    if _returned_to_nobody(message, path):
        return _NULL, None  # of a bounce some filters record the domain of HELO, which SPF judged instead
    hop = path.hops[path.boundary.hop_index] if path.boundary and path.boundary.hop_index is not None else None
    # Microsoft 365 appends its Return-Path at the very end, below whatever came in
    written = [_bare(field.unfolded) for field in message.all("return-path")[: -_RETURN_PATHS - 1 : -1]]
    written.append(hop.envelope_from if hop else None)
    for address in written:
        if address is not None and domain_of(address) == alone:
            return address, alone
    return None, alone
