"""What vendors' own words mean: each code has words in both languages, and unknown values have none."""

import pytest

from mailpath.language import word
from mailpath.message.fields import read_message
from mailpath.receipts import meanings as module
from mailpath.receipts import read_receipts
from mailpath.receipts.meanings import meaning_of


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("X-MS-Exchange-Organization-SCL: 9", "surely_spam"),
        ("X-MS-Exchange-Organization-SCL: -1", "filter_skipped"),
        ("X-MS-Exchange-Organization-SCL: 77", None),
        ("X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:NL;SCL:5;SFV:SPM;CAT:HPHISH;", "phishing"),
        ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SCL:1;SFV:NSPM;CAT:NONE;", "not_spam"),
        ("X-Forefront-Antispam-Report: CIP:192.0.2.1;SFV:SKQ;", "released"),
        ("X-Spam-Status: Yes, score=13.8 required=5.0", "spam"),
        ("X-Spam-Flag: NO", "not_spam"),
        ("X-Rspamd-Action: add header", "spam"),
        ("Authentication-Results: spf=pass smtp.mailfrom=a.example; compauth=fail reason=001", "authentication_failed"),
        ("Authentication-Results: spf=pass smtp.mailfrom=a.example; compauth=pass reason=109", "authentication_passed"),
    ],
)
def test_meaning_of_a_field(field: str, code: str | None):
    receipts = read_receipts(read_message(f"{field}\n\nx".encode()))
    found = [entry.properties.get("meaning") for one in receipts for entry in one.results]
    assert [one for one in found if one] == ([code] if code else [])


def test_every_code_has_words():
    tables = (getattr(module, name) for name in vars(module) if name.isupper() and name.startswith("_"))
    codes = {code for table in tables if isinstance(table, dict) for code in table.values()}
    for code in codes:
        assert word(f"meaning.{code}", "en")
        assert word(f"meaning.{code}", "de")


def test_unknown_methods_mean_nothing():
    assert meaning_of("tenant", "x", {}, None) is None
