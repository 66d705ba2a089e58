"""MTA-STS: the TXT record and the policy (RFC 8461 sections 3.1 and 3.2), text to values."""

import re

import msgspec

__all__ = ["StsPolicyText", "StsRecord", "covers", "is_sts", "parse_policy", "parse_sts"]

MAX_AGE = 31_557_600  # seconds: the most that section 3.2 allows
_ID = re.compile(r"[A-Za-z0-9]{1,32}")
_MODES = ("enforce", "testing", "none")
_MAX_LINES = 500


class StsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is None where it is missing or faulty: then the record has no effect."""

    text: str
    id: str | None


class StsPolicyText(msgspec.Struct, frozen=True, kw_only=True):
    """`faults`: `sts_version`, `sts_mode`, `sts_max_age`, `sts_mx`; any of them makes the policy invalid."""

    mode: str | None
    mx: tuple[str, ...]
    max_age: int | None
    faults: tuple[str, ...]


def is_sts(text: str) -> bool:
    return text.startswith("v=STSv1") and text[7:].lstrip(" \t")[:1] in ("", ";")


def parse_sts(text: str) -> StsRecord:
    """Read a record that `is_sts`; never raises. An id that stands twice counts once, the first."""
    for field in text.split(";")[1:100]:
        name, equals, value = field.partition("=")
        if equals and name.strip() == "id":
            value = value.strip()
            return StsRecord(text=text, id=value if _ID.fullmatch(value) else None)
    return StsRecord(text=text, id=None)


def parse_policy(text: str) -> StsPolicyText:
    """Read a policy; never raises. The first value of a name counts, but for `mx`, which may stand often."""
    fields: dict[str, str] = {}
    mx: list[str] = []
    for line in text.splitlines()[:_MAX_LINES]:
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if colon and name == "mx":
            mx.append(value.lower().removesuffix("."))
        elif colon:
            fields.setdefault(name, value)
    mode = fields.get("mode")
    age = fields.get("max_age", "")
    max_age = int(age) if age.isascii() and age.isdigit() and len(age) <= 10 and int(age) <= MAX_AGE else None
    faults = [
        *(["sts_version"] if fields.get("version") != "STSv1" else []),
        *(["sts_mode"] if mode not in _MODES else []),
        *(["sts_max_age"] if max_age is None else []),
        *(["sts_mx"] if not mx and mode != "none" else []),
    ]
    return StsPolicyText(mode=mode if mode in _MODES else None, mx=tuple(mx), max_age=max_age, faults=tuple(faults))


def covers(patterns: tuple[str, ...], host: str) -> bool:
    """Whether a policy's `mx` names the host; `*.` stands for exactly one label (section 4.1)."""
    rest = host.partition(".")[2]
    return any(host == one or (one.startswith("*.") and one[2:] == rest) for one in patterns)
