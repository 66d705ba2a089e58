"""The Python interface: what `import mailpath` offers (contract: `docs/python.md`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from os import PathLike

from mailpath.dns.protocol import Dns
from mailpath.message.fields import Message, read_message
from mailpath.values.hop import Hop
from mailpath.values.path import Path
from mailpath.values.report import Report
from mailpath.values.results import ArcResult, DkimResult, DmarcResult, SpfResult
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import DmarcMode

__all__ = [
    "check",
    "check_arc",
    "check_dkim",
    "check_dmarc",
    "check_spf",
    "find_path",
    "parse_received",
    "scan",
]

_DEFAULT = Settings()


def _dns(dns: Dns | None) -> Dns:
    """The given source, or live DNS by the system's resolvers."""
    if dns is not None:
        return dns
    from mailpath.dns.live import LiveDns

    return LiveDns()


def check(raw: bytes, *, dns: Dns | None = None, settings: Settings = _DEFAULT) -> Report:
    """Judge one message. Without `dns` questions go to the system's resolvers, unless `settings.offline`.

    Never raises on any message: what cannot be read is a report with `source.error`.
    """
    from mailpath.one_message import check_bytes

    return check_bytes(raw, dns=None if settings.offline else _dns(dns), settings=settings)


def scan(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    dns: Dns | None = None,
    settings: Settings = _DEFAULT,
) -> Iterator[Report]:
    """Judge every message below `paths` (files, maildirs, mboxes, trees, in any mix), lazily, in no promised order."""
    from mailpath.many_messages import check_paths

    named = [paths] if isinstance(paths, str | PathLike) else list(paths)
    return check_paths(named, dns=None if settings.offline else _dns(dns), settings=settings)


def parse_received(value: bytes | str) -> Hop:
    """One Received field body, any dialect. Never raises; index 0, zone claimed, delays null."""
    from mailpath.trace.parse import parse_received as parse

    return parse(value)


def find_path(raw: bytes, *, settings: Settings = _DEFAULT) -> Path:
    """Hops, boundary and findings of a message, without DNS."""
    from mailpath.path.find import find
    from mailpath.receipts import read_receipts

    message = read_message(raw)
    return find(message, read_receipts(message), settings)


def check_spf(ip: str, helo: str, mail_from: str, *, dns: Dns | None = None) -> SpfResult:
    """SPF for MAIL FROM, or for postmaster@helo where `mail_from` is empty or `<>`; `scope` says which (RFC 7208)."""
    from mailpath.verify.spf import evaluate

    return evaluate(ip, helo, mail_from, _dns(dns))


def _time(message: Message, raw: bytes, at: datetime | None) -> datetime:
    """`at`, else when the boundary took the message, else the clock."""
    if at is not None:
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    path = find_path(raw)
    index = path.boundary.hop_index if path.boundary else None
    taken = path.hops[index].date if index is not None else None
    return taken or datetime.now(UTC)


def check_dkim(raw: bytes, *, dns: Dns | None = None, at: datetime | None = None) -> list[DkimResult]:
    """Every DKIM signature of a message, judged as of `at` (RFC 6376); those that do not hold with why, where found."""
    from mailpath.gather.diagnosed import with_diagnoses
    from mailpath.message.addresses import author
    from mailpath.verify.dkim import verify
    from mailpath.verify.signature_tags import signatures_of

    message, source = read_message(raw), _dns(dns)
    signatures = signatures_of(message)
    results = verify(message, source, _time(message, raw, at), signatures=signatures)
    return list(with_diagnoses(message, signatures, results, author(message).domain, source))


def check_arc(raw: bytes, *, dns: Dns | None = None, at: datetime | None = None) -> ArcResult:
    """The ARC chain of a message (RFC 8617)."""
    from mailpath.verify.arc import verify

    message = read_message(raw)
    return verify(message, _dns(dns), _time(message, raw, at))


def check_dmarc(
    author_domain: str,
    *,
    spf: Sequence[SpfResult] = (),
    dkim: Sequence[DkimResult] = (),
    dns: Dns | None = None,
    at: datetime | None = None,
    dmarc: str = DmarcMode.RFC9989,
) -> DmarcResult:
    """DMARC of an author domain over results that are there already (RFC 9989, RFC 7489 beside it).

    `at` is taken for symmetry: a DMARC record has no times.
    """
    from mailpath.verify.dmarc import evaluate

    return evaluate(author_domain, spf, dkim, _dns(dns), DmarcMode(dmarc))
