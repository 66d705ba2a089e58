"""What a host's PTR names say about it, read once for all messages that it handed over."""

import msgspec

from mailpath.dns.protocol import Dns, shared
from mailpath.host.addresses import is_internal
from mailpath.host.dynamic import dial_in_name, pool_name
from mailpath.host.fcrdns import Confirmed, confirm
from mailpath.host.services import catalogue
from mailpath.values.names import IPAddress

__all__ = ["Named", "named"]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """`names` are all PTR names, sorted. `shared`: a confirmed one is of a host that many share. `dynamic`, `dial_in`:
    all are those of a subscriber's line, or of an address that is another's tomorrow."""

    confirmed: Confirmed
    names: tuple[str, ...]
    internal: bool
    shared: bool
    dynamic: bool
    dial_in: bool


def named(ip: IPAddress, text: str, dns: Dns) -> Named:
    """Of an address; `text` is how it is written."""
    return shared(dns, ("named", text), lambda dns: _read(ip, dns))


def _read(ip: IPAddress, dns: Dns) -> Named:
    found = confirm(ip, dns)
    known = catalogue()
    return Named(
        confirmed=found,
        names=tuple(sorted(found.names)),
        internal=is_internal(ip),
        shared=known.shared_host(found.confirmed) is not None,
        dynamic=pool_name(ip, found.names, known) is not None,
        dial_in=dial_in_name(found.names, known) is not None,
    )
