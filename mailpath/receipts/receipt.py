"""What one server noted at receipt, as a value."""

import msgspec

from mailpath.values.results import RecordedResult

__all__ = ["ARC_RESULTS", "AUTH_RESULTS", "RECEIVED_SPF", "Receipt"]

AUTH_RESULTS = "authentication-results"
ARC_RESULTS = "arc-authentication-results"
RECEIVED_SPF = "received-spf"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One header field in which a server noted what it saw or found. Whether its writer can be believed is not said
    here: that depends on where the field stands.

    `field_index` counts in `Message.fields`. `standard` is as in `values.results.Recorded`; `instance` that of an ARC
    set. `client_ip` is a normalised address; `helo`, `mail_from` and `header_from` are as written but for brackets
    (`mail_from` `<>` is the null sender; some servers write the domain alone); `receiver` is the server's own name
    where it stands outside an authserv-id. `unread` holds what could not be read, never an entry that could.
    """

    field_index: int
    authserv_id: str | None
    standard: str
    instance: int | None
    results: tuple[RecordedResult, ...]
    client_ip: str | None
    helo: str | None
    mail_from: str | None
    header_from: str | None
    receiver: str | None
    unread: tuple[str, ...]
