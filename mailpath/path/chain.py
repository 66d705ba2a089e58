"""What the boundary methods look at, and the walk down from the top.

The top hop was written by the system that holds the mailbox. The walk goes down one hop only if the client that a
trusted hop recorded is itself trusted: by address, because no stranger can have it, because it is the writing host
itself, or by a name that the trusted hop looked up and confirmed, or that DNS confirms where the hop's server looks
none up. Neither a HELO, nor a by-name, nor a To, nor anything
written further down opens a step. So nothing that a sender writes moves the place where the walk ends.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

import msgspec

from mailpath.message.fields import Message
from mailpath.path.addresses import address_of, is_internal_text
from mailpath.path.hops import Hops
from mailpath.path.kinship import host_name
from mailpath.path.providers import edge_of, provider_named, provider_of
from mailpath.path.recipients import trusted_recipient_domains
from mailpath.path.steps import (
    Step,
    confirmed_name,
    is_internal_client,
    looks_no_name_up,
    made_by_web_server,
    name_is_unconfirmed,
    step_of,
)
from mailpath.path.trust import Trust, trust_of
from mailpath.receipts import Receipt
from mailpath.values.hop import Hop
from mailpath.values.settings import Settings

__all__ = ["NOBODY", "Chain", "Names", "Passed", "Walk", "chain_of"]

Names = Mapping[str, tuple[str, ...]]
"""Confirmed names by address, of clients that a server without look-ups recorded."""

NOBODY: Names = MappingProxyType({})


class Passed(StrEnum):
    """Why a step down was taken."""

    INTERNAL = "internal"  # an address that no stranger can have
    OWN_ADDRESS = "own_address"  # the writing host's own, or that of a trusted host above
    SAME_SYSTEM = "same_system"  # handed on within one host or one provider
    HANDED_IN = "handed_in"  # by a program on the very host, which may have been given any fields
    FETCHED = "fetched"  # from the provider whose mailbox it was taken out of
    NETWORK = "network"  # settings: a trusted network
    NAME = "name"  # settings: a trusted name, confirmed
    UNCONFIRMED_NAME = "unconfirmed_name"  # settings: a trusted name that the writer looks up without confirming
    MX_NAME = "mx_name"  # confirmed name of an MX host of the recipient


class Walk(msgspec.Struct, frozen=True):
    """Where the walk ends, and why each step was taken; `passed[i]` leads from hop i to hop i + 1."""

    end: int
    passed: tuple[Passed, ...]


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a boundary method may use. `walk` is over all trust there is; there is at least one hop."""

    message: Message
    hops: Hops
    receipts: tuple[Receipt, ...]
    settings: Settings
    trust: Trust
    mx_hosts: frozenset[str]  # of recipient domains that no stranger can have written
    recipient_mx: Mapping[str, tuple[str, ...]]  # of all that were asked for, those that stand in To alone too
    walk: Walk

    @property
    def end(self) -> Hop:
        return self.hops.hops[self.walk.end]

    @property
    def end_field(self) -> int:
        """Where the Received field of `end` stands in `Message.fields`."""
        return self.hops.fields[self.walk.end]


def chain_of(
    message: Message,
    hops: Hops,
    receipts: tuple[Receipt, ...],
    settings: Settings,
    recipient_mx: Mapping[str, tuple[str, ...]] | None,
    names: Names = NOBODY,
) -> Chain:
    """The chain, walked twice where MX hosts are known: whose they are shows only once part of it is trusted."""
    trust = trust_of(settings.trust)
    walk = walk_down(hops.hops, trust, frozenset(), names)
    mx_hosts: frozenset[str] = frozenset()
    if recipient_mx:
        domains = trusted_recipient_domains(message, hops, walk.end)
        mx_hosts = frozenset(host for domain in domains for host in recipient_mx.get(domain, ()) if host)
        walk = walk_down(hops.hops, trust, mx_hosts, names)
    return Chain(
        message=message,
        hops=hops,
        receipts=receipts,
        settings=settings,
        trust=trust,
        mx_hosts=mx_hosts,
        recipient_mx=recipient_mx or {},
        walk=walk,
    )


def walk_down(hops: tuple[Hop, ...], trust: Trust, mx_hosts: frozenset[str], names: Names = NOBODY) -> Walk:
    """From the newest hop down, as far as trust is contiguous."""
    passed: list[Passed] = []
    own: set[str] = set()
    for hop, below in pairwise(hops):
        if hop.by_ip is not None:
            own.add(hop.by_ip)
        why = _passes(hop, below, own, trust, mx_hosts) or _by_names(hop, trust, mx_hosts, names)
        if why is None:
            break
        passed.append(why)
    return Walk(len(passed), tuple(passed))


def _passes(hop: Hop, below: Hop, own: set[str], trust: Trust, mx_hosts: frozenset[str]) -> Passed | None:
    step = step_of(hop)
    if step is Step.FETCHED:
        return Passed.FETCHED
    if step is Step.SUBMITTED:
        # a fetching program may log in to hand over what it took from a mailbox
        fetched = step_of(below) is Step.FETCHED and is_internal_client(hop)
        return Passed.INTERNAL if fetched else _by_settings(hop, trust)
    if step is Step.INSIDE:
        return Passed.SAME_SYSTEM
    if step is Step.HANDED_IN:
        return Passed.HANDED_IN if _same_host(hop, below) and not made_by_web_server(hop) else None
    if step is Step.NAMELESS:
        # behind its edge a provider's clients are its own hosts, or have logged in
        provider = provider_of(hop)
        return Passed.SAME_SYSTEM if provider and provider.networks and edge_of(hop) is None else None
    return _by_address(hop, own) or _by_settings(hop, trust) or _by_mx(hop, mx_hosts)


def _by_address(hop: Hop, own: set[str]) -> Passed | None:
    internal = is_internal_text(hop.ip)
    if internal is None:
        return None
    if internal:
        return Passed.INTERNAL
    if hop.ip in own:
        return Passed.OWN_ADDRESS
    provider = provider_of(hop)
    # behind the edge a provider's hosts have public addresses of its own (Microsoft 365: 2603:10…)
    if provider is not None and provider.networks and edge_of(hop) is None:
        client = address_of(hop.ip)
        if client is not None and provider.owns(client):
            return Passed.SAME_SYSTEM
    return None


def _by_settings(hop: Hop, trust: Trust) -> Passed | None:
    if trust.networks and trust.address(address_of(hop.ip)):
        return Passed.NETWORK
    name = confirmed_name(hop)
    if name is None or not _fits(name, hop, trust):
        return None
    return Passed.UNCONFIRMED_NAME if name_is_unconfirmed(hop) else Passed.NAME


def _fits(name: str, hop: Hop, trust: Trust) -> bool:
    """Whether a name is trusted and not that of another customer's host at the same provider, whose border is the
    border."""
    edge = edge_of(hop)
    return trust.name(name) and (edge is None or edge is not provider_named(name))


def _by_names(hop: Hop, trust: Trust, mx_hosts: frozenset[str], names: Names) -> Passed | None:
    """By a name that DNS confirms, where the writer looked none up."""
    known = names.get(hop.ip, ()) if names and hop.ip else ()
    if not known or not looks_no_name_up(hop) or step_of(hop) is not Step.CLIENT:
        return None
    if any(_fits(name, hop, trust) for name in known):
        return Passed.NAME
    return Passed.MX_NAME if not mx_hosts.isdisjoint(known) else None


def _by_mx(hop: Hop, mx_hosts: frozenset[str]) -> Passed | None:
    if not mx_hosts or name_is_unconfirmed(hop):
        return None
    return Passed.MX_NAME if host_name(confirmed_name(hop)) in mx_hosts else None


def _same_host(hop: Hop, below: Hop) -> bool:
    """A program on the host handed on what the host had taken in: a content filter that uses the sendmail command.

    qmail names no host in such a field; the next one is then qmail's own too.
    """
    if hop.by is None:
        return below.family.startswith(("qmail", "qpsmtpd"))
    return below.by is not None and hop.by.lower() == below.by.lower()
