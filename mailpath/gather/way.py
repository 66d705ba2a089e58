"""The way of a message where DNS is at hand: the recipients' MX hosts, and names that only DNS can tell.

Both are asked for only where nothing better shows the boundary. Some servers (Exchange) write no name but the HELO;
there a client may be a host of the receiver's own that `--trust` or the recipients' MX name, and its confirmed names
tell (RFC 8601 section 3): their zone is the receiver's, so no stranger can give himself one.
"""

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.host.fcrdns import Confirmed, confirm
from mailpath.host.mx import exchangers
from mailpath.message.fields import Message
from mailpath.path.chain import Names
from mailpath.path.find import find, unnamed_client
from mailpath.path.hops import Hops
from mailpath.path.recipients import recipient_domains
from mailpath.path.trust import trust_of
from mailpath.receipts import Receipt
from mailpath.values.answers import NOT_RECORDED, OFFLINE, OVER_LIMIT, Question
from mailpath.values.names import ip_address, reverse_name
from mailpath.values.path import Path
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import BoundaryMethod

__all__ = ["Way"]

_NEEDS_NO_MX = (BoundaryMethod.GIVEN, BoundaryMethod.CONFIGURED, BoundaryMethod.RECORDED)
_MOST_NAMED = 4  # own hosts in a row whose names are asked for


class Way(msgspec.Struct, frozen=True):
    """What the way is found from; `hops` are the Received fields before a boundary is known."""

    message: Message
    receipts: tuple[Receipt, ...]
    settings: Settings
    hops: Hops

    def path(self, dns: Dns) -> Path:
        """The way, step by step down while the next client's names may lead on."""
        names: dict[str, tuple[str, ...]] = {}
        found = self._found(dns, names)
        while (ip := self._nameless(found)) is not None and ip not in names and len(names) < _MOST_NAMED:
            names[ip] = _confirmed(ip, dns).confirmed
            found = self._found(dns, names)
        return found

    def first_questions(self) -> tuple[Question, ...]:
        """What `path` will ask about a client that nobody named, as far as the message alone tells."""
        ip = self._nameless(find(self.message, self.receipts, self.settings, hops=self.hops))
        known = ip_address(ip) if ip else None
        return (Question(reverse_name(known), "PTR"),) if known else ()

    def is_open(self, path: Path, dns: Dns) -> bool:
        """Whether a question had no answer, where a hop below the boundary could have turned out to be it."""
        boundary = path.boundary
        if boundary is None or boundary.hop_index is None or boundary.hop_index + 1 >= len(self.hops.hops):
            return False
        trust = trust_of(self.settings.trust)
        if trust.suffixes and (ip := self._nameless(path)) is not None:
            named = _confirmed(ip, dns)
            if not named.ptr_known or any(trust.name(name) for name in named.unanswered):
                return True
        if boundary.method in _NEEDS_NO_MX:
            return False
        answers = ask_all(dns, [Question(one, "MX") for one in recipient_domains(self.message, self.hops)])
        return any(one.failed and one.source not in (NOT_RECORDED, OFFLINE, OVER_LIMIT) for one in answers)

    def _found(self, dns: Dns, names: Names) -> Path:
        found = find(self.message, self.receipts, self.settings, None, self.hops, names)
        if found.boundary is not None and found.boundary.method in _NEEDS_NO_MX:
            return found
        domains = recipient_domains(self.message, self.hops)
        ask_all(dns, [Question(domain, "MX") for domain in domains])
        mx = {domain: exchangers(domain, dns).hosts for domain in domains}
        return find(self.message, self.receipts, self.settings, mx, self.hops, names)

    def _nameless(self, path: Path) -> str | None:
        """The boundary's client, where its server wrote no name and one could lead further down."""
        boundary = path.boundary
        if boundary is None or boundary.method in (BoundaryMethod.GIVEN, BoundaryMethod.RECORDED):
            return None
        by_name = boundary.method is not BoundaryMethod.CONFIGURED or trust_of(self.settings.trust).suffixes
        return unnamed_client(path) if by_name else None


def _confirmed(ip: str, dns: Dns) -> Confirmed:
    known = ip_address(ip)
    assert known is not None, "a hop's address is one"
    return confirm(known, dns)
