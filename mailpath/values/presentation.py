"""Record data in presentation format (RFC 1035 section 5.1): the form answers keep, and its way back to bytes."""

from collections.abc import Sequence

__all__ = ["mx_data", "quoted_strings", "txt_bytes"]


def quoted_strings(chunks: Sequence[bytes]) -> str:
    """The character-strings of one TXT record as presentation text: `"v=spf1 " "-all"`."""
    return " ".join(f'"{chunk.decode("latin-1").translate(_ESCAPES)}"' for chunk in chunks)


_ESCAPES = {byte: f"\\{byte:03d}" for byte in range(256) if not 32 <= byte < 127} | {
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}


def txt_bytes(record: str) -> bytes:
    """The character-strings of a TXT record, joined with nothing between (RFC 7208 section 3.3). Never raises."""
    if "\\" not in record and record[:1] == '"' == record[-1:] and len(record) > 1:
        inner = record[1:-1]
        if '"' not in inner:  # one string, nothing escaped: nearly all records
            return inner.encode("utf-8", "surrogateescape")
    out = bytearray()
    quoted = False
    at, end = 0, len(record)
    while at < end:
        char = record[at]
        at += 1
        if char == '"':
            quoted = not quoted
        elif char == "\\" and at < end:
            code = record[at : at + 3]
            if len(code) == 3 and code.isascii() and code.isdigit() and int(code) < 256:
                out.append(int(code))
                at += 3
            else:
                out += record[at].encode("utf-8", "surrogateescape")
                at += 1
        elif quoted or char not in " \t\r\n":
            out += char.encode("utf-8", "surrogateescape")
    return bytes(out)


def mx_data(record: str) -> tuple[int, str] | None:
    """Preference and exchange of an MX record, lower case without final dot (`""` is the null MX, RFC 7505)."""
    preference, _, exchange = record.strip().partition(" ")
    if not preference.isascii() or not preference.isdigit():
        return None
    return int(preference), exchange.strip().rstrip(".").lower()
