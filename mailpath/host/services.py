"""The service catalogue: which provider a host name, an SPF include, an MX host or a signing domain belongs to.

The data is `services.toml` beside this file; what its fields mean and how to add to it is in docs/services.md. All
names given here are normalised (`values.names.dns_name`). A name belongs to the entry with the longest suffix of it,
found by one dictionary look-up a label.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from ipaddress import ip_network
from pathlib import Path

import msgspec

from mailpath.host.catalogue_entry import CatalogueEntry, ServiceEvidence, ServiceKind, ServiceMatch
from mailpath.values.kept import kept
from mailpath.values.names import IPAddress

__all__ = ["Catalogue", "catalogue", "read_entries"]

# Words in names that web hosters give to hosts of many customers: `shared12.provider.example`, `cpanel3.…`.
_SHARED_WORDS = frozenset({"shared", "sharedhosting", "webhosting", "webhost", "cpanel", "plesk"})
_DIGITS = "0123456789"
_LONGEST_NAME = 253  # what is longer is no name, and not kept
_MOST_FOUND = 4096  # names of each kind of evidence that are kept with whose they are

Index = Mapping[str, CatalogueEntry]
_Finder = Callable[[str], ServiceMatch | None]


@cache
def catalogue() -> "Catalogue":
    """The catalogue, read at the first call."""
    text = Path(__file__).with_name("services.toml").read_text(encoding="utf-8")
    return Catalogue(read_entries(text))


def read_entries(text: str) -> tuple[CatalogueEntry, ...]:
    """The entries of a catalogue file. Raises where the file is not one: it is ours, and a test reads it."""
    return msgspec.convert(tomllib.loads(text)["service"], tuple[CatalogueEntry, ...])


@dataclass(frozen=True)
class Catalogue:
    """Entries with an index for each kind of evidence, each made at its first use."""

    entries: tuple[CatalogueEntry, ...]

    # what belongs to whom

    def by_ptr(self, names: Sequence[str]) -> ServiceMatch | None:
        """The service of the first host name that belongs to one. Give confirmed names where the host must be known."""
        return _first(self._by_ptr, names)

    def by_spf_include(self, via: Sequence[str]) -> ServiceMatch | None:
        """The service that an include chain (`SpfResult.via`, outermost first) ends in: the innermost one known."""
        return _first(self._by_spf, via[::-1]) if via else None

    def by_mx(self, hosts: Sequence[str]) -> ServiceMatch | None:
        return _first(self._by_mx, hosts)

    def by_dkim(self, domains: Sequence[str]) -> ServiceMatch | None:
        """The service that one of the (passing) signing domains belongs to."""
        return _first(self._by_identity, domains)

    def by_domain(self, domain: str) -> CatalogueEntry | None:
        """Whose identity a domain of an envelope, a signature or a List-Id is."""
        found = _first(self._by_identity, (domain,))
        return found.entry if found else None

    def by_network(self, ip: IPAddress) -> CatalogueEntry | None:
        """Who lets the address block to strangers. Far from complete: no is no evidence."""
        bits = ip.max_prefixlen
        for length, blocks in self._networks[ip.version]:
            if found := blocks.get(int(ip) >> (bits - length)):
                return found
        return None

    def service_of(
        self,
        *,
        confirmed: Sequence[str] = (),
        via: Sequence[str] = (),
        mx_hosts: Sequence[str] = (),
        dkim_domains: Sequence[str] = (),
    ) -> ServiceMatch | None:
        """The service of the sending host, by the best evidence there is; a HELO never names one.

        `confirmed`: confirmed PTR names; `via`: the include chain by which the author's SPF lists the host;
        `mx_hosts`: MX hosts of the author that are the host; `dkim_domains`: domains of passing signatures. A rented
        server says least of whose mail it sends, so every other evidence about the host goes before it; a signature
        comes last, since it says nothing of the host (`ServiceMatch.shows_host`).
        """
        by_name = self.by_ptr(confirmed)
        if by_name and by_name.entry.kind is not ServiceKind.CLOUD:
            return by_name
        return self.by_spf_include(via) or self.by_mx(mx_hosts) or by_name or self.by_dkim(dkim_domains)

    # what it means

    def shared_host(self, names: Sequence[str]) -> str | None:
        """The first confirmed PTR name that is of a host many share: web hosting, cloud mail."""
        for name in names:
            found = _first(self._by_ptr, (name,))
            if found.entry.many_tenants if found else _names_shared(name):
                return name
        return None

    def is_known_sealer(self, domain: str) -> bool:
        """Whether the seals of this domain (exactly) are those of a mailbox or list host that seals received mail."""
        entry = self._seals.get(domain)
        return entry is not None and entry.known_sealer

    def known_host(self, confirmed: Sequence[str], identities: Sequence[str]) -> CatalogueEntry | None:
        """The mailbox or list host that seals received mail, shown by a confirmed PTR name or a passing identity."""
        for name in confirmed:
            found = _first(self._by_ptr, (name,))
            if found and found.entry.known_sealer:
                return found.entry
        for name in identities:
            # a provider's identity counts by its very name: names below it are given to its customers
            entry = self._identity.get(name)
            if entry and entry.known_sealer:
                return entry
        return None

    def is_newsletter_sender(self, domain: str) -> bool:
        """Whether a list's domain (List-Id, List-Post, envelope) is that of a newsletter sender."""
        entry = self.by_domain(domain)
        return entry is not None and entry.is_newsletter_sender

    # indexes

    @cached_property
    def _by_ptr(self) -> _Finder:
        return _finder({suffix: entry for entry in self.entries for suffix in entry.ptr}, ServiceEvidence.PTR)

    @cached_property
    def _by_spf(self) -> _Finder:
        return _finder({suffix: entry for entry in self.entries for suffix in entry.spf}, ServiceEvidence.SPF_INCLUDE)

    @cached_property
    def _by_mx(self) -> _Finder:
        return _finder({suffix: entry for entry in self.entries for suffix in entry.mx}, ServiceEvidence.MX)

    @cached_property
    def _by_identity(self) -> _Finder:
        return _finder(self._identity, ServiceEvidence.DKIM)

    @cached_property
    def _identity(self) -> Index:
        return {suffix: entry for entry in self.entries for suffix in (*entry.dkim, *entry.envelope)}

    @cached_property
    def _seals(self) -> Index:
        return {domain: entry for entry in self.entries for domain in entry.seals}

    @cached_property
    def _networks(self) -> dict[int, list[tuple[int, dict[int, CatalogueEntry]]]]:
        """By IP version: for each prefix length in use, longest first, the entry by the leading bits."""
        found: dict[int, dict[int, dict[int, CatalogueEntry]]] = {4: {}, 6: {}}
        for entry in self.entries:
            for network in map(ip_network, entry.networks):
                shift = network.max_prefixlen - network.prefixlen
                leading = int(network.network_address) >> shift
                found[network.version].setdefault(network.prefixlen, {})[leading] = entry
        return {version: sorted(lengths.items(), reverse=True) for version, lengths in found.items()}


def _finder(index: Index, evidence: ServiceEvidence) -> _Finder:
    """Whose a name is: the entry of the longest suffix of it, whole labels only."""

    @kept(most=_MOST_FOUND, longest=_LONGEST_NAME)
    def found(name: str) -> ServiceMatch | None:
        suffix = name
        while suffix:
            if entry := index.get(suffix):
                return ServiceMatch(entry=entry, evidence=evidence, by=name)
            suffix = suffix.partition(".")[2]
        return None

    return found


def _first(find: _Finder, names: Sequence[str]) -> ServiceMatch | None:
    for name in names:
        if found := find(name):
            return found
    return None


def _names_shared(name: str) -> bool:
    words = name.replace("-", ".").split(".")
    return any(word.strip(_DIGITS) in _SHARED_WORDS for word in words)
