"""A DMARC policy record: TXT text to a value, by RFC 9989 sections 4.7 and 4.8, with `pct` kept for RFC 7489.

Syntax faults after `v` never make a record disappear: a faulty tag has its default, is listed, and (for `p`, `sp` and
`np`) decides in `policy_for` what the record still asks for. Nothing raises.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from mailpath.values.kept import kept
from mailpath.values.presentation import txt_bytes

__all__ = [
    "DmarcPolicy",
    "DmarcRecord",
    "Subject",
    "dmarc_records",
    "parse_dmarc",
    "policy_for",
    "policy_for_7489",
    "weakened",
]

_MAX_TAGS = 100
_LONGEST_KEPT = 4_000  # characters of a record
_BLANK = " \t"
_HISTORIC = ("rf", "ri")  # RFC 7489; known, and ignored since RFC 9989
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@$&'()*+;=%-]+")
_MAILTO = re.compile(r"mailto:[^@?]+@[^@?]+(?:\?.*)?", re.IGNORECASE)
_SIZE_LIMIT = re.compile(r"![0-9]+[kmgt]?$", re.IGNORECASE)


class DmarcPolicy(StrEnum):
    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"


class Subject(StrEnum):
    """What the author domain is to the record that applies to it."""

    OWN = "own"  # the record stands at the author domain
    SUBDOMAIN = "subdomain"
    NON_EXISTENT = "non_existent"  # a subdomain that is not in DNS (RFC 9989 section 3.2.13)


class DmarcRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The tags of one record; what is absent or faulty has its default.

    `p`, `sp` and `np` are None where absent or faulty; faulty ones are in `faults` as `invalid_p` and so on. `adkim`
    and `aspf` are `r` or `s`, `psd` is `y`, `n` or `u`, `testing` is `t=y`. `rua` and `ruf` hold the valid URIs
    without size limits. `pct` counts in RFC 7489 only. `unknown` are tags of neither RFC, in order.
    """

    text: str
    p: DmarcPolicy | None
    sp: DmarcPolicy | None
    np: DmarcPolicy | None
    adkim: str
    aspf: str
    psd: str
    testing: bool
    rua: tuple[str, ...]
    ruf: tuple[str, ...]
    fo: tuple[str, ...]
    pct: int
    tags: tuple[str, ...]
    unknown: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]


def policy_for(record: DmarcRecord, subject: Subject) -> DmarcPolicy | None:
    """What the record asks for by RFC 9989 section 4.10.1, `t` counted; None: it asks for no DMARC at all.

    A faulty `p`, `sp` or `np` with a valid `rua` acts as `p=none`, without one DMARC does not apply. An absent `p` is
    `p=none`.
    """
    if any(fault in record.faults for fault in ("invalid_p", "invalid_sp", "invalid_np")):
        return DmarcPolicy.NONE if record.rua else None
    asked = record.p or DmarcPolicy.NONE
    if subject is not Subject.OWN:
        asked = record.sp or asked
    if subject is Subject.NON_EXISTENT:
        asked = record.np or asked
    return weakened(asked) if record.testing else asked


def policy_for_7489(record: DmarcRecord, subject: Subject) -> DmarcPolicy | None:
    """The same by RFC 7489 section 6.6.3: no `np`, `t` or `psd`; an absent `p` is a fault; `pct=0` is one level less.

    With `pct` between 1 and 99 the policy is asked for in that share of messages: it stands.
    """
    if record.p is None or "invalid_sp" in record.faults:
        return DmarcPolicy.NONE if record.rua else None
    asked = record.p if subject is Subject.OWN else record.sp or record.p
    return weakened(asked) if record.pct == 0 else asked


def weakened(policy: DmarcPolicy) -> DmarcPolicy:
    """One level less."""
    return DmarcPolicy.QUARANTINE if policy is DmarcPolicy.REJECT else DmarcPolicy.NONE


def dmarc_records(data: Sequence[str]) -> tuple[DmarcRecord, ...]:
    """The DMARC records among TXT data in presentation format (`Answer.records`)."""
    found = (parse_dmarc(txt_bytes(one).decode("utf_8", "replace")) for one in data)
    return tuple(record for record in found if record is not None)


@kept(most=1024, longest=_LONGEST_KEPT)
def parse_dmarc(text: str) -> DmarcRecord | None:
    """The record in a TXT text; None where `v=DMARC1` is not its first tag, in exactly this case.

    Blanks around tags and their parts are allowed; also before the first, as in RFC 6376 section 3.2. Tag names are
    read in lower case only, as that section demands; policy words and letters in any case (ABNF).
    """
    first, _, rest = text.partition(";")
    name, _, version = first.partition("=")
    if name.strip(_BLANK) != "v" or version.strip(_BLANK) != "DMARC1":
        return None
    faults: list[str] = []
    tags = _tags(rest, faults)
    return DmarcRecord(
        text=text,
        p=_policy("p", tags, faults),
        sp=_policy("sp", tags, faults),
        np=_policy("np", tags, faults),
        adkim=_letter("adkim", tags, "rs", faults),
        aspf=_letter("aspf", tags, "rs", faults),
        psd=_letter("psd", tags, "uyn", faults),
        testing=_letter("t", tags, "ny", faults) == "y",
        rua=_uris("rua", tags, faults),
        ruf=_uris("ruf", tags, faults),
        fo=_options(tags, faults),
        pct=_percent(tags, faults),
        tags=("v", *tags),
        unknown=tuple((name, value) for name, value in tags.items() if name not in _KNOWN),
        faults=tuple(dict.fromkeys(faults)),
    )


_KNOWN = frozenset(("p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf", "fo", "pct", *_HISTORIC))


def _tags(rest: str, faults: list[str]) -> dict[str, str]:
    """Tag names and values; of a name given twice the first."""
    tags: dict[str, str] = {}
    for part in rest.split(";", _MAX_TAGS)[:_MAX_TAGS]:
        name, equals, value = part.partition("=")
        name = name.strip(_BLANK)
        if not equals or not name.isascii() or not name.isalpha():
            if part.strip(_BLANK):
                faults.append("not_a_tag")
        elif name in tags or name == "v":
            faults.append("duplicate_tag")
        else:
            tags[name] = value.strip(_BLANK)
    return tags


def _policy(name: str, tags: dict[str, str], faults: list[str]) -> DmarcPolicy | None:
    if name not in tags:
        return None
    word = tags[name].lower()
    if word in ("none", "quarantine", "reject"):
        return DmarcPolicy(word)
    faults.append(f"invalid_{name}")
    return None


def _letter(name: str, tags: dict[str, str], allowed: str, faults: list[str]) -> str:
    """The letter of a tag, by default the first that is allowed."""
    letter = tags.get(name, allowed[0]).lower()
    if len(letter) == 1 and letter in allowed:
        return letter
    faults.append(f"invalid_{name}")
    return allowed[0]


def _uris(name: str, tags: dict[str, str], faults: list[str]) -> tuple[str, ...]:
    """The syntactically valid URIs of a list (RFC 3986); a `mailto:` must hold an address."""
    if name not in tags:
        return ()
    found = []
    for part in tags[name].split(","):
        uri = _SIZE_LIMIT.sub("", part.strip(_BLANK))
        mailto = uri[:7].lower() == "mailto:"
        if _URI.fullmatch(uri) and (not mailto or _MAILTO.fullmatch(uri)):
            found.append(uri)
        else:
            faults.append(f"invalid_{name}")
    return tuple(found)


def _options(tags: dict[str, str], faults: list[str]) -> tuple[str, ...]:
    if "fo" not in tags:
        return ("0",)
    options = [part.strip(_BLANK).lower() for part in tags["fo"].split(":", 10)]
    found = tuple(dict.fromkeys(option for option in options if option in ("0", "1", "d", "s")))
    if len(found) < len(options):
        faults.append("invalid_fo")
    return found or ("0",)


def _percent(tags: dict[str, str], faults: list[str]) -> int:
    text = tags.get("pct", "100")
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100:
        return int(text)
    faults.append("invalid_pct")
    return 100
