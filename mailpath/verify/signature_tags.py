"""Signature fields to values: DKIM-Signature (RFC 6376 section 3.5), ARC-Message-Signature and ARC-Seal (RFC 8617).

What can be read is read also from a faulty field, so that a report can name the domain; the first fault is kept.
"""

import re
from enum import Enum

import msgspec

from mailpath.message.fields import Field, Message
from mailpath.records.tag_list import base64_value, read_tags
from mailpath.values.kept import kept
from mailpath.values.names import dns_name, is_under
from mailpath.verify.canonical import Form, HashName
from mailpath.verify.codes import DkimReason

__all__ = ["MAX_SIGNED_FIELDS", "Shape", "Signature", "read_signature", "signatures_of"]

MAX_SIGNED_FIELDS = 1000  # names in h=

_LONGEST_KEPT = 2000  # bytes of an h= that is remembered
_ALGORITHMS: dict[bytes, tuple[str, HashName]] = {
    b"rsa-sha256": ("rsa", "sha256"),
    b"ed25519-sha256": ("ed25519", "sha256"),
    b"rsa-sha1": ("rsa", "sha1"),
}
_FORMS: dict[bytes, Form] = {b"simple": "simple", b"relaxed": "relaxed"}
_USUAL_FORMS: dict[bytes, tuple[Form, Form]] = {
    b"relaxed/relaxed": ("relaxed", "relaxed"),
    b"relaxed/simple": ("relaxed", "simple"),
    b"simple/simple": ("simple", "simple"),
    b"simple/relaxed": ("simple", "relaxed"),
}
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_MAX_DIGITS = 76  # of l= (RFC 6376 section 3.5); times have 12


class Shape(Enum):
    """Which tags a field must have, and what `i=` means in it."""

    def __init__(self, *needed: str) -> None:
        self.needed = frozenset(needed)

    DKIM = ("v", "a", "b", "bh", "d", "h", "s")
    MESSAGE_SIGNATURE = ("i", "a", "b", "bh", "d", "h", "s")
    SEAL = ("i", "a", "b", "cv", "d", "s")


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature field. Where `fault` is None everything a verification needs is there.

    `domain` and `selector` are A-labels in lower case; `identity` is `i=` as written, its local part decoded in
    `local_part`. `timestamp` and `expires` are seconds since 1970 UTC. `instance` and
    `chain_status` (`cv=`) are those of ARC.
    """

    field: Field
    algorithm: str | None
    key_type: str
    hash_name: HashName
    header_form: Form
    body_form: Form
    domain: str | None
    selector: str | None
    identity: str | None
    identity_domain: str | None
    local_part: str
    signed: tuple[str, ...]
    signature: bytes
    body_hash: bytes
    length: int | None
    timestamp: int | None
    expires: int | None
    instance: int | None
    chain_status: str | None
    fault: DkimReason | None

    @property
    def key_name(self) -> str:
        """Where the key is published."""
        return f"{self.selector}._domainkey.{self.domain}"


class _Reading:
    """The tags of one field, and the first fault met while reading them."""

    __slots__ = ("fault", "tags")

    def __init__(self, field: Field, shape: Shape) -> None:
        found = read_tags(field.value)
        self.tags = found.tags
        self.fault = DkimReason(found.fault) if found.fault else None
        if not self.fault and not self.tags.keys() >= shape.needed:
            self.fault = DkimReason.MISSING_TAG

    def blame(self, reason: DkimReason) -> None:
        self.fault = self.fault or reason

    def text(self, name: str) -> str | None:
        raw = self.tags.get(name)
        return raw.decode("utf-8", "replace") if raw else None

    def number(self, name: str, reason: DkimReason) -> int | None:
        raw = self.tags.get(name)
        if raw is None:
            return None
        if raw.isdigit() and len(raw) <= _MAX_DIGITS:
            return int(raw)
        self.blame(reason)
        return None

    def name(self, tag: str, reason: DkimReason) -> str | None:
        found = dns_name(self.text(tag) or "")
        if found is None:
            self.blame(reason)
        return found

    def base64(self, tag: str) -> bytes:
        found = base64_value(self.tags.get(tag, b""))
        if found is None:
            self.blame(DkimReason.BAD_SIGNATURE_VALUE)
        return found or b""


def signatures_of(message: Message) -> tuple[Signature, ...]:
    """The DKIM-Signature fields of a message, in its order."""
    return tuple([read_signature(field, Shape.DKIM) for field in message.all("dkim-signature")])


def read_signature(field: Field, shape: Shape) -> Signature:
    """Read a field; never raises. Linear in its length."""
    reading = _Reading(field, shape)
    tags = reading.tags
    if shape is Shape.DKIM and tags.get("v", b"1") != b"1":
        reading.blame(DkimReason.UNSUPPORTED_VERSION)
    key_type, hash_name = _algorithm(reading, shape)
    header_form, body_form = _forms(reading, shape)
    domain = reading.name("d", DkimReason.INVALID_DOMAIN)
    identity, local_part, identity_domain = _identity(reading, domain) if shape is Shape.DKIM else (None, "", domain)
    timestamp, expires = _times(reading)
    return Signature(
        field=field,
        algorithm=reading.text("a"),
        key_type=key_type,
        hash_name=hash_name,
        header_form=header_form,
        body_form=body_form,
        domain=domain,
        selector=reading.name("s", DkimReason.INVALID_SELECTOR),
        identity=identity,
        identity_domain=identity_domain,
        local_part=local_part,
        signed=_signed(reading, shape),
        signature=reading.base64("b"),
        body_hash=reading.base64("bh") if shape is not Shape.SEAL else b"",
        length=reading.number("l", DkimReason.BAD_BODY_LENGTH),
        timestamp=timestamp,
        expires=expires,
        instance=_instance(reading) if shape is not Shape.DKIM else None,
        chain_status=reading.text("cv"),
        fault=reading.fault,
    )


def _algorithm(reading: _Reading, shape: Shape) -> tuple[str, HashName]:
    found = _ALGORITHMS.get(reading.tags.get("a", b""))
    if found is None or (found[1] == "sha1" and shape is not Shape.DKIM):  # no ARC was ever signed so (RFC 8617)
        reading.blame(DkimReason.UNKNOWN_ALGORITHM)
    return found or ("rsa", "sha256")


def _forms(reading: _Reading, shape: Shape) -> tuple[Form, Form]:
    """`c=` header/body; a DKIM signature without it is simple/simple, ARC is always relaxed where it says nothing."""
    if "c" not in reading.tags:
        return ("simple", "simple") if shape is Shape.DKIM else ("relaxed", "relaxed")
    if usual := _USUAL_FORMS.get(reading.tags["c"]):
        return usual
    header, _, body = reading.tags["c"].partition(b"/")
    header_form, body_form = _FORMS.get(header.strip()), _FORMS.get(body.strip() or b"simple")
    if header_form is None or body_form is None or reading.tags["c"].endswith(b"/"):
        reading.blame(DkimReason.UNKNOWN_CANONICALIZATION)
        return "simple", "simple"
    return header_form, body_form


def _instance(reading: _Reading) -> int | None:
    raw = reading.tags.get("i", b"")
    return int(raw) if raw.isdigit() and len(raw) <= 3 else None


def _identity(reading: _Reading, domain: str | None) -> tuple[str | None, str, str | None]:
    """`i=` as written, its local part decoded, and its domain, which must be that of `d=` or below it."""
    raw = reading.tags.get("i")
    if raw is None:
        return None, "", domain
    local, at, host = raw.rpartition(b"@")
    name = dns_name(host.decode("utf-8", "replace"))
    if not at or name is None:
        reading.blame(DkimReason.INVALID_IDENTITY)
    elif domain and not is_under(name, domain):
        reading.blame(DkimReason.IDENTITY_NOT_UNDER_DOMAIN)
    decoded = local.translate(None, b" \t")
    if b"=" in decoded:
        decoded = _QUOTED.sub(lambda match: bytes([int(match[1], 16)]), decoded)
    return raw.decode("utf-8", "replace") or None, decoded.decode("utf-8", "replace"), name


def _times(reading: _Reading) -> tuple[int | None, int | None]:
    timestamp = reading.number("t", DkimReason.BAD_TIMESTAMP)
    expires = reading.number("x", DkimReason.BAD_TIMESTAMP)
    if timestamp is not None and expires is not None and expires <= timestamp:
        reading.blame(DkimReason.EXPIRES_BEFORE_SIGNED)
    return timestamp, expires


def _signed(reading: _Reading, shape: Shape) -> tuple[str, ...]:
    """The names in `h=`, lower case; empty ones between colons mean nothing and are left out."""
    raw = reading.tags.get("h", b"")
    if raw.count(b":") >= MAX_SIGNED_FIELDS:
        reading.blame(DkimReason.TOO_MANY_SIGNED_FIELDS)
        return ()
    names = _names(raw)
    if shape is Shape.DKIM:
        if "q" in reading.tags and not _is_dns_txt(reading.tags["q"]):
            reading.blame(DkimReason.UNSUPPORTED_QUERY_METHOD)
        if not names:
            reading.blame(DkimReason.MISSING_TAG)
        elif "from" not in names:
            reading.blame(DkimReason.FROM_NOT_SIGNED)
    elif "arc-seal" in names or (shape is Shape.SEAL and "h" in reading.tags):  # RFC 8617 sections 4.1.2 and 4.1.3
        reading.blame(DkimReason.MALFORMED_TAGS)
    return names


@kept(most=4096, longest=_LONGEST_KEPT)  # a sender signs the same fields in every message
def _names(raw: bytes) -> tuple[str, ...]:
    words = raw.decode("latin-1").lower().split(":")
    return tuple(filter(None, [word.strip(" \t\r\n") for word in words]))


def _is_dns_txt(value: bytes) -> bool:
    return any(word.strip(b" \t").partition(b"/")[::2] == (b"dns", b"txt") for word in value.split(b":"))
