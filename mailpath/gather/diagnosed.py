"""Broken signatures with their diagnosis: the author's own first, a bounded number of them."""

from collections.abc import Sequence

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.message.fields import Message
from mailpath.values.names import is_under
from mailpath.values.results import DkimResult
from mailpath.values.vocabulary import Result
from mailpath.verify.diagnosis import Bodies, diagnose
from mailpath.verify.signature_tags import Signature

__all__ = ["MAX_DIAGNOSED", "with_diagnoses"]

MAX_DIAGNOSED = 3  # signatures of one message whose changes are searched; each costs up to 64 hashes


def with_diagnoses(
    message: Message, signatures: Sequence[Signature], results: Sequence[DkimResult], author: str | None, dns: Dns
) -> tuple[DkimResult, ...]:
    """The results in their order, those that do not hold with why, as far as it was searched."""
    broken = [place for place, one in enumerate(results) if one.result is not Result.PASS]
    searched = sorted(broken, key=lambda place: (not _own(results[place].domain, author), place))[:MAX_DIAGNOSED]
    bodies = Bodies(message, signatures, searched)
    found = {place: diagnose(message, results[place], place, dns, bodies) for place in searched}
    return tuple(
        msgspec.structs.replace(one, diagnosis=found[place]) if found.get(place) else one
        for place, one in enumerate(results)
    )


def _own(domain: str | None, author: str | None) -> bool:
    return domain is not None and author is not None and (is_under(author, domain) or is_under(domain, author))
