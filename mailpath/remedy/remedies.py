"""What would mend it: the action with its tried record, and single changes that turn the result."""

from collections.abc import Iterator, Sequence

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.judge.facts import Facts
from mailpath.judge.logic import any_of
from mailpath.language import sentence
from mailpath.remedy.record import Envelope, Proposal, address_term, closed_by_fail, with_term
from mailpath.values.reasons import Facts as Values
from mailpath.values.reasons import FactValue
from mailpath.values.report import Counterfactual
from mailpath.values.results import DkimResult, SpfResult
from mailpath.values.vocabulary import ActionCode, DmarcMode, Result, SpfScope, Verdict, Verifiability
from mailpath.verify import dmarc, spf
from mailpath.verify.spf_standing import is_empty_promise

__all__ = ["counterfactuals", "record_for"]

_WITH_RECORD = (
    ActionCode.PUBLISH_SPF_FOR_HOST,
    ActionCode.ROUTE_OVER_OFFICIAL_SERVER,
    ActionCode.ADD_MX_TO_SPF,
)


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    """One message's judgement as remedies see it."""

    facts: Facts
    domain: str
    envelope: Envelope
    envelope_domain: str | None  # that SPF was evaluated for, where it is the author's organization
    mode: DmarcMode
    dns: Dns


def _case(f: Facts, mode: DmarcMode, dns: Dns) -> _Case | None:
    e = f.evidence
    if e.host is None or e.author.domain is None:
        return None
    own = next((s for s in e.spf if s.result.scope is SpfScope.MFROM and s.aligned.yes), None)
    return _Case(
        facts=f,
        domain=e.author.domain,
        envelope=Envelope(ip=e.host.ip, helo=e.host.helo or "", mail_from=e.envelope_from or ""),
        envelope_domain=own.result.domain if own else None,
        mode=mode,
        dns=dns,
    )


def record_for(code: ActionCode, f: Facts, mode: DmarcMode, dns: Dns) -> Values:
    """The facts of a whole new record for that action, or nothing where none could be tried with success.

    With the record the message passes: so it is one for the domain that SPF judges, the envelope's, and only where
    that is aligned with the author. Never for a forwarder, a list, or a host that many share.
    """
    case = _case(f, mode, dns) if code in _WITH_RECORD else None
    if case is None or _unsafe(case) is not None:
        return {}
    for term in _terms(code, case):
        proposal = _tried(term, case)
        if proposal is not None:
            return {
                "record": proposal.record,
                "record_name": proposal.name,
                "lookups_after": proposal.lookups_after,
                "checked": True,
            }
    return {}


def _terms(code: ActionCode, case: _Case) -> Iterator[str]:
    host = case.facts.evidence.host
    if code is ActionCode.ADD_MX_TO_SPF and host and host.mx_domain == case.envelope_domain:
        yield "mx"
    yield address_term(case.envelope.ip)


def _tried(term: str, case: _Case) -> Proposal | None:
    """The record, where SPF and with it DMARC then pass."""
    if case.envelope_domain is None:
        return None
    proposal = with_term(case.envelope_domain, term, case.envelope, case.dns)
    if proposal is None or is_empty_promise(proposal.result):
        return None
    turned = _dmarc(case, [proposal.result], case.facts.evidence.auth.dkim)
    return proposal if turned in (Result.PASS, Result.NONE) else None


def _dmarc(case: _Case, spf_results: Sequence[SpfResult], dkim_results: Sequence[DkimResult]) -> Result:
    return dmarc.evaluate(case.domain, spf_results, dkim_results, case.dns, case.mode).result


def _unsafe(case: _Case) -> str | None:
    """Why naming this host in the domain's record would do harm, as a code; None where nothing speaks against it."""
    f = case.facts
    host = f.evidence.host
    if any_of(f.list_signs, f.forward_signs).yes:
        return "unsafe_forwarder"
    if host is None or not host.shared.no:
        return "unsafe_shared_host"
    if host.dial_in:
        return "unsafe_dynamic_host"
    if not any_of(f.same_organization, f.mx_listed, f.a_listed).yes:
        return "unsafe_unknown_host"
    return None


def counterfactuals(verdict: Verdict, f: Facts, mode: DmarcMode, dns: Dns) -> tuple[Counterfactual, ...]:
    """Single changes, each evaluated by our own verifiers; only what turns a result."""
    if verdict not in _CHANGES or f.aligned.may_be:
        return ()
    case = _case(f, mode, dns)
    return tuple(_CHANGES[verdict](case)) if case is not None else ()


def _for_spoof(case: _Case) -> Iterator[Counterfactual]:
    host = case.facts.evidence.host
    judged = host.spf_of_author if host else None
    if host is None or judged is None or judged.result not in (Result.SOFTFAIL, Result.NEUTRAL):
        return
    domain = host.spf_of_author_domain or case.domain
    envelope = Envelope(ip=case.envelope.ip, helo=case.envelope.helo, mail_from=f"postmaster@{domain}")
    proposal = closed_by_fail(domain, envelope, case.dns)
    if proposal is not None:
        old = f"{case.facts.evidence.policy.spf_all or '?'}all"
        yield _change("change_spf_all", {"spf": Result.FAIL}, None, domain=domain, all=old, record=proposal.record)


def _for_sender(case: _Case) -> Iterator[Counterfactual]:
    evidence = case.facts.evidence
    unsafe = _unsafe(case)
    term = address_term(case.envelope.ip)
    proposal = _tried(term, case)
    if proposal is not None:
        turns = {"spf": proposal.result.result}
        after = _dmarc(case, [proposal.result], evidence.auth.dkim)
        turns |= {"dmarc": after} if after is Result.PASS else {}
        record = None if unsafe else proposal.record
        yield _change("change_spf_term", turns, unsafe, domain=proposal.name, term=term, record=record)
    signed = _dmarc(case, evidence.auth.spf, [*evidence.auth.dkim, _signature(case.domain)])
    turns = dict[str, Result](dkim=Result.PASS) | ({"dmarc": signed} if signed is Result.PASS else {})
    yield _change("change_sign_as_author", turns, None, domain=case.domain)
    if case.envelope_domain is None:
        moved = spf.evaluate(case.envelope.ip, case.envelope.helo, f"postmaster@{case.domain}", case.dns)
        if moved.result is Result.PASS and not is_empty_promise(moved):
            after = _dmarc(case, [moved], evidence.auth.dkim)
            turns = dict[str, Result](spf=moved.result) | ({"dmarc": after} if after is Result.PASS else {})
            yield _change("change_envelope", turns, None, domain=case.domain)


_CHANGES = {
    Verdict.SPOOFED: _for_spoof,
    Verdict.INTERNAL_SERVER_LEAK: _for_sender,
    Verdict.UNALIGNED_THIRD_PARTY: _for_sender,
}


def _change(code: str, turns: dict[str, Result], why: str | None, **facts: FactValue) -> Counterfactual:
    values: Values = dict(facts)
    return Counterfactual(
        code=code,
        change=sentence(code, values, "en"),
        facts=values,
        turns=turns,
        safe=why is None,
        why_code=why,
        why=sentence(why, {}, "en") if why else None,
    )


def _signature(domain: str) -> DkimResult:
    """A signature by `domain` that verifies, to ask DMARC what it would turn."""
    return DkimResult(
        domain=domain,
        selector=None,
        identity=None,
        algorithm="rsa-sha256",
        key_bits=None,
        result=Result.PASS,
        reason=None,
        signed_headers=("from",),
        covers_body=True,
        expired=False,
        testing=False,
        weak=(),
        body_hash_ok=True,
        signature_ok=True,
        verifiability=Verifiability.VERIFIED,
        diagnosis=None,
    )
