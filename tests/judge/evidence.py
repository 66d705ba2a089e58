"""Evidence for tests: a message that nothing is known about, changed field by field."""

from typing import Any

from mailpath.judge.evidence import (
    Author,
    DkimEvidence,
    Evidence,
    ForwardEvidence,
    HostEvidence,
    ListEvidence,
    Policy,
    SpfEvidence,
)
from mailpath.judge.logic import Fact
from mailpath.values.path import Path
from mailpath.values.report import Service
from mailpath.values.results import AuthResults, DkimResult, SpfResult
from mailpath.values.vocabulary import Confidence, Provenance, Result, SpfScope, Verifiability

D = "firma.example"


def spf_result(result: Result, domain: str = D, mechanism: str | None = "ip4:192.0.2.1", **more: Any) -> SpfResult:
    values: dict[str, Any] = {
        "scope": SpfScope.MFROM,
        "domain": domain,
        "result": result,
        "mechanism": mechanism,
        "via": (),
        "lookups": 0,
        "void_lookups": 0,
        "reason": None,
    }
    return SpfResult(**values | more)


def spf(result: Result = Result.PASS, aligned: Fact = Fact.YES, domain: str = D, **more: Any) -> SpfEvidence:
    values: dict[str, Any] = {
        "result": spf_result(result, domain),
        "aligned": aligned,
        "aligned_relaxed": aligned,
        "organization": D if aligned.yes else domain,
        "empty_promise": False,
        "service": None,
        "through": None,
        "shared": False,
    }
    return SpfEvidence(**values | more)


def dkim_result(result: Result = Result.PASS, domain: str = D, **more: Any) -> DkimResult:
    values: dict[str, Any] = {
        "domain": domain,
        "selector": "s1",
        "identity": None,
        "algorithm": "rsa-sha256",
        "key_bits": 2048,
        "result": result,
        "reason": None,
        "signed_headers": ("from",),
        "covers_body": True,
        "expired": False,
        "testing": False,
        "weak": (),
        "body_hash_ok": True,
        "signature_ok": result is Result.PASS,
        "verifiability": Verifiability.VERIFIED,
        "diagnosis": None,
    }
    return DkimResult(**values | more)


def dkim(result: Result = Result.PASS, aligned: Fact = Fact.YES, domain: str = D, **more: Any) -> DkimEvidence:
    values: dict[str, Any] = {
        "result": dkim_result(result, domain),
        "aligned": aligned,
        "aligned_relaxed": aligned,
        "organization": D if aligned.yes else domain,
        "fully_signed": True,
        "service": None,
        "key_found": True,
    }
    return DkimEvidence(**values | more)


def host(**more: Any) -> HostEvidence:
    values: dict[str, Any] = {
        "ip": "203.0.113.9",
        "helo": "mail.elsewhere.example",
        "ptr": (),
        "confirmed": (),
        "fcrdns": False,
        "authenticated": False,
        "mx_listed": Fact.NO,
        "mx_domain": None,
        "mx_host": None,
        "a_listed": Fact.NO,
        "a_domain": None,
        "spf_of_author": spf_result(Result.FAIL, mechanism="-all"),
        "spf_of_author_domain": D,
        "spf_empty_promise": False,
        "spf_own_mechanism": False,
        "internal_address": False,
        "service": None,
        "service_known": Fact.NO,
        "shared": Fact.NO,
        "uses_service": Fact.NO,
        "same_organization": Fact.NO,
        "same_organization_provenance": Provenance.VERIFIED,
        "same_organization_how": None,
        "same_organization_name": None,
        "organization_claimed": None,
        "dynamic": False,
        "dial_in": False,
    }
    return HostEvidence(**values | more)


def policy(**more: Any) -> Policy:
    values: dict[str, Any] = {
        "dmarc_present": Fact.YES,
        "dmarc_policy": "reject",
        "dmarc_domain": D,
        "spf_present": Fact.YES,
        "spf_all": "-",
        "null_mx": Fact.NO,
        "key_seen": False,
    }
    return Policy(**values | more)


NOTHING = policy(dmarc_present=Fact.NO, dmarc_policy=None, dmarc_domain=None, spf_present=Fact.NO, spf_all=None)
MONITORS = policy(dmarc_policy="none", spf_all="~")
SERVICE = Service(name="Bulkpost", kind="newsletter", evidence="dkim")


def evidence(**more: Any) -> Evidence:
    """A spoof of a domain that enforces, but for what is given."""
    values: dict[str, Any] = {
        "parsed": True,
        "author": Author(
            domain=D, organization=D, unclear=None, own=False, display_name=None, display_name_domain=None
        ),
        "path": Path(hops=(), boundary=None, findings=()),
        "boundary_confidence": Confidence.HIGH,
        "all_inside": False,
        "submission": False,
        "host": host(),
        "no_host_why": None,
        "envelope_from": None,
        "auth": AuthResults(spf=(), dkim=(), arc=None, dmarc=None),
        "spf": (),
        "dkim": (),
        "undone": None,
        "recorded": (),
        "arc_reports_author": False,
        "sealers": (),
        "list": ListEvidence(signs=(), organization=None, newsletter=False, known=False, identity_passes=Fact.NO),
        "forward": ForwardEvidence(signs=(), known=False, through_listed=Fact.NO),
        "policy": policy(),
        "boundary_open": False,
        "bytes_lost": False,
        "age_seconds": 60,
        "official_servers": (),
        "judged_at": None,
        "failed_questions": (),
        "path_findings": (),
    }
    return Evidence(**values | more)
