"""Parts of reports, each with usual values and whatever a test gives instead."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from mailpath.values.hop import Hop
from mailpath.values.report import Action, Identifiers, Report, SendingHost, Source, Tool
from mailpath.values.results import (
    Aligned,
    AlignmentMode,
    ArcResult,
    DkimResult,
    Dmarc7489,
    DmarcResult,
    SpfResult,
    WalkStep,
)
from mailpath.values.vocabulary import (
    ActionCode,
    Confidence,
    Fidelity,
    Provenance,
    Result,
    SourceFormat,
    SpfScope,
    Verdict,
    Verifiability,
    YesNo,
    Zone,
)

START = datetime(2026, 3, 2, 13, 59, 50, tzinfo=UTC)
CLAIMED, RECORDED, VERIFIED, INFERRED = (
    Provenance.CLAIMED,
    Provenance.RECORDED,
    Provenance.VERIFIED,
    Provenance.INFERRED,
)


def hop(index: int, zone: Zone, second: int, /, **given: object) -> Hop:
    known = CLAIMED if zone is Zone.CLAIMED else RECORDED
    empty = Hop(
        index=index,
        from_name=None,
        helo=None,
        rdns=None,
        ip=None,
        by=None,
        by_ip=None,
        with_=None,
        via=None,
        id=None,
        for_=None,
        envelope_from=None,
        date=START + timedelta(seconds=second),
        delay_seconds=None,
        skew_seconds=None,
        tls=None,
        auth=None,
        family="postfix",
        zone=zone,
        raw="from x by y",
        provenance={"ip": known, "by": known, "helo": CLAIMED},
    )
    return replace(empty, **given)


def spf(domain: str, result: Result, mechanism: str | None, scope: SpfScope = SpfScope.MFROM) -> SpfResult:
    return SpfResult(
        scope=scope,
        domain=domain,
        result=result,
        mechanism=mechanism,
        via=(),
        lookups=2,
        void_lookups=0,
        reason=None,
    )


def dkim(domain: str, result: Result, **given: object) -> DkimResult:
    usual = DkimResult(
        domain=domain,
        selector="s1",
        identity=f"@{domain}",
        algorithm="rsa-sha256",
        key_bits=2048,
        result=result,
        reason=None,
        signed_headers=("from", "subject", "date"),
        covers_body=True,
        expired=False,
        testing=False,
        weak=(),
        body_hash_ok=result is Result.PASS,
        signature_ok=result is Result.PASS,
        verifiability=Verifiability.VERIFIED,
        diagnosis=None,
    )
    return replace(usual, **given)


def dmarc(domain: str, result: Result, policy: str | None, **given: object) -> DmarcResult:
    usual = DmarcResult(
        result=result,
        domain=domain,
        policy=policy,
        policy_domain=domain,
        aligned=Aligned(spf=False, dkim=False),
        mode=AlignmentMode(spf="r", dkim="r"),
        walk=(WalkStep(name=f"_dmarc.{domain}", status="found", record=f"v=DMARC1; p={policy}"),),
        disposition=policy,
        rfc7489=Dmarc7489(result=result, policy_domain=domain, differs=False),
        reason=None,
    )
    return replace(usual, **given)


def no_arc() -> ArcResult:
    return ArcResult(result=Result.NONE, instances=0, chain=(), reason=None)


def identifiers(domain: str, **given: object) -> Identifiers:
    usual = Identifiers(
        header_from=f"Max Muster <max.muster@{domain}>",
        author_domain=domain,
        organizational_domain=domain,
        envelope_from=f"max.muster@{domain}",
        envelope_domain=domain,
        helo=None,
        message_id=f"<20260302.1@{domain}>",
        subject="Rechnung März",
        date=START,
        to="helpdesk@empfaenger.example",
        reply_to=None,
        sender=None,
        from_display_name="Max Muster",
        list_id=None,
        provenance={"header_from": CLAIMED, "subject": CLAIMED, "date": CLAIMED, "envelope_from": RECORDED},
    )
    return replace(usual, **given)


def host(ip: str, **given: object) -> SendingHost:
    usual = SendingHost(
        ip=ip,
        helo=None,
        ptr=(),
        fcrdns=None,
        mx_listed=YesNo.NO,
        spf_listed=YesNo.NO,
        a_listed=YesNo.NO,
        internal_address=YesNo.NO,
        service=None,
        network=None,
        same_organization=YesNo.NO,
        provenance={
            "ip": RECORDED,
            "helo": CLAIMED,
            "ptr": VERIFIED,
            "mx_listed": VERIFIED,
            "spf_listed": VERIFIED,
            "a_listed": VERIFIED,
            "same_organization": VERIFIED,
        },
    )
    return replace(usual, **given)


def report(verdict: Verdict, confidence: Confidence, **given: object) -> Report:
    usual = Report(
        schema_version="1",
        tool=Tool(name="mailpath", version="0.0.0", public_suffix_list=None),
        source=Source(
            file="rechnung.eml",
            key=None,
            sha256="0" * 64,
            size_bytes=12345,
            format=SourceFormat.RFC5322,
            fidelity=Fidelity.ORIGINAL,
            wrapped_in=(),
            error=None,
        ),
        identifiers=None,
        path=None,
        sending_host=None,
        auth_results=None,
        recorded=(),
        verdict=verdict,
        vouched=YesNo.UNKNOWN,
        listed=YesNo.UNKNOWN,
        confidence=confidence,
        reasons=(),
        action=Action(code=ActionCode.NONE, text="Nothing needs to be done.", facts={}),
        counterfactuals=(),
        notes=("This says who sent it, not whether it is harmless.",),
        remarks=(),
        rule=1,
        evidence=(),
    )
    return replace(usual, **given)
