"""Show 1 and 2: exactly the expected findings, and every fix mends what it says."""

import pytest

from mailpath.domain.findings import identity
from mailpath.values.audit import Severity
from tests.domain.zones import FAULTY, SOUND, apply_fix, audited

WITHOUT_FIX = {
    "bimi_faulty",
    "bimi_without_enforcement",
    "dkim_dangling",
    "dkim_alias_unregistered",
    "dmarc_report_unreachable",
    "dkim_faulty",
    "dkim_missing",
    "dkim_not_for_mail",
    "dkim_revoked",
    "dkim_several",
    "dkim_short_key",
    "dkim_weak_key",
    "host_no_ptr",
    "host_ptr_not_confirmed",
    "mx_missing",
    "ns_dangling",
    "ns_unregistered",
    "mx_no_domain",
    "mx_tlsa_faulty",
    "mx_tlsa_without_dnssec",
    "spf_macro_p",
    "spf_too_long",
    "spf_wide",
    "sts_mx_not_covered",
    "sts_not_enforced",
    "sts_policy_faulty",
}


def above_info(report):
    return {one.code for one in report.findings if one.severity is not Severity.INFO}


def test_there_are_enough_zones():
    assert len(FAULTY) >= 60
    assert len(SOUND) >= 20


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_zone(name):
    zone, expected = FAULTY[name]
    report = audited(zone)
    assert above_info(report) == expected
    assert report.unanswered == ()


@pytest.mark.parametrize("name", SOUND)
def test_sound_zone(name):
    zone, infos = SOUND[name]
    report = audited(zone)
    assert {one.code for one in report.findings} == infos
    assert {one.severity for one in report.findings} <= {Severity.INFO}
    assert report.grade == "good"


@pytest.mark.parametrize("name", FAULTY)
def test_every_fix_mends(name):
    zone, _ = FAULTY[name]
    report = audited(zone)
    errors = {identity(one) for one in report.findings if one.severity is Severity.ERROR}
    for found in report.findings:
        if found.fix is None:
            if found.severity is not Severity.INFO and name not in (
                "only mx without address",
                "spf include with a fault",
                "spf faults behind an own redirect",
                "included spf mx of a host in a free domain",
            ):
                assert found.code in WITHOUT_FIX
            continue
        assert found.fix.checked
        after = audited(apply_fix(zone, found.fix))
        assert identity(found) not in set(map(identity, after.findings))
        assert {identity(one) for one in after.findings if one.severity is Severity.ERROR} <= errors


def test_a_registry_may_say_that_it_is_one():
    zone = {"gov.uk": {"MX": ["0 ."], "TXT": ["v=spf1 -all"]}, "_dmarc.gov.uk": {"TXT": ["v=DMARC1; p=reject; psd=y"]}}
    assert above_info(audited(zone, domain="gov.uk", selectors=())) == set()


@pytest.mark.parametrize("host", ["mx.gone.example", "gone.example"])
def test_an_mx_of_somebody_else_that_was_not_answered_is_not_free(host):
    zone, _ = FAULTY["spf mx of a host in a free domain"]
    silent = {"A": "failed", "AAAA": "failed", "NS": "failed"}
    report = audited({**zone, host: silent})
    assert "spf_target_unregistered" not in above_info(report)
