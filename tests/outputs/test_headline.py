import pytest
from msgspec.structs import replace

from mailpath.outputs.headline import Tone, headline, host_name
from mailpath.outputs.visible import visible
from mailpath.outputs.wording import Wording
from mailpath.values.reasons import Reason
from mailpath.values.report import Service
from mailpath.values.vocabulary import Confidence, Verdict, YesNo
from tests.outputs.report_parts import host, identifiers, report
from tests.outputs.reports import unreadable

ENGLISH, GERMAN = (Wording(lang=lang, show=visible) for lang in ("en", "de"))
V, C = Verdict, Confidence
HOST = host("192.0.2.1")
WITH_SERVICE = replace(HOST, service=Service(name="Sender", kind="newsletter", evidence="ptr"))


def made(verdict, confidence, **given):
    usual = {"identifiers": identifiers("firma.example"), "sending_host": HOST, "rule": 20, "vouched": YesNo.YES}
    return report(verdict, confidence, **(usual | given))


GIVEN = [
    (V.AUTHORIZED_OWN, C.HIGH, {}, Tone.GOOD, "Yes", "stands behind this message, and its own server"),
    (V.AUTHORIZED_OWN, C.MEDIUM, {"vouched": YesNo.UNKNOWN}, Tone.GOOD, "Very likely yes", "also receives the mail"),
    (V.AUTHORIZED_OWN, C.LOW, {}, Tone.UNSURE, "Perhaps, but not proven", "looks like"),
    (V.AUTHORIZED_THIRD_PARTY, C.LOW, {}, Tone.UNSURE, "Perhaps, but not proven", "looks like"),
    (V.AUTHORIZED_THIRD_PARTY, C.HIGH, {"sending_host": WITH_SERVICE}, Tone.GOOD, "Yes", "lets Sender send"),
    (V.AUTHORIZED_THIRD_PARTY, C.MEDIUM, {}, Tone.GOOD, "Very likely yes", "lets 192.0.2.1 send"),
    (V.FORWARDED, C.HIGH, {}, Tone.GOOD, "Yes", "192.0.2.1 forwarded it"),
    (V.FORWARDED, C.LOW, {}, Tone.UNSURE, "Perhaps, but not proven", "looks like"),
    (V.MAILING_LIST, C.MEDIUM, {}, Tone.GOOD, "Very likely yes", "mailing list passed it on"),
    (V.MAILING_LIST, C.LOW, {}, Tone.UNSURE, "Perhaps, but not proven", "looks like"),
    (V.INTERNAL, C.HIGH, {}, Tone.GOOD, "Yes", "from inside"),
    (V.INTERNAL_SERVER_LEAK, C.HIGH, {}, Tone.ATTENTION, "Yes, but over the wrong server", "is a server of"),
    (V.INTERNAL_SERVER_LEAK, C.LOW, {}, Tone.ATTENTION, "Perhaps, but over the wrong server", "calls itself"),
    (V.UNALIGNED_THIRD_PARTY, C.MEDIUM, {}, Tone.ATTENTION, "Not confirmed", "has not said that it may"),
    (V.UNALIGNED_THIRD_PARTY, C.HIGH, {"sending_host": WITH_SERVICE}, Tone.ATTENTION, "Not confirmed", "Sender sent"),
    (V.SPOOFED, C.HIGH, {}, Tone.ATTENTION, "No", "does not stand behind"),
    (V.SPOOFED, C.MEDIUM, {}, Tone.ATTENTION, "Most likely not", "does not stand behind"),
    (V.SPOOFED, C.LOW, {}, Tone.ATTENTION, "Probably not", "harmless explanation"),
    (V.UNVERIFIABLE, C.LOW, {}, Tone.UNSURE, "Cannot tell", "does not say whether"),
    (V.UNVERIFIABLE, C.HIGH, {"rule": 19}, Tone.UNSURE, "Cannot tell", "publishes nothing"),
    (V.UNVERIFIABLE, C.MEDIUM, {"rule": 15}, Tone.UNSURE, "Cannot tell", "no longer published"),
    (V.UNDETERMINED, C.LOW, {"rule": 9}, Tone.UNSURE, "Cannot tell", "DNS answer"),
    (V.UNDETERMINED, C.LOW, {"rule": 3}, Tone.UNSURE, "Cannot tell", "one clear author"),
    (V.UNDETERMINED, C.LOW, {"sending_host": None}, Tone.UNSURE, "Cannot tell", "valid signature does show"),
    (
        V.UNDETERMINED,
        C.LOW,
        {"sending_host": None, "vouched": YesNo.UNKNOWN},
        Tone.UNSURE,
        "Cannot tell",
        "not show which host",
    ),
    (V.UNDETERMINED, C.LOW, {"source": unreadable().source}, Tone.UNSURE, "Cannot tell", "could not be read"),
]


@pytest.mark.parametrize(("verdict", "confidence", "given", "tone", "answer", "words"), GIVEN)
def test_headline(verdict, confidence, given, tone, answer, words):
    found = headline(made(verdict, confidence, **given), ENGLISH)
    assert (found.tone, found.answer) == (tone, answer)
    assert words in found.sentence
    assert found.sentence.endswith(".")


@pytest.mark.parametrize("confidence", C)
@pytest.mark.parametrize("verdict", V)
@pytest.mark.parametrize("service", [False, True])
def test_every_case_has_a_sentence_in_both_languages(verdict, confidence, service):
    for rule in range(1, 21):
        found = made(verdict, confidence, rule=rule, sending_host=WITH_SERVICE if service else None)
        assert headline(found, ENGLISH).sentence != headline(found, GERMAN).sentence


def test_a_reason_tells_why_nothing_can_be_said():
    reason = Reason(code="domain_publishes_nothing", text="", facts={})
    assert "publishes nothing" in headline(made(V.UNVERIFIABLE, C.LOW, reasons=(reason,)), ENGLISH).sentence


@pytest.mark.parametrize(
    ("fcrdns", "ptr", "helo", "name"),
    [
        (True, ("mx.example",), "h", "mx.example [192.0.2.1]"),
        (False, ("mx.example",), "h", "192.0.2.1"),
        (None, (), "bank.example", "192.0.2.1"),
        (True, (), None, "192.0.2.1"),
    ],
)
def test_a_mere_claim_names_no_host(fcrdns, ptr, helo, name):
    assert host_name(replace(HOST, fcrdns=fcrdns, ptr=ptr, helo=helo)) == name
    assert host_name(None) is None
