"""Every term of an SPF evaluation with what it came to: includes and redirects as a tree, macros expanded, limits.

Past a limit the result is permerror, and the trail goes on all the same, marked so: an administrator sees what would
have matched. Each term is judged by the same code as in `spf.evaluate`, one at a time.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.records.spf import LOOKUP_MECHANISMS, Mechanism, Modifier, SpfDefect, SpfRecord, parse
from mailpath.values.answers import Answer
from mailpath.values.names import ip_address
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result
from mailpath.verify.codes import SpfReason
from mailpath.verify.spf import Explanation, evaluate, explanation, identity, macro_helo
from mailpath.verify.spf_query import MAX_LOOKUPS, MAX_VOID_LOOKUPS, Refused, SpfQuery, Unanswered

__all__ = ["MAX_TERMS", "Ending", "SpfTrail", "TermOutcome", "TrailRecord", "TrailTerm", "explain"]

MAX_TERMS = 200  # terms that are judged, in all records together; those that follow are `not_reached`
_MAX_DEPTH = 12

_WORDS = {"+": Result.PASS, "-": Result.FAIL, "~": Result.SOFTFAIL, "?": Result.NEUTRAL}


class Ending(msgspec.Struct, frozen=True):
    """What a record comes to, and why where no term says it."""

    result: Result
    reason: SpfReason | None


class TermOutcome(StrEnum):
    MATCH = "match"
    NO_MATCH = "no_match"
    NOT_REACHED = "not_reached"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class TrailTerm(msgspec.Struct, frozen=True, kw_only=True):
    """One term, or a `redirect=`. `target` is its name with macros expanded, null where it has none.

    `lookups` and `void_lookups` count up to and with this term; `beyond_limit` says that a limit had been passed, so
    that a receiver never came here. `record` is the one that an include or redirect led to.
    """

    text: str
    target: str | None
    outcome: TermOutcome
    reason: SpfReason | None
    lookups: int
    void_lookups: int
    beyond_limit: bool
    record: "TrailRecord | None"


class TrailRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record; `text` is null where there is none. `ending` is what it came to, limits left aside."""

    domain: str
    text: str | None
    defects: tuple[SpfDefect, ...]
    terms: tuple[TrailTerm, ...]
    ending: Ending


class SpfTrail(msgspec.Struct, frozen=True, kw_only=True):
    """`result` is what a receiver finds, `record.ending` what it would be without limits. The explanation is the
    domain's own words."""

    result: SpfResult
    record: TrailRecord | None
    explanation: Explanation | None


def explain(ip: str, helo: str, mail_from: str, dns: Dns, *, at: datetime | None = None) -> SpfTrail:
    """The trail of one evaluation; arguments as for `spf.evaluate`, and nothing raises but `dns.ask`."""
    result = evaluate(ip, helo, mail_from, dns)
    who, client = identity(helo, mail_from), ip_address(ip)
    record = None
    if who.fault is None and who.domain is not None and client is not None:
        walk = _Walk(ip=client, helo=macro_helo(helo), local=who.local, domain=who.domain, dns=dns)
        record = walk.record(who.domain, ())
    words = explanation(ip, helo, mail_from, dns, at=at) if result.result is Result.FAIL else None
    return SpfTrail(result=result, record=record, explanation=words)


class _Walk(SpfQuery):
    """An evaluation that counts and does not stop at a limit."""

    _left = MAX_TERMS

    def check_lookups(self) -> None:
        self.lookups += 1

    def _count_if_void(self, answer: Answer | None) -> None:
        self.void_lookups += answer is not None and not answer.records

    def record(self, domain: str, above: tuple[str, ...]) -> TrailRecord:
        """The record of a domain, term by term; `above` are the domains of the records that led here."""
        text, fault = None, Ending(Result.NONE, SpfReason.NO_RECORD)
        try:
            text = self.dns_spf(domain)
        except Refused as error:
            fault = Ending(Result.PERMERROR, SpfReason(error.msg))
        except Unanswered as error:
            fault = Ending(Result.TEMPERROR, SpfReason(error.msg))
        if text is None:
            return TrailRecord(domain=domain, text=None, defects=(), terms=(), ending=fault)
        outer, self.d = self.d, domain
        found = parse(text)
        ending = Ending(Result.PERMERROR, SpfReason.SYNTAX_ERROR) if found.defects else None
        terms: list[TrailTerm] = []
        steps: list[Mechanism | Modifier] = [*found.mechanisms, *_redirect(found)]
        for one in steps:
            if ending is not None or not self._left:
                terms.append(self._term(one.text, None, TermOutcome.NOT_REACHED))
                continue
            self._left -= 1
            terms.append(self._judged(one, (*above, domain)))
            ending = _ending(one, terms[-1])
        self.d = outer
        ending = ending or Ending(Result.NEUTRAL, SpfReason.NO_MATCH)
        return TrailRecord(domain=domain, text=text, defects=found.defects, terms=tuple(terms), ending=ending)

    def _judged(self, one: Mechanism | Modifier, above: tuple[str, ...]) -> TrailTerm:
        target = None
        try:
            if isinstance(one, Modifier) or one.name in LOOKUP_MECHANISMS:
                target = self.d if one.value is None else self.expand(one.value)
            if target is not None and one.name in ("include", "redirect"):
                return self._led_on(one, target, above)
            if isinstance(one, Mechanism):
                self._mechanisms = {one.text: one}
                self.check0(f"v=spf1 {one.text}", 0)
        except Refused as error:
            return self._term(one.text, target, TermOutcome.PERMERROR, SpfReason(error.msg))
        except Unanswered as error:
            return self._term(one.text, target, TermOutcome.TEMPERROR, SpfReason(error.msg))
        return self._term(one.text, target, TermOutcome.MATCH if self.mechanism else TermOutcome.NO_MATCH)

    def _led_on(self, one: Mechanism | Modifier, target: str, above: tuple[str, ...]) -> TrailTerm:
        """An include or redirect, with the record behind it."""
        self.check_lookups()
        if target in above or len(above) > _MAX_DEPTH:
            return self._term(one.text, target, TermOutcome.PERMERROR, SpfReason.TOO_MANY_LOOKUPS)
        record = self.record(target, above)
        found = record.ending
        outcome, reason = _FOLLOWED.get(found.result, TermOutcome.NO_MATCH), None
        if outcome in (TermOutcome.PERMERROR, TermOutcome.TEMPERROR):
            reason = found.reason
        if found.result is Result.NONE:
            including = one.name == "include"
            reason = SpfReason.INCLUDE_WITHOUT_RECORD if including else SpfReason.REDIRECT_WITHOUT_RECORD
        elif one.name == "redirect" and reason is None:
            outcome = TermOutcome.MATCH  # whatever the record says is the result
        return self._term(one.text, target, outcome, reason, record)

    def _term(
        self,
        text: str,
        target: str | None,
        outcome: TermOutcome,
        reason: SpfReason | None = None,
        record: TrailRecord | None = None,
    ) -> TrailTerm:
        return TrailTerm(
            text=text,
            target=target,
            outcome=outcome,
            reason=reason,
            lookups=self.lookups,
            void_lookups=self.void_lookups,
            beyond_limit=self.lookups > MAX_LOOKUPS or self.void_lookups > MAX_VOID_LOOKUPS,
            record=record,
        )


_FOLLOWED = {
    Result.PASS: TermOutcome.MATCH,
    Result.NONE: TermOutcome.PERMERROR,
    Result.PERMERROR: TermOutcome.PERMERROR,
    Result.TEMPERROR: TermOutcome.TEMPERROR,
}


def _redirect(record: SpfRecord) -> tuple[Modifier, ...]:
    """The redirect, where the record has no `all` in front of which it counts (RFC 7208 section 6.1)."""
    if record.closing is not None:
        return ()
    return tuple(one for one in record.modifiers if one.name == "redirect")[:1]


def _ending(one: Mechanism | Modifier, term: TrailTerm) -> Ending | None:
    """What a record has come to with this term; None where it goes on."""
    if term.outcome is TermOutcome.PERMERROR:
        return Ending(Result.PERMERROR, term.reason)
    if term.outcome is TermOutcome.TEMPERROR:
        return Ending(Result.TEMPERROR, term.reason)
    if term.outcome is not TermOutcome.MATCH:
        return None
    if isinstance(one, Mechanism):
        return Ending(_WORDS[one.qualifier], None)
    return term.record.ending if term.record else None
