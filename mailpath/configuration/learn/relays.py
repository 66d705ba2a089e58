"""Which clients are relays of the receiver's own, and which merely send much.

A relay takes mail from outside and hands it on: below it stand hops of many strangers' hosts, with the mail of many
authors. A host that only sends has its own people below it. But a big sender relays for many too, so that is not
enough: a relay must also show whose it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from mailpath.configuration.learn.seen import Seen
from mailpath.configuration.learn.walking import View, client_key, hidden_clients, view
from mailpath.path.addresses import address_of, same_network
from mailpath.path.gateways import gateway_name
from mailpath.path.kinship import host_name, organization_guess, related
from mailpath.path.providers import CONSUMER_DOMAINS, edge_of
from mailpath.path.steps import confirmed_name, name_is_unconfirmed

__all__ = ["MIN_SEEN", "NEARLY_ALL", "Walked", "walked"]

MIN_SEEN = 3  # messages: less is chance
NEARLY_ALL = 0.8  # of what came from outside: a filter in front misses little
_MOST = 0.5
_SOME = 0.05
_DIVERSE = 3  # strangers' addresses below a relay, and authors
_ROUNDS = 6  # relays in a row

Walked = tuple[tuple[View, ...], tuple[str, ...], frozenset[str]]


def walked(messages: Sequence[Seen]) -> Walked:
    """The messages with their trusted part, the networks of public relays that it rests on, and hidden clients."""
    networks: tuple[str, ...] = ()
    hidden = hidden_clients(view(one, (), frozenset()) for one in messages)
    views = tuple(view(one, networks, hidden) for one in messages)
    for _ in range(_ROUNDS):
        more = _relays(views)
        if not more:
            break
        networks += more
        hidden |= hidden_clients(view(one, networks, hidden) for one in messages)
        views = tuple(view(one, networks, hidden) for one in messages)
    return views, networks, hidden


def _relays(views: Sequence[View]) -> tuple[str, ...]:
    external = [one for one in views if one.external]
    groups: dict[str, list[View]] = defaultdict(list)
    for one in external:
        groups[client_key(one.hop)].append(one)
    found: dict[str, None] = {}
    for group in groups.values():
        relaying = [one for one in group if _relays_for_strangers(one)]
        if len(group) >= max(MIN_SEEN, _SOME * len(external)) and _is_diverse(relaying, group):
            share = len(group) / len(external)
            if _is_own(relaying, group, share):
                found |= dict.fromkeys(_addresses(relaying))
    return tuple(found)


def _relays_for_strangers(one: View) -> bool:
    """The hop below was written about a public client, and neither the author nor a list is the client's own."""
    below = one.below
    if not below or below[0] == one.hop.ip:
        return False
    name = organization_guess(confirmed_name(one.hop) or one.hop.helo)
    return name is None or (name != one.seen.author and name not in one.seen.lists)


def _is_diverse(relaying: Sequence[View], group: Sequence[View]) -> bool:
    """Whether strangers come together at some hop below: at once, or behind further relays in a row."""
    if len(relaying) < max(MIN_SEEN, _MOST * len(group)):
        return False
    strangers = [len(set(at) - {None}) for at in zip_longest(*(one.below for one in relaying))]
    return max(strangers) >= _DIVERSE and len({one.seen.author for one in relaying} - {None}) >= _DIVERSE


def _is_own(relaying: Sequence[View], group: Sequence[View], share: float) -> bool:
    """By its confirmed name; by what the receiver's results say; or because nearly everything comes through it and it
    is a neighbour, or of a service that filters. That it takes mail for our recipients says nothing: a big sender's
    host does so too."""

    def mostly(said: Iterable[bool]) -> bool:
        return sum(said) >= max(MIN_SEEN, _MOST * len(group))

    if mostly(map(_is_kin, relaying)) or mostly(map(_is_judged_behind, relaying)):
        return True
    if share < NEARLY_ALL:
        return False
    return mostly(gateway_name(one.hop) is not None for one in relaying) or mostly(map(_is_neighbour, relaying))


def _is_kin(one: View) -> bool:
    name = host_name(confirmed_name(one.hop))
    if name is None or name_is_unconfirmed(one.hop) or edge_of(one.hop) is not None:
        return False
    if "out" in name.partition(".")[0]:
        return False  # a provider's host for what its customers send, to other customers too
    if any(related(name, hop.by) for hop in one.inside):
        return True
    return any(related(name, domain) for domain in _recipients(one))


def _is_judged_behind(one: View) -> bool:
    """The receiver's results speak of the client of the hop below: it knows the one between as its filter."""
    judged = {ip for above, ip in one.seen.judged if above <= one.end}
    return one.hop.ip not in judged and not judged.isdisjoint(one.below)


def _is_neighbour(one: View) -> bool:
    client, own = address_of(one.hop.ip), address_of(one.hop.by_ip)
    return client is not None and own is not None and same_network(client, own)


def _recipients(one: View) -> tuple[str, ...]:
    return tuple(domain for domain in one.seen.recipients[one.end] if domain not in CONSUMER_DOMAINS)


def _addresses(relaying: Sequence[View]) -> tuple[str, ...]:
    """The addresses to trust, as networks of one. Where the writer confirms no name, a stranger may have used it as a
    HELO: then an address must have been seen often."""
    seen = Counter(one.hop.ip for one in relaying if one.hop.ip is not None)
    named = {one.hop.ip for one in relaying if host_name(confirmed_name(one.hop)) is not None}
    often = max(MIN_SEEN, _SOME * len(relaying))
    return tuple(f"{ip}/{128 if ':' in ip else 32}" for ip, count in seen.items() if ip in named or count >= often)
