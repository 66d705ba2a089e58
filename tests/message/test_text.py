"""Header text: encoded words, charsets, bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.text import MAX_TEXT, bounded, decode_charset, decode_words, header_text

WORDS = [
    ("plain", "plain"),
    ("=?utf-8?Q?J=C3=BCrgen?=", "Jürgen"),
    ("=?UTF-8?b?SsO8cmdlbg==?=", "Jürgen"),
    ("=?iso-8859-1?q?J=FCrgen_M?=", "Jürgen M"),
    ("=?iso-8859-1?q?=93a=94?=", "“a”"),
    ("=?utf-8*de?Q?J=C3=BC?=", "Jü"),
    ("a =?utf-8?Q?b?= c", "a b c"),
    ("=?utf-8?Q?a?=  =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=FC?=", "aü"),
    ("=?utf-8?Q?a=C3?= =?utf-8?Q?=BCb?=", "aüb"),
    ("=?utf-8?B?SsO8?= =?utf-8?B?cmdlbg?=", "Jürgen"),
    ("x=?utf-8?Q?b?=y", "xby"),
    ("=?utf-8?Q?with blank?=", "with blank"),
    ("=?utf-8?Q?why?not?=", "why?not"),
    ("=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
    ("=?utf-8?Q?open =?utf-8?Q?shut?=", "=?utf-8?Q?open shut"),
    ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
    ("=??Q?a?=", "=??Q?a?="),
    ("=?utf-8?Q??=", ""),
    ("=?gb2312?B?xOO6ww==?=", "你好"),
    ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
    ("=?windows-1252?Q?=80?=", "€"),
    ("=?utf-8?Q?=FF?=", "\ufffd"),
    ("=?no-such-charset?Q?a=FFb?=", "a\ufffdb"),
    ("=?idna?Q?xn--bcher-kva?=", "xn--bcher-kva"),
    ("=?unicode_escape?Q?=5Cu0041?=", "\\u0041"),
    ("=?utf-8?Q?a=0D=0Ab?=", "a\r\nb"),
    ("=?utf-8?Q?a=zz=?=", "a=zz"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[case[0] for case in WORDS])
def test_words(text, expected):
    assert decode_words(text) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"caf\xc3\xa9", "café"), (b"caf\xe9", "café"), (b"\x80\x81", "\x80\x81"), (b"\x93a\x94", "“a”"), (b"", "")],
    ids=["utf-8", "latin-1", "undefined in windows-1252", "windows-1252", "empty"],
)
def test_raw_bytes(raw, expected):
    assert header_text(raw) == expected


def test_text_is_bounded():
    assert len(header_text(b"x" * 100_000)) == MAX_TEXT
    assert bounded("abcdef", 4) == "abc…"


HOSTILE = ["=?a?q?", "=?", "=?a?q? ", "=?a?q??=", "=?a?q?=?", "=?a?q?x ", "=?" + "a" * 64, "=?a?b?YQ?= "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_pieces_are_read_in_one_pass(piece):
    assert len(header_text((piece * 64000)[:64000].encode())) <= MAX_TEXT


@given(st.binary(max_size=80), st.sampled_from(["utf-7", "utf-16", "iso-2022-kr", "hz-gb-2312", "big5", "utf-32", "x"]))
def test_charsets_never_raise_and_never_yield_surrogates(raw, label):
    decode_charset(raw, label).encode()


@given(st.binary(max_size=200) | st.text(alphabet="=?utf-8QqBb_ \t\r\nAFÜ", max_size=120).map(str.encode))
def test_header_text_never_raises(raw):
    assert len(header_text(raw).encode()) >= 0


@given(st.text(max_size=60))
def test_a_written_word_reads_back(text):
    from base64 import b64encode

    raw = text.encode("utf-8", "replace")
    assert decode_words(f"=?utf-8?B?{b64encode(raw).decode()}?=") == raw.decode()
