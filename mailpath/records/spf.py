"""SPF record text to a value (RFC 7208 sections 4.6, 5, 6 and 12): terms, their places, and what is wrong with them.

Pure: nothing is asked here. The verifier refuses a record that has defects, as the RFC demands; remedies and the
audit read the same value to change a record or to say what is wrong with it.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import msgspec

from mailpath.records.spf_macros import ends_with_macro, letters, macro_fault
from mailpath.values.answers import Question
from mailpath.values.kept import kept
from mailpath.values.names import dns_name

__all__ = [
    "LONGEST_KEPT",
    "LOOKUP_MECHANISMS",
    "MAX_RECORD_BYTES",
    "MAX_TERMS",
    "MAX_TERM_LENGTH",
    "Mechanism",
    "Modifier",
    "SpfDefect",
    "SpfRecord",
    "is_spf",
    "kept_by_record",
    "parse",
    "seed_questions",
    "spf_records",
]

LONGEST_KEPT = 4_000  # of longer records few are remembered; most have less than 500
MAX_RECORD_BYTES = 65_535  # what a DNS record can hold; a file can hold more
MAX_TERM_LENGTH = 1_000  # a name has at most 253 characters, macros are a few more
MAX_TERMS = 4_000
_MAX_DEFECTS = 50
_MAX_SEEDS = 12  # ten lookups are all that an evaluation may make (section 4.6.4)

kept_by_record = kept(most=2048, longest=LONGEST_KEPT, of_longer=16)  # one of the longest takes over a megabyte, read

_MODIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*=")
_DUAL_CIDR = re.compile(r"(?:/(0|[1-9][0-9]{0,1}))?(?://(0|[1-9][0-9]{0,2}))?\Z")
_CIDR = re.compile(r"/(0|[1-9][0-9]{0,2})\Z")
_TOP_LABEL = re.compile(r"[A-Za-z0-9-]+\Z")
_DOMAIN_REQUIRED = frozenset({"include", "exists"})
_DOMAIN_ALLOWED = frozenset({"include", "exists", "a", "mx", "ptr"})
_KNOWN = _DOMAIN_ALLOWED | {"all", "ip4", "ip6"}
LOOKUP_MECHANISMS = _DOMAIN_ALLOWED


class Mechanism(msgspec.Struct, frozen=True, kw_only=True):
    """One directive. `position` counts bytes in the record; `text` is as written, with its qualifier.

    `qualifier` is one of `+ - ~ ?` (`+` where none is written); `name` is lower case; `value` is the domain-spec with
    its macros, or the address, without the prefix length; `cidr4` and `cidr6` are null where not written.
    """

    position: int
    text: str
    qualifier: str
    name: str
    value: str | None
    cidr4: int | None
    cidr6: int | None


class Modifier(msgspec.Struct, frozen=True, kw_only=True):
    """`redirect=`, `exp=`, or one that RFC 7208 section 6 wants ignored. `name` is lower case."""

    position: int
    text: str
    name: str
    value: str


class SpfDefect(msgspec.Struct, frozen=True):
    """What RFC 7208 does not allow, and where: `position` counts bytes in the record, `text` is the term."""

    code: str
    position: int
    text: str


class SpfRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record; any defect makes it a permerror (section 4.6)."""

    text: str
    mechanisms: tuple[Mechanism, ...]
    modifiers: tuple[Modifier, ...]
    defects: tuple[SpfDefect, ...]

    @property
    def redirect(self) -> str | None:
        """The target of `redirect=` with its macros; without effect where the record has an `all` (section 6.1)."""
        return self._modifier("redirect")

    @property
    def explanation(self) -> str | None:
        return self._modifier("exp")

    @property
    def closing(self) -> Mechanism | None:
        """The first `all`: nothing behind it is ever reached (section 5.1)."""
        return next((one for one in self.mechanisms if one.name == "all"), None)

    def _modifier(self, name: str) -> str | None:
        return next((one.value for one in self.modifiers if one.name == name), None)


def is_spf(raw: bytes) -> bool:
    """Whether a TXT record is an SPF record (section 4.5): the version, then a blank or the end."""
    return raw[:6].lower() == b"v=spf1" and raw[6:7] in (b"", b" ")


def spf_records(txt_records: tuple[bytes, ...] | list[bytes]) -> list[str]:
    """The SPF records among TXT records, as text of one character a byte."""
    return [raw.decode("latin-1") for raw in txt_records if is_spf(raw)]


@kept_by_record
def parse(text: str) -> SpfRecord:
    """A record that `is_spf`; never raises. Terms with defects are left out of `mechanisms` and `modifiers`.

    The text holds one character a byte. Work is linear in its length; what exceeds the bounds of this module is a
    defect (`record_too_long`, `too_many_terms`, `term_too_long`).
    """
    if len(text) > MAX_RECORD_BYTES:
        return _refused(text[:MAX_RECORD_BYTES], "record_too_long", MAX_RECORD_BYTES)
    mechanisms: list[Mechanism] = []
    modifiers: list[Modifier] = []
    defects: list[SpfDefect] = []
    position = 0
    for count, term in enumerate(text.split(" ")):
        if count > MAX_TERMS:
            defects.append(SpfDefect("too_many_terms", position, term[:MAX_TERM_LENGTH]))
            break
        if term and position:
            found = _term(term, position)
            if isinstance(found, Mechanism):
                mechanisms.append(found)
            elif isinstance(found, Modifier):
                modifiers.append(found)
            else:
                defects.append(found)
        position += len(term) + 1
        if len(defects) == _MAX_DEFECTS:
            break
    defects.extend(_repeated(modifiers))
    return SpfRecord(text=text, mechanisms=tuple(mechanisms), modifiers=tuple(modifiers), defects=tuple(defects))


def _refused(text: str, code: str, position: int) -> SpfRecord:
    return SpfRecord(text=text, mechanisms=(), modifiers=(), defects=(SpfDefect(code, position, ""),))


def _repeated(modifiers: list[Modifier]) -> list[SpfDefect]:
    """`redirect` and `exp` may stand once; unknown modifiers as often as they like (section 6)."""
    out = []
    for name in ("redirect", "exp"):
        same = [one for one in modifiers if one.name == name]
        out += [SpfDefect("repeated_modifier", one.position, one.text) for one in same[1:]]
    return out


def _term(term: str, position: int) -> Mechanism | Modifier | SpfDefect:
    if len(term) > MAX_TERM_LENGTH:
        return SpfDefect("term_too_long", position, term[:MAX_TERM_LENGTH])
    if not term.isascii():
        return SpfDefect("non_ascii", position, term)
    if not term.isprintable():
        return SpfDefect("control_character", position, term)
    if match := _MODIFIER.match(term):
        return _read_modifier(term, match.end(), position)
    return _read_mechanism(term, position)


def _read_modifier(term: str, start: int, position: int) -> Modifier | SpfDefect:
    name, value = term[: start - 1].lower(), term[start:]
    fault = _domain_fault(value) if name in ("redirect", "exp") else macro_fault(value, explanation=True)
    if fault:
        return SpfDefect(fault[1], position + start + fault[0], term)
    return Modifier(position=position, text=term, name=name, value=value)


def _read_mechanism(term: str, position: int) -> Mechanism | SpfDefect:
    qualifier, rest = (term[0], term[1:]) if term[0] in "+-~?" else ("+", term)
    colon, slash = rest.find(":"), rest.find("/")
    end = min((at for at in (colon, slash) if at >= 0), default=len(rest))
    name = rest[:end].lower()
    if name not in _KNOWN:
        return SpfDefect("unknown_mechanism", position, term)
    shift = position + len(term) - len(rest) + end
    if name == "all":
        return _mechanism(term, position, qualifier, name) if end == len(rest) else SpfDefect("bad_all", shift, term)
    if name in ("ip4", "ip6"):
        return _read_network(term, position, qualifier, name, rest[end:])
    return _read_named(term, position, qualifier, name, rest[end:], shift)


def _mechanism(
    term: str,
    position: int,
    qualifier: str,
    name: str,
    value: str | None = None,
    cidr4: int | None = None,
    cidr6: int | None = None,
) -> Mechanism:
    return Mechanism(
        position=position, text=term, qualifier=qualifier, name=name, value=value, cidr4=cidr4, cidr6=cidr6
    )


def _read_network(term: str, position: int, qualifier: str, name: str, rest: str) -> Mechanism | SpfDefect:
    """`:address[/length]` (sections 5.6 and 12)."""
    if not rest.startswith(":"):
        return SpfDefect("address_missing", position, term)
    match = _CIDR.search(rest)
    address = rest[1 : match.start() if match else None]
    length = int(match[1]) if match else None
    try:
        if name == "ip4":
            IPv4Address(address)
        elif "%" in address:
            raise AddressValueError
        else:
            IPv6Address(address)
    except ValueError:
        return SpfDefect("bad_ip4" if name == "ip4" else "bad_ip6", position + term.find(":") + 1, term)
    if length is not None and length > (32 if name == "ip4" else 128):
        return SpfDefect("bad_prefix_length", position + term.rfind("/"), term)
    cidr4, cidr6 = (length, None) if name == "ip4" else (None, length)
    return _mechanism(term, position, qualifier, name, address, cidr4, cidr6)


def _read_named(term: str, position: int, qualifier: str, name: str, rest: str, shift: int) -> Mechanism | SpfDefect:
    """`[:domain-spec]` and, for `a` and `mx`, prefix lengths (sections 5.2 to 5.5 and 5.7)."""
    cidr4 = cidr6 = None
    if name in ("a", "mx") and (match := _DUAL_CIDR.search(rest)) and match[0]:
        cidr4 = int(match[1]) if match[1] else None
        cidr6 = int(match[2]) if match[2] else None
        if (cidr4 or 0) > 32 or (cidr6 or 0) > 128:
            return SpfDefect("bad_prefix_length", shift + match.start(), term)
        rest = rest[: match.start()]
    if not rest:
        if name in _DOMAIN_REQUIRED:
            return SpfDefect("domain_missing", position, term)
        return _mechanism(term, position, qualifier, name, None, cidr4, cidr6)
    if not rest.startswith(":"):
        return SpfDefect("bad_prefix_length", shift, term)
    if fault := _domain_fault(rest[1:]):
        return SpfDefect(fault[1], shift + 1 + fault[0], term)
    return _mechanism(term, position, qualifier, name, rest[1:], cidr4, cidr6)


def _domain_fault(spec: str) -> tuple[int, str] | None:
    """What is wrong with a domain-spec (section 7.1): it must end with a top label, or with a macro."""
    if not spec:
        return 0, "domain_missing"
    if fault := macro_fault(spec):
        return fault
    if ends_with_macro(spec):
        return None
    name = spec.removesuffix(".")
    dot = name.rfind(".")
    label = name[dot + 1 :]
    if dot < 0 or not _is_top_label(label):
        return dot + 1, "bad_domain"
    return None


def _is_top_label(label: str) -> bool:
    if not _TOP_LABEL.match(label) or label[0] == "-" or label[-1] == "-":
        return False
    return "-" in label or not label.isdigit()


def seed_questions(record_text: str, domain: str, *, address_type: str = "A") -> tuple[Question, ...]:
    """Questions that an evaluation of this record is likely to ask; macros but `%{d}` are left to the evaluation.

    `address_type` is `A` for an IPv4 client and `AAAA` for an IPv6 one. For seeding a round only: nothing of it is
    ever needed for a result.
    """
    record = parse(record_text)
    wanted: dict[Question, None] = {}

    def want(spec: str | None, type: str) -> None:
        if spec is not None and letters(spec) <= {"d"}:
            spec = spec.replace("%{d}", domain).replace("%{D}", domain)
        name = domain if spec is None else None if "%" in spec else dns_name(spec)
        if name is not None:
            wanted[Question(name, type)] = None

    types = {"include": "TXT", "a": address_type, "mx": "MX", "exists": "A"}
    for one in record.mechanisms:
        if one.name == "all":
            break
        if one.name in types:
            want(one.value, types[one.name])
    if record.closing is None and record.redirect:
        want(record.redirect, "TXT")
    return tuple(wanted)[:_MAX_SEEDS]
