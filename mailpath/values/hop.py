"""One Received field as a hop."""

from datetime import datetime
from typing import Annotated

import msgspec

from mailpath.values.vocabulary import Provenance, Zone

__all__ = ["Hop", "Timestamp", "Tls"]

Timestamp = Annotated[datetime, msgspec.Meta(tz=True)]


class Tls(msgspec.Struct, frozen=True, kw_only=True):
    """Transport security as the hop wrote it, in its own words (`TLSv1.3`, `TLS1_2`)."""

    version: str | None
    cipher: str | None


class Hop(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"with_": "with", "for_": "for"},
):
    """What one Received field says (RFC 5321 section 4.4), in any dialect.

    `index` 0 is the newest. Names are as written but for brackets and a final dot; `ip` and `by_ip` are normalised
    addresses (IPv4-mapped ones as IPv4, no port, no zone). `delay_seconds` and `skew_seconds` compare `date` with the
    next older dated hop. `raw` is the field body as text, one character a byte (latin-1) where it is not UTF-8.
    `family` is the dialect that was recognised. `provenance` says for every address-like field how it is known.
    """

    index: int
    from_name: str | None
    helo: str | None
    rdns: str | None
    ip: str | None
    by: str | None
    by_ip: str | None
    with_: str | None
    via: str | None
    id: str | None
    for_: str | None
    envelope_from: str | None
    date: Timestamp | None
    delay_seconds: int | None
    skew_seconds: int | None
    tls: Tls | None
    auth: bool | None
    family: str
    zone: Zone
    raw: str
    provenance: dict[str, Provenance]
