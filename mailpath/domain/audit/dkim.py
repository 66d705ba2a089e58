"""DKIM: the keys at selectors that were given, seen in mail, or are guessed (RFC 6376 section 3.6, RFC 8301)."""

from collections.abc import Iterator, Sequence
from typing import Literal

from mailpath.dns.protocol import Dns, ask_all
from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.selectors import GUESSED
from mailpath.domain.subject import Subject
from mailpath.domain.unregistered import free_domain
from mailpath.host.services import catalogue
from mailpath.records.dkim_key import DkimKey, looks_like_key, parse
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import Dkim, DkimSelector, Finding, Presence, Severity
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import DnsStatus
from mailpath.verify.public_key import load_key

__all__ = ["RECORD", "one_key"]

_SHORTEST, _RECOMMENDED = 1024, 2048  # bits of RSA: RFC 8301 section 3.2

_ANY = "*"  # the selector of a wildcard

Origin = Literal["given", "seen", "guessed"]


def _audit(subject: Subject, asking: Asking) -> Audited:
    wanted: dict[str, Origin] = dict.fromkeys(subject.selectors, "given")
    for one in subject.seen_selectors:
        wanted.setdefault(one, "seen")
    for one in _guesses(subject.domain, asking):
        wanted.setdefault(one, "guessed")
    named = [one for one, origin in wanted.items() if origin != "guessed"]
    answers = dict(zip(named, asking.ask_all([_question(one, subject.domain) for one in named]), strict=True))
    guesses = [one for one, origin in wanted.items() if origin == "guessed"]
    questions = [_question(one, subject.domain) for one in guesses]
    answers |= dict(zip(guesses, ask_all(asking.optional, questions), strict=True))
    if many := _wildcard({one: answers[one] for one in guesses}):
        wanted = {**{one: origin for one, origin in wanted.items() if one not in many}, _ANY: "guessed"}
        answers[_ANY] = answers[many[0]]
    there = [one for one in wanted if wanted[one] != "guessed" or _keys(answers[one])]
    aliases = ask_all(asking.optional, [_question(one, subject.domain, "CNAME") for one in there])
    selectors: list[DkimSelector] = []
    findings: list[Finding] = []
    for selector, alias in zip(there, aliases, strict=True):
        value, faults = _selector(selector, subject.domain, wanted[selector], answers[selector], alias)
        selectors.append(value)
        findings += faults
        if value.alias and answers[selector].status is DnsStatus.NXDOMAIN:
            findings += _free(f"{selector}._domainkey.{subject.domain}", value.alias, subject.domain, asking.optional)
    return Audited(Dkim(selectors=tuple(selectors), guessed=len(guesses)), tuple(findings))


def one_key(selector: str, domain: str, dns: Dns) -> tuple[DkimSelector, list[Finding]]:
    """One selector as if it had been given."""
    answer, alias = ask_all(dns, [_question(selector, domain), _question(selector, domain, "CNAME")])
    return _selector(selector, domain, "given", answer, alias)


def _guesses(domain: str, asking: Asking) -> Sequence[str]:
    """All, unless `_domainkey.` does not exist: then nothing below it does (RFC 8020)."""
    answer = asking.optional.ask(Question(f"_domainkey.{domain}", "TXT"))
    return () if answer.status is DnsStatus.NXDOMAIN else GUESSED


def _wildcard(answers: dict[str, Answer]) -> list[str]:
    """The selectors that have one and the same key: nobody has it at most of them, so it is a wildcard's, and one thing
    to say instead of sixty."""
    found: dict[tuple[str, ...], list[str]] = {}
    for selector, answer in answers.items():
        if _keys(answer):
            found.setdefault(answer.records, []).append(selector)
    return next((alike for alike in found.values() if len(alike) > max(1, len(answers) // 2)), [])


def _question(selector: str, domain: str, type: str = "TXT") -> Question:
    return Question(f"{selector}._domainkey.{domain}", type)


def _keys(answer: Answer) -> list[bytes]:
    return [raw for one in answer.records if looks_like_key(raw := txt_bytes(one))]


def _selector(
    selector: str, domain: str, origin: Origin, answer: Answer, alias: Answer
) -> tuple[DkimSelector, list[Finding]]:
    keys = _keys(answer)
    key = parse(keys[0]) if len(keys) == 1 else None
    public = load_key(key.type, key.material) if key and key.material else None
    target = alias.records[0] if alias.records else None
    match = catalogue().by_dkim((target,)) if target else None
    if answer.failed:
        status = Presence.UNKNOWN
    elif len(keys) != 1:
        status = Presence.SEVERAL if keys else Presence.MISSING
    else:
        status = Presence.FOUND if public or (key and key.revoked) else Presence.FAULTY
    value = DkimSelector(
        selector=selector,
        origin=origin,
        status=status,
        revoked=key.revoked if key else False,
        key_type=key.type if key else None,
        key_bits=public.bits if public else None,
        testing=key.testing if key else False,
        alias=target,
        service=match.entry.name if match else None,
        record=keys[0].decode("utf-8", "replace") if len(keys) == 1 else None,
    )
    return value, list(_faults(f"{selector}._domainkey.{domain}", value, key, len(keys)))


def _faults(name: str, value: DkimSelector, key: DkimKey | None, count: int) -> Iterator[Finding]:
    if value.status is Presence.UNKNOWN:
        return
    if value.status is Presence.MISSING:
        if value.alias:
            yield finding("dkim_dangling", name=name, alias=value.alias)
        else:
            yield finding("dkim_missing", name=name)
    elif value.status is Presence.SEVERAL:
        yield finding("dkim_several", name=name, count=count)
    elif value.revoked and value.selector == _ANY:
        return  # how a domain says that it signs nothing
    elif value.revoked:
        yield finding("dkim_revoked", Severity.INFO if value.origin == "guessed" else None, name=name)
    elif value.status is Presence.FAULTY or key is None:
        yield finding("dkim_faulty", name=name)
    else:
        yield from _use(name, value, key)


def _free(name: str, alias: str, domain: str, dns: Dns) -> Iterator[Finding]:
    """An alias into a domain that nobody has: whoever registers it publishes the key."""
    if free := free_domain(alias, domain, dns):
        yield finding("dkim_alias_unregistered", name=name, alias=alias, free=free)


def _use(name: str, value: DkimSelector, key: DkimKey) -> Iterator[Finding]:
    """A key that can be read: is it strong enough, and for mail?"""
    bits = value.key_bits or 0
    if value.key_type == "rsa" and bits < _SHORTEST:
        yield finding("dkim_weak_key", name=name, bits=bits)
    elif value.key_type == "rsa" and bits < _RECOMMENDED:
        yield finding("dkim_short_key", name=name, bits=bits)
    if not key.allows_mail:
        yield finding("dkim_not_for_mail", name=name, tag=f"s={':'.join(key.services or ())}")
    elif not key.allows_hash("sha256"):
        yield finding("dkim_not_for_mail", name=name, tag=f"h={':'.join(key.hashes or ())}")
    if key.testing:
        yield finding("dkim_testing", name=name)


RECORD = Record(field="dkim", audit=_audit)
