"""DMARC policy records as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.records.dmarc import DmarcRecord, Subject, dmarc_records, parse_dmarc, policy_for, policy_for_7489


def _record(text: str) -> DmarcRecord:
    record = parse_dmarc(text)
    assert record is not None
    return record


@pytest.mark.parametrize(
    "text",
    [
        "v=DMARC1",
        "v=DMARC1;",
        "v=DMARC1; p=none",
        "v = DMARC1 ; p = none ;",
        "v=DMARC1;p=none;;",
        " v=DMARC1; p=none",
        "v=DMARC1\t;\tp=none",
    ],
)
def test_is_a_record(text):
    assert parse_dmarc(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v=dmarc1; p=none",
        "V=DMARC1; p=none",
        "v=DMARC2; p=none",
        "v=DMARC1.0; p=none",
        "v=DMARC1 p=none",
        "p=none; v=DMARC1",
        "; v=DMARC1; p=none",
        '"v=DMARC1; p=none"',
        "v=spf1 -all",
        "v=DMARC1, p=none",
    ],
)
def test_is_no_record(text):
    assert parse_dmarc(text) is None


def test_all_tags():
    record = _record(
        "v=DMARC1; p=Reject; sp=quarantine; np=none; adkim=s; aspf=S; psd=n; t=y; fo=1:d:s; pct=50; "
        "rua=mailto:a@b.example!10m, https://r.example/x ; ruf=mailto:c@d.example; ri=3600; x=1"
    )
    assert (record.p, record.sp, record.np) == ("reject", "quarantine", "none")
    assert (record.adkim, record.aspf, record.psd, record.testing, record.pct) == ("s", "s", "n", True, 50)
    assert record.rua == ("mailto:a@b.example", "https://r.example/x")
    assert record.ruf == ("mailto:c@d.example",)
    assert record.fo == ("1", "d", "s")
    assert record.unknown == (("x", "1"),)
    assert record.faults == ()


def test_defaults():
    record = _record("v=DMARC1")
    assert (record.p, record.sp, record.np, record.adkim, record.aspf) == (None, None, None, "r", "r")
    assert (record.psd, record.testing, record.pct, record.fo, record.rua) == ("u", False, 100, ("0",), ())


FAULTS = [
    ("p=drop", "invalid_p"),
    ("p=", "invalid_p"),
    ("p=reject!", "invalid_p"),
    ("p=none; sp=x", "invalid_sp"),
    ("p=none; np=x", "invalid_np"),
    ("p=none; adkim=x", "invalid_adkim"),
    ("p=none; aspf=rs", "invalid_aspf"),
    ("p=none; psd=x", "invalid_psd"),
    ("p=none; t=yes", "invalid_t"),
    ("p=none; pct=101", "invalid_pct"),
    ("p=none; pct=-1", "invalid_pct"),
    ("p=none; rua=a@b.example", "invalid_rua"),
    ("p=none; rua=mailto:", "invalid_rua"),
    ("p=none; ruf=mailto:nobody", "invalid_ruf"),
    ("p=none; fo=2", "invalid_fo"),
    ("p=none; p=reject", "duplicate_tag"),
    ("p=none; v=DMARC1", "duplicate_tag"),
    ("p=none; nonsense", "not_a_tag"),
]


@pytest.mark.parametrize(("tags", "fault"), FAULTS, ids=[case[0] for case in FAULTS])
def test_faults_are_listed(tags, fault):
    record = _record(f"v=DMARC1; {tags}")
    assert record.faults == (fault,)
    assert (record.adkim, record.aspf, record.psd, record.testing, record.pct) == ("r", "r", "u", False, 100)


OWN, SUB, GONE = Subject.OWN, Subject.SUBDOMAIN, Subject.NON_EXISTENT
RUA = "; rua=mailto:a@b.example"
POLICIES = [
    ("p=reject", OWN, "reject", "reject"),
    ("p=reject", SUB, "reject", "reject"),
    ("p=reject", GONE, "reject", "reject"),
    ("p=reject; sp=none", OWN, "reject", "reject"),
    ("p=reject; sp=none", SUB, "none", "none"),
    ("p=reject; sp=none", GONE, "none", "none"),
    ("p=none; sp=quarantine; np=reject", OWN, "none", "none"),
    ("p=none; sp=quarantine; np=reject", SUB, "quarantine", "quarantine"),
    ("p=none; sp=quarantine; np=reject", GONE, "reject", "quarantine"),
    ("p=none; np=reject", SUB, "none", "none"),
    ("p=none; np=reject", GONE, "reject", "none"),
    ("p=reject; t=y", OWN, "quarantine", "reject"),
    ("p=quarantine; t=y", OWN, "none", "quarantine"),
    ("p=none; t=y", OWN, "none", "none"),
    ("p=none; np=reject; t=y", GONE, "quarantine", "none"),
    ("p=reject; pct=0", OWN, "reject", "quarantine"),
    ("p=quarantine; pct=0", OWN, "quarantine", "none"),
    ("p=reject; pct=50", OWN, "reject", "reject"),
    ("sp=reject", OWN, "none", None),
    ("sp=reject", SUB, "reject", None),
    ("", OWN, "none", None),
    ("adkim=s" + RUA, OWN, "none", "none"),
    ("p=bogus", OWN, None, None),
    ("p=bogus" + RUA, OWN, "none", "none"),
    ("p=bogus; rua=nobody", OWN, None, None),
    ("p=reject; sp=bogus", OWN, None, None),
    ("p=reject; sp=bogus" + RUA, OWN, "none", "none"),
    ("p=reject; np=bogus", OWN, None, "reject"),
    ("p=reject; np=bogus" + RUA, SUB, "none", "reject"),
]


@pytest.mark.parametrize(
    ("tags", "subject", "new", "old"), POLICIES, ids=[f"{tags or 'bare'} {subject}" for tags, subject, *_ in POLICIES]
)
def test_policy(tags, subject, new, old):
    record = _record(f"v=DMARC1; {tags}")
    assert policy_for(record, subject) == new
    assert policy_for_7489(record, subject) == old


def test_records_among_txt_data():
    data = ['"v=spf1 -all"', '"v=DMARC1; p=re" "ject"', '"v=DMARC1\\; p=none"', '"v=dmarc1"', '"\\255"']
    assert [record.p for record in dmarc_records(data)] == ["reject", "none"]


@given(st.text(max_size=80) | st.text(alphabet="v=DMARC1;psnta rejct:!@.,", max_size=80).map("v=DMARC1;".__add__))
def test_never_raises(text):
    record = parse_dmarc(text)
    for subject in Subject:
        assert record is None or policy_for(record, subject) in (None, "none", "quarantine", "reject")


def test_long_texts_are_read_in_one_pass():
    assert _record("v=DMARC1; rua=" + "mailto:a@b.example," * 3000).rua
    assert _record("v=DMARC1; rua=" + "mailto:" + "a@" * 30000).rua == ()
    assert _record("v=DMARC1" + "; a=b" * 30000).faults == ("duplicate_tag",)
