"""What a message claims about lists and forwarders: pure, and all of it anyone could have written."""

import re
from collections.abc import Iterator

import msgspec

from mailpath.message.fields import Message
from mailpath.values.names import dns_name, domain_of

__all__ = ["ForwardSigns", "ListSigns", "forward_signs", "list_signs"]

_ID = re.compile(rb"<([^<>\s]{1,300})>")
_MAILTO = re.compile(rb"mailto:[^@>\s]{1,200}@([A-Za-z0-9.\-]{1,253})", re.IGNORECASE)
_VIA = re.compile(rb"""["' ](?:via|durch|\xc3\xbcber|=C3=BCber) [^<]{1,200}<""", re.IGNORECASE)
_SOFTWARE = {
    "x-mailman-version": "Mailman",
    "x-mailman-rule-hits": "Mailman",
    "x-mailman-rule-misses": "Mailman",
    "x-sympa-to": "Sympa",
    "x-sympa-topic": "Sympa",
    "x-google-group-id": "Google Groups",
    "x-spam-checked-in-group": "Google Groups",
}
_SRS = re.compile(r"(?:SRS[01][=+-]|[^@]{0,200}\+caf_=)", re.IGNORECASE)
_RESENT = ("resent-from", "resent-to", "resent-sender", "resent-date", "resent-message-id")
_X_FORWARDED = ("x-forwarded-to", "x-forwarded-for", "x-forwarded-encrypted", "x-ms-exchange-inbox-rules-loop")

_TELLING = frozenset((*_RESENT, *_X_FORWARDED, "delivered-to", "arc-seal"))


class ListSigns(msgspec.Struct, frozen=True, kw_only=True):
    """`domains` are those that the list fields name, most telling first."""

    signs: tuple[str, ...]
    domains: tuple[str, ...]


class ForwardSigns(msgspec.Struct, frozen=True, kw_only=True):
    signs: tuple[str, ...]


def list_signs(message: Message) -> ListSigns:
    """Signs of a mailing list (RFC 2369, RFC 2919, and what list software leaves).

    List-Unsubscribe and `Precedence: bulk` alone are a newsletter's, so they are no signs.
    """
    signs: list[str] = []
    domains: list[str] = []
    if field := message.first("list-id"):
        signs.append("List-Id")
        value = field.unfolded
        match = _ID.search(value[:2000])
        text = (match[1] if match else value[:300]).decode("ascii", "replace")
        domains += [name] if (name := dns_name(text)) and "." in name else []
    if field := message.first("list-post"):
        if not field.unfolded.strip().upper().startswith(b"NO"):
            signs.append("List-Post")
        if match := _MAILTO.search(field.unfolded[:2000]):
            domains += [name] if (name := dns_name(match[1].decode("ascii"))) else []
    if field := message.first("x-beenthere"):
        signs.append("X-BeenThere")
        domains += [name] if (name := domain_of(field.unfolded[:500].decode("ascii", "replace"))) else []
    if not message.names.isdisjoint(_SOFTWARE):
        signs += dict.fromkeys(word for name, word in _SOFTWARE.items() if name in message.names)
    if field := message.first("from"):
        before = field.unfolded[:1000]
        if _VIA.search(b" " + before):
            signs.append("From via")
    return ListSigns(signs=tuple(signs), domains=tuple(dict.fromkeys(domains)))


def forward_signs(message: Message, envelope_from: str | None, below: int, receivers: tuple[str, ...]) -> ForwardSigns:
    """Signs of forwarding. Fields count from index `below` on, the first one under the boundary; `receivers` are the
    domains that the message was delivered for."""
    return ForwardSigns(signs=tuple(dict.fromkeys(_forward(message, envelope_from, below, receivers))))


def _forward(message: Message, envelope_from: str | None, below: int, receivers: tuple[str, ...]) -> Iterator[str]:
    if envelope_from and _SRS.match(envelope_from):
        yield "SRS"
    if message.names.isdisjoint(_TELLING):
        return
    for field in message.fields[below:]:
        if field.name in _RESENT:
            yield "Resent"
        elif field.name in _X_FORWARDED:
            yield "X-Forwarded"
        elif field.name == "delivered-to" and receivers:
            domain = domain_of(field.unfolded[:500].decode("ascii", "replace"))
            if domain and domain not in receivers:
                yield "Delivered-To"
        elif field.name == "arc-seal":
            yield "ARC"
