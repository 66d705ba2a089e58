"""Settings: what is taken, how it is normalised, and what is refused with which words."""

import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.values.settings import SettingError, Settings, domain_name, moment
from mailpath.values.vocabulary import DmarcMode

TAKEN = [
    ("trust", ["mx.Example.net."], ("mx.example.net",)),
    ("trust", "*.example.net", (".example.net",)),
    ("trust", [".example.net", ".example.net"], (".example.net",)),
    ("trust", ("192.0.2.1/24",), ("192.0.2.0/24",)),
    ("trust", ("192.0.2.1",), ("192.0.2.1/32",)),
    ("trust", ("2001:DB8::1",), ("2001:db8::1/128",)),
    ("trust", ("2001:DB8::/32",), ("2001:db8::/32",)),
    ("trust", ("::ffff:192.0.2.0/120",), ("192.0.2.0/24",)),
    ("trust", ("mailhost",), ("mailhost",)),
    ("trust", ("mx_1.example",), ("mx_1.example",)),
    ("trust_sealer", ["Example.ORG"], ("example.org",)),
    ("own_domains", ["müller.example", "@firma.example"], ("xn--mller-kva.example", "firma.example")),
    ("authserv_ids", [" mx.example.net "], ("mx.example.net",)),
    ("client_ip", "[IPv6:2001:DB8::1]", "2001:db8::1"),
    ("client_ip", "::ffff:192.0.2.1", "192.0.2.1"),
    ("helo", "[192.0.2.1]", "[192.0.2.1]"),
    ("mail_from", "", "<>"),
    ("mail_from", "<>", "<>"),
    ("mail_from", "<a@b.example>", "a@b.example"),
    ("dmarc", "RFC7489", DmarcMode.RFC7489),
    ("lang", "DE", "de"),
    ("enrich", ["abuse", "ASN"], ("abuse", "asn")),
    ("at", datetime(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)),
    ("at", "2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
    ("now", datetime(2026, 3, 1, 2, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 3, 1, tzinfo=UTC)),
]

REFUSED = [
    ("trust", "300.1.2.3/40", "no address or network"),
    ("trust", "300.1.2.3", "no address or network"),
    ("trust", "192.0.2.0/", "no address or network"),
    ("trust", "2001:db8::/200", "no address or network"),
    ("trust", "0.0.0.0/0", "every host"),
    ("trust", "::/0", "every host"),
    ("trust", "two words", "neither a host name"),
    ("trust", "", "neither a host name"),
    ("trust", ".", "neither a host name"),
    ("trust", "*", "neither a host name"),
    ("trust", "a..example", "neither a host name"),
    ("trust", 5, "no list"),
    ("trust", b"mx.example", "no list"),
    ("trust", [b"mx.example"], "no text"),
    ("trust_sealer", "192.0.2.1", "no domain name"),
    ("own_domains", "no domain", "no domain name"),
    ("own_domains", "user@firma.example", "no domain name"),
    ("own_domains", "-.example", "no domain name"),
    ("authserv_ids", "a b", "no authserv-id"),
    ("client_ip", "mail.example.net", "no IP address"),
    ("client_ip", "192.0.2.256", "no IP address"),
    ("helo", "", "no HELO name"),
    ("mail_from", "nobody", "no sender address"),
    ("dmarc", "rfc822", "none of rfc9989, rfc7489"),
    ("dmarc", None, "a word is needed"),
    ("lang", "fr", "none of en, de"),
    ("enrich", "whois", "none of asn, dnsbl, abuse"),
    ("at", "yesterday", "no time"),
    ("at", 5, "no time"),
    ("at", datetime.max.replace(tzinfo=timezone(-timedelta(hours=1))), "out of range"),
    ("offline", "yes", "true or false"),
]


@pytest.mark.parametrize(("field", "given_value", "kept"), TAKEN)
def test_normalised(field, given_value, kept):
    settings = Settings(**{field: given_value})
    assert getattr(settings, field) == kept
    assert pickle.loads(pickle.dumps(settings)) == settings


@pytest.mark.parametrize(("field", "value", "words"), REFUSED)
def test_refused_in_one_line_that_names_the_setting(field, value, words):
    with pytest.raises(SettingError, match=words) as caught:
        Settings(**{field: value})
    assert str(caught.value).startswith(f"{field}: ")
    assert caught.value.setting == field
    assert caught.value.problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T12:30:00Z", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        ("2026-03-01t12:30:00.25z", datetime(2026, 3, 1, 12, 30, 0, 250000, tzinfo=UTC)),
        ("2026-03-01T12:30:00+02:00", datetime(2026, 3, 1, 10, 30, tzinfo=UTC)),
        ("2026-03-01 12:30", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        ("2026-02-30", None),
        ("12:00", None),
        ("now", None),
        ("", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("٢٠٢٦-03-01", None),
    ],
)
def test_moment(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Example.ORG.", "example.org"), ("192.0.2.1", None), ("exa mple.org", None), ("a_b.example", "a_b.example")],
)
def test_domain_name(text, expected):
    assert domain_name(text) == expected


@given(st.sampled_from(sorted(Settings.__dataclass_fields__)), st.text(max_size=40) | st.lists(st.text(max_size=20)))
def test_any_text_is_taken_or_refused(field, value):
    try:
        settings = Settings(**{field: value})
    except SettingError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert Settings(**{field: getattr(settings, field)}) == settings
    assert refusal.isprintable()
