"""The catalogue file is sound: whoever adds an entry learns here what is wrong with it."""

import tomllib
from collections import Counter
from ipaddress import ip_network
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

import mailpath.host.services
from mailpath.host.catalogue_entry import CatalogueEntry, ServiceKind
from mailpath.host.services import catalogue, read_entries
from mailpath.values.names import dns_name

TEXT = Path(mailpath.host.services.__file__).with_name("services.toml").read_text(encoding="utf-8")
ENTRIES = read_entries(TEXT)
SUFFIX_FIELDS = ("ptr", "spf", "mx", "dkim", "envelope", "seals")


def test_size():
    assert len(ENTRIES) >= 150
    assert catalogue().entries == ENTRIES


def test_fields_are_known():
    fields = {field.name for field in msgspec.structs.fields(CatalogueEntry)}
    raw = tomllib.loads(TEXT)
    assert set(raw) == {"service"}
    for entry in raw["service"]:
        assert set(entry) <= fields, entry["name"]


def test_names_are_unique():
    assert [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entry(entry: CatalogueEntry):
    assert entry.about.strip()
    assert entry.kind in ServiceKind
    for field in SUFFIX_FIELDS:
        values = getattr(entry, field)
        assert len(set(values)) == len(values), field
        for value in values:
            assert dns_name(value) == value, (field, value)
            assert value.count(".") >= 1, (field, value)
    assert entry.abuse is not None
    assert dns_name(entry.abuse) == entry.abuse
    assert any((entry.ptr, entry.spf, entry.mx, entry.dkim, entry.envelope)), "nothing would ever show it"
    assert not set(entry.envelope) & set(entry.dkim), "envelope holds only what dkim does not"
    for network in entry.networks:
        assert str(ip_network(network)) == network


@pytest.mark.parametrize("field", SUFFIX_FIELDS)
def test_no_suffix_belongs_to_two(field: str):
    owners = Counter(value for entry in ENTRIES for value in getattr(entry, field))
    assert [value for value, count in owners.items() if count > 1] == []


def test_suffixes_inside_another_entry_are_rented_servers():
    """A suffix under another entry's takes hosts out of it: meant for servers of customers, and only there."""
    owners = {suffix: entry for entry in ENTRIES for suffix in entry.ptr}
    for suffix, entry in owners.items():
        above = suffix.partition(".")[2]
        while above:
            other = owners.get(above)
            if other is not None and other is not entry:
                assert entry.kind is ServiceKind.CLOUD, (suffix, other.name)
            above = above.partition(".")[2]


def test_no_suffix_is_written_twice_over():
    """Where a suffix is there, a longer one of the same entry says nothing."""
    for entry in ENTRIES:
        for field in SUFFIX_FIELDS:
            for a, b in combinations(getattr(entry, field), 2):
                if field != "seals":  # those are whole names
                    assert not a.endswith("." + b), (entry.name, field, a)
                    assert not b.endswith("." + a), (entry.name, field, b)


def test_networks_do_not_overlap():
    networks = [ip_network(text) for entry in ENTRIES for text in entry.networks]
    for a, b in combinations(networks, 2):
        assert a.version != b.version or not a.overlaps(b), (a, b)
