"""A From that a list or forwarder rewrote to itself: the author's address went to Reply-To, Cc or another field."""

import re
from collections.abc import Iterator

from mailpath.message.addresses import mailboxes
from mailpath.values.names import is_under
from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import FieldStep, Scene, replaced

__all__ = ["from_rewritten"]

_WHOLE = (
    "x-original-from",
    "x-google-original-from",
    "original-from",
    "x-from-original",
    "x-original-sender",
    "x-mailfrom",
    "reply-to",
    "mail-followup-to",
    "cc",
    "x-reply-to",
    "resent-from",
    "sender",
)
_VIA = re.compile(r"\s+(?:via|über|durch|par|through|\(by way of)\s.*$", re.IGNORECASE | re.DOTALL)
_MAX_ADDRESSES = 4


def from_rewritten(scene: Scene) -> Iterator[FieldStep]:
    """Addresses of the signing organisation that stand elsewhere in the header, as the field may have had them."""
    now = scene.value("from")
    domain = scene.signature.domain
    if now is None or domain is None:
        return
    seen: set[bytes] = {now}
    for value in _values(scene, domain, now):
        if value not in seen:
            seen.add(value)
            yield FieldStep(
                code=ChangeCode.FROM_REWRITTEN,
                apply=lambda fields, value=value: replaced(fields, "from", value),  # type: ignore[misc]
                added=now.decode("utf-8", "replace").strip(),
            )


def _values(scene: Scene, domain: str, now: bytes) -> Iterator[bytes]:
    names = [box.display_name for box in mailboxes(now) if box.display_name][:1]
    addresses: dict[str, None] = {}
    for field in _WHOLE:
        value = scene.value(field)
        if value is None:
            continue
        ours = [box for box in mailboxes(value) if box.domain and _related(box.domain, domain)]
        if len(ours) == 1 and len(mailboxes(value)) == 1:
            yield value
        for box in ours[:_MAX_ADDRESSES]:
            if box.address:
                addresses[box.address] = None
                if box.display_name:
                    yield from _written(box.display_name, box.address)
    for address in list(addresses)[:_MAX_ADDRESSES]:
        for name in names:
            plain = _VIA.sub("", name).strip().strip("'\"")
            yield from _written(plain, address)
        yield f" {address}".encode()
        yield f" <{address}>".encode()


def _written(name: str, address: str) -> Iterator[bytes]:
    yield f" {name} <{address}>".encode()
    yield f' "{name}" <{address}>'.encode()


def _related(host: str, domain: str) -> bool:
    return is_under(host, domain) or is_under(domain, host)
