"""Every reason code of a verifier has a sentence, in both languages with the same facts."""

import string

import pytest

from mailpath.language import LANGUAGES, sentence
from mailpath.language.de.verification import SENTENCES as GERMAN
from mailpath.language.en.verification import SENTENCES as ENGLISH
from mailpath.values.results import Aligned, AlignmentMode, ArcResult, DmarcResult, Recorded
from mailpath.values.vocabulary import Provenance, Result, Zone
from mailpath.verify.alignment import DmarcReason
from mailpath.verify.codes import ArcReason, DkimReason, SpfReason
from mailpath.verify.compare import Cause
from mailpath.verify.explained import explain_arc, explain_dkim, explain_dmarc, explain_recorded, explain_spf
from tests.verify.results import dkim_result, spf_result


def _facts(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_say_the_same():
    assert set(ENGLISH) == set(GERMAN)
    for code, template in ENGLISH.items():
        assert _facts(template) == _facts(GERMAN[code]), code


def _readable(found) -> None:
    for lang in LANGUAGES:
        text = sentence(found.code, found.facts, lang)
        assert text.endswith(".")
        assert "{" not in text


@pytest.mark.parametrize("code", [None, *SpfReason])
@pytest.mark.parametrize("result", [Result.PASS, Result.FAIL, Result.SOFTFAIL, Result.NEUTRAL])
@pytest.mark.parametrize("via", [(), ("include:_spf.d.example",)])
def test_spf(code, result, via):
    import msgspec

    _readable(explain_spf(msgspec.structs.replace(spf_result("d.example", result), reason=code, via=via)))


@pytest.mark.parametrize("code", [None, *DkimReason])
@pytest.mark.parametrize("body_hash_ok", [True, None])
def test_dkim(code, body_hash_ok):
    _readable(explain_dkim(dkim_result("d.example", reason=code, body_hash_ok=body_hash_ok)))


@pytest.mark.parametrize("code", [None, *ArcReason])
@pytest.mark.parametrize("result", [Result.PASS, Result.NONE])
def test_arc(code, result):
    _readable(explain_arc(ArcResult(result=result, instances=2, chain=(), reason=code)))


@pytest.mark.parametrize("code", DmarcReason)
def test_dmarc(code):
    found = DmarcResult(
        result=Result.PASS,
        domain="d.example",
        policy=None,
        policy_domain=None,
        aligned=Aligned(spf=True, dkim=None),
        mode=AlignmentMode(spf="r", dkim="r"),
        walk=(),
        disposition=None,
        rfc7489=None,
        reason=code,
    )
    _readable(explain_dmarc(found))


def _record(agrees, difference, cause) -> Recorded:
    return Recorded(
        authserv_id=None,
        zone=Zone.TRUSTED,
        standard="authentication-results",
        results=(),
        agrees=agrees,
        difference=difference,
        cause=cause,
        provenance=Provenance.RECORDED,
    )


@pytest.mark.parametrize("cause", [None, *(cause for cause in Cause if cause is not Cause.NOT_EVALUATED)])
def test_recorded_differences(cause):
    found = explain_recorded(_record(False, "dkim_pass_found_permerror", cause))
    assert found is not None
    assert found.facts["noted"] == "pass"
    assert found.facts["found"] == "permerror"
    _readable(found)


def test_recorded_without_difference():
    for record in (
        _record(True, None, None),
        _record(None, None, Cause.NOT_EVALUATED),
        _record(None, None, Cause.OTHER_HOST_JUDGED),
    ):
        found = explain_recorded(record)
        assert found is not None
        _readable(found)
    assert explain_recorded(_record(None, None, None)) is None
