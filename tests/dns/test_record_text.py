import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.record_text import character_strings, record_text, text_record
from mailpath.values.presentation import mx_data, txt_bytes

_CASES = [
    ("A", " 192.0.2.1 ", "192.0.2.1"),
    ("A", "192.0.2.300", None),
    ("A", "192.0.2.01", None),
    ("A", "", None),
    ("AAAA", "2001:DB8:0:0::1", "2001:db8::1"),
    ("AAAA", "::FFFF:192.0.2.1", "::ffff:192.0.2.1"),
    ("AAAA", "::ffff:c000:201", "::ffff:192.0.2.1"),
    ("AAAA", "fe80::1%eth0", None),
    ("AAAA", "192.0.2.1", None),
    ("PTR", "Mail.Example.", "mail.example"),
    ("PTR", "two words", None),
    ("CNAME", "bücher.example", "xn--bcher-kva.example"),
    ("NS", ".", "."),
    ("MX", "010 MX.Example.", "10 mx.example"),
    ("MX", "0 .", "0 ."),
    ("MX", "mx.example", None),
    ("MX", "10 mx.example extra", None),
    ("MX", "-1 mx.example", None),
    ("MX", "9" * 5000 + " mx.example", None),
    ("SRV", "1 2 443 Host.Example.", "1 2 443 host.example"),
    ("SOA", "Ns.example. host.Example. 1 2 3 4 5", "ns.example host.example 1 2 3 4 5"),
    ("SOA", "ns.example. host.example. 1 2 3 4", None),
    ("TLSA", "3 1 1 ABCD ef01", "3 1 1 abcdef01"),
    ("TLSA", "3 1 1 xyz", None),
    ("TLSA", "3 1 1", None),
    ("CAA", '0 ISSUE "ca.example"', '0 issue "ca.example"'),
    ("CAA", "128 issue ca.example", '128 issue "ca.example"'),
    ("CAA", "0 issue", None),
    ("TXT", '"v=spf1 " "-all"', '"v=spf1 " "-all"'),
    ("TXT", "v=spf1 -all", '"v=spf1 -all"'),
    ("TXT", "v=DKIM1\\; k=rsa", '"v=DKIM1; k=rsa"'),
    ("TXT", '"a\\010b\\"c\\\\d"', '"a\\010b\\"c\\\\d"'),
    ("TXT", '"é"', '"\\195\\169"'),
    ("TXT", "", '""'),
    ("TXT", '"open', '"open"'),
    ("HTTPS-GET", "version: STSv1\nmode:  enforce\n", "version: STSv1\nmode:  enforce\n"),
    ("NAPTR", "1  2 x", "1 2 x"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), _CASES, ids=[f"{k} {t[:30]}" for k, t, _ in _CASES])
def test_canonical_form(kind: str, text: str, expected: str | None) -> None:
    assert record_text(kind, text) == expected


@given(st.sampled_from(["A", "AAAA", "MX", "PTR", "SOA", "TXT", "CAA", "TLSA", "SRV", "X"]), st.text(max_size=60))
def test_never_raises_and_is_stable(kind: str, text: str) -> None:
    once = record_text(kind, text)
    assert once is None or record_text(kind, once) == once


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_text_keeps_every_byte(strings: list[bytes]) -> None:
    record = text_record(strings)
    assert record.isascii()
    assert record.isprintable()
    assert txt_bytes(record) == b"".join(strings)
    assert b"".join(character_strings(record)) == b"".join(strings)
    assert all(len(one) <= 255 for one in character_strings(record))
    assert record_text("TXT", record) == record


@given(st.text(max_size=400))
def test_text_as_utf_8(text: str) -> None:
    assert txt_bytes(text_record([text])) == text.encode("utf-8", "surrogatepass")


def test_half_a_surrogate_pair_is_no_reason_to_stop() -> None:
    assert text_record(["a\ud800"]) == '"a\\237\\160\\128"'
    assert text_record(["a\udce9"]) == '"a\\233"'  # a byte that was no UTF-8


def test_null_mx_reads_as_no_host() -> None:
    assert mx_data(record_text("MX", "0 .") or "") == (0, "")
