"""Header text for people: bytes to str, with encoded words (RFC 2047) read and everything bounded.

Nothing here raises, and work is linear in the bytes given. Controls that an encoded word smuggles in stay in the text:
the outputs show or strip them. What comes out always encodes as UTF-8.
"""

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp

__all__ = ["MAX_TEXT", "bounded", "decode_bytes", "decode_charset", "decode_words", "header_text"]

MAX_TEXT = 4000  # characters of one header text in a report
_MAX_BYTES = 1 << 16  # bytes of one field that are read as text

# Charset labels seen in mail and the codec that reads them. Python's own look-up is not asked: it also knows codecs
# that are no charsets (idna, punycode, unicode_escape), some of them quadratic. Labels follow the Encoding standard of
# WHATWG where mail says one charset and means its Windows relative (iso-8859-1, gb2312, ks_c_5601-1987).
_CODECS = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "utf-8": "utf_8",
    "utf8": "utf_8",
    "unicode-1-1-utf-8": "utf_8",
    "utf-7": "utf_7",
    "utf7": "utf_7",
    "utf-16": "utf_16",
    "utf-16le": "utf_16_le",
    "utf-16be": "utf_16_be",
    "utf-32": "utf_32",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "cp874": "cp874",
    "cp437": "cp437",
    "ibm437": "cp437",
    "cp850": "cp850",
    "ibm850": "cp850",
    "cp852": "cp852",
    "ibm852": "cp852",
    "cp866": "cp866",
    "ibm866": "cp866",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "mac": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
    "x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "cp932": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-2": "iso2022_jp_2",
    "iso-2022-kr": "iso2022_kr",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "cp949": "cp949",
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"cp{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"cp-{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"iso8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}

_HEAD = re.compile(r"=\?([!-)+-<>@-~]{1,64})(?:\*[!->@-~]{0,64})?\?([bBqQ])\?")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def header_text(raw: bytes) -> str:
    """The text of an unfolded field body (`Field.unfolded`), at most MAX_TEXT characters."""
    return bounded(decode_words(decode_bytes(raw[:_MAX_BYTES])))


def bounded(text: str, limit: int = MAX_TEXT) -> str:
    """At most `limit` characters; a mark of omission stands where more was."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def decode_bytes(raw: bytes) -> str:
    """Raw header bytes: UTF-8 (RFC 6532), else windows-1252, in which most unlabelled 8-bit header text is written."""
    if raw.isascii():
        return raw.decode("ascii")
    for codec in ("utf_8", "cp1252"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin_1")


def decode_charset(raw: bytes, label: str) -> str:
    """Bytes under a charset label of mail. What the charset cannot hold, or an unknown charset's 8-bit bytes, become
    U+FFFD."""
    codec = _CODECS.get(label.strip().lower(), "ascii")
    try:
        text = raw.decode(codec, "replace")
    except (UnicodeError, ValueError):  # utf_16 and iso2022 readers raise in spite of "replace" on some inputs
        text = raw.decode("ascii", "replace")
    if codec == "utf_7":  # the only one that yields lone surrogates
        text = text.encode("utf_8", "replace").decode("utf_8")
    return text


def decode_words(text: str) -> str:
    """`text` with its encoded words (RFC 2047 section 2) decoded wherever they stand.

    More is taken than the RFC allows, as mail programs do: words inside quotation marks or glued to other text, blanks
    in them, missing base64 padding, and a character split between two words of one charset.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    charset = ""
    pending: list[bytes] = []  # of adjacent words of one charset
    at = 0
    for start, stop, label, raw in _words(text):
        between = text[at:start]
        adjacent = at > 0 and not between.strip(" \t\r\n")
        if pending and not (adjacent and label == charset):
            out.append(decode_charset(b"".join(pending), charset))
            pending = []
        if not adjacent:
            out.append(between)
        charset = label
        pending.append(raw)
        at = stop
    out.append(decode_charset(b"".join(pending), charset))
    out.append(text[at:])
    return "".join(out)


def _words(text: str) -> list[tuple[int, int, str, bytes]]:
    """Start, end, charset and bytes of every encoded word, in order."""
    found = []
    at = 0
    while (head := _HEAD.search(text, at)) is not None:
        end = text.find("?=", head.end())
        if end < 0:
            break
        # A head inside the text of a word: the first one was never closed.
        while (inner := _HEAD.search(text, head.end(), end)) is not None:
            head = inner
        found.append((head.start(), end + 2, head[1].lower(), _content(text[head.end() : end], head[2])))
        at = end + 2
    return found


def _content(text: str, encoding: str) -> bytes:
    raw = text.encode("utf_8", "replace")
    if encoding in "qQ":
        return a2b_qp(raw, header=True)
    digits = _NOT_BASE64.sub(b"", raw)
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    try:
        return a2b_base64(digits + b"=" * (-len(digits) % 4))
    except Base64Error:  # not reached with the digits above
        return b""
