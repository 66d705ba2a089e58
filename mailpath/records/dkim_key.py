"""DKIM key record text to a value (RFC 6376 section 3.6.1, RFC 8463): what the key is, and what it may be used for."""

import re
from functools import lru_cache

import msgspec

from mailpath.records.tag_list import base64_value, read_tags

__all__ = ["DkimKey", "KeyFault", "looks_like_key", "parse"]

_MAX_BYTES = 16_384  # far above a key of 8192 bits

KeyFault = str
"""`key_malformed`: no tag list, a tag twice, `p=` missing or no base64; `key_version`: `v=` is not DKIM1."""


class DkimKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key record. `material` is the decoded `p=`, None where the key is revoked (`p=` empty) or faulty.

    `hashes` and `services` are lower case, None where the record sets no bounds. `granularity` is the local part that
    RFC 4871 let a key be bound to (`g=`), with at most one `*`; None where it is not bound: RFC 6376 has dropped the
    tag, and an empty one came from DomainKeys, where it meant everybody.
    """

    type: str
    material: bytes | None
    revoked: bool
    hashes: tuple[str, ...] | None
    services: tuple[str, ...] | None
    testing: bool
    strict: bool
    granularity: str | None
    fault: KeyFault | None

    def allows_hash(self, name: str) -> bool:
        return self.hashes is None or name in self.hashes

    @property
    def allows_mail(self) -> bool:
        return self.services is None or "*" in self.services or "email" in self.services

    def allows_local_part(self, local: str) -> bool:
        if self.granularity is None:
            return True
        before, star, after = self.granularity.partition("*")
        if not star:
            return local == before
        return len(local) >= len(before) + len(after) and local.startswith(before) and local.endswith(after)


def looks_like_key(raw: bytes) -> bool:
    """Whether a TXT record at a selector is meant as a key; a wildcard's SPF or DMARC record, say, is not."""
    version = _VERSION.match(raw)
    if version:
        return version[1].upper() == b"DKIM"
    return bool(_HAS_P.search(raw[:_MAX_BYTES]))


_VERSION = re.compile(rb"[ \t]{0,9}v[ \t]{0,9}=[ \t]{0,9}([A-Za-z]{0,4})")
_HAS_P = re.compile(rb"(?:^|;)[ \t\r\n]{0,9}p[ \t\r\n]{0,9}=")


@lru_cache(maxsize=2048)
def parse(raw: bytes) -> DkimKey:
    """Read a key record; never raises. Unknown tags and flags are ignored, as the RFC demands."""
    found = read_tags(raw[:_MAX_BYTES])
    tags = found.tags
    public = tags.get("p")
    material = base64_value(public) if public else None
    fault: KeyFault | None = None
    if tags.get("v", b"DKIM1") != b"DKIM1":
        fault = "key_version"
    elif found.fault or public is None or (public and material is None):
        fault = "key_malformed"
    flags = _words(tags.get("t")) or ()
    granularity = tags.get("g", b"").decode("utf-8", "replace")
    return DkimKey(
        type=tags.get("k", b"rsa").decode("ascii", "replace").lower(),
        material=None if fault else material,
        revoked=fault is None and public == b"",
        hashes=_words(tags.get("h")),
        services=_words(tags.get("s")),
        testing="y" in flags,
        strict="s" in flags,
        granularity=granularity if granularity not in ("", "*") else None,
        fault=fault,
    )


def _words(value: bytes | None) -> tuple[str, ...] | None:
    """A colon-separated list; an empty one sets no bounds."""
    if not value:
        return None
    return tuple(word.strip(b" \t\r\n").decode("ascii", "replace").lower() for word in value.split(b":"))[:50]
