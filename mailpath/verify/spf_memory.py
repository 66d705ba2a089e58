"""SPF evaluations that may be used again: many messages come from few senders.

An evaluation is a function of the client, the domain, what its macros use, and the answers it got. Where answers never
change it is kept for other messages, together with its questions, so that a message has the same evidence whether its
result was worked out or remembered.
"""

from collections.abc import Iterable

import msgspec

from mailpath.dns.protocol import Dns, memory_of, shared
from mailpath.values.answers import Answer
from mailpath.values.names import IPAddress
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import SpfScope
from mailpath.verify.spf_published import published
from mailpath.verify.spf_query import SpfQuery, no_record

__all__ = ["Evaluated", "remembered"]

_LONGEST_KEPT = 600  # characters of local part and HELO; who writes more is evaluated each time


class Evaluated(msgspec.Struct, frozen=True):
    """One evaluation as the result of either scope."""

    mail_from: SpfResult
    helo: SpfResult


_BY_SENDER = object()
"""Kept for a client and a domain whose macros make the result depend on local part and HELO."""


def remembered(client: IPAddress, ip: str, helo: str, local: str, domain: str, dns: Dns) -> Evaluated:
    """What an evaluation comes to, or came to before. `ip` spells `client`, `helo` is as macros give it. Raises as
    `dns.ask` does."""
    memory = memory_of(dns)
    by_sender = ("spf", ip, domain, local, helo)
    if len(local) + len(helo) > _LONGEST_KEPT:
        return _evaluated(client, helo, local, domain, dns)
    if memory is None:
        return shared(dns, by_sender, lambda dns: _evaluated(client, helo, local, domain, dns))
    kept = memory.recall(by_sender[:3])
    if kept is not None and kept[0] is _BY_SENDER:
        kept = memory.recall(by_sender)
    if kept is not None:
        assert isinstance(kept[0], Evaluated)
        return kept[0]
    noting = memory.noting()
    found = _evaluated(client, helo, local, domain, noting)
    if not _has_macros(noting.answers.values()):
        memory.keep(by_sender[:3], found, noting.answers)
        return found
    memory.keep(by_sender[:3], _BY_SENDER, {})
    memory.keep(by_sender, found, noting.answers)
    return found


def _evaluated(client: IPAddress, helo: str, local: str, domain: str, dns: Dns) -> Evaluated:
    records = published(domain, dns)
    if records == []:
        found, lookups, void_lookups = no_record(domain), 0, 0
    else:
        query = SpfQuery(ip=client, helo=helo, local=local, domain=domain, dns=dns)
        found = query.outcome(records[0] if records and len(records) == 1 else None)
        lookups, void_lookups = query.lookups, query.void_lookups
    by_mail_from, by_helo = (
        SpfResult(
            scope=scope,
            domain=domain,
            result=found.result,
            mechanism=found.term,
            via=found.via,
            lookups=lookups,
            void_lookups=void_lookups,
            reason=found.reason,
        )
        for scope in (SpfScope.MFROM, SpfScope.HELO)
    )
    return Evaluated(by_mail_from, by_helo)


def _has_macros(answers: Iterable[Answer]) -> bool:
    return any("%" in record for answer in answers if answer.question.type == "TXT" for record in answer.records)
