import re
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

import mailpath
from mailpath.host.catalogue_entry import ServiceEvidence, ServiceKind
from mailpath.language.de.words import WORDS as GERMAN
from mailpath.language.en.words import WORDS as ENGLISH
from mailpath.values import vocabulary
from mailpath.verify.alignment import DmarcReason
from mailpath.verify.codes import ArcReason, ChangeCode, DkimReason, SpfReason
from mailpath.verify.compare import Cause

PACKAGE = Path(mailpath.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")])
    if "language" not in path.parts
)


def facts(template):
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name})


def test_both_languages_have_the_same_keys_in_the_same_order():
    assert list(ENGLISH) == list(GERMAN)


@pytest.mark.parametrize("key", ENGLISH)
def test_both_languages_use_the_same_facts(key):
    assert facts(ENGLISH[key]) == facts(GERMAN[key])


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["en", "de"])
def test_no_word_is_empty_or_padded(words):
    assert [key for key, text in words.items() if not text or text != text.strip() or "  " in text] == []


@pytest.mark.parametrize("key", ENGLISH)
def test_every_word_is_used(key):
    """By its whole key, or as a member of a family whose key is put together (`verdict.` and the verdict)."""
    family = key.rpartition(".")[0]
    whole = re.search(rf"""["']{re.escape(key)}["']""", SOURCE)
    member = family and re.search(rf"""["']{re.escape(family)}(\.|["'])""", SOURCE)
    assert whole or member


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("verdict", vocabulary.Verdict),
        ("cause", ChangeCode),
        ("confidence", vocabulary.Confidence),
        ("provenance", vocabulary.Provenance),
        ("legend", vocabulary.Provenance),
        ("zone", vocabulary.Zone),
        ("answer_word", vocabulary.YesNo),
        ("method", vocabulary.BoundaryMethod),
        ("result", vocabulary.Result),
        ("fidelity", vocabulary.Fidelity),
        ("verifiability", set(vocabulary.Verifiability) - {vocabulary.Verifiability.VERIFIED}),
        ("reason", {*SpfReason, *DkimReason, *ArcReason, *DmarcReason}),
        ("parting", Cause),
        ("service_kind", ServiceKind),
        ("service_evidence", ServiceEvidence),
        ("dns_status", set(vocabulary.DnsStatus) - {vocabulary.DnsStatus.FOUND}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_closed_lists_have_a_word_for_each_and_no_other(family, words: type[StrEnum] | set[StrEnum]):
    assert {key for key in ENGLISH if key.startswith(f"{family}.")} == {f"{family}.{word}" for word in words}
