"""What a scan's output (JSON lines of reports) shows about a domain: the hosts that sent as it, and live selectors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from mailpath.dns.owner import parents
from mailpath.domain.subject import SeenSender

__all__ = ["Observed", "observed"]

_MOST_HOSTS = 200
_MOST_SELECTORS = 50


class _Service(msgspec.Struct):
    name: str | None = None


class _Host(msgspec.Struct):
    ip: str | None = None
    service: _Service | None = None


class _Identifiers(msgspec.Struct):
    author_domain: str | None = None


class _Signature(msgspec.Struct):
    domain: str | None = None
    selector: str | None = None
    result: str | None = None


class _Results(msgspec.Struct):
    dkim: list[_Signature] = msgspec.field(default_factory=list)


class _Row(msgspec.Struct):
    """Of a report only what is needed here; a row with an error has none of it."""

    schema_version: str | None = None
    identifiers: _Identifiers | None = None
    sending_host: _Host | None = None
    auth_results: _Results | None = None
    verdict: str | None = None


@dataclass(slots=True)
class Observed:
    """Of one domain: hosts with their service, verdicts and number of messages; selectors of its signatures."""

    hosts: dict[str, tuple[str | None, dict[str, None], int]] = field(default_factory=dict)
    selectors: dict[str, None] = field(default_factory=dict)

    def senders(self) -> tuple[SeenSender, ...]:
        ordered = sorted(self.hosts.items(), key=lambda one: (-one[1][2], one[0]))[:_MOST_HOSTS]
        return tuple(
            SeenSender(ip=ip, service=service, verdicts=tuple(verdicts), messages=count)
            for ip, (service, verdicts, count) in ordered
        )


def observed(lines: Iterable[bytes], domains: Iterable[str]) -> Mapping[str, Observed]:
    """By domain. Signatures under a domain count for it whatever their result: their keys are looked at again.

    Raises ValueError, with the number of the line, where one is no report, and where none of the lines is a report of a
    message: as if nobody had sent anything, every term would be unused.
    """
    found = {domain: Observed() for domain in domains}
    decoder = msgspec.json.Decoder(_Row)
    lines_read = reports = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decoder.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            raise ValueError(f"line {number} is no report: {error}") from None
        lines_read += 1
        reports += row.schema_version is not None or row.identifiers is not None
        _note(row, found)
    if lines_read and not reports:
        raise ValueError("holds no report about a message")
    return found


def _note(row: _Row, found: Mapping[str, Observed]) -> None:
    author = row.identifiers.author_domain if row.identifiers else None
    for signature in row.auth_results.dkim if row.auth_results else ():
        at = found.get(signature.domain or "")
        if at is not None and signature.selector and len(at.selectors) < _MOST_SELECTORS:
            at.selectors.setdefault(signature.selector.lower())
    host = row.sending_host
    if author is None or host is None or host.ip is None:
        return
    for domain in (author, *parents(author)):  # not the other way round: there may be thousands of domains
        at = found.get(domain)
        if at is not None:
            service, verdicts, count = at.hosts.get(host.ip, (None, {}, 0))
            verdicts.setdefault(row.verdict or "undetermined")
            named = host.service.name if host.service else None
            at.hosts[host.ip] = (service or named, verdicts, count + 1)
