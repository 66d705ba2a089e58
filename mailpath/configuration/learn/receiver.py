"""One receiving system: what its messages have in common above their boundary."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from mailpath.configuration.learn.proposal import Kind, Proposal
from mailpath.configuration.learn.relays import MIN_SEEN, NEARLY_ALL, walked
from mailpath.configuration.learn.seen import Seen
from mailpath.configuration.learn.walking import View, borders, client_key
from mailpath.configuration.learn.widening import networks, suffixes
from mailpath.language import reason
from mailpath.path.addresses import address_of
from mailpath.path.chain import Passed
from mailpath.path.gateways import gateway_name
from mailpath.path.kinship import host_name
from mailpath.path.providers import provider_named, provider_of
from mailpath.path.steps import confirmed_name
from mailpath.values.hop import Hop
from mailpath.values.names import IPAddress
from mailpath.values.reasons import Reason
from mailpath.values.settings import SettingError, Settings

__all__ = ["Receiver"]

_SOME = 0.05  # of one receiver's messages: less is no part of its common way
_FILTERED = 0.2  # of what came from outside, over a service that filters: some domains' mail may go through it
_FEWEST_AUTHORS = 3
_BY_ADDRESS = frozenset((Passed.INTERNAL, Passed.OWN_ADDRESS, Passed.NETWORK, Passed.SAME_SYSTEM))


class Receiver:
    """`of` is the number of all messages that were read, those of other receivers too."""

    def __init__(self, views: tuple[View, ...], relays: frozenset[str], hidden: frozenset[str], of: int) -> None:
        self._views = views
        self._relays = relays
        self._hidden = hidden
        self._of = of
        self._enough = max(MIN_SEEN, int(_SOME * len(views)))

    @classmethod
    def of(cls, messages: list[Seen], of: int) -> "Receiver":
        views, relays, hidden = walked(messages)
        return cls(views, frozenset(relays), hidden, of)

    def proposals(self) -> Iterator[Proposal]:
        """Hosts, networks and authserv-ids, in this order, the commonest first.

        Trust in a host makes its word about the client sure. It must not where that word may be about a filter, or is
        about whatever hides the clients.
        """
        certain = not (self._dominating or self._hidden)
        yield from self._proposed(Kind.HOST, self._hosts(), certain)
        yield from self._proposed(Kind.NET, self._networks(), certain)
        yield from self._proposed(Kind.AUTHSERV_ID, self._ids(), certain=True)

    def notes(self) -> Iterator[Reason]:
        for name, count in borders(self._views).items():
            if count >= self._enough:
                yield reason("learn_provider", provider=name, messages=count)
        for ip in sorted(self._hidden):
            yield reason("learn_hidden_clients", ip=ip)
        if len({one.seen.author for one in self._views} - {None}) < _FEWEST_AUTHORS:
            yield reason("learn_few_authors", messages=len(self._views))
        if group := self._dominating:
            place = group[0].seen.place
            example = place.file if place.key is None else f"{place.file} ({place.key})"
            external = sum(one.external for one in self._views)
            yield reason("learn_one_client", seen=len(group), of=external, example=example, by=group[0].hop.by)

    def unexplained_clients(self) -> tuple[str, ...]:
        """The client that hands over nearly everything and is not shown to be the receiver's own, with its address."""
        named = (f"{name} [{one.hop.ip}]" if (name := _name(one.hop)) else str(one.hop.ip) for one in self._dominating)
        return tuple(text for text, _ in Counter(named).most_common(1))

    @cached_property
    def _dominating(self) -> tuple[View, ...]:
        groups: dict[str, list[View]] = defaultdict(list)
        external = [one for one in self._views if one.external]
        for one in external:
            groups[client_key(one.hop)].append(one)
        for group in sorted(groups.values(), key=len, reverse=True):
            filtering = sum(gateway_name(one.hop) is not None for one in group) > len(group) / 2
            if len(group) >= max(MIN_SEEN, (_FILTERED if filtering else NEARLY_ALL) * len(external)):
                return tuple(group)
        return ()

    def _proposed(self, kind: Kind, found: dict[str, frozenset[int]], certain: bool) -> Iterator[Proposal]:
        for value, carried in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
            if not _is_acceptable(kind, value):
                continue
            place = self._views[min(carried)].seen.place
            yield Proposal(kind=kind, value=value, seen=len(carried), of=self._of, example=place, certain=certain)

    def _hosts(self) -> dict[str, frozenset[int]]:
        """Names that the hops of the trusted part were written under. A provider's are known without settings."""
        carried = _carried(
            (name, number)
            for number, one in enumerate(self._views)
            for hop in one.inside
            if (name := _proposable(hop)) is not None
        )
        foreign = frozenset(name for one in self._views for name in _foreign_names(one))
        return suffixes(carried, enough=self._enough, foreign=foreign)

    def _networks(self) -> dict[str, frozenset[int]]:
        """Addresses of clients that a further step down was taken for."""
        carried = _carried(
            (str(address), number)
            for number, one in enumerate(self._views)
            for hop, why in zip(one.inside, one.passed, strict=False)
            if why in _BY_ADDRESS and (address := _worth_naming(hop)) is not None
        )
        foreign = frozenset(address for one in self._views if (address := address_of(one.hop.ip)) is not None)
        return networks(carried, enough=self._enough, known=self._relays, foreign=foreign)

    def _ids(self) -> dict[str, frozenset[int]]:
        """Names under which results stand where no sender can write."""
        carried = _carried(
            (name, number) for number, one in enumerate(self._views) for above, name in one.seen.ids if above <= one.end
        )
        return {name: messages for name, messages in carried.items() if len(messages) >= self._enough}


def _carried(found: Iterable[tuple[str, int]]) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for value, number in found:
        numbers[value].add(number)
    return {value: frozenset(messages) for value, messages in numbers.items()}


def _foreign_names(one: View) -> Iterator[str]:
    """Names of strangers' hosts: the client at the end, and everything below, whoever wrote it."""
    below = one.seen.hops[one.end + 1 :]
    for name in (_name(one.hop), *(host_name(hop.by) for hop in below), *map(_name, below)):
        if name is not None:
            yield name


def _name(hop: Hop) -> str | None:
    return host_name(confirmed_name(hop))


def _proposable(hop: Hop) -> str | None:
    name = host_name(hop.by)
    if name is None or "." not in name or name.startswith("localhost."):
        return None  # a lone label is a top-level domain as well: `mx` would trust all of Mexico
    return None if provider_named(name) is not None else name


def _worth_naming(hop: Hop) -> IPAddress | None:
    """The client's address; not one that is the same on every machine, nor a provider's."""
    address = address_of(hop.ip)
    if address is None or address.is_loopback or address.is_link_local:
        return None
    provider = provider_of(hop)
    return None if provider is not None and provider.owns(address) else address


def _is_acceptable(kind: Kind, value: str) -> bool:
    """Whether it can stand in the settings at all: a name in a chain may be anything."""
    try:
        Settings(authserv_ids=(value,)) if kind is Kind.AUTHSERV_ID else Settings(trust=(value,))
    except SettingError:
        return False
    return True
