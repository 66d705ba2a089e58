"""Show 2 over generated zones: whatever a domain publishes, a fix mends what it says and brings no error; and losing
answers never makes a finding."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpath.domain.findings import identity
from mailpath.values.audit import Severity
from tests.domain.zones import DOMAIN, apply_fix, audited, key, sound

TERMS = (
    "mx",
    "a",
    "ptr",
    "?mx",
    "-ip4:192.0.2.7",
    "a:mx1.firma.example",
    "a:gone.firma.example",
    "mx:gone.firma.example",
    "ip4:192.0.2.0/24",
    "ip4:192.0.2.1",
    "ip4:10.1.1.1",
    "ip4:0.0.0.0/0",
    "ip4:192.0.2.300",
    "ip6:2001:db8::/48",
    "ipv4:203.0.113.4",
    "ip4=203.0.113.5",
    "include:_spf.dienst.example",
    "include=_spf.dienst.example",
    "include:",
    "include:gone.example",
    "include:firma.example",
    "include:open.example",
    "include:broken.example",
    "include:deep.example",
    "include:_spf.firma.example",
    "exists:%{i}.x.example",
    "exists:mx1.firma.example",
    "%{x}",
    "foo:bar",
    "redirect=_spf.dienst.example",
    "redirect=gone.example",
    "exp=why.firma.example",
    "all",
    "-all",
    "~all",
    "?all",
    "\u2013all",
    "192.0.2.9",
)
TAGS = (
    "p=none",
    "p=reject",
    "p=quarantine",
    "p=rejekt",
    "sp=none",
    "sp=reject",
    "sp=x",
    "np=none",
    "np=reject",
    "t=y",
    "t=x",
    "psd=y",
    "psd=n",
    "pct=20",
    "pct=100",
    "ri=1",
    "adkim=s",
    "adkim=strict",
    "fo=1:d",
    "fo=7",
    "rua=mailto:d@firma.example",
    "rua=mailto:d@reports.example",
    "rua=d@firma.example",
    "ruf=mailto:d@firma.example",
    "x=1",
    "junk",
)
MX = (
    "10 mx1.firma.example",
    "20 mx2.firma.example",
    "20 mx1.firma.example",
    "0 .",
    "5 gone.firma.example",
    "7 192.0.2.1",
    "9 alias.firma.example",
    "9 inside.firma.example",
    "10 mx.dienst.example",
    "3 bad_name.firma.example",
)


@st.composite
def zones(draw):
    zone = sound()
    spf = [
        " ".join(("v=spf1", *draw(st.lists(st.sampled_from(TERMS), max_size=7))))
        for _ in range(draw(st.integers(0, 2)))
    ]
    near = draw(st.sampled_from(([], [], ["v=spf2 mx -all"], ["v=DMARC1; p=reject"], ["text"])))
    zone[DOMAIN]["TXT"] = [*spf, *near]
    heads = st.sampled_from(("v=DMARC1", "v=DMARC1", "v=DMARC1", "v=dmarc1", "DMARC1"))
    records = st.builds(lambda head, tags: "; ".join((head, *tags)), heads, st.lists(st.sampled_from(TAGS), max_size=5))
    zone["_dmarc.firma.example"] = {"TXT": draw(st.lists(records, max_size=2))}
    zone[DOMAIN]["MX"] = draw(st.lists(st.sampled_from(MX), max_size=4, unique=True))
    zone["alias.firma.example"] = {"CNAME": ["mx2.firma.example"]}
    zone["inside.firma.example"] = {"A": ["10.0.0.9"]}
    zone["bad_name.firma.example"] = {"A": ["192.0.2.1"]}
    zone["mx.dienst.example"] = {"A": ["203.0.113.1"]}
    zone["open.example"] = {"TXT": ["v=spf1 +all"]}
    zone["broken.example"] = {"TXT": ["v=spf1 ip4:x -all"]}
    zone["_spf.firma.example"] = {"TXT": ["v=spf1 a:mx1.firma.example a:mx2.firma.example ip4:192.0.2.64/27 -all"]}
    deep = " ".join(f"include:d{n}.example" for n in range(draw(st.integers(0, 10))))
    zone["deep.example"] = {"TXT": [f"v=spf1 {deep} -all"]}
    zone |= {f"d{n}.example": {"TXT": [f"v=spf1 ip4:203.0.113.{n} -all"]} for n in range(10)}
    flags = draw(st.sampled_from(("", "t=y; ", "t=y:s; ", "s=web; ")))
    zone["s1._domainkey.firma.example"] = {"TXT": [f"v=DKIM1; {flags}p={key()}"]}
    zone["_smtp._tls.firma.example"] = {
        "TXT": draw(
            st.lists(
                st.sampled_from(
                    ("v=TLSRPTv1; rua=mailto:t@firma.example", "v=TLSRPTv1;", "v=TLSRPT1; rua=x@y.example")
                ),
                max_size=2,
            )
        )
    }
    zone["_mta-sts.firma.example"] = {
        "TXT": draw(
            st.lists(st.sampled_from(("v=STSv1; id=1", "v=STSv1; id=2-3;", "v=STSv1", "STSv1; id=4")), max_size=2)
        )
    }
    return zone


def errors(report):
    return {identity(one) for one in report.findings if one.severity is Severity.ERROR}


def check_fixes(zone):
    report = audited(zone)
    tried = set()
    for found in report.findings:
        if found.fix is None:
            continue
        assert found.fix.checked
        if (found.fix, identity(found)) in tried:
            continue
        tried.add((found.fix, identity(found)))
        after = audited(apply_fix(zone, found.fix))
        assert identity(found) not in set(map(identity, after.findings)), (found.code, found.fix)
        assert errors(after) <= errors(report), (found.fix, errors(after) - errors(report))
    return len(tried)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(zones())
def test_every_fix_mends(zone):
    check_fixes(zone)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(zones())
def test_every_fix_mends_long(zone):
    check_fixes(zone)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(zones(), st.data())
def test_losing_an_answer_makes_no_finding_of_what_it_held(zone, data):
    """A failed answer may uncover what stood behind an error, never claim that a record is not there."""
    report = audited(zone)
    name = data.draw(st.sampled_from(sorted(zone)))
    lost = dict(zone) | {name: "failed"}
    claims = {
        one.code
        for one in audited(lost).findings
        if one.code.endswith(("_missing", "without_record", "without_address", "no_domain", "no_ptr", "void_term"))
    }
    assert claims <= {one.code for one in report.findings}, name
