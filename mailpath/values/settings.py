"""What a caller may choose; one frozen value, passed down and never read from the environment here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network

from mailpath.values.names import dns_name, domain_of, ip_address
from mailpath.values.vocabulary import DmarcMode

__all__ = ["ENRICHMENTS", "LANGUAGES", "SettingError", "Settings", "domain_name", "moment"]

LANGUAGES = ("en", "de")
ENRICHMENTS = ("asn", "dnsbl", "abuse")

_NUMERIC = re.compile(r"[0-9][0-9.]*(/[0-9]*)?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_EPOCH = re.compile(r"[0-9]{9,11}")
_MAPPED_PREFIX = 96  # ::ffff:0:0/96, RFC 4291 section 2.5.5.2
_LONGEST_SHOWN = 80


class SettingError(ValueError):
    """A setting that makes no sense; its text is one line that names the setting and is fit for a user.

    `setting` is the field of `Settings` (or another setting's name) and `problem` the text without it, for a caller
    that knows where the value came from; both are empty where neither applies.
    """

    def __init__(self, text: str, *, setting: str = "", problem: str = "") -> None:
        super().__init__(text)
        self.setting = setting
        self.problem = problem

    @classmethod
    def of(cls, setting: str, problem: str) -> "SettingError":
        return cls(f"{setting}: {problem}", setting=setting, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one check (contract sections 1 and 3).

    `trust` holds by-host suffixes (`mx.example.net`, `.example.net`) and CIDRs of the receiving organisation.
    `at` is the time signatures are judged as of (default: when the boundary took the message); ages are counted up
    to `at`, else to the newest answer used, else to `now`; both are aware datetimes. `now` is the clock, passed in;
    where it is None the caller of `mailpath.check` takes it once.

    Values are normalised at construction: names as lower-case A-labels, addresses and networks in their canonical
    spelling (a single address in `trust` becomes a network of one), the null sender as `<>`, times in UTC (a naive
    datetime is taken as UTC), lists without repeats. Any iterable of texts, or a single text, makes a list.
    Raises SettingError where a value makes no sense.
    """

    trust: tuple[str, ...] = ()
    trust_sealer: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()
    client_ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None
    dmarc: str = DmarcMode.RFC9989
    at: datetime | None = None
    now: datetime | None = None
    offline: bool = False
    lang: str = "en"
    enrich: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field, check in _LISTS.items():
            object.__setattr__(self, field, _checked_list(field, getattr(self, field), check))
        for field, check in _SINGLE.items():
            value = getattr(self, field)
            if value is not None:
                object.__setattr__(self, field, _checked(field, value, check))
        for field in ("at", "now"):
            value = getattr(self, field)
            if value is not None:
                object.__setattr__(self, field, _moment(field, value))
        for field in ("dmarc", "lang"):
            if getattr(self, field) is None:
                raise SettingError.of(field, "a word is needed")
        if not isinstance(self.offline, bool):
            raise SettingError.of("offline", "true or false is needed")


def domain_name(text: str) -> str | None:
    """A domain that mail can come from, normalised; None for addresses, bare suffixes of digits and odd characters."""
    name = dns_name(text)
    if name is None or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return None
    return None if name.rpartition(".")[2].isdigit() else name


def moment(text: str) -> datetime | None:
    """A time in UTC from RFC 3339, a date (its midnight) or Unix seconds; no zone means UTC. None where it is none."""
    text = text.strip()
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text), UTC)
        if not text[:4].isdigit() or not text.isascii():
            return None
        return _in_utc(datetime.fromisoformat(text.upper()))
    except (ValueError, OverflowError):
        return None


def _in_utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = "".join(char if char.isprintable() else "?" for char in text)
    return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[: _LONGEST_SHOWN - 1]}…"'


class _RefusedError(Exception):
    """What is wrong with one value, as the end of a sentence that begins with it."""


def _checked(field: str, value: object, check: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise SettingError.of(field, f"{_shown(value)} is no text")
    try:
        return check(value.strip())
    except _RefusedError as refused:
        raise SettingError.of(field, f"{_shown(value)} {refused}") from None


def _checked_list(field: str, value: object, check: Callable[[str], str]) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,)
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise SettingError.of(field, f"{_shown(value)} is no list of texts")
    return tuple(dict.fromkeys(_checked(field, one, check) for one in value))


def _moment(field: str, value: object) -> datetime:
    if isinstance(value, datetime):
        try:
            return _in_utc(value)
        except OverflowError:
            raise SettingError.of(field, f"{_shown(str(value))} is out of range") from None
    found = moment(value) if isinstance(value, str) else None
    if found is None:
        raise SettingError.of(field, f"{_shown(value)} is no time such as 2026-03-01T12:00:00Z or 2026-03-01")
    return found


def _trusted(text: str) -> str:
    """A by-host suffix or a network; `*.example.net` is `.example.net`."""
    if address := ip_address(text):
        return str(ip_network(address))
    if "/" in text or ":" in text or _NUMERIC.fullmatch(text):
        network = _network(text)
        if not network.prefixlen:
            raise _RefusedError("would trust every host there is")
        return str(network)
    bare = text.removeprefix("*").removeprefix(".")
    name = domain_name(bare)
    if name is None:
        raise _RefusedError("is neither a host name, such as mx.example.net or .example.net, nor a network")
    return name if bare == text else f".{name}"


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise _RefusedError("is no address or network, such as 192.0.2.0/24 or 2001:db8::/32") from None
    if isinstance(network, IPv6Network) and network.prefixlen >= _MAPPED_PREFIX:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network((mapped, network.prefixlen - _MAPPED_PREFIX))
    return network


def _domain(text: str) -> str:
    name = domain_name(text.removeprefix("@"))
    if name is None:
        raise _RefusedError("is no domain name")
    return name


def _authserv_id(text: str) -> str:
    """RFC 8601 section 2.5: mostly a host name, but any word will do."""
    if not text or len(text) > 255 or not text.isprintable() or any(char in text for char in ' ;"'):
        raise _RefusedError("is no authserv-id: one word, mostly a host name, is needed")
    return text


def _client_ip(text: str) -> str:
    address = ip_address(text)
    if address is None:
        raise _RefusedError("is no IP address")
    return str(address)


def _helo(text: str) -> str:
    """RFC 5321 section 4.1.1.1, and what clients say instead: any one word."""
    if not text or len(text) > 255 or not text.isprintable() or " " in text:
        raise _RefusedError("is no HELO name: one word is needed")
    return text


def _mail_from(text: str) -> str:
    """An envelope sender without its brackets, or `<>`."""
    bare = text.removeprefix("<").removesuffix(">").strip()
    if not bare:
        return "<>"
    if domain_of(bare) is None or not bare.isprintable():
        raise _RefusedError("is no sender address, such as user@example.org, nor <>")
    return bare


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text.lower() not in words:
            raise _RefusedError(f"is none of {', '.join(words)}")
        return text.lower()

    return check


def _dmarc(text: str) -> DmarcMode:
    return DmarcMode(_one_of(tuple(DmarcMode))(text))


_LISTS: dict[str, Callable[[str], str]] = {
    "trust": _trusted,
    "trust_sealer": _domain,
    "own_domains": _domain,
    "authserv_ids": _authserv_id,
    "enrich": _one_of(ENRICHMENTS),
}
_SINGLE: dict[str, Callable[[str], str]] = {
    "client_ip": _client_ip,
    "helo": _helo,
    "mail_from": _mail_from,
    "dmarc": _dmarc,
    "lang": _one_of(LANGUAGES),
}
