"""SPF record text to terms: what is read, and what is refused where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.records.spf import MAX_RECORD_BYTES, Mechanism, is_spf, parse, seed_questions, spf_records
from mailpath.records.spf_macros import expand, macro_fault
from mailpath.values.answers import Question


@pytest.mark.parametrize(
    ("raw", "yes"),
    [
        (b"v=spf1", True),
        (b"V=SPF1 -all", True),
        (b"v=spf10 -all", False),
        (b"v=spf1\t-all", False),
        (b" v=spf1", False),
    ],
)
def test_version(raw, yes) -> None:
    assert is_spf(raw) is yes
    assert len(spf_records([raw, b"other"])) == yes


@pytest.mark.parametrize(
    ("term", "qualifier", "name", "value", "cidr4", "cidr6"),
    [
        ("all", "+", "all", None, None, None),
        ("-ALL", "-", "all", None, None, None),
        ("~a", "~", "a", None, None, None),
        ("a/24", "+", "a", None, 24, None),
        ("a//64", "+", "a", None, None, 64),
        ("?mx:h.example/24//64", "?", "mx", "h.example", 24, 64),
        ("a:foo:bar.example/16//48", "+", "a", "foo:bar.example", 16, 48),
        ("exists:%{i}.x.example", "+", "exists", "%{i}.x.example", None, None),
        ("exists:%{i}.%{s1}.100/86400.rate.%{d}", "+", "exists", "%{i}.%{s1}.100/86400.rate.%{d}", None, None),
        ("include:i.example.", "+", "include", "i.example.", None, None),
        ("ptr", "+", "ptr", None, None, None),
        ("ip4:192.0.2.0/0", "+", "ip4", "192.0.2.0", 0, None),
        ("ip6:2001:DB8::/32", "+", "ip6", "2001:DB8::", None, 32),
        ("ip6:::ffff:192.0.2.1", "+", "ip6", "::ffff:192.0.2.1", None, None),
        ("a:%%.%_%-", "+", "a", "%%.%_%-", None, None),
        ("a:x.t-1", "+", "a", "x.t-1", None, None),
    ],
)
def test_mechanisms(term, qualifier, name, value, cidr4, cidr6) -> None:
    record = parse(f"v=spf1  {term} ")
    assert not record.defects
    assert record.mechanisms == (
        Mechanism(position=8, text=term, qualifier=qualifier, name=name, value=value, cidr4=cidr4, cidr6=cidr6),
    )


@pytest.mark.parametrize(
    ("term", "code", "offset"),
    [
        ("all.", "unknown_mechanism", 0),
        ("all:x", "bad_all", 3),
        ("-all/8", "bad_all", 4),
        ("redirect:x.example", "unknown_mechanism", 0),
        ("++all", "unknown_mechanism", 0),
        ("include", "domain_missing", 0),
        ("include:", "domain_missing", 8),
        ("exists", "domain_missing", 0),
        ("a:", "domain_missing", 2),
        ("a:one", "bad_domain", 2),
        ("a:x.123", "bad_domain", 4),
        ("a:x.-y", "bad_domain", 4),
        ("a:x.example,", "bad_domain", 4),
        ("a:x.example/33", "bad_prefix_length", 11),
        ("a:x.example//129", "bad_prefix_length", 11),
        ("a/024", "bad_prefix_length", 1),
        ("ptr:x.example/8", "bad_domain", 6),
        ("include:x.example/8", "bad_domain", 10),
        ("ip4", "address_missing", 0),
        ("ip4:192.0.2", "bad_ip4", 4),
        ("ip4:192.0.02.1", "bad_ip4", 4),
        ("ip4:192.0.2.1/33", "bad_prefix_length", 13),
        ("ip4:192.0.2.1//32", "bad_ip4", 4),
        ("ip6:2001:db8::g", "bad_ip6", 4),
        ("ip6:fe80::1%eth0", "bad_ip6", 4),
        ("a:%{x}.example", "unknown_macro", 2),
        ("a:x%(d).example", "bad_macro", 3),
        ("a:%{d0}.example", "bad_macro", 2),
        ("a:%{c}.example", "macro_for_explanation_only", 2),
        ("redirect=", "domain_missing", 9),
        ("exp=%{r}.example", "macro_for_explanation_only", 4),
        ("other=%", "bad_macro", 6),
        ("a:x\x00.example", "control_character", 0),
        ("a:x\t.example", "control_character", 0),
        ("a:\xfc.example", "non_ascii", 0),
        ("a:" + "x." * 600, "term_too_long", 0),
        ("a:%%-", "bad_domain", 2),
    ],
)
def test_defects_say_where(term, code, offset) -> None:
    record = parse(f"v=spf1 ip4:192.0.2.1 {term} -all")
    assert [(one.code, one.position) for one in record.defects] == [(code, 21 + offset)]
    assert [one.name for one in record.mechanisms] == ["ip4", "all"]


def test_modifiers() -> None:
    record = parse("v=spf1 X.y-z_9=1 x.y-z_9=2 Redirect=r.example EXP=e.example")
    assert [one.name for one in record.modifiers] == ["x.y-z_9", "x.y-z_9", "redirect", "exp"]
    assert (record.redirect, record.explanation, record.closing) == ("r.example", "e.example", None)
    assert [one.code for one in parse("v=spf1 redirect=a.example redirect=a.example").defects] == ["repeated_modifier"]


def test_bounds() -> None:
    assert parse("v=spf1 " + "x" * MAX_RECORD_BYTES).defects[0].code == "record_too_long"
    assert parse("v=spf1 " + "a " * 5_000).defects[0].code == "too_many_terms"


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("%{d}", "mail.d.example"),
        ("%{d2}", "d.example"),
        ("%{d9}", "mail.d.example"),
        ("%{dr}", "example.d.mail"),
        ("%{d1r}", "mail"),
        ("%{l-}", "a.b+c"),
        ("%{l2r+-}", "b.a"),
        ("%{l-+}", "a.b.c"),
        ("%{ir}.%{v}.arpa", "7.2.0.192.in-addr.arpa"),
        ("%{L}", "a-b%2Bc"),
        ("%%%_%-", "% %20"),
        ("%{d" + "1" * 5_000 + "}", "mail.d.example"),
    ],
)
def test_macros(text, expanded) -> None:
    values = {"d": "mail.d.example", "l": "a-b+c", "i": "192.0.2.7", "v": "in-addr"}
    assert macro_fault(text) is None
    assert expand(text, values.__getitem__) == expanded


def test_seeds_are_what_an_evaluation_would_ask() -> None:
    record = "v=spf1 a mx:%{d} include:i.example exists:%{i}.x.example -all a:late.example"
    assert seed_questions(record, "d.example", address_type="AAAA") == (
        Question("d.example", "AAAA"),
        Question("d.example", "MX"),
        Question("i.example", "TXT"),
    )
    assert seed_questions("v=spf1 redirect=_spf.%{d}", "d.example") == (Question("_spf.d.example", "TXT"),)


@given(st.text(max_size=200) | st.text(alphabet="v=spf1 aAmxiplucde:/%{}.-+~?09", max_size=200))
def test_never_raises_and_places_are_true(text) -> None:
    record = parse("v=spf1 " + text)
    terms = [(one.position, one.text) for one in record.mechanisms]
    terms += [(one.position, one.text) for one in record.modifiers]
    for position, term in terms:
        assert record.text[position:].startswith(term)
    for defect in record.defects:
        assert 0 < defect.position <= len(record.text)
    seed_questions("v=spf1 " + text, "d.example")


def test_few_of_the_longest_records_are_remembered() -> None:
    """One of 64 kB takes a megabyte when it is read, and a sender may have thousands of domains."""
    texts = [f"v=spf1 ip4:192.0.2.{number} " + "ip4:198.51.100.0/24 " * 300 for number in range(40)]
    read = [parse(text) for text in texts]
    assert {len(record.mechanisms) for record in read} == {301}
    newest_first = [parse(text) is record for text, record in zip(reversed(texts), reversed(read), strict=True)]
    assert newest_first == [True] * 16 + [False] * 24
