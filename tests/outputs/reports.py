"""Reports built by hand: several verdicts, one that could not be read, one without a path."""

from msgspec.structs import replace

from mailpath.language import reason
from mailpath.values.answers import Evidence
from mailpath.values.hop import Tls
from mailpath.values.path import Boundary, Path
from mailpath.values.reasons import Reason
from mailpath.values.report import Action, Counterfactual, Report, Service, Source
from mailpath.values.results import (
    Aligned,
    ArcInstance,
    ArcResult,
    AuthResults,
    Diagnosis,
    Dmarc7489,
    Recorded,
    RecordedResult,
)
from mailpath.values.vocabulary import (
    ActionCode,
    BoundaryMethod,
    Confidence,
    DnsStatus,
    Result,
    SpfScope,
    Verdict,
    YesNo,
    Zone,
)
from tests.outputs.report_parts import RECORDED, START, dkim, dmarc, hop, host, identifiers, no_arc, report, spf


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
