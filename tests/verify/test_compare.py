"""What servers recorded against what we found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.receipts import read_receipts
from mailpath.values.results import (
    Aligned,
    AlignmentMode,
    ArcResult,
    AuthResults,
    DkimResult,
    Dmarc7489,
    DmarcResult,
    Recorded,
    SpfResult,
)
from mailpath.values.vocabulary import Provenance, Result, SpfScope, Verifiability, Zone
from mailpath.verify.compare import compare
from tests.verify.results import dkim_result, spf_result

PASS, FAIL, NONE, TEMP = Result.PASS, Result.FAIL, Result.NONE, Result.TEMPERROR
HOST = "192.0.2.1"
WEEK = 7 * 86400


def dmarc_result(result: Result, *, old: Result | None = None, domain: str = "d.example") -> DmarcResult:
    return DmarcResult(
        result=result,
        domain=domain,
        policy="none",
        policy_domain=domain,
        aligned=Aligned(spf=None, dkim=None),
        mode=AlignmentMode(spf="r", dkim="r"),
        walk=(),
        disposition=None,
        rfc7489=Dmarc7489(result=old or result, policy_domain=domain, differs=old is not None),
        reason=None,
    )


def recorded(
    head: str,
    *,
    spf: tuple[SpfResult, ...] = (),
    dkim: tuple[DkimResult, ...] = (),
    dmarc: DmarcResult | None = None,
    arc: Result | None = None,
    zone: Zone = Zone.TRUSTED,
    age: int | None = WEEK,
    client: str | None = HOST,
    lost: bool = False,
) -> Recorded:
    """The comparison of one header field."""
    receipts = read_receipts(read_message(head.encode() + b"\r\n\r\n"))
    chain = ArcResult(result=arc, instances=1, chain=(), reason=None) if arc else None
    results = AuthResults(spf=spf, dkim=dkim, arc=chain, dmarc=dmarc)
    (one,) = compare(receipts, [zone], results, client_ip=client, age_seconds=age, bytes_lost=lost)
    return one


def ar(text: str) -> str:
    return f"Authentication-Results: mx.r.example; {text}"


SPF_FIELD = (
    "Received-SPF: pass (x) receiver=mx.r.example; client-ip=192.0.2.1; envelope-from=a@d.example; helo=h.example"
)
SPF = [
    ("same", ar("spf=pass smtp.mailfrom=a@d.example"), spf_result("d.example"), True, None, None),
    ("any case", ar("spf=Pass smtp.mailfrom=D.example"), spf_result("d.example"), True, None, None),
    ("received-spf", SPF_FIELD, spf_result("d.example"), True, None, None),
    (
        "changed",
        ar("spf=pass smtp.mailfrom=a@d.example"),
        spf_result("d.example", FAIL),
        False,
        "spf_pass_found_fail",
        "dns_changed",
    ),
    ("old filter", ar("spf=hardfail smtp.mailfrom=a@d.example"), spf_result("d.example", FAIL), True, None, None),
    ("another envelope", ar("spf=pass smtp.mailfrom=x.example"), spf_result("d.example"), None, None, None),
    ("ours failed", ar("spf=pass smtp.mailfrom=d.example"), spf_result("d.example", TEMP), None, None, "not_evaluated"),
    ("theirs failed", ar("spf=temperror smtp.mailfrom=d.example"), spf_result("d.example"), None, None, None),
    ("no identity", ar("spf=pass"), spf_result("d.example"), True, None, None),
    ("helo", ar("spf=pass smtp.helo=h.example"), spf_result("h.example", scope=SpfScope.HELO), True, None, None),
    (
        "null sender",
        ar("spf=none smtp.mailfrom=<> smtp.helo=h.example"),
        spf_result("h.example", NONE, SpfScope.HELO),
        True,
        None,
        None,
    ),
    ("helo, ours is mail from", ar("spf=pass smtp.helo=h.example"), spf_result("d.example"), None, None, None),
]


@pytest.mark.parametrize(
    ("head", "ours", "agrees", "difference", "cause"), [case[1:] for case in SPF], ids=[case[0] for case in SPF]
)
def test_spf(head, ours, agrees, difference, cause):
    found = recorded(head, spf=(ours,))
    assert (found.agrees, found.difference, found.cause) == (agrees, difference, cause)


def test_nothing_of_ours_to_hold_against_it():
    assert recorded(ar("spf=pass smtp.mailfrom=d.example")).cause == "not_evaluated"
    assert recorded(ar("dmarc=pass header.from=d.example")).cause == "not_evaluated"
    assert recorded(ar("arc=pass")).cause == "not_evaluated"
    assert recorded(ar("dkim=pass header.d=d.example")).cause == "not_evaluated"
    assert recorded(ar("none")).cause is None


def test_dns_is_not_blamed_for_young_mail_or_mail_of_unknown_age():
    head, ours = ar("spf=pass smtp.mailfrom=d.example"), (spf_result("d.example", FAIL),)
    for age in (3600, None):
        found = recorded(head, spf=ours, age=age)
        assert (found.agrees, found.cause) == (False, None)


def test_another_host_was_judged():
    head = SPF_FIELD.replace("192.0.2.1", "198.51.100.7")
    found = recorded(head, spf=(spf_result("d.example", FAIL),))
    assert (found.agrees, found.cause) == (False, "other_host_judged")
    same_word = recorded(head, spf=(spf_result("d.example"),))
    assert (same_word.agrees, same_word.cause) == (None, "other_host_judged")


V = Verifiability
DKIM = [
    ("same", "dkim=pass header.d=d.example", [dkim_result("d.example")], True, None),
    ("by identity", "dkim=pass header.i=@d.example", [dkim_result("d.example")], True, None),
    ("no domain said", "dkim=pass (x)", [dkim_result("d.example")], True, None),
    ("both bad", "dkim=fail header.d=d.example", [dkim_result("d.example", Result.PERMERROR)], True, None),
    (
        "one of two",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", FAIL), dkim_result("d.example")],
        True,
        None,
    ),
    (
        "selector tells",
        "dkim=pass header.d=d.example header.s=a",
        [dkim_result("d.example", FAIL, selector="a"), dkim_result("d.example", selector="b")],
        False,
        None,
    ),
    (
        "key gone",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", Result.PERMERROR, verifiability=V.KEY_GONE)],
        False,
        "key_gone",
    ),
    (
        "key revoked",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", Result.PERMERROR, verifiability=V.KEY_REVOKED)],
        False,
        "key_gone",
    ),
    (
        "key replaced",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", FAIL, verifiability=V.KEY_REPLACED)],
        False,
        "key_replaced",
    ),
    (
        "signature only",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", FAIL, signature_ok=False)],
        False,
        "key_replaced",
    ),
    (
        "body",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", FAIL, body_hash_ok=False)],
        False,
        "changed_after_receipt",
    ),
    (
        "bytes lost",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", FAIL, verifiability=V.BYTES_LOST)],
        False,
        "changed_after_receipt",
    ),
    ("policy of ours", "dkim=pass header.d=d.example", [dkim_result("d.example", Result.POLICY)], False, None),
    (
        "not recorded",
        "dkim=pass header.d=d.example",
        [dkim_result("d.example", TEMP, verifiability=V.NOT_RECORDED)],
        None,
        "not_evaluated",
    ),
    ("passes now", "dkim=fail header.d=d.example", [dkim_result("d.example")], False, "dns_changed"),
    ("no signature", "dkim=none", [], True, None),
    ("unreadable signature", "dkim=none", [dkim_result(None, Result.NEUTRAL)], True, None),
    ("signed later", "dkim=none", [dkim_result("d.example")], False, "changed_after_receipt"),
    ("another signature", "dkim=pass header.d=x.example", [dkim_result("d.example")], None, "not_evaluated"),
]


@pytest.mark.parametrize(
    ("text", "ours", "agrees", "cause"), [case[1:] for case in DKIM], ids=[case[0] for case in DKIM]
)
def test_dkim(text, ours, agrees, cause):
    found = recorded(ar(text), dkim=tuple(ours))
    assert (found.agrees, found.cause) == (agrees, cause)


def test_a_young_signature_that_breaks_was_changed():
    ours = (dkim_result("d.example", FAIL, signature_ok=False),)
    assert recorded(ar("dkim=pass header.d=d.example"), dkim=ours, age=3600).cause == "changed_after_receipt"


DMARC = [
    ("same", "dmarc=pass header.from=d.example", dmarc_result(PASS), True, None),
    ("other rfc", "dmarc=fail header.from=d.example", dmarc_result(PASS, old=FAIL), False, "other_dmarc"),
    ("trusted arc", "arc=pass; dmarc=pass header.from=d.example", dmarc_result(FAIL), False, "trusted_arc"),
    ("record since", "dmarc=none header.from=d.example", dmarc_result(FAIL), False, "dns_changed"),
    ("best guess", "dmarc=bestguesspass header.from=d.example", dmarc_result(NONE), True, None),
    ("another author", "dmarc=pass header.from=x.example", dmarc_result(FAIL), None, None),
    ("their error", "dmarc=permerror header.from=d.example", dmarc_result(FAIL), None, None),
    ("our trouble", "dmarc=pass header.from=d.example", dmarc_result(TEMP), None, "not_evaluated"),
]


@pytest.mark.parametrize(
    ("text", "ours", "agrees", "cause"), [case[1:] for case in DMARC], ids=[case[0] for case in DMARC]
)
def test_dmarc(text, ours, agrees, cause):
    found = recorded(ar(text), dmarc=ours)
    assert (found.agrees, found.cause) == (agrees, cause)


def test_dmarc_parts_for_the_reason_its_signature_does():
    found = recorded(
        ar("dkim=pass header.d=d.example; dmarc=pass header.from=d.example"),
        dkim=(dkim_result("d.example", Result.PERMERROR, verifiability=V.KEY_GONE),),
        dmarc=dmarc_result(FAIL),
    )
    assert (found.agrees, found.difference, found.cause) == (False, "dkim_pass_found_permerror", "key_gone")


@pytest.mark.parametrize(
    ("word", "ours", "agrees"), [("pass", PASS, True), ("pass", FAIL, False), ("none", PASS, None)]
)
def test_arc(word, ours, agrees):
    assert recorded(ar(f"arc={word}"), arc=ours).agrees is agrees


def test_a_difference_weighs_more_than_an_agreement():
    found = recorded(
        ar("spf=pass smtp.mailfrom=d.example; dkim=pass header.d=d.example"),
        spf=(spf_result("d.example"),),
        dkim=(dkim_result("d.example", FAIL, body_hash_ok=False),),
    )
    assert (found.agrees, found.cause) == (False, "changed_after_receipt")


def test_provenance_and_server():
    claimed = recorded(ar("spf=pass smtp.mailfrom=d.example"), spf=(spf_result("d.example", FAIL),), zone=Zone.CLAIMED)
    assert (claimed.agrees, claimed.cause, claimed.provenance) == (False, "claimed_only", Provenance.CLAIMED)
    inside = recorded(SPF_FIELD, spf=(spf_result("d.example"),), zone=Zone.BOUNDARY)
    assert (inside.authserv_id, inside.provenance) == ("mx.r.example", Provenance.RECORDED)
    assert recorded(ar("none")).authserv_id == "mx.r.example"


def test_vendors_words_are_kept_and_not_compared():
    found = recorded("X-MS-Exchange-Organization-SCL: 5")
    assert found.results
    assert (found.agrees, found.difference, found.cause) == (None, None, None)


_ENTRIES = st.lists(
    st.sampled_from(["spf", "dkim", "dmarc", "arc", "x"]).flatmap(
        lambda method: st.sampled_from([*Result, "hardfail", "?"]).map(
            lambda word: f"{method}={word} header.d=d.example"
        )
    ),
    max_size=4,
).map("; ".join)


@given(_ENTRIES, st.sampled_from(list(Result)), st.sampled_from(list(Result)), st.sampled_from([None, 0, WEEK]))
def test_every_difference_is_named_and_only_differences_are(entries, by_spf, by_dkim, age):
    found = recorded(
        ar(entries), spf=(spf_result("d.example", by_spf),), dkim=(dkim_result("d.example", by_dkim),), age=age
    )
    assert (found.difference is not None) is (found.agrees is False)
    assert not (found.agrees and found.cause)
