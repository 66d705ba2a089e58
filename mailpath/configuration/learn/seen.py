"""One received message as far as learning looks at it."""

import re
from collections.abc import Iterator

import msgspec

from mailpath.configuration.learn.proposal import Place
from mailpath.message.addresses import author
from mailpath.message.fields import Message
from mailpath.path import read_hops
from mailpath.path.hops import Hops
from mailpath.path.kinship import organization_guess
from mailpath.path.own_fields import own_fields_below
from mailpath.path.providers import edge_of
from mailpath.path.recipients import trusted_recipient_domains
from mailpath.receipts import AUTH_RESULTS, RECEIVED_SPF, Receipt, read_receipts
from mailpath.values.hop import Hop

__all__ = ["DEPTH", "Seen", "seen_in"]

_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,9}[\w-]{2,63}")
DEPTH = 12  # hops that are kept: a receiving system has few


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """`hops` newest first, at most DEPTH. `recipients[i]` are the domains that hosts down to hop `i` say it was for.

    `ids` are authserv-ids, and `judged` clients that a server's results speak of, each with the number of the hop
    that stands below: whoever wrote that hop, or a host above it, wrote the field too. `author` and `lists` are the
    organizations of the From field and of the List fields (RFC 2369, RFC 2919).
    """

    place: Place
    hops: tuple[Hop, ...]
    recipients: tuple[tuple[str, ...], ...]
    ids: tuple[tuple[int, str], ...]
    judged: tuple[tuple[int, str], ...]
    author: str | None
    lists: frozenset[str]


def seen_in(place: Place, message: Message) -> Seen | None:
    """None where there is no Received field: a draft, or a copy of sent mail."""
    whole = read_hops(message)
    if not whole.hops:
        return None
    hops = whole.hops[:DEPTH]
    placed = tuple(_placed(message, whole))
    domain = author(message).domain
    return Seen(
        place=place,
        hops=hops,
        recipients=tuple(trusted_recipient_domains(message, whole, end) for end in range(len(hops))),
        ids=tuple((at, r.authserv_id.lower()) for at, r in placed if r.standard == AUTH_RESULTS and r.authserv_id),
        judged=tuple((at, receipt.client_ip) for at, receipt in placed if receipt.client_ip),
        author=organization_guess(domain) or domain,
        lists=frozenset(_lists(message)),
    )


def _lists(message: Message) -> Iterator[str]:
    for name in ("list-id", "list-post"):
        for field in message.all(name)[:1]:
            for text in _DOMAIN.findall(field.unfolded[:1000].decode("latin-1")):
                if (organization := organization_guess(text)) is not None:
                    yield organization


def _placed(message: Message, hops: Hops) -> list[tuple[int, Receipt]]:
    """Results with the number of the hop that they stand above, or whose server wrote them below its own line."""
    receipts = read_receipts(message)
    below: dict[int, int] = {}
    for index, hop in enumerate(hops.hops[:DEPTH]):
        if edge_of(hop) is not None:
            below = dict.fromkeys(own_fields_below(message, hops.fields[index], hop, receipts), index)
            break
    found = []
    for receipt in receipts:
        if receipt.standard in (AUTH_RESULTS, RECEIVED_SPF):
            above = sum(field < receipt.field_index for field in hops.fields[: DEPTH + 1])
            found.append((below.get(receipt.field_index, above), receipt))
    return found
