"""What DNS holds need not be UTF-8; the JSON of it is."""

import json
from io import BytesIO

import pytest
from msgspec import structs

from mailpath.outputs.domain import by_name
from mailpath.outputs.format import Options
from tests.domain.zones import audited, sound


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_a_lone_surrogate_becomes_a_replacement_character(name):
    report = structs.replace(audited(sound()), domain="caf\udce9.example")
    stream = BytesIO()
    by_name(name).write([report], stream, Options())
    assert json.loads(stream.getvalue())["domain"] == "caf\ufffd.example"
