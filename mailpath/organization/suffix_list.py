"""The Public Suffix List of the publicsuffixlist package: where a registry ends and an organization begins.

Only the package's list file is used, read on first use: its own class spends ten times as long on A-labels of rules
that a run never asks for (35 ms; 3 ms here), and every check of a message needs an answer or two. ICANN and private
parts both count, as for receivers that evaluate RFC 7489. The tests hold this against the package's class.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

__all__ = ["is_public_suffix", "list_version", "organizational_domain_psl", "public_suffix"]

_HEAD_BYTES = 2048
_VERSION = re.compile(rb"^// VERSION: (\S+)", re.MULTILINE)


@cache
def list_version() -> str | None:
    """The version the list states in its head (`2026-10-22_08-36-41_UTC`); the list itself is not loaded."""
    with _path().open("rb") as file:
        found = _VERSION.search(file.read(_HEAD_BYTES))
    return found[1].decode("ascii", "replace") if found else None


@lru_cache(maxsize=4096)
def organizational_domain_psl(domain: str) -> str:
    """The public suffix and one label more (RFC 7489 section 3.2); a public suffix itself stays as it is.

    `domain` in A-labels, lower case, without final dot (`values.names.dns_name`).
    """
    labels = domain.split(".")
    return ".".join(labels[-_suffix_length(labels) - 1 :])


def public_suffix(domain: str) -> str:
    """The longest public suffix `domain` is under or equal to; of an unlisted top level domain its one label."""
    labels = domain.split(".")
    return ".".join(labels[-_suffix_length(labels) :])


def is_public_suffix(domain: str) -> bool:
    labels = domain.split(".")
    return _suffix_length(labels) == len(labels)


def _suffix_length(labels: list[str]) -> int:
    """How many labels the public suffix has.

    By the algorithm of publicsuffix.org: the longest rule wins, an exception rule before all. `*.x` makes `x` public
    too, as the list's own test data has it.
    """
    rules = _rules()
    names = [_unicode(label) for label in labels]
    for start in range(len(names)):
        name = ".".join(names[start:])
        length = len(names) - start
        if "!" + name in rules:
            return length - 1
        if "*." + name in rules:
            return length + 1 if start else length
        if name in rules:
            return length
    return 1


def _unicode(label: str) -> str:
    """The U-label the list is written in. What is no valid A-label stays, and is in no rule."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@cache
def _rules() -> frozenset[str]:
    """Every rule as written; comment lines begin with a word that no name can equal."""
    text = _path().read_text(encoding="utf_8")
    return frozenset(line.split(" ", 1)[0] for line in text.split("\n"))


@cache
def _path() -> Path:
    import publicsuffixlist  # late: only where a list is asked for

    return Path(publicsuffixlist.PSLFILE)
