"""The DNS tree walk and organizational domains."""

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.verify.walk import (
    organization_of,
    organizational_domain,
    walk,
    walk_questions,
)


def zone(records: dict[str, str | list[str]], failed: tuple[str, ...] = ()) -> ZoneDns:
    """DMARC texts by domain; `failed` are domains whose question gets no answer."""
    texts = {f"_dmarc.{name}": {"TXT": [text] if isinstance(text, str) else text} for name, text in records.items()}
    return ZoneDns(texts | {f"_dmarc.{name}": "failed" for name in failed})


R = "v=DMARC1; p=reject"


def test_names_of_a_long_walk():
    names = [question.name for question in walk_questions("a.b.c.d.e.f.g.h.i.j.mail.example.com")]
    assert names == [
        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "_dmarc.g.h.i.j.mail.example.com",
        "_dmarc.h.i.j.mail.example.com",
        "_dmarc.i.j.mail.example.com",
        "_dmarc.j.mail.example.com",
        "_dmarc.mail.example.com",
        "_dmarc.example.com",
        "_dmarc.com",
    ]


@pytest.mark.parametrize(("labels", "questions", "second"), [(1, 1, None), (2, 2, 1), (7, 7, 6), (8, 8, 7), (9, 8, 7)])
def test_number_of_questions(labels, questions, second):
    names = [question.name for question in walk_questions(".".join("a" * labels))]
    assert len(names) == questions
    assert second is None or names[1].count(".") == second


def test_a_name_too_long_to_ask_is_left_out():
    label = "a" * 61
    name = ".".join([label] * 4)
    assert next(question.name for question in walk_questions(name)) == "_dmarc." + ".".join([label] * 3)
    assert walk(name, zone({})).steps[0].status == "nxdomain"


ORGANIZATIONS = [
    ("example.com", {"example.com": R}, "example.com", True),
    ("signing.example.com", {"example.com": R, "signing.example.com": R}, "example.com", True),
    ("a.b.c.d.e.f.g.h.i.j.k.example.com", {"example.com": R}, "example.com", True),
    ("giant.bank.example", {"bank.example": R + "; psd=y", "giant.bank.example": R}, "giant.bank.example", True),
    ("mail.giant.bank.example", {"bank.example": R + "; psd=y", "giant.bank.example": R}, "giant.bank.example", True),
    ("mail.mega.bank.example", {"bank.example": R + "; psd=y", "giant.bank.example": R}, "mega.bank.example", True),
    ("a.mail.example.com", {"mail.example.com": R + "; psd=n", "example.com": R}, "mail.example.com", True),
    ("b.example.com", {"mail.example.com": R + "; psd=n"}, "b.example.com", False),
    ("a.mail.example.com", {"com": R + "; psd=y"}, "example.com", True),
    ("example.com", {"com": R + "; psd=y"}, "example.com", True),
    ("com", {"com": R + "; psd=y"}, "com", True),
    ("bank.example", {"bank.example": R + "; psd=y", "example": R}, "bank.example", True),
    ("a.b.example.com", {"b.example.com": R, "example.com": R}, "example.com", True),
    ("a.b.example.com", {"b.example.com": R}, "b.example.com", True),
    ("a.example.com", {"example.com": [R, R]}, "a.example.com", False),
    ("a.example.com", {"example.com": "v=DMARC2; p=none"}, "a.example.com", False),
    ("a.example.com", {"example.com": "v=DMARC1; psd=x"}, "example.com", True),
    ("a.example.com", {}, "a.example.com", False),
    ("a.b.c.d.e.f.g.h.i.j", {"d.e.f.g.h.i.j": R + "; psd=y"}, "c.d.e.f.g.h.i.j", True),
]


@pytest.mark.parametrize(("name", "records", "organization", "found"), ORGANIZATIONS)
def test_organizational_domain(name, records, organization, found):
    result = organizational_domain(name, zone(records))
    assert (result.domain, result.found, result.failed) == (organization, found, False)


def test_steps_end_at_a_boundary_record():
    steps = walk("a.b.example.com", zone({"b.example.com": R + "; psd=n", "example.com": R})).shown()
    assert [(step.name, step.status, step.record) for step in steps] == [
        ("_dmarc.a.b.example.com", "nxdomain", None),
        ("_dmarc.b.example.com", "found", R + "; psd=n"),
    ]


def test_several_records_are_shown_as_such():
    steps = walk("example.com", zone({"example.com": [R, R], "com": "something else"})).shown()
    assert [(step.name, step.status, step.record) for step in steps] == [
        ("_dmarc.example.com", "several_records", None),
        ("_dmarc.com", "found", None),
    ]


FAILED = [
    # name, records, failed questions, organization if they held nothing, unknown
    ("a.example.com", {"example.com": R}, ("com",), "example.com", False),
    ("example.com", {}, ("com",), "example.com", False),
    ("a.example.com", {}, ("com",), "a.example.com", True),
    ("a.b.example.com", {"b.example.com": R}, ("com",), "b.example.com", True),
    ("a.example.com", {"example.com": R}, ("a.example.com",), "example.com", True),
    ("a.b.example.com", {"example.com": R}, ("b.example.com",), "example.com", True),
    ("a.b.example.com", {"b.example.com": R + "; psd=n"}, ("example.com", "com"), "b.example.com", False),
    ("a.b.example.com", {"b.example.com": R + "; psd=y"}, ("a.b.example.com",), "a.b.example.com", False),
]


@pytest.mark.parametrize(("name", "records", "failed", "organization", "unknown"), FAILED)
def test_failed_answers_leave_open_what_they_could_decide(name, records, failed, organization, unknown):
    result = organizational_domain(name, zone(records, failed))
    assert (result.domain, result.failed) == (organization, unknown)


@pytest.mark.parametrize(
    ("domain", "records", "organization"),
    [
        ("mail.example.co.uk", {}, "example.co.uk"),
        ("mail.shop.example.co.uk", {"shop.example.co.uk": R}, "shop.example.co.uk"),
        ("mail.example.com", {"mail.example.com": R, "example.com": R}, "example.com"),
    ],
)
def test_organization_by_walk_or_by_list(domain, records, organization):
    assert organization_of(domain, zone(records)) == organization
