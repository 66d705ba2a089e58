"""docs/domain.md names every finding and every guessed selector; `--rewrite-golden` writes these parts anew."""

import re
from pathlib import Path

import pytest

from mailpath.domain.findings import CODES
from mailpath.domain.mend import MENDERS
from mailpath.domain.name_servers import LOOK_ALIKES
from mailpath.domain.selectors import GUESSED
from mailpath.language.render import catalogue

DOC = Path(__file__).resolve().parents[2] / "docs" / "domain.md"


def findings():
    mended = {code for mender in MENDERS for code in mender.codes}
    rows = ["| code | severity | record offered | says so |", "|---|---|---|---|"]
    for code, kind in CODES.items():
        rows.append(f"| `{code}` | {kind.severity} | {'yes' if code in mended else ''} | {kind.reference} |")
    return "\n".join(rows)


def selectors():
    return ", ".join(f"`{one}`" for one in GUESSED)


PARTS = {"findings": findings, "selectors": selectors}


@pytest.mark.parametrize("part", PARTS)
def test_generated_part(part, request):
    text = DOC.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {part} -->\n).*?(\n<!-- end -->)", re.DOTALL)
    wanted = pattern.sub(lambda match: match[1] + PARTS[part]() + match[2], text)
    if request.config.getoption("--rewrite-golden"):
        DOC.write_text(wanted, encoding="utf-8")
        return
    assert wanted == text


def test_every_finding_has_a_sentence_in_both_languages():
    for lang in ("en", "de"):
        assert [code for code in CODES if f"audit_{code}" not in catalogue(lang)] == []


def test_every_sentence_is_of_a_finding_a_change_or_a_word():
    texts = [code.removeprefix("audit_") for code in catalogue("en") if code.startswith("audit_")]
    assert [one for one in texts if one not in CODES and not one.startswith(("change_", "word_", "do_"))] == []


def test_what_has_no_record_to_offer_says_what_to_do():
    mended = {code for mender in MENDERS for code in mender.codes}
    serious = [code for code, kind in CODES.items() if kind.severity != "info" and code not in mended]
    assert [code for code in serious if f"audit_do_{code}" not in catalogue("en")] == []
    advised = [code.removeprefix("audit_do_") for code in catalogue("en") if code.startswith("audit_do_")]
    assert [code for code in advised if code not in CODES] == []


def test_both_languages_have_the_same_codes_and_facts():
    from string import Formatter

    def names(text):
        return sorted({name for _, name, _, _ in Formatter().parse(text) if name})

    en, de = ({k: v for k, v in catalogue(one).items() if k.startswith("audit_")} for one in ("en", "de"))
    assert list(en) == list(de)
    assert [code for code in en if names(en[code]) != names(de[code])] == []


def test_the_names_below_a_domain_that_are_looked_at():
    names = ", ".join(f"`{one}`" for one in LOOK_ALIKES)
    assert f"looked at are {names})" in " ".join(DOC.read_text(encoding="utf-8").split())


def test_no_selector_twice():
    assert len(set(GUESSED)) == len(GUESSED)
