"""What `mailpath domain` is given: names of domains, a scan's output, an earlier output of its own."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from mailpath.domain.subject import Subject
from mailpath.values.audit import DomainReport
from mailpath.values.names import dns_name, ip_address
from mailpath.values.settings import SettingError

__all__ = ["Wanted", "baselines_of", "named_domains", "subjects_of"]


_SHOWN = 100  # characters of what is no domain name


class Wanted(NamedTuple):
    """What holds for all domains of a run."""

    selectors: tuple[str, ...]
    from_scan: str | None
    https: bool
    each_server: bool


def named_domains(named: Sequence[str] | None, domains_from: str | None) -> list[str]:
    """The domains, normalised, each once, in their order. SettingError where one is none, or none is named."""
    found = {_domain(text, ""): None for text in named or ()}
    if domains_from is not None:
        for number, line in enumerate(_lines(_read("--domains-from", domains_from)), 1):
            if text := line.partition("#")[0].strip():
                found[_domain(text, f"--domains-from {domains_from}, line {number}: ")] = None
    if not found:
        raise SettingError("no domain is named")
    return list(found)


def _lines(raw: bytes) -> list[str]:
    """UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return raw.decode(encoding, "replace").splitlines()


def _domain(text: str, place: str) -> str:
    name = dns_name(text)
    if name is None or "." not in name or ip_address(text) or "*" in name:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}.."
        raise SettingError(f"{place}{shown}: is no domain name")
    return name


def subjects_of(names: Sequence[str], wanted: Wanted) -> Iterator[Subject]:
    """SettingError where a selector is none, or the scan's output cannot be read."""
    selectors = tuple(dict.fromkeys(_selector(one) for one in wanted.selectors))
    if wanted.from_scan is None:
        return iter([_subject(one, selectors, wanted) for one in names])
    from mailpath.domain.from_scan import observed

    lines = _read("--from-scan", wanted.from_scan).splitlines()
    try:
        found = observed(lines, names)
    except ValueError as error:
        raise SettingError(f"--from-scan {wanted.from_scan}: {error}") from None
    return iter(
        [
            structs.replace(
                _subject(one, selectors, wanted),
                seen_selectors=tuple(found[one].selectors),
                senders=found[one].senders(),
            )
            for one in names
        ]
    )


def _subject(name: str, selectors: tuple[str, ...], wanted: Wanted) -> Subject:
    return Subject(domain=name, selectors=selectors, https=wanted.https, each_server=wanted.each_server)


def _selector(text: str) -> str:
    name = dns_name(text)
    if name is None:
        raise SettingError(f"--selector {text}: is no selector")
    return name.partition("._domainkey")[0]


def baselines_of(path: str | None) -> Mapping[str, DomainReport] | None:
    """The earlier reports by domain; None without a baseline."""
    if path is None:
        return None
    from mailpath.outputs.domain.json import reports_in

    raw = _read("--baseline", path)
    try:
        found = {report.domain: report for report in reports_in(raw)}
    except ValueError as error:
        raise SettingError(f"--baseline {path}: {error}") from None
    if not found:  # a run against nothing would find no change, night after night
        raise SettingError(f"--baseline {path}: holds no report about a domain")
    return found


def _read(option: str, path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise SettingError(f"{option} {path}: {(error.strerror or str(error)).lower()}") from None
