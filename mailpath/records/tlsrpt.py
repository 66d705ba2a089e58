"""A TLS-RPT record: TXT text to a value (RFC 8460 section 3)."""

import re

import msgspec

__all__ = ["TlsRptRecord", "is_tlsrpt", "parse_tlsrpt"]

_URI = re.compile(r"(?:mailto:[^@?,;!\s]+@[^@?,;!\s]+|https://[^,;!\s]+)", re.IGNORECASE)


class TlsRptRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`rua` holds the usable addresses; `faulty`: there is none, or something else in it is no address."""

    text: str
    rua: tuple[str, ...]
    faulty: bool


def is_tlsrpt(text: str) -> bool:
    """Whether a TXT record is one: the version, then a semicolon (all others at the name are passed over)."""
    return text.replace(" ", "")[:10] == "v=TLSRPTv1" and text[10:].lstrip(" \t")[:1] == ";"


def parse_tlsrpt(text: str) -> TlsRptRecord:
    """Read a record that `is_tlsrpt`; never raises."""
    rua: list[str] = []
    faulty = False
    for field in text.split(";")[1:100]:
        name, _, value = field.partition("=")
        if name.strip().lower() == "rua":
            for part in value.split(","):
                uri = part.strip()
                if _URI.fullmatch(uri):
                    rua.append(uri)
                else:
                    faulty = True
    return TlsRptRecord(text=text, rua=tuple(rua), faulty=faulty or not rua)
