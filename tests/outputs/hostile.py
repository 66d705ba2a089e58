"""Reports in which every free text is hostile."""

from collections.abc import Callable
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from mailpath.values.report import Report
from tests.outputs.reports import REPORTS

TRICKS = (
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egpj.exe\u202c",
    "a\u2066b\u2069c",
    "zero\u200bwidth\u200d\ufeff",
    "line\nfeed\rreturn\u2028para\u2029\x85\x0b\x0c",
    "tab\there",
    "\x00\x7f\x9b31m",
    "z" + "\u0301" * 60,
    "\ud800lone",
    "\U000e0041\U000e0042tags",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></pre></textarea><svg/onload=alert(1)>",
    "&lt;b&gt; &#60;i&#62;",
    "javascript:alert(1)",
    "[click](https://evil.example/)",
    "![x](https://evil.example/x.png)",
    "<https://evil.example/> www.evil.example admin@evil.example @everyone #1",
    "``` \n# heading\n~~~",
    "`tick` ``two`` a\\`",
    "a|b \\|c \\\\| d|",
    "| --- | --- |",
    "{{ 7*7 }} {% raw %} {0} {domain} {x.__class__}",
    "%s %(x)s",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "x;=1+1",
    'x";=1+1;"',
    "\uff1d1+1",
    "",
    " ",
    "x" * 3000,
    "very-long-label." * 40 + "example",
    "日本語" * 50,
    "שלום עולם",
    "Grüße 👩‍💻",
)

texts = st.one_of(
    st.sampled_from(TRICKS), st.text(max_size=60), st.text(st.characters(max_codepoint=0x9F), max_size=20)
)


def changed(value: object, hint: object, text: Callable[[str], str]) -> object:
    """`value` with each free text in it replaced; words of closed lists and literals stay."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return changed(value, inner[0], text)
    if origin in (Union, UnionType):
        if isinstance(value, str):
            return changed(value, str, text) if str in inner else value
        kept = [each for each in inner if each is not NoneType and get_origin(each) is tuple]
        if isinstance(value, tuple) and kept:
            return changed(value, kept[0], text)
        structs = [each for each in inner if isinstance(value, msgspec.Struct) and isinstance(value, each)]
        return changed(value, structs[0], text) if structs else value
    if origin is tuple and isinstance(value, tuple):
        return tuple(changed(each, inner[0], text) for each in value)
    if origin is dict and isinstance(value, dict):
        return {changed(key, inner[0], text): changed(each, inner[1], text) for key, each in value.items()}
    if isinstance(value, msgspec.Struct):
        hints = get_type_hints(type(value), include_extras=True)
        fields = {name: changed(getattr(value, name), hints[name], text) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    if isinstance(value, str) and not isinstance(value, StrEnum) and origin is not Literal:
        return text(value)
    return value


def with_texts(report: Report, text: Callable[[str], str]) -> Report:
    found = changed(report, Report, text)
    assert isinstance(found, Report)
    return found


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with drawn texts in place of most of its own; some are kept so that codes and lists stay meaningful."""
    pool = draw(st.lists(texts, min_size=1, max_size=8))
    keep = draw(st.sampled_from((0, 2, 3)))
    state = {"at": 0}

    def text(old: str) -> str:
        state["at"] += 1
        return old if keep and state["at"] % keep == 0 else pool[state["at"] % len(pool)]

    return with_texts(REPORTS[draw(st.sampled_from(sorted(REPORTS)))](), text)
