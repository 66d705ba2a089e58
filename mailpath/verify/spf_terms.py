"""The mechanisms of a record that can matter for one client: what is handed to pyspf.

`ip4` and `ip6` cost no question, so whether they match is known beforehand. Those that do not match are left out, and,
where no macro in the record could still ask something, all that stands behind one that does.
"""

from typing import NamedTuple

from mailpath.records.spf import Mechanism, kept_by_record, parse
from mailpath.values.names import IPAddress, ip_address

__all__ = ["Terms", "terms_of"]

_BITS = {4: 32, 6: 128}
_ANY = 0  # version of a term that is no network
_NONE = -1  # version of a network that no client is in


class _Term(NamedTuple):
    text: str
    version: int
    leading: int  # bits of the network
    shift: int  # bits that do not count
    matches: bool  # every client that `leading` lets through


class Terms(NamedTuple):
    """The mechanisms of one record, also by their text."""

    by_text: dict[str, Mechanism]
    terms: tuple[_Term, ...]
    has_macros: bool

    def for_client(self, client: IPAddress) -> str:
        """The record for pyspf, of mechanisms alone."""
        version, number = client.version, int(client)
        texts = ["v=spf1"]
        for text, family, leading, shift, matches in self.terms:
            if family == _ANY or (family == version and number >> shift == leading):
                texts.append(text)
                if matches and not self.has_macros:
                    break
        return " ".join(texts)


@kept_by_record
def terms_of(record: str) -> Terms:
    """The terms of a record without defects."""
    mechanisms = parse(record).mechanisms
    return Terms({one.text: one for one in mechanisms}, tuple(map(_term, mechanisms)), "%" in record)


def _term(one: Mechanism) -> _Term:
    if one.name not in ("ip4", "ip6"):
        return _Term(one.text, _ANY, 0, 0, one.name == "all")
    network = ip_address(one.value or "")
    version = 4 if one.name == "ip4" else 6
    if network is None or network.version != version:  # such as an IPv4 address written as IPv6
        return _Term(one.text, _NONE, 0, 0, matches=False)
    length = one.cidr4 if version == 4 else one.cidr6
    shift = 0 if length is None else _BITS[version] - length
    return _Term(one.text, version, int(network) >> shift, shift, matches=True)
