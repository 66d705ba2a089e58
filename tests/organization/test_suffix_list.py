"""Organizational domains by the Public Suffix List."""

import re
import subprocess
import sys
from pathlib import Path

import publicsuffixlist
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.organization.suffix_list import (
    is_public_suffix,
    list_version,
    organizational_domain_psl,
    public_suffix,
)
from mailpath.values.names import dns_name

ORGANIZATIONS = [
    ("example.com", "example.com"),
    ("a.b.example.com", "example.com"),
    ("a.b.example.co.uk", "example.co.uk"),
    ("co.uk", "co.uk"),
    ("com", "com"),
    ("a.b.bank.example", "bank.example"),
    ("example", "example"),
    ("localhost", "localhost"),
    ("x.alice.github.io", "alice.github.io"),  # private part of the list
    ("a.b.c.kobe.jp", "b.c.kobe.jp"),  # wildcard
    ("a.city.kobe.jp", "city.kobe.jp"),  # exception
    ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"),  # a rule in U-labels
    ("a.xn--zz-.com", "xn--zz-.com"),  # no valid A-label
]


@pytest.mark.parametrize(("domain", "organization"), ORGANIZATIONS, ids=[case[0] for case in ORGANIZATIONS])
def test_organization(domain, organization):
    assert organizational_domain_psl(domain) == organization


@pytest.mark.parametrize(
    ("domain", "suffix"), [("com", True), ("co.uk", True), ("example.com", False), ("github.io", True), ("ck", True)]
)
def test_public_suffix(domain, suffix):
    assert is_public_suffix(domain) is suffix
    assert (public_suffix(domain) == domain) is suffix


def _vectors() -> list[tuple[str, str | None]]:
    """The list's own test data, as it comes with the package: `checkPublicSuffix('a.com', 'a.com')`."""
    file = Path(publicsuffixlist.__file__).with_name("test_psl.txt")
    if not file.exists():
        return []
    line = re.compile(r"^checkPublicSuffix\('([^']*)', (?:'([^']*)'|null)\)", re.MULTILINE)
    found = []
    for name, expected in line.findall(file.read_text(encoding="utf-8")):
        if (domain := dns_name(name)) is not None:
            found.append((domain, dns_name(expected) if expected else None))
    return found


@pytest.mark.skipif(not _vectors(), reason="the installed publicsuffixlist comes without test data")
def test_vectors_of_the_list():
    for domain, expected in _vectors():
        found = None if is_public_suffix(domain) else organizational_domain_psl(domain)
        assert found == expected, domain


_LIST = publicsuffixlist.PublicSuffixList()
_RULES = sorted(rule.lstrip("!*.") for rule in _LIST._publicsuffix if rule.isascii())


@given(st.sampled_from(_RULES), st.lists(st.sampled_from(["a", "www", "city", "xn--p1ai", "com"]), max_size=3))
def test_as_the_package_reads_the_list(rule, labels):
    domain = ".".join([*labels, rule])
    assert organizational_domain_psl(domain) == (_LIST.privatesuffix(domain) or domain)
    assert public_suffix(domain) == _LIST.publicsuffix(domain)


@pytest.mark.long
def test_every_rule_as_the_package_reads_it():
    for rule in _RULES:
        for domain in (rule, f"a.{rule}", f"b.a.{rule}"):
            assert organizational_domain_psl(domain) == (_LIST.privatesuffix(domain) or domain)


def test_version_comes_without_the_list():
    code = (
        "import sys, mailpath.organization.suffix_list as psl\n"
        "assert 'publicsuffixlist' not in sys.modules\n"
        "assert psl.list_version()\n"
        "assert psl._rules.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert re.match(r"\d{4}-\d\d-\d\d", list_version() or "")
