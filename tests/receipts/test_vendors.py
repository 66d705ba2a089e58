"""Vendors' own fields: which are read, and what they say."""

import pytest

from mailpath.message.fields import read_message
from mailpath.receipts import Receipt, read_receipts


def read(line: str) -> Receipt:
    (receipt,) = read_receipts(read_message(line.encode() + b"\r\n\r\n"))
    return receipt


FOREFRONT = (
    "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:NL;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;H:h.example;PTR:p.example;"
    "CAT:SPOOF;SFS:(1)(2);DIR:INB;"
)
CLIENTS = {
    "forefront": (FOREFRONT, "192.0.2.1", "h.example"),
    "tenant": (
        (
            "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp:"
            " TenantId=db3ec142;Ip=[192.0.2.1];Helo=[h.example]"
        ),
        "192.0.2.1",
        "h.example",
    ),
    "x-sender-ip": ("X-Sender-IP: 192.0.2.1", "192.0.2.1", None),
    "in brackets": ("X-Originating-IP: [192.0.2.1]", "192.0.2.1", None),
    "ipv6": ("X-Originating-IP: 2001:db8::1", "2001:db8::1", None),
    "barracuda": ("X-Barracuda-Connect: h.example[192.0.2.1]", "192.0.2.1", "h.example"),
    "barracuda unknown": ("X-Barracuda-Connect: UNKNOWN[192.0.2.1]", "192.0.2.1", None),
    "masked": ("X-Sender-IP: 192.masked@x.1", None, None),
}


@pytest.mark.parametrize(("line", "client", "helo"), CLIENTS.values(), ids=CLIENTS.keys())
def test_client(line: str, client: str | None, helo: str | None) -> None:
    receipt = read(line)
    assert (receipt.client_ip, receipt.helo) == (client, helo)
    assert receipt.standard == line.partition(":")[0].lower()


WORDS = {
    "forefront": (FOREFRONT, [("forefront", "SPM")]),
    "scl": ("X-MS-Exchange-Organization-SCL: 9", [("scl", "9")]),
    "sid": ("X-SID-Result: PASS", [("sender-id", "PASS")]),
    "spamassassin": ("X-Spam-Status: Yes, score=13.8 required=5.0 tests=[A,B]", [("spam", "Yes")]),
    "rspamd": (
        "X-Spamd-Result: default: False [13.81 / 25.00]; R_SPF_ALLOW(-0.20)[+ip4]; DMARC_NA(0.00)[x]; ASN(0.00)[]",
        [("rspamd", "False"), ("spf", "R_SPF_ALLOW"), ("dmarc", "DMARC_NA")],
    ),
    "proofpoint": ("X-Proofpoint-Spam-Details: rule=spam policy=default score=99", [("proofpoint", "")]),
}


@pytest.mark.parametrize(("line", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words(line: str, expected: list[tuple[str, str]]) -> None:
    results = read(line).results
    assert [(one.method, one.raw_result) for one in results] == expected
    assert all(one.result is None for one in results)


def test_forefront_keeps_what_it_says() -> None:
    (result,) = read(FOREFRONT).results
    assert result.properties["scl"] == "5"
    assert result.properties["cat"] == "SPOOF"
    assert result.properties["ptr"] == "p.example"


def test_spam_status_keeps_its_score() -> None:
    (result,) = read(WORDS["spamassassin"][0]).results
    assert result.properties == {"score": "13.8", "required": "5.0", "tests": "[A,B]", "meaning": "spam"}


STANDARDS = {
    "original": "Authentication-Results-Original: spf=pass",
    "exchange": "X-MS-Exchange-Authentication-Results: spf=none (sender IP is 192.0.2.1) smtp.mailfrom=a",
    "google": "X-Original-Authentication-Results: mx.google.com; spf=pass",
    "old": "Old-Authentication-Results: mx; spf=pass",
    "x-received-spf": "X-Received-SPF: pass",
}


@pytest.mark.parametrize("line", STANDARDS.values(), ids=STANDARDS.keys())
def test_names_of_kin_are_kept(line: str) -> None:
    receipt = read(line)
    assert receipt.standard == line.partition(":")[0].lower()
    assert receipt.results[0].method == "spf"


def test_order_and_index() -> None:
    message = read_message(b"Subject: x\r\nX-Sender-IP: 192.0.2.1\r\nFrom: a\r\nReceived-SPF: pass\r\n\r\n")
    assert [receipt.field_index for receipt in read_receipts(message)] == [1, 3]
