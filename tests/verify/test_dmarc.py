"""DMARC by RFC 9989, with the RFC 7489 answer beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.map import ZoneDns
from mailpath.values.answers import Answer, Question
from mailpath.values.results import DmarcResult
from mailpath.values.vocabulary import DmarcMode, Result, SpfScope, YesNo
from mailpath.verify.dmarc import aligned, evaluate, policy_in_force
from tests.verify import dmarc_by_the_book as book
from tests.verify.results import dkim_result, spf_result

R = "v=DMARC1; p=reject"
TEMP, FAIL, PASS, NONE = Result.TEMPERROR, Result.FAIL, Result.PASS, Result.NONE


def zone(records: dict[str, str | list[str]], failed: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> ZoneDns:
    """DMARC texts by domain; `failed` are domains whose DMARC question gets no answer, `names` others that exist."""
    texts: dict[str, object] = {name: {"A": ["192.0.2.1"]} for name in names}
    texts |= {f"_dmarc.{name}": {"TXT": [text] if isinstance(text, str) else text} for name, text in records.items()}
    return ZoneDns(texts | {f"_dmarc.{name}": "failed" for name in failed})


def check(author: str, records, *, spf=(), dkim=(), mode=DmarcMode.RFC9989, **world) -> DmarcResult:
    return evaluate(
        author, [spf_result(name) for name in spf], [dkim_result(name) for name in dkim], zone(records, **world), mode
    )


LONG = "a.b.c.d.e.f.g.h.i.j.k.example.com"
GIANT = {"bank.example": R + "; psd=y", "giant.bank.example": R}
WORKED = [
    # the cases of the reference, with what each identifier does
    ("example.com", {"example.com": R, "signing.example.com": R}, "signing.example.com", PASS, "example.com"),
    (LONG, {"example.com": R}, "example.com", PASS, "example.com"),
    ("giant.bank.example", GIANT, "mail.giant.bank.example", PASS, "giant.bank.example"),
    ("giant.bank.example", GIANT, "mail.mega.bank.example", FAIL, "giant.bank.example"),
    ("a.mail.example.com", {"mail.example.com": R + "; psd=n"}, "b.example.com", FAIL, "mail.example.com"),
    ("a.mail.example.com", {"com": R + "; psd=y"}, "example.com", PASS, "com"),
    # more
    ("example.com", {"example.com": R}, "example.com", PASS, "example.com"),
    ("example.com", {"example.com": R}, "evil.example", FAIL, "example.com"),
    ("example.com", {"example.com": R}, "notexample.com", FAIL, "example.com"),
    ("example.com", {"example.com": R + "; adkim=s"}, "a.example.com", FAIL, "example.com"),
    ("example.com", {"example.com": R + "; adkim=s"}, "example.com", PASS, "example.com"),
    ("EXAMPLE.com.", {"example.com": R}, "Example.COM", PASS, "example.com"),
    ("bücher.example", {"xn--bcher-kva.example": R}, "bücher.example", PASS, "xn--bcher-kva.example"),
    ("a.b.example.com", {"b.example.com": R, "example.com": R}, "example.com", PASS, "example.com"),
    ("mail.example.com", {"mail.example.com": R}, "example.com", FAIL, "mail.example.com"),
    ("mega.bank.example", {"bank.example": R + "; psd=y"}, "mega.bank.example", PASS, "bank.example"),
    ("example.com", {}, "example.com", NONE, None),
    ("example.com", {"example.com": [R, R]}, "example.com", NONE, None),
    ("a.example.com", {"a.example.com": [R, R], "example.com": R}, "example.com", PASS, "example.com"),
    ("example.com", {"example.com": "v=DMARC1; p=bogus"}, "example.com", NONE, None),
    ("example.com", {"example.com": "v=DMARC1; p=bogus; rua=mailto:a@b.example"}, "x.example", FAIL, "example.com"),
]


@pytest.mark.parametrize(("author", "records", "identifier", "result", "policy_domain"), WORKED)
def test_worked_cases(author, records, identifier, result, policy_domain):
    by_dkim = check(author, records, dkim=[identifier])
    assert (by_dkim.result, by_dkim.policy_domain) == (result, policy_domain)
    if "adkim" not in str(records):
        by_spf = check(author, records, spf=[identifier])
        assert (by_spf.result, by_spf.policy_domain) == (result, policy_domain)
        assert by_spf.aligned.spf == by_dkim.aligned.dkim


POLICIES = [
    ("example.com", {"example.com": R}, (), "reject"),
    ("a.example.com", {"example.com": R + "; sp=quarantine"}, ("a.example.com",), "quarantine"),
    ("a.example.com", {"example.com": "v=DMARC1; p=none; np=reject"}, ("a.example.com",), "none"),
    ("a.example.com", {"example.com": "v=DMARC1; p=none; np=reject"}, (), "reject"),
    ("a.example.com", {"example.com": "v=DMARC1; p=none; np=reject"}, ("b.a.example.com",), "none"),
    ("example.com", {"example.com": "v=DMARC1; p=none; np=reject"}, (), "none"),
    ("a.example.com", {"a.example.com": R + "; sp=none", "example.com": "v=DMARC1; p=none"}, (), "reject"),
    ("example.com", {"example.com": R + "; t=y"}, (), "quarantine"),
    ("a.example.com", {"example.com": "v=DMARC1; p=none; sp=quarantine; t=y"}, ("a.example.com",), "none"),
    ("a.bank.example", {"bank.example": "v=DMARC1; psd=y; p=none; np=reject"}, (), "reject"),
    ("example.com", {"example.com": "v=DMARC1"}, (), "none"),
    ("example.com", {"example.com": R + "; pct=0"}, (), "reject"),
]


@pytest.mark.parametrize(("author", "records", "names", "policy"), POLICIES)
def test_policy_and_disposition(author, records, names, policy):
    failing = check(author, records, names=names)
    assert (failing.result, failing.policy, failing.disposition) == (FAIL, policy, policy)
    passing = check(author, records, names=names, spf=[author])
    assert (passing.result, passing.policy, passing.disposition) == (PASS, policy, "none")
    found = policy_in_force(author, zone(records, names=names))
    assert (found.policy, found.record_present, found.failed) == (policy, YesNo.YES, False)


def test_walk_and_modes_are_shown():
    found = check("a.example.com", {"example.com": R + "; aspf=s"}, spf=["example.com"])
    assert [step.name for step in found.walk] == ["_dmarc.a.example.com", "_dmarc.example.com", "_dmarc.com"]
    assert (found.mode.spf, found.mode.dkim) == ("s", "r")
    assert (found.aligned.spf, found.aligned.dkim) == (False, False)
    assert found.reason == "not_aligned"


REASONS = [
    ({"example.com": R}, [spf_result("example.com")], [], "spf_aligned"),
    ({"example.com": R}, [], [dkim_result("example.com")], "dkim_aligned"),
    ({"example.com": R}, [spf_result("example.com")], [dkim_result("a.example.com")], "both_aligned"),
    ({"example.com": R}, [spf_result("example.com", FAIL)], [dkim_result("example.com", FAIL)], "no_pass"),
    ({"example.com": R}, [spf_result("x.example")], [], "not_aligned"),
    ({}, [spf_result("example.com")], [], "no_record"),
    ({"example.com": [R, R]}, [], [], "several_records"),
    ({"example.com": R + "; sp=x"}, [], [], "record_unusable"),
    ({"example.com": R}, [spf_result("example.com", TEMP)], [], "result_unknown"),
]


@pytest.mark.parametrize(("records", "spf", "dkim", "reason"), REASONS, ids=[case[-1] for case in REASONS])
def test_reasons(records, spf, dkim, reason):
    assert evaluate("example.com", spf, dkim, zone(records)).reason == reason


@pytest.mark.parametrize("author", ["", "a@b", "exa mple.com", "."])
def test_without_an_author_domain(author):
    found = evaluate(author, [spf_result("example.com")], [], zone({}))
    assert (found.result, found.domain, found.reason, found.rfc7489) == (NONE, None, "no_author_domain", None)


HELO = SpfScope.HELO
SPF = [
    ("mail from", [spf_result("example.com")], PASS),
    ("helo alone", [spf_result("example.com", scope=HELO)], PASS),
    ("helo beside mail from", [spf_result("x.example"), spf_result("example.com", scope=HELO)], FAIL),
    ("helo beside a failing mail from", [spf_result("x.example", FAIL), spf_result("example.com", scope=HELO)], FAIL),
    ("mail from beside helo", [spf_result("x.example", scope=HELO), spf_result("example.com")], PASS),
    ("softfail", [spf_result("example.com", Result.SOFTFAIL)], FAIL),
    ("no domain", [spf_result(None)], FAIL),
]


@pytest.mark.parametrize(("spf", "result"), [case[1:] for case in SPF], ids=[case[0] for case in SPF])
def test_spf_scope(spf, result):
    assert evaluate("example.com", spf, [], zone({"example.com": R})).result is result


TEMPORARY = [
    ("aligned temperror alone", {"example.com": R}, (), "example.com", TEMP, TEMP),
    ("unaligned temperror", {"example.com": R}, (), "x.example", TEMP, FAIL),
    ("own record failed", {}, ("example.com",), "example.com", PASS, TEMP),
    ("own record failed, tld's too", {}, ("example.com", "com"), "example.com", PASS, TEMP),
    ("tld failed, record below", {"example.com": R}, ("com",), "a.example.com", PASS, PASS),
    ("tld failed, record below, unaligned", {"example.com": R}, ("com",), "x.example", PASS, FAIL),
    ("tld failed, no record", {}, ("com",), "example.com", PASS, TEMP),
    ("identifier's walk failed", {"example.com": R}, ("a.example.com",), "a.example.com", PASS, TEMP),
    ("identifier's walk failed and it fails", {"example.com": R}, ("a.example.com",), "a.example.com", FAIL, FAIL),
]


@pytest.mark.parametrize(
    ("records", "failed", "identifier", "its", "result"),
    [case[1:] for case in TEMPORARY],
    ids=[c[0] for c in TEMPORARY],
)
def test_failed_questions(records, failed, identifier, its, result):
    dns = zone(records, failed)
    assert evaluate("example.com", [], [dkim_result(identifier, its)], dns).result is result
    assert evaluate("example.com", [spf_result(identifier, its)], [], dns).result is result


def test_one_pass_outweighs_trouble():
    dns = zone({"example.com": R}, failed=("a.example.com",))
    dkim = [dkim_result("a.example.com", TEMP), dkim_result("example.com")]
    assert evaluate("example.com", [spf_result("example.com", TEMP)], dkim, dns).result is PASS


def test_unknown_existence_leaves_only_the_policy_open():
    records = {"_dmarc.example.com": {"TXT": ["v=DMARC1; p=none; np=reject"]}, "a.example.com": "failed"}
    dns = ZoneDns(records | {"_dmarc.a.example.com": "failed"})
    assert evaluate("a.example.com", [], [], dns).result is TEMP  # a record may stand there
    found = evaluate("a.example.com", [], [], _Without(ZoneDns(records), {"a.example.com"}))
    assert (found.result, found.policy, found.disposition, found.policy_domain) == (FAIL, None, None, "example.com")


class _Without:
    """A source that answers NXDOMAIN for `_dmarc` names it does not hold and fails for the given names."""

    def __init__(self, inner: ZoneDns, failing: set[str]) -> None:
        self._inner = inner
        self._failing = ZoneDns(dict.fromkeys(failing, "failed"))
        self._names = failing

    def ask(self, question: Question, /) -> Answer:
        return (self._failing if question.name in self._names else self._inner).ask(question)


def test_identifiers_elsewhere_cost_no_question():
    asked: list[Question] = []

    class Listening:
        def ask(self, question: Question, /) -> Answer:
            asked.append(question)
            return zone({"example.com": R}).ask(question)

    evaluate("example.com", [spf_result("bounce.esp.example")], [dkim_result("esp.example")], Listening())
    assert {question.name for question in asked} == {"_dmarc.example.com", "_dmarc.com"}


ALIGNED = [
    ("example.com", "example.com", True, YesNo.YES),
    ("a.example.com", "example.com", True, YesNo.NO),
    ("a.example.com", "example.com", False, YesNo.YES),
    ("evil.example", "example.com", False, YesNo.NO),
    ("a.unsaid.example", "unsaid.example", False, YesNo.NO),  # no record: each name is its own organization
    ("", "example.com", False, YesNo.NO),
]


@pytest.mark.parametrize(("identifier", "author", "strict", "expected"), ALIGNED)
def test_aligned(identifier, author, strict, expected):
    assert aligned(identifier, author, strict, zone({"example.com": R})) is expected


OLD = [
    # author, records, identifier, result and policy domain by RFC 7489, whether the RFCs differ
    ("example.com", {"example.com": R}, "a.example.com", PASS, "example.com", False),
    ("a.b.example.com", {"b.example.com": R}, "a.b.example.com", NONE, None, True),
    ("a.b.example.com", {"b.example.com": R, "example.com": R}, "example.com", PASS, "example.com", False),
    ("mail.example.com", {"mail.example.com": R}, "example.com", PASS, "mail.example.com", True),
    ("mail.example.com", {"mail.example.com": R}, "x.example", FAIL, "mail.example.com", False),
    ("a.example.co.uk", {"example.co.uk": R}, "example.co.uk", PASS, "example.co.uk", False),
    ("example.co.uk", {"co.uk": R}, "other.co.uk", NONE, None, True),
    ("a.mail.example.com", {"com": R + "; psd=y"}, "example.com", NONE, None, True),
    ("a.example.com", {"a.example.com": [R, R], "example.com": R}, "example.com", NONE, None, True),
    ("example.com", {"example.com": "v=DMARC1; rua=mailto:a@b.example"}, "x.example", FAIL, "example.com", False),
    ("example.com", {"example.com": "v=DMARC1"}, "x.example", NONE, None, True),
    ("example.com", {}, "a.example.com", NONE, None, False),
    ("alice.github.io", {"github.io": R}, "bob.github.io", NONE, None, True),
]


@pytest.mark.parametrize(("author", "records", "identifier", "result", "policy_domain", "differs"), OLD)
def test_rfc_7489(author, records, identifier, result, policy_domain, differs):
    new = check(author, records, dkim=[identifier])
    assert new.rfc7489 is not None
    assert (new.rfc7489.result, new.rfc7489.policy_domain, new.rfc7489.differs) == (result, policy_domain, differs)
    old = check(author, records, dkim=[identifier], mode=DmarcMode.RFC7489)
    assert (old.result, old.policy_domain, old.rfc7489) == (result, policy_domain, new.rfc7489)
    assert len(old.walk) in (1, 2)


@pytest.mark.parametrize(("tags", "policy"), [("p=reject; pct=0", "quarantine"), ("p=reject; t=y", "reject")])
def test_rfc_7489_policy(tags, policy):
    found = check("example.com", {"example.com": f"v=DMARC1; {tags}"}, mode=DmarcMode.RFC7489)
    assert (found.policy, found.disposition) == (policy, policy)
    assert (
        policy_in_force("example.com", zone({"example.com": f"v=DMARC1; {tags}"}), DmarcMode.RFC7489).policy == policy
    )


# Against a second implementation

_LABELS = st.lists(st.sampled_from("ab"), max_size=10)
_NAMES = _LABELS.map(lambda labels: ".".join([*labels, "example", "com"]))
_RECORDS = st.lists(
    st.sampled_from(
        [
            "p=none",
            "p=reject",
            "p=x",
            "sp=quarantine",
            "sp=x",
            "np=reject",
            "psd=y",
            "psd=n",
            "adkim=s",
            "aspf=s",
            "t=y",
            "rua=mailto:a@b.example",
        ]
    ),
    max_size=4,
    unique_by=lambda tag: tag.split("=")[0],
).map(lambda tags: "; ".join(["v=DMARC1", *tags]))
_TEXTS = st.lists(_RECORDS | st.just("v=spf1 -all"), max_size=2)


@st.composite
def _worlds(draw):
    author = draw(_NAMES)
    labels = author.split(".")
    parents = [".".join(labels[start:]) for start in range(len(labels))]
    identifiers = st.sampled_from(parents) | _NAMES | st.just("b." + author)
    records = draw(st.dictionaries(st.sampled_from(parents) | _NAMES, _TEXTS, max_size=5))
    existing = set(draw(st.lists(st.just(author), max_size=1)))
    spf, dkim = draw(st.lists(identifiers, max_size=1)), draw(st.lists(identifiers, max_size=2))
    return author, records, existing, spf, dkim


def _by_ours(author, records, existing, spf, dkim, failed=()) -> DmarcResult:
    dns = _Exactly(zone(records, failed), existing)
    return evaluate(author, [spf_result(name) for name in spf], [dkim_result(name) for name in dkim], dns)


class _Exactly:
    """Only `existing` names are there, whatever stands at their `_dmarc` names; those answer as they are."""

    def __init__(self, inner: ZoneDns, existing: set[str]) -> None:
        self._inner = inner
        self._existing = ZoneDns({name: {"A": ["192.0.2.1"]} for name in existing})

    def ask(self, question: Question, /) -> Answer:
        return (self._inner if question.name.startswith("_dmarc.") else self._existing).ask(question)


@given(_worlds())
def test_as_the_second_implementation(world):
    author, records, existing, spf, dkim = world
    if author in records:
        existing = {author}  # what has a name below it exists
    result, policy, where = book.result(records, author, spf, dkim, existing)
    ours = _by_ours(author, records, existing, spf, dkim)
    assert (ours.result, ours.policy, ours.policy_domain) == (result, policy, where)
    assert len(ours.walk) <= 8


@given(_worlds(), st.data())
def test_a_lost_answer_is_unknown_or_changes_nothing(world, data):
    """Whatever stood behind a failed answer, a known result is the right one."""
    author, records, existing, spf, dkim = world
    names = [name for one in (author, *spf, *dkim) for name, _ in book.walk({}, one)]
    failed = tuple(data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)))
    known = {name: texts for name, texts in records.items() if name not in failed}
    ours = _by_ours(author, known, existing, spf, dkim, failed)
    hidden = {
        name: data.draw(_TEXTS if "." in name else st.just([]) | st.just(["v=DMARC1; psd=y; p=reject"]))
        for name in failed
    }
    world_now = known | hidden
    if author in world_now:
        existing = {author}
    result, policy, where = book.result(world_now, author, spf, dkim, existing)
    if ours.result is not TEMP:
        assert (ours.result, ours.policy_domain) == (result, where)
        assert ours.policy in (policy, None)
