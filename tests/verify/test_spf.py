"""SPF beyond the published suite: the cases where peers go wrong, and what a result says."""

import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.rounds import Pending, Rounds, settle
from mailpath.values.answers import Question
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result, SpfScope
from mailpath.verify.codes import SpfReason
from mailpath.verify.spf import evaluate, evaluate_domain, explanation
from tests.verify.table_dns import FAILED, TableDns

IP, IP6 = "192.0.2.7", "2001:db8::7"


def _zone(record: str, **more: Any) -> dict[str, Any]:
    names = {name.replace("_", "."): value for name, value in more.items()}
    return {"d.example": {"TXT": [record]}} | names


def _found(record: str, ip: str = IP, mail_from: str = "a@d.example", helo: str = "h.example", **more: Any) -> Any:
    return evaluate(ip, helo, mail_from, TableDns(_zone(record, **more)))


@pytest.mark.parametrize(
    ("ip", "helo", "mail_from", "scope", "domain", "reason"),
    [
        ("not an address", "h.example", "a@d.example", SpfScope.MFROM, "d.example", SpfReason.INVALID_IP),
        ("", "h.example", "a@d.example", SpfScope.MFROM, "d.example", SpfReason.INVALID_IP),
        (IP, "", "", SpfScope.HELO, None, SpfReason.NO_DOMAIN),
        (IP, "[192.0.2.7]", "<>", SpfScope.HELO, None, SpfReason.INVALID_DOMAIN),
        (IP, "localhost", "<>", SpfScope.HELO, "localhost", SpfReason.INVALID_DOMAIN),
        (IP, "h.example", "a@one", SpfScope.MFROM, "one", SpfReason.INVALID_DOMAIN),
        (IP, "h.example", "a@" + "x" * 64 + ".example", SpfScope.MFROM, None, SpfReason.INVALID_DOMAIN),
        (IP, "h.example", "a@" + "long." * 50 + "example", SpfScope.MFROM, None, SpfReason.INVALID_DOMAIN),
        (IP, "h.example", "a@d..example", SpfScope.MFROM, None, SpfReason.INVALID_DOMAIN),
        (IP, "h.example", "a@", SpfScope.MFROM, None, SpfReason.NO_DOMAIN),
        (IP, "h.example", "a@none.example", SpfScope.MFROM, "none.example", SpfReason.NO_RECORD),
        (IP, "none.example", "", SpfScope.HELO, "none.example", SpfReason.NO_RECORD),
    ],
)
def test_none_says_why(ip, helo, mail_from, scope, domain, reason) -> None:
    found = evaluate(ip, helo, mail_from, TableDns(_zone("v=spf1 +all")))
    assert (found.scope, found.domain, found.result, found.reason) == (scope, domain, Result.NONE, reason)
    assert (found.mechanism, found.via, found.lookups, found.void_lookups) == (None, (), 0, 0)


@pytest.mark.parametrize(
    "mail_from", ["a@d.example", "<a@D.Example.>", " a@d.example ", "@d.example", "@x.example,@y.example:a@d.example"]
)
@pytest.mark.parametrize("ip", [IP, "[192.0.2.7]", "::ffff:192.0.2.7", "IPv6:::ffff:c000:207"])
def test_spellings_of_sender_and_address(mail_from, ip) -> None:
    assert _found("v=spf1 ip4:192.0.2.7 -all", ip=ip, mail_from=mail_from).result is Result.PASS


def test_unicode_domain_is_asked_as_a_labels() -> None:
    zone = {"xn--bcher-kva.example": {"TXT": ["v=spf1 +all"]}}
    found = evaluate(IP, "h.example", "a@Bücher.example", TableDns(zone))
    assert (found.domain, found.result) == ("xn--bcher-kva.example", Result.PASS)


def test_last_at_sign_separates() -> None:
    assert _found("v=spf1 exists:%{l}.x.example -all", mail_from='"a@b"@d.example').result is Result.FAIL
    assert _found("v=spf1 +all", mail_from='"a@b"@d.example').domain == "d.example"


@pytest.mark.parametrize(
    ("record", "word", "mechanism", "via", "lookups"),
    [
        ("v=spf1 ip4:192.0.2.0/24 -all", Result.PASS, "ip4:192.0.2.0/24", (), 0),
        ("v=spf1 IP4:192.0.2.7 -all", Result.PASS, "IP4:192.0.2.7", (), 0),
        ("v=spf1 +ip4:192.0.2.7", Result.PASS, "+ip4:192.0.2.7", (), 0),
        ("v=spf1 -all", Result.FAIL, "-all", (), 0),
        ("v=spf1 ~all", Result.SOFTFAIL, "~all", (), 0),
        ("v=spf1 ?all", Result.NEUTRAL, "?all", (), 0),
        ("v=spf1 all", Result.PASS, "all", (), 0),
        ("v=spf1", Result.NEUTRAL, None, (), 0),
        ("v=spf1 include:i.example -all", Result.PASS, "ip4:192.0.2.7", ("i.example",), 1),
        ("v=spf1 include:n.example include:i.example -all", Result.PASS, "ip4:192.0.2.7", ("i.example",), 2),
        ("v=spf1 include:o.example -all", Result.PASS, "ip4:192.0.2.7", ("o.example", "i.example"), 2),
        ("v=spf1 ?include:i.example -all", Result.NEUTRAL, "ip4:192.0.2.7", ("i.example",), 1),
        ("v=spf1 include:n.example ~all", Result.SOFTFAIL, "~all", (), 1),
        ("v=spf1 redirect=i.example", Result.PASS, "ip4:192.0.2.7", ("i.example",), 1),
        ("v=spf1 REDIRECT=i.example", Result.PASS, "ip4:192.0.2.7", ("i.example",), 1),
        ("v=spf1 redirect=n.example", Result.FAIL, "-all", ("n.example",), 1),
        ("v=spf1 redirect=r.example", Result.PASS, "ip4:192.0.2.7", ("r.example", "i.example"), 2),
        ("v=spf1 include:r.example -all", Result.PASS, "ip4:192.0.2.7", ("r.example", "i.example"), 2),
        ("v=spf1 include:p.example -all", Result.PASS, "+all", ("p.example",), 1),
        ("v=spf1 redirect=i.example -all", Result.FAIL, "-all", (), 0),
        ("v=spf1 ip4:192.0.2.7 redirect=i.example", Result.PASS, "ip4:192.0.2.7", (), 0),
        ("v=spf1 x=1 x=2 y=%{h} ip4:192.0.2.7", Result.PASS, "ip4:192.0.2.7", (), 0),
    ],
)
def test_which_term_of_which_record(record, word, mechanism, via, lookups) -> None:
    more: dict[str, Any] = {
        "i_example": {"TXT": ["v=spf1 ip4:192.0.2.7"]},
        "n_example": {"TXT": ["v=spf1 ip4:198.51.100.1 -all"]},
        "o_example": {"TXT": ["v=spf1 include:i.example -all"]},
        "r_example": {"TXT": ["v=spf1 redirect=i.example"]},
        "p_example": {"TXT": ["v=spf1 +all"]},
    }
    found = _found(record, **more)
    assert (found.result, found.mechanism, found.via, found.lookups) == (word, mechanism, via, lookups)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("v=spf1 ip4:1.2.3 -all", SpfReason.SYNTAX_ERROR),
        ("v=spf1 +all moo", SpfReason.SYNTAX_ERROR),
        ("v=spf1 +all\x00", SpfReason.SYNTAX_ERROR),
        ("v=spf1 +all\tip4:192.0.2.7", SpfReason.SYNTAX_ERROR),
        ("v=spf1 ip4:192.0.2.7\n -all", SpfReason.SYNTAX_ERROR),
        ("v=spf1 redirect=a.example redirect=a.example", SpfReason.SYNTAX_ERROR),
        ("v=spf1 exp=a.example exp=a.example +all", SpfReason.SYNTAX_ERROR),
        ("v=spf1 include:none.example +all", SpfReason.INCLUDE_WITHOUT_RECORD),
        ("v=spf1 redirect=none.example", SpfReason.REDIRECT_WITHOUT_RECORD),
        ("v=spf1 include:two.example +all", SpfReason.MULTIPLE_RECORDS),
        ("v=spf1 " + "a:d.example " * 11 + "+all", SpfReason.TOO_MANY_LOOKUPS),
        ("v=spf1 include:loop.example", SpfReason.TOO_MANY_LOOKUPS),
        ("v=spf1 mx:many.example +all", SpfReason.TOO_MANY_MX_HOSTS),
        ("v=spf1 a:v1.example a:v2.example a:v3.example +all", SpfReason.TOO_MANY_VOID_LOOKUPS),
    ],
)
def test_permerror_says_why(record, reason) -> None:
    zone = {
        "d.example": {"TXT": [record], "A": ["198.51.100.1"]},
        "two.example": {"TXT": ["v=spf1 -all", "v=spf1 +all"]},
        "loop.example": {"TXT": ["v=spf1 include:loop2.example"]},
        "loop2.example": {"TXT": ["v=spf1 include:loop.example"]},
        "many.example": {"MX": [f"{n} mx{n}.example" for n in range(11)]},
    }
    found = evaluate(IP, "h.example", "a@d.example", TableDns(zone))
    assert (found.result, found.reason) == (Result.PERMERROR, reason)


def test_fault_in_an_include_names_the_way_to_it() -> None:
    found = _found(
        "v=spf1 include:a.example -all",
        a_example={"TXT": ["v=spf1 include:b.example"]},
        b_example={"TXT": ["v=spf1 nonsense"]},
    )
    assert (found.result, found.mechanism) == (Result.PERMERROR, "nonsense")
    assert found.via == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("record", "term"),
    [
        ("v=spf1 ip4:192.0.2 -all", "ip4:192.0.2"),
        ("v=spf1 include:fine.example ?include:none.example -all", "?include:none.example"),
        ("v=spf1 redirect=none.example", "redirect=none.example"),
        ("v=spf1 mx:many.example -all", "mx:many.example"),
        ("v=spf1 include:loop.example", None),
    ],
)
def test_a_permerror_names_the_term_at_fault(record, term) -> None:
    zone = _zone(record, fine_example={"TXT": ["v=spf1 ip4:198.51.100.1"]})
    zone["loop.example"] = {"TXT": ["v=spf1 include:loop.example"]}
    zone["many.example"] = {"MX": [f"{n} mx{n}.example" for n in range(11)]}
    found = evaluate(IP, "h.example", "a@d.example", TableDns(zone))
    assert (found.result, found.mechanism) == (Result.PERMERROR, term)


@pytest.mark.parametrize(
    ("word", "reason"), [(FAILED, SpfReason.DNS_FAILED), ("unrecorded", SpfReason.NOT_RECORDED)], ids=["failed", "gone"]
)
@pytest.mark.parametrize(
    ("record", "name", "kind"),
    [
        (None, "d.example", "TXT"),
        ("v=spf1 include:i.example +all", "i.example", "TXT"),
        ("v=spf1 redirect=i.example", "i.example", "TXT"),
        ("v=spf1 a:i.example +all", "i.example", "A"),
        ("v=spf1 mx:i.example +all", "i.example", "MX"),
        ("v=spf1 mx:m.example +all", "mx.example", "A"),
        ("v=spf1 exists:i.example +all", "i.example", "A"),
        ("v=spf1 ptr -all", "7.2.0.192.in-addr.arpa", "PTR"),
        ("v=spf1 exists:%{p}.x.example -all", "7.2.0.192.in-addr.arpa", "PTR"),
    ],
)
def test_an_answer_that_failed_is_temperror(record, name, kind, word, reason) -> None:
    zone: dict[str, Any] = {"d.example": {"TXT": [record]}, "m.example": {"MX": ["10 mx.example"]}}
    zone[name] = {kind: word}
    found = evaluate(IP, "h.example", "a@d.example", TableDns(zone))
    assert (found.result, found.reason) == (Result.TEMPERROR, reason)


def test_a_match_before_the_trouble_counts() -> None:
    zone: dict[str, Any] = {
        "d.example": {"TXT": ["v=spf1 mx -all"], "MX": ["10 dead.example", "20 mx.example"]},
        "dead.example": {"A": FAILED},
        "mx.example": {"A": [IP]},
    }
    assert evaluate(IP, "h.example", "a@d.example", TableDns(zone)).result is Result.PASS
    zone = {
        "d.example": {"TXT": ["v=spf1 ptr:good.example -all"]},
        "7.2.0.192.in-addr.arpa": {"PTR": ["dead.good.example", "host.good.example"]},
        "dead.good.example": {"A": FAILED},
        "host.good.example": {"A": [IP]},
    }
    assert evaluate(IP, "h.example", "a@d.example", TableDns(zone)).result is Result.PASS
    zone["host.good.example"] = {"A": ["198.51.100.1"]}
    assert evaluate(IP, "h.example", "a@d.example", TableDns(zone)).result is Result.TEMPERROR


def test_void_lookups_are_terms_whose_own_lookup_is_empty() -> None:
    hosts = {f"mx{n}_example": {"A": ["198.51.100.1"]} for n in range(4)}
    zone = _zone("v=spf1 a mx -all", **hosts)
    zone["d.example"] |= {"A": ["198.51.100.1"], "MX": [f"{n} mx{n}.example" for n in range(4)]}
    found = evaluate(IP6, "h.example", "a@d.example", TableDns(zone))
    assert (found.result, found.lookups, found.void_lookups) == (Result.FAIL, 2, 1)
    found = _found("v=spf1 ptr a:gone.example -all")
    assert (found.result, found.void_lookups) == (Result.FAIL, 2)


def test_ten_lookups_are_allowed_and_a_redirect_not_reached_is_none() -> None:
    zone = {"d.example": {"TXT": ["v=spf1 " + "a " * 10 + "redirect=x.example"], "A": ["198.51.100.1"]}}
    assert evaluate(IP, "h", "a@d.example", TableDns(zone)).reason == SpfReason.TOO_MANY_LOOKUPS
    zone["d.example"]["A"] = [IP]
    assert evaluate(IP, "h", "a@d.example", TableDns(zone)).lookups == 1


def test_utf8_local_part_matches_no_macro() -> None:
    zone = _zone("v=spf1 exists:%{l}.x.example exists:%{s}.x.example -all")
    assert evaluate(IP, "h.example", "jürgen@d.example", TableDns(zone)).result is Result.FAIL


@pytest.mark.parametrize(
    ("ip", "record", "passes"),
    [
        ("2001:db8::1", "v=spf1 ip6:2001:db8::/32 -all", True),
        ("2001:db9::1", "v=spf1 ip6:2001:db8::/32 -all", False),
        ("2001:db8::1", "v=spf1 ip4:0.0.0.0/0 -all", False),
        ("::ffff:192.0.2.1", "v=spf1 ip6:::ffff:0:0/96 -all", False),
        ("192.0.2.200", "v=spf1 ip4:192.0.2.0/25 -all", False),
        ("203.0.113.1", "v=spf1 ip4:0.0.0.0/0 -all", True),
        ("198.51.100.9", "v=spf1 a:h4.example/24 -all", True),
        ("2001:db8:1::9", "v=spf1 a:h4.example/24//48 -all", True),
        ("2001:db8:2::9", "v=spf1 a:h4.example/24//48 -all", False),
    ],
)
def test_networks(ip, record, passes) -> None:
    host = {"A": ["198.51.100.1"], "AAAA": ["2001:db8:1::1"]}
    assert (_found(record, ip=ip, h4_example=host).result is Result.PASS) is passes


def test_explanation_is_the_words_of_the_domain() -> None:
    zone = _zone(
        "v=spf1 exp=why.example -all",
        why_example={"TXT": ["%{c} may not send for %{o}. See https://d.example/%{S}"]},
    )
    found = explanation(IP, "h.example", "a b@d.example", TableDns(zone))
    assert found is not None
    assert found.text == "192.0.2.7 may not send for d.example. See https://d.example/a%20b%40d.example"
    assert found.name == "why.example"
    dns = TableDns(zone | {"why.example": {"TXT": FAILED}})
    assert explanation(IP, "h.example", "a@d.example", dns) is None
    assert evaluate(IP, "h.example", "a@d.example", dns).result is Result.FAIL


def test_an_explanation_is_asked_for_only_by_explanation() -> None:
    dns = TableDns(_zone("v=spf1 exp=why.example -all", why_example={"TXT": ["no"]}))
    evaluate(IP, "h.example", "a@d.example", dns)
    assert [one.name for one in dns.asked] == ["d.example"]


def test_evaluate_domain_does_not_need_an_envelope() -> None:
    assert evaluate_domain("d.example", IP, TableDns(_zone("v=spf1 ip4:192.0.2.7 -all"))).result is Result.PASS


def test_rounds_see_every_question_and_the_same_result() -> None:
    zone = _zone(
        "v=spf1 include:i.example mx exp=why.example -all",
        i_example={"TXT": ["v=spf1 a:h.example -all"]},
        h_example={"A": ["198.51.100.1"]},
        why_example={"TXT": ["no"]},
        mx1_example={"A": ["198.51.100.2"]},
        mx2_example={"A": ["198.51.100.3"]},
    )
    zone["d.example"]["MX"] = ["10 mx1.example", "20 mx2.example"]
    rounds = Rounds()

    def goal() -> SpfResult:
        return rounds.value("spf", lambda dns: evaluate(IP, "h", "a@d.example", dns))

    settle(TableDns(zone), [(rounds, [goal])])
    assert goal() == evaluate(IP, "h", "a@d.example", TableDns(zone))
    assert len(rounds.used) == 6
    assert rounds.rounds == 3  # the record; the include and MX; the hosts behind them


def test_rounds_are_as_many_as_the_includes_are_deep() -> None:
    zone = {f"i{n}.example": {"TXT": [f"v=spf1 include:j{n}.example ?all"]} for n in range(4)}
    zone |= {f"j{n}.example": {"TXT": ["v=spf1 ip4:198.51.100.1 ?all"]} for n in range(4)}
    zone["d.example"] = {"TXT": ["v=spf1 " + " ".join(f"include:i{n}.example" for n in range(4)) + " -all"]}
    rounds, dns = Rounds(), TableDns(zone)

    def goal() -> SpfResult:
        return rounds.value("spf", lambda view: evaluate(IP, "h", "a@d.example", view))

    settle(dns, [(rounds, [goal])])
    assert (goal().result, rounds.rounds) == (Result.FAIL, 3)
    assert len(dns.asked) == len(set(dns.asked)) == 9


def test_a_seed_that_is_not_needed_is_no_evidence() -> None:
    zone = _zone("v=spf1 ip4:192.0.2.7 a:h.example include:i.example -all", i_example={"TXT": ["v=spf1 -all"]})
    rounds = Rounds()

    def goal() -> SpfResult:
        return rounds.value("spf", lambda view: evaluate(IP, "h", "a@d.example", view))

    settle(TableDns(zone), [(rounds, [goal])])
    assert goal().result is Result.PASS
    assert [answer.question.name for answer in rounds.used] == ["d.example"]


def test_what_ask_raises_passes_through() -> None:
    class Interrupting:
        def ask(self, question: Question, /) -> Any:
            raise Pending(question)

    with pytest.raises(Pending):
        evaluate(IP, "h.example", "a@d.example", Interrupting())


def test_evaluations_in_threads_do_not_mix() -> None:
    zones = [TableDns(_zone(f"v=spf1 ip4:192.0.2.{n} -all")) for n in range(8)]
    wrong: list[int] = []

    def work(n: int) -> None:
        for _ in range(50):
            if evaluate(f"192.0.2.{n}", "h.example", "a@d.example", zones[n]).result is not Result.PASS:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 " + "ip4:192.0.2.1 " * 25_000,
        "v=spf1 a:" + "." * 300_000,
        "v=spf1 a:x." + "a" * 300_000 + "!",
        "v=spf1 exists:" + "%{l}" * 70_000 + ".x.example",
        "v=spf1 " + "x=%{l} " * 40_000,
    ],
    ids=["terms", "dots", "label", "macros", "modifiers"],
)
def test_huge_records_are_a_permerror(record) -> None:
    assert _found(record, mail_from="x" * 100_000 + "@d.example").result is Result.PERMERROR


@given(
    record=st.text(max_size=80).map(lambda tail: "v=spf1 " + tail)
    | st.text(alphabet="v=spf1 +-~?alincudemxtrh:%{}/.0129", max_size=80).map(lambda tail: "v=spf1 " + tail),
    mail_from=st.text(max_size=40),
    helo=st.text(max_size=40),
    ip=st.sampled_from([IP, IP6]) | st.text(max_size=20),
)
def test_nothing_raises(record, mail_from, helo, ip) -> None:
    for sender in (mail_from, mail_from + "@d.example"):
        found = evaluate(ip, helo, sender, TableDns(_zone(record)))
        assert found.result in Result
        explanation(ip, helo, sender, TableDns(_zone(record)))
