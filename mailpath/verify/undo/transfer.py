"""Transfer encodings to bytes and back, as mail programs usually write them (RFC 2045 section 6)."""

from binascii import b2a_base64, b2a_qp

from mailpath.message.mime import ContentType, Part, decoded

__all__ = ["decoded_text", "in_lines", "quoted_printable"]


def decoded_text(raw: bytes, encoding: str) -> bytes:
    """The bytes behind a transfer encoding; as they are for one that is none."""
    kind = ContentType(media_type="text/plain", parameters={})
    return decoded(Part(number="1", type=kind, file_name=None, encoding=encoding, raw=raw))


def in_lines(raw: bytes, width: int = 76) -> bytes:
    """Base64 in lines of `width` characters with CRLF."""
    size = width // 4 * 3
    return b"".join(b2a_base64(raw[n : n + size], newline=False) + b"\r\n" for n in range(0, len(raw), size))


def quoted_printable(text: bytes) -> bytes:
    """Quoted-printable in lines of up to 76 characters; `text` has CRLF line ends and keeps them."""
    return b2a_qp(text.replace(b"\r\n", b"\n"), istext=True).replace(b"\n", b"\r\n")
