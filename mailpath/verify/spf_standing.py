"""What a domain's SPF is worth, whoever sends: does it have one, how does it end, and does a pass say anything?"""

from functools import lru_cache

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.records.spf import Mechanism, SpfRecord, parse, spf_records
from mailpath.records.spf_macros import expand, letters
from mailpath.values.answers import Question
from mailpath.values.names import dns_name, ip_address
from mailpath.values.presentation import txt_bytes
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result, YesNo

__all__ = ["SpfStanding", "closing_all", "has_record", "is_empty_promise", "standing"]

_MAX_REDIRECTS = 10
_WIDEST_IP4 = 12  # bits of prefix: 2^20 addresses, which is not yet too many
_TOO_WIDE_IP6 = 20
_SOFTEST_FIRST = "+?~-"
_OF_THE_CLIENT = frozenset("ipc")  # macro letters whose value depends on the client's address


class SpfStanding(msgspec.Struct, frozen=True, kw_only=True):
    """`closing_all` is the qualifier of the `all` that ends the record, after redirects: `-`, `~`, `?`, `+`.

    It is read from records that are a permerror as well. Null where no `all` ends it, and where that could not be
    found out: then `complete` is false.
    """

    record: YesNo
    closing_all: str | None
    complete: bool


def standing(domain: str, dns: Dns) -> SpfStanding:
    """Read a domain's record, following `redirect=` (RFC 7208 section 6.1)."""
    answered, found = _records(domain, dns)
    if not answered:
        return SpfStanding(record=YesNo.UNKNOWN, closing_all=None, complete=False)
    has = YesNo.of(bool(found))
    name, seen = domain, {domain}
    for _ in range(_MAX_REDIRECTS):
        if closing := _closing(found):
            return SpfStanding(record=has, closing_all=closing, complete=True)
        target = _redirect(found, name)
        if target is None or target in seen:
            return SpfStanding(record=has, closing_all=None, complete=not _has_redirect(found) or target is not None)
        name = target
        seen.add(name)
        answered, found = _records(name, dns)
        if not answered:
            return SpfStanding(record=has, closing_all=None, complete=False)
    return SpfStanding(record=has, closing_all=None, complete=True)


def has_record(domain: str, dns: Dns) -> YesNo:
    """Whether the domain publishes SPF at all, usable or not; unknown where DNS did not answer."""
    answered, found = _records(domain, dns)
    return YesNo.of(bool(found)) if answered else YesNo.UNKNOWN


def closing_all(domain: str, dns: Dns) -> str | None:
    """The qualifier that ends the domain's record, as `SpfStanding.closing_all`."""
    return standing(domain, dns).closing_all


def _records(domain: str, dns: Dns) -> tuple[bool, tuple[SpfRecord, ...]]:
    answer = dns.ask(Question(domain, "TXT"))
    return not answer.failed, tuple(map(parse, spf_records([txt_bytes(one) for one in answer.records])))


def _closing(records: tuple[SpfRecord, ...]) -> str | None:
    """Of several records (a permerror) the softest: no receiver could know which was meant."""
    found = [one.closing.qualifier if one.closing else "" for one in records]
    return min(found, key=_SOFTEST_FIRST.index) if found and all(found) else None


def _has_redirect(records: tuple[SpfRecord, ...]) -> bool:
    return any(one.redirect is not None for one in records)


def _redirect(records: tuple[SpfRecord, ...], domain: str) -> str | None:
    """Where the first record without an `all` goes on; None also where that depends on the message."""
    for record in records:
        if record.closing is None and record.redirect is not None and letters(record.redirect) <= {"d"}:
            return dns_name(expand(record.redirect, lambda _: domain))
    return None


def is_empty_promise(result: SpfResult, ip: str | None = None) -> bool:
    """Whether a pass says nothing, because nearly anybody would get it.

    So it is by `all`, by one mechanism of more than 2^20 IPv4 addresses or of IPv6 /20 and wider, and by an `exists`
    that does not look at the client's address. Each mechanism is judged on its own. `ip` says which prefix length of
    `a` and `mx` counted; without it either counts.
    """
    if result.result is not Result.PASS or result.mechanism is None:
        return False
    return _promises_nothing(result.mechanism, ip)


@lru_cache(maxsize=2048)
def _promises_nothing(term: str, ip: str | None) -> bool:
    mechanisms = parse(f"v=spf1 {term}").mechanisms
    return bool(mechanisms) and _admits_anyone(mechanisms[0], ip)


def _admits_anyone(term: Mechanism, ip: str | None) -> bool:
    if term.name == "all":
        return True
    if term.name == "exists":
        return not letters(term.value or "") & _OF_THE_CLIENT
    client = ip_address(ip) if ip else None
    wide4 = term.cidr4 is not None and term.cidr4 < _WIDEST_IP4
    wide6 = term.cidr6 is not None and term.cidr6 <= _TOO_WIDE_IP6
    if client is None:
        return wide4 or wide6
    return wide4 if client.version == 4 else wide6
