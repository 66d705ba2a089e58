"""The trusted part of each message, as far as relays are known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from mailpath.configuration.learn.seen import Seen
from mailpath.path.addresses import address_of, is_internal
from mailpath.path.chain import Passed, walk_down
from mailpath.path.kinship import host_name, organization_guess
from mailpath.path.providers import edge_of, provider_of, writes_internally
from mailpath.path.steps import Step, confirmed_name, step_of
from mailpath.path.trust import trust_of
from mailpath.values.hop import Hop

__all__ = ["View", "borders", "client_key", "hidden_clients", "receiver_of", "view"]

_LOOKED_AT = 4  # hops below the end
_FACES = 4  # organizations that one internal address calls itself by: then strangers stand behind it


class View(msgspec.Struct, frozen=True):
    """A message with the hop at which its trusted part ends, and why each step down to it was taken."""

    seen: Seen
    end: int
    passed: tuple[Passed, ...]

    @property
    def hop(self) -> Hop:
        return self.seen.hops[self.end]

    @property
    def below(self) -> tuple[str, ...]:
        """Public clients of the hops below, one after the other, with what each host did inside left out."""
        found: list[str] = []
        hops = self.seen.hops[self.end + 1 :]
        while hops and len(found) < _LOOKED_AT:
            at = walk_down(hops, trust_of(()), frozenset()).end
            if not _is_public_client(hops[at]):
                break
            found.append(hops[at].ip or "")
            hops = hops[at + 1 :]
        return tuple(found)

    @property
    def inside(self) -> tuple[Hop, ...]:
        return self.seen.hops[: self.end + 1]

    @property
    def external(self) -> bool:
        """Whether a public client handed it over at the end."""
        return _is_public_client(self.hop)


def _is_public_client(hop: Hop) -> bool:
    address = address_of(hop.ip)
    return step_of(hop) is Step.CLIENT and address is not None and not is_internal(address)


def view(seen: Seen, networks: tuple[str, ...], hidden: frozenset[str]) -> View:
    """The walk down, where `networks` are trusted; it ends at a hop whose client is `hidden`."""
    walk = walk_down(seen.hops, trust_of(networks), frozenset())
    end = walk.end
    for index, why in enumerate(walk.passed):
        if why is Passed.INTERNAL and seen.hops[index].ip in hidden:
            end = index
            break
    return View(seen, end, walk.passed[:end])


def hidden_clients(views: Iterable[View]) -> frozenset[str]:
    """Internal addresses by which the clients of many organizations are recorded: a router or a container network in
    front of the server translates addresses. The line below such a hop is the stranger's, however it looks; but a
    filter on the same host may pass on what clients call themselves, and then the host's own line stands below."""
    faces: dict[str, set[str]] = defaultdict(set)
    for one in views:
        for hop, below, why in zip(one.seen.hops, one.seen.hops[1:], one.passed, strict=False):
            name = organization_guess(hop.helo or hop.from_name)
            if why is Passed.INTERNAL and hop.ip is not None and name is not None and below.by != hop.by:
                faces[hop.ip].add(name)
    return frozenset(ip for ip, names in faces.items() if len(names) >= _FACES)


def client_key(hop: Hop) -> str:
    """What the client has in common with its likes: the organization of its name, else its network."""
    name = host_name(confirmed_name(hop)) or host_name(hop.helo)
    return organization_guess(name) or _network(hop.ip)


def _network(ip: str | None) -> str:
    address = address_of(ip)
    if address is None:
        return ""
    return str(int(address) >> (8 if address.version == 4 else 72))


def receiver_of(hops: Sequence[Hop]) -> str:
    """The system that holds the mailbox: a provider, else the organization of the newest host that names itself."""
    for hop, below in zip(hops, (*hops[1:], None), strict=True):
        provider = provider_of(hop) or (provider_of(below) if below is not None and writes_internally(hop) else None)
        if provider is not None:
            return provider.name
        if name := host_name(hop.by):
            return organization_guess(name) or ".".join(name.split(".")[-2:])
    return ""


def borders(views: Iterable[View]) -> dict[str, int]:
    """Providers at whose border the trusted part ends, with the number of messages."""
    found: dict[str, int] = defaultdict(int)
    for one in views:
        if (edge := edge_of(one.hop)) is not None:
            found[edge.name] += 1
    return dict(found)
