"""From received messages to settings: what stands in the trusted part at the top of most of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mailpath.configuration.learn.proposal import Learned, Proposal
from mailpath.configuration.learn.receiver import Receiver
from mailpath.configuration.learn.relays import MIN_SEEN
from mailpath.configuration.learn.seen import Seen
from mailpath.configuration.learn.walking import receiver_of
from mailpath.language import reason
from mailpath.values.reasons import Reason

__all__ = ["FEWEST", "PLENTY", "learn"]

FEWEST = 10  # messages: what fewer have in common may be chance
PLENTY = 30
_MINOR = 0.1  # of all messages: fewer of one receiver are somebody else's


def learn(found: Iterable[Seen | None]) -> Learned:
    """What to accept. Pure; `found` are messages of the user's own, None for those without a Received field.

    Only hosts, addresses and authserv-ids of that part of a chain which no sender can have written, and of these only
    what is common there.
    """
    everything = list(found)
    messages = [one for one in everything if one is not None]
    others = len(everything) - len(messages)
    if len(messages) < FEWEST:
        few = reason("learn_too_few", messages=len(messages), needed=FEWEST)
        return Learned(messages=len(messages), others=others, proposals=(), notes=(few,), clients=())
    receivers, elsewhere = _receivers(messages)
    proposals = tuple(_together(one for receiver in receivers for one in receiver.proposals()))
    return Learned(
        messages=len(messages),
        others=others,
        proposals=proposals,
        notes=tuple(_notes(receivers, len(messages), elsewhere, proposals)),
        clients=tuple(one for receiver in receivers for one in receiver.unexplained_clients()),
    )


def _receivers(messages: list[Seen]) -> tuple[list[Receiver], int]:
    """The systems that hold the mailboxes, the one with most messages first, and how many messages are left out."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in messages:
        groups[receiver_of(one.hops)].append(one)
    enough = max(MIN_SEEN, _MINOR * len(messages))
    kept = [group for group in groups.values() if len(group) >= enough]
    elsewhere = len(messages) - sum(map(len, kept))
    return [Receiver.of(group, len(messages)) for group in sorted(kept, key=len, reverse=True)], elsewhere


def _together(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Each value once: what several receivers share was seen in all their messages."""
    by_value: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for one in found:
        by_value[one.kind, one.value].append(one)
    for (_, value), same in by_value.items():
        yield Proposal(
            kind=same[0].kind,
            value=value,
            seen=sum(one.seen for one in same),
            of=same[0].of,
            example=same[0].example,
            certain=all(one.certain for one in same),
        )


def _notes(
    receivers: list[Receiver], messages: int, elsewhere: int, proposals: tuple[Proposal, ...]
) -> Iterator[Reason]:
    if messages < PLENTY:
        yield reason("learn_few", messages=messages, plenty=PLENTY)
    for receiver in receivers:
        yield from receiver.notes()
    if elsewhere:
        yield reason("learn_elsewhere", messages=elsewhere)
    if not proposals:
        yield reason("learn_nothing", messages=messages)
