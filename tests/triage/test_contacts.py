"""Who can act, and where each address was found; what others publish is recorded and answers again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import mailpath
from mailpath.inputs.item import Item
from mailpath.triage.contacts import is_plain_address
from mailpath.triage.queue import triage
from samples.complaints.make import AT, FOLDER
from tests.cli.running import mailpath as command
from tests.inputs.complaints import ATTACHED

SAMPLES = Path(__file__).parents[2] / "samples"
SETTINGS = mailpath.Settings(own_domains=("empfang.example",), trust=("mx.empfang.example",), at=AT, now=AT)
KNOWN = json.loads((FOLDER / "dns.json").read_text("utf-8"))
SOA = "ns.{0}. {1}. 1 7200 3600 1209600 3600"


def contacts(sample, *, enrich=(), **names):
    """`names`: what DNS says beside the samples; a name's dots are `__`."""
    zone = KNOWN | {name.replace("__", "."): value for name, value in names.items()}
    raw = ATTACHED["rfc822"]((SAMPLES / f"{sample}.eml").read_bytes())
    settings = replace(SETTINGS, enrich=enrich)
    done = triage([Item(file="a.eml", key=None, raw=raw)], dns=mailpath.ZoneDns(zone), settings=settings)
    (case,) = done.queue.cases
    to = {draft.to_role: draft.to for draft in case.drafts}
    return [(one.role, one.address, one.source) for one in case.contacts], to


def with_rua(domain, uris):
    name = f"_dmarc.{domain}"
    return {name.replace(".", "__"): {"TXT": [f"v=DMARC1; p=reject; rua={uris}"]}}


def test_usual_names_and_the_reverse_name_of_the_host():
    found, to = contacts("spoofed-bank")
    assert found == [
        ("abuse_desk", "abuse@evil.example", "rfc2142"),
        ("sender_admin", "postmaster@bank.example", "rfc2142"),
    ]
    assert to["abuse_desk"] == "abuse@evil.example"


def test_a_host_without_a_verified_name_has_no_abuse_desk():
    found, to = contacts("spoofed-bank", mail__evil__example={"A": ["203.0.113.9"]})
    assert [one for one in found if one[0] == "abuse_desk"] == []
    assert to["abuse_desk"] is None


def test_the_abuse_zone_comes_first_and_is_asked_only_on_request():
    name = "200.100.51.198.abuse-contacts.abusix.zone".replace(".", "__")
    zone = {name: {"TXT": ["abuse@provider.example"]}}
    found, to = contacts("spoofed-bank", enrich=("abuse",), **zone)
    assert found[:2] == [
        ("abuse_desk", "abuse@provider.example", "abuse_zone"),
        ("abuse_desk", "abuse@evil.example", "rfc2142"),
    ]
    assert to["abuse_desk"] == "abuse@provider.example"
    assert contacts("spoofed-bank", **zone)[0][0][2] == "rfc2142"


def test_the_catalogue_knows_a_services_abuse_desk():
    found, _ = contacts("newsletter-unaligned")
    assert next(one[1:] for one in found if one[0] == "abuse_desk") == ("abuse@sendgrid.com", "catalogue")


@pytest.mark.parametrize(
    ("mailbox", "address"),
    [
        ("hostmaster.bank.example", "hostmaster@bank.example"),
        (r"dns\.admin.bank.example", "dns.admin@bank.example"),
        (r"two\032words.bank.example", None),
        (r"evil\"\<x.bank.example", None),
        ("", None),
    ],
)
def test_the_responsible_person_of_the_zone(mailbox, address):
    found, _ = contacts(
        "spoofed-bank", bank__example=KNOWN["bank.example"] | {"SOA": [SOA.format("bank.example", mailbox)]}
    )
    assert [one[1] for one in found if one[2] == "soa"] == ([address] if address else [])


@pytest.mark.parametrize(
    ("uris", "addresses"),
    [
        ("mailto:dmarc@bank.example", ["dmarc@bank.example"]),
        ("mailto:a@x.example!10m, mailto:b@y.example", ["a@x.example", "b@y.example"]),
        ("https://x.example/report", []),
        ("mailto:a@x.example%0d%0aBcc:y", []),
        (",".join(f"mailto:r{n}@bank.example" for n in range(20)), [f"r{n}@bank.example" for n in range(3)]),
    ],
)
def test_dmarc_report_addresses_come_last(uris, addresses):
    found, to = contacts("spoofed-bank", **with_rua("bank.example", uris))
    assert [one[1] for one in found if one[2] == "dmarc_rua"] == addresses
    assert [one[2] for one in found][-len(addresses) or len(found) :] == ["dmarc_rua"] * len(addresses)
    assert to.get("sender_admin") is None, "a forgery is nothing that the forged domain could mend"


def test_a_leak_is_for_the_senders_postmaster():
    soa = {"SOA": [SOA.format("firma.example", "hostmaster.firma.example")]}
    found, to = contacts("leak-exchange", firma__example=KNOWN["firma.example"] | soa)
    assert found[:2] == [
        ("sender_admin", "postmaster@firma.example", "rfc2142"),
        ("sender_admin", "hostmaster@firma.example", "soa"),
    ]
    assert to["sender_admin"] == "postmaster@firma.example"
    assert "abuse_desk" not in {one[0] for one in found}


def test_our_own_domain_has_no_other_administrator():
    found, to = contacts("spoofed-own-domain")
    assert "sender_admin" not in {one[0] for one in found}
    assert "own_team" in to


def test_a_failed_answer_leaves_the_others():
    found, _ = contacts("spoofed-bank", enrich=("abuse",), bank__example=KNOWN["bank.example"] | {"SOA": "failed"})
    assert [one[2] for one in found] == ["rfc2142", "rfc2142"]


def test_what_was_asked_for_contacts_is_recorded_and_answers_again(tmp_path):
    zone = KNOWN | {
        "bank.example": KNOWN["bank.example"] | {"SOA": [SOA.format("bank.example", "hostmaster.bank.example")]},
        "200.100.51.198.abuse-contacts.abusix.zone": {"TXT": ["abuse@provider.example"]},
    }
    (tmp_path / "zone.json").write_text(json.dumps(zone))
    inbox = tmp_path / "bank.eml"
    inbox.write_bytes(ATTACHED["zip"]((SAMPLES / "spoofed-bank.eml").read_bytes()))
    common = ("triage", inbox, "--enrich", "abuse", "--at", "2026-03-10T09:35:00Z", "--json")
    record = tmp_path / "record.json"
    first = command(*common, "--dns", tmp_path / "zone.json", "--record", record, home=tmp_path)
    again = command(*common, "--dns", record, home=tmp_path)
    (case,), (repeated,) = json.loads(first.out)["cases"], json.loads(again.out)["cases"]
    assert [one["source"] for one in case["contacts"]] == ["abuse_zone", "rfc2142", "rfc2142", "soa"]
    assert (repeated["contacts"], repeated["drafts"]) == (case["contacts"], case["drafts"])
    offline = json.loads(command(*common, "--offline", home=tmp_path).out)["cases"][0]
    assert [one for one in offline["contacts"] if one["source"] in ("soa", "abuse_zone")] == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("abuse@x.example", True),
        ("o'neil+abuse@x-y.example", True),
        ("a b@x.example", False),
        ("a@x.example\nBcc: b@y.example", False),
        ('"a"@x.example', False),
        ("a@x.example, b@y.example", False),
        ("@x.example", False),
        ("ä@x.example", False),
        ("a" * 250 + "@x.example", False),
    ],
)
def test_plain_addresses(text, plain):
    assert is_plain_address(text) is plain
