"""Reports built by hand: several verdicts, and one in which every text is hostile."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from mailpath.language import reason
from mailpath.values.answers import Evidence
from mailpath.values.hop import Hop, Tls
from mailpath.values.path import Boundary, Path
from mailpath.values.reasons import Reason
from mailpath.values.report import (
    Action,
    Counterfactual,
    Identifiers,
    Report,
    SendingHost,
    Service,
    Source,
    Tool,
)
from mailpath.values.results import (
    Aligned,
    AlignmentMode,
    ArcInstance,
    ArcResult,
    AuthResults,
    Diagnosis,
    DkimResult,
    Dmarc7489,
    DmarcResult,
    Recorded,
    RecordedResult,
    SpfResult,
    WalkStep,
)
from mailpath.values.vocabulary import (
    ActionCode,
    BoundaryMethod,
    Confidence,
    DnsStatus,
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


def leak() -> Report:
    """The company's own server, which no record of the company names."""
    domain = "firma.example"
    return report(
        Verdict.INTERNAL_SERVER_LEAK,
        Confidence.HIGH,
        identifiers=identifiers(domain, helo="exch01.firma.local"),
        path=Path(
            hops=(
                hop(
                    0,
                    Zone.TRUSTED,
                    13,
                    from_name="mx1.empfaenger.example",
                    ip="198.51.100.25",
                    by="mailbox.empfaenger.example",
                    with_="LMTP",
                    delay_seconds=1,
                ),
                hop(
                    1,
                    Zone.BOUNDARY,
                    12,
                    from_name="exch01.firma.local",
                    helo="exch01.firma.local",
                    rdns="mail.firma.example",
                    ip="203.0.113.9",
                    by="mx1.empfaenger.example",
                    with_="ESMTPS",
                    tls=Tls(version="TLSv1.3", cipher="TLS_AES_256_GCM_SHA384"),
                    delay_seconds=9,
                ),
                hop(
                    2,
                    Zone.CLAIMED,
                    3,
                    from_name="pc-17.firma.local",
                    helo="pc-17.firma.local",
                    ip="192.168.1.20",
                    by="exch01.firma.local",
                    with_="ESMTPA",
                    auth=True,
                ),
            ),
            boundary=Boundary(hop_index=1, method=BoundaryMethod.RECORDED, confidence=Confidence.HIGH),
            findings=(),
        ),
        sending_host=host(
            "203.0.113.9",
            helo="exch01.firma.local",
            ptr=("mail.firma.example",),
            fcrdns=True,
            same_organization=YesNo.YES,
        ),
        auth_results=AuthResults(
            spf=(
                spf(domain, Result.FAIL, "-all"),
                spf("exch01.firma.local", Result.NONE, None, SpfScope.HELO),
            ),
            dkim=(),
            arc=no_arc(),
            dmarc=dmarc(domain, Result.FAIL, "quarantine"),
        ),
        recorded=(
            Recorded(
                authserv_id="mx1.empfaenger.example",
                zone=Zone.BOUNDARY,
                standard="authentication-results",
                results=(
                    RecordedResult(
                        method="spf",
                        result=Result.SOFTFAIL,
                        raw_result="softfail",
                        properties={"smtp.mailfrom": domain},
                        reason=None,
                    ),
                    RecordedResult(method="dmarc", result=Result.FAIL, raw_result="fail", properties={}, reason=None),
                ),
                agrees=False,
                difference="spf_softfail_found_fail",
                cause="dns_changed",
                provenance=RECORDED,
            ),
        ),
        vouched=YesNo.NO,
        listed=YesNo.NO,
        reasons=(
            reason("host_not_listed", domain=domain, ip="203.0.113.9"),
            reason("no_aligned_pass", domain=domain),
            reason("domain_enforces_dmarc", domain=domain, policy="quarantine", policy_domain=domain),
        ),
        action=Action(
            code=ActionCode.ROUTE_OVER_OFFICIAL_SERVER,
            text="Send over mx.firma.example, the official server of firma.example.",
            facts={
                "domain": domain,
                "server": "mx.firma.example",
                "record": "v=spf1 mx ip4:203.0.113.9 -all",
                "lookups_after": 1,
                "checked": True,
            },
        ),
        counterfactuals=(
            Counterfactual(
                code="a_change_of_tomorrow",
                facts={},
                why_code=None,
                change="ip4:203.0.113.9 in the SPF record of firma.example",
                turns={"spf": Result.PASS, "dmarc": Result.PASS},
                safe=True,
                why=None,
            ),
        ),
        rule=14,
        evidence=(
            Evidence(
                name=domain,
                type="TXT",
                status=DnsStatus.FOUND,
                ttl=300,
                records=('"v=spf1 mx -all"',),
                source="snapshot dns.json",
                asked_at=START,
            ),
            Evidence(
                name="exch01.firma.local",
                type="TXT",
                status=DnsStatus.NXDOMAIN,
                ttl=None,
                records=(),
                source="snapshot dns.json",
                asked_at=None,
            ),
        ),
    )


def spoofed() -> Report:
    domain = "bank.example"
    long_name = "out-17.very-long-data-centre-name.customers-of-a-large-cloud.region-4.hosting.evil.example"
    return report(
        Verdict.SPOOFED,
        Confidence.HIGH,
        source=replace(report(Verdict.SPOOFED, Confidence.LOW).source, file="bank.eml"),
        identifiers=identifiers(
            domain,
            header_from="Ihre Bank <service@bank.example>",
            envelope_from="x@evil.example",
            envelope_domain="evil.example",
            reply_to="helper@evil.example",
        ),
        path=Path(
            hops=(
                hop(
                    0,
                    Zone.BOUNDARY,
                    50000,
                    from_name=long_name,
                    helo=long_name,
                    ip="2001:db8:1234:5678:9abc:def0:1234:5678",
                    by="mx1.empfaenger.example",
                    by_ip="198.51.100.25",
                    with_="ESMTPS",
                    tls=Tls(version="TLSv1.2", cipher=None),
                    delay_seconds=49000,
                ),
                *(
                    hop(
                        n,
                        Zone.CLAIMED,
                        1000 - n,
                        from_name=f"relay{n}.{long_name}",
                        ip=f"203.0.113.{n}",
                        by=f"relay{n - 1}.{long_name}",
                        with_="SMTP",
                        delay_seconds=None if n == 3 else 1,
                        skew_seconds=-120 if n == 3 else None,
                    )
                    for n in range(1, 12)
                ),
            ),
            boundary=Boundary(hop_index=0, method=BoundaryMethod.CONFIGURED, confidence=Confidence.HIGH),
            findings=(),
        ),
        sending_host=host("2001:db8:1234:5678:9abc:def0:1234:5678", helo=long_name, ptr=(long_name,), fcrdns=False),
        auth_results=AuthResults(
            spf=(spf("evil.example", Result.PASS, "ip6:2001:db8::/32"),),
            dkim=(
                dkim(
                    domain,
                    Result.FAIL,
                    reason="body_hash_mismatch",
                    diagnosis=Diagnosis(cause="footer_added", transformation="footer", proved=False),
                ),
                dkim("evil.example", Result.PASS, key_bits=1024, weak=("small_key",)),
            ),
            arc=ArcResult(
                result=Result.PASS,
                instances=1,
                chain=(
                    ArcInstance(
                        instance=1,
                        domain="evil.example",
                        selector="a",
                        cv="none",
                        seal_ok=True,
                        message_signature_ok=True,
                        authserv_id="evil.example",
                        dmarc_pass_for=(domain,),
                    ),
                ),
                reason=None,
            ),
            dmarc=dmarc(
                domain, Result.FAIL, "reject", rfc7489=Dmarc7489(result=Result.NONE, policy_domain=None, differs=True)
            ),
        ),
        vouched=YesNo.NO,
        listed=YesNo.NO,
        reasons=(
            reason("no_aligned_pass", domain=domain),
            reason("domain_enforces_dmarc", domain=domain, policy="reject", policy_domain=domain),
            reason("other_identity_passes", identity="evil.example", method="SPF", domain=domain),
        ),
        action=Action(
            code=ActionCode.BLOCK_AND_WARN, text="Block the sender and warn those who got the message.", facts={}
        ),
        rule=17,
    )


def by_service() -> Report:
    """A newsletter that the author's domain lets a service send."""
    domain = "shop.example"
    return report(
        Verdict.AUTHORIZED_THIRD_PARTY,
        Confidence.MEDIUM,
        identifiers=identifiers(domain, envelope_from="bounce@mail.shop.example"),
        path=Path(
            hops=(
                hop(
                    0,
                    Zone.BOUNDARY,
                    2,
                    from_name="m1.sender.example",
                    ip="198.51.100.77",
                    by="mx.empfaenger.example",
                    with_="ESMTPS",
                ),
            ),
            boundary=Boundary(hop_index=0, method=BoundaryMethod.STRUCTURE, confidence=Confidence.MEDIUM),
            findings=(),
        ),
        sending_host=host(
            "198.51.100.77",
            ptr=("m1.sender.example",),
            fcrdns=True,
            spf_listed=YesNo.YES,
            mx_listed=YesNo.UNKNOWN,
            service=Service(name="Sender", kind="newsletter", evidence="ptr"),
        ),
        auth_results=AuthResults(
            spf=(
                replace(
                    spf("mail.shop.example", Result.PASS, "ip4:198.51.100.0/24"),
                    via=("include:spf.sender.example", "include:pool.sender.example"),
                ),
            ),
            dkim=(dkim(domain, Result.PASS),),
            arc=no_arc(),
            dmarc=dmarc(domain, Result.PASS, "none", aligned=Aligned(spf=True, dkim=True)),
        ),
        vouched=YesNo.YES,
        listed=YesNo.YES,
        reasons=(
            reason("aligned_dkim_pass", signing_domain=domain, selector="s1", domain=domain),
            Reason(code="a_code_of_tomorrow", text="A newer version says this.", facts={"x": 1}),
        ),
        rule=8,
    )


def unreadable() -> Report:
    return report(
        Verdict.UNDETERMINED,
        Confidence.LOW,
        source=Source(
            file="empty.eml",
            key=None,
            sha256=None,
            size_bytes=0,
            format=None,
            fidelity=None,
            wrapped_in=(),
            error="holds no header field",
        ),
        action=Action(code=ActionCode.ASK_SENDER, text="Ask for the message itself.", facts={}),
        notes=(),
    )


def no_path() -> Report:
    return report(
        Verdict.UNDETERMINED,
        Confidence.LOW,
        identifiers=identifiers("firma.example"),
        path=Path(hops=(), boundary=None, findings=()),
        auth_results=AuthResults(spf=(), dkim=(dkim("firma.example", Result.PASS),), arc=None, dmarc=None),
        vouched=YesNo.YES,
        reasons=(reason("no_received_field"),),
        action=Action(code=ActionCode.SET_TRUSTED_HOSTS, text="Name the trusted hosts.", facts={}),
        rule=4,
    )


REPORTS = {
    "leak": leak,
    "spoofed": spoofed,
    "service": by_service,
    "unreadable": unreadable,
    "no_path": no_path,
}
