from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from mailpath.outputs.meanings import FIELDS, WORDS
from mailpath.outputs.reference import columns_page, report_page, types_of
from mailpath.values.report import Report
from tests.outputs.golden import holds

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "page"), [("report", report_page), ("columns", columns_page)])
def test_docs_are_made_from_the_types(name, page, pytestconfig):
    holds(page(), DOCS / f"{name}.md", pytestconfig)


def test_every_field_has_a_meaning_and_no_other():
    fields = {
        f"{held.__name__}.{field.encode_name}"
        for held in types_of(Report)
        if issubclass(held, msgspec.Struct)
        for field in msgspec.structs.fields(held)
    }
    assert set(FIELDS) == fields


def test_every_word_of_a_closed_list_has_a_meaning_and_no_other():
    words = {f"{held.__name__}.{word}" for held in types_of(Report) if issubclass(held, StrEnum) for word in held}
    assert set(WORDS) == words
