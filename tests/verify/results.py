"""SPF and DKIM results for tests: only what DMARC and comparisons look at is given."""

from mailpath.values.results import DkimResult, SpfResult
from mailpath.values.vocabulary import Result, SpfScope, Verifiability


def spf_result(domain: str | None, result: Result = Result.PASS, scope: SpfScope = SpfScope.MFROM) -> SpfResult:
    return SpfResult(
        scope=scope, domain=domain, result=result, mechanism=None, via=(), lookups=0, void_lookups=0, reason=None
    )


def dkim_result(
    domain: str | None,
    result: Result = Result.PASS,
    *,
    selector: str = "s",
    reason: str | None = None,
    verifiability: Verifiability = Verifiability.VERIFIED,
    body_hash_ok: bool | None = True,
    signature_ok: bool | None = True,
) -> DkimResult:
    return DkimResult(
        domain=domain,
        selector=selector,
        identity=None,
        algorithm="rsa-sha256",
        key_bits=2048,
        result=result,
        reason=reason,
        signed_headers=("from",),
        covers_body=True,
        expired=False,
        testing=False,
        weak=(),
        body_hash_ok=body_hash_ok,
        signature_ok=signature_ok,
        verifiability=verifiability,
        diagnosis=None,
    )
