"""Whatever stands in a field, reading it neither fails nor loses the entries around it."""

from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.receipts import dmarc_pass_domains, read_receipts
from mailpath.receipts.authentication_results import read_authentication_results
from mailpath.receipts.lexing import Kind, tokens
from mailpath.values.vocabulary import Result

# What fields are made of, so that the reader gets past the first character
_PARTS = st.sampled_from(
    [
        *'();="\\ .@/:<>\t',
        "spf=pass",
        "dkim",
        "dmarc=pass",
        "header.from=bank.example",
        "mx.own.example",
        "i=1;",
        "192.0.2.1",
        "sender IP is ",
        "designates ",
        "(",
        ")",
        "; ",
        "none",
        "reason=",
        "=?utf-8?q?",
        "?=",
    ]
)
_TEXT = st.lists(_PARTS | st.text(max_size=5), max_size=40).map("".join)
_NAMES = st.sampled_from(
    [
        "Authentication-Results",
        "ARC-Authentication-Results",
        "Received-SPF",
        "X-Spam-Status",
        "X-Spamd-Result",
        "X-Forefront-Antispam-Report",
        "X-Sender-IP",
        "X-Barracuda-Connect",
        "X-SID-Result",
        "X-IronPort-AV",
    ]
)


@given(_NAMES, _TEXT | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_nothing_raises(name: str, text: str) -> None:
    message = read_message(f"{name}: ".encode() + text.encode("utf-8", "replace") + b"\r\n\r\n")
    for receipt in read_receipts(message):
        dmarc_pass_domains(receipt)
        assert all(result.method for result in receipt.results)


@given(_TEXT)
def test_tokens_come_from_the_text(text: str) -> None:
    assert sum(len(token.text) for token in tokens(text) if token.kind is not Kind.QUOTED) <= len(text)


@given(st.text(alphabet="abc=.!? @<>[]:-_/", max_size=60))
def test_one_bad_entry_costs_no_other(bad: str) -> None:
    text = f"mx.own.example; spf=pass smtp.mailfrom=a.example; {bad}; dkim=fail header.d=b.example"
    results = read_authentication_results(0, "authentication-results", text.encode()).results
    assert (results[0].method, results[0].result) == ("spf", Result.PASS)
    assert (results[-1].method, results[-1].result) == ("dkim", Result.FAIL)


@given(_TEXT.filter(lambda text: "\\" not in text))
def test_a_comment_never_becomes_a_result(inside: str) -> None:
    """Gmail writes the envelope sender into a comment: balanced or not, nothing in it may count before its end."""
    inside = inside.replace(")", "")
    text = f"mx; spf=fail ({inside}) smtp.mailfrom=x"
    results = read_authentication_results(0, "authentication-results", text.encode()).results
    assert [one.method for one in results] == ["spf"]
