"""What a caller may choose; one frozen value, passed down and never read from the environment here."""

from dataclasses import dataclass
from datetime import datetime

from mailpath.values.vocabulary import DmarcMode

__all__ = ["SettingError", "Settings"]


class SettingError(ValueError):
    """A setting that makes no sense; its text names the setting and is fit for a user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one check (contract sections 1 and 3).

    `trust` holds by-host suffixes (`mx.example.net`, `.example.net`) and CIDRs of the receiving organisation.
    `at` is the time signatures are judged as of (default: when the boundary took the message); ages are counted up
    to `at`, else to the newest answer used, else to `now`; both are aware datetimes. `now` is the clock, passed in;
    where it is None the caller of `mailpath.check` takes it once.
    Raises SettingError at construction where a value makes no sense.
    """

    trust: tuple[str, ...] = ()
    trust_sealer: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    authserv_ids: tuple[str, ...] = ()
    client_ip: str | None = None
    helo: str | None = None
    mail_from: str | None = None
    dmarc: str = DmarcMode.RFC9989
    at: datetime | None = None
    now: datetime | None = None
    offline: bool = False
    lang: str = "en"
    enrich: tuple[str, ...] = ()
