"""DKIM key records and tag lists: what is read, what is refused."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.records.dkim_key import looks_like_key, parse
from mailpath.records.tag_list import base64_value, read_tags

P = base64.b64encode(b"key").decode()


@pytest.mark.parametrize(
    ("raw", "tags", "fault"),
    [
        (b"a=1; b=2", {"a": b"1", "b": b"2"}, None),
        (b" a = 1 ;\r\n\tb=2;\r\n", {"a": b"1", "b": b"2"}, None),
        (b"a=", {"a": b""}, None),
        (b"a=b=c", {"a": b"b=c"}, None),
        (b"a=x\r\n y", {"a": b"x y"}, None),
        (b"a=1;a=2", {"a": b"1"}, "duplicate_tag"),
        (b"a=1;A=2", {"a": b"1", "A": b"2"}, None),
        (b"a=1;;b=2", {"a": b"1"}, "malformed_tags"),
        (b"a=1; b", {"a": b"1"}, "malformed_tags"),
        (b"1a=1", {}, "malformed_tags"),
        (b"a-b=1", {}, "malformed_tags"),
        (b"=1", {}, "malformed_tags"),
        (b"", {}, "malformed_tags"),
        (b" ; ", {}, "malformed_tags"),
    ],
)
def test_tag_lists(raw, tags, fault) -> None:
    found = read_tags(raw)
    assert (dict(found.tags), found.fault) == (tags, fault)


def _one_by_one(raw):
    tags: dict[str, bytes] = {}
    parts = raw.replace(b"\r\n", b"").split(b";")
    if not parts[-1].strip(b" \t\r\n"):
        parts.pop()
    for part in parts:
        name, equals, value = part.partition(b"=")
        name = name.strip(b" \t\r\n")
        if not equals or not re.fullmatch(rb"[A-Za-z][A-Za-z0-9_]*", name):
            return tags, "malformed_tags"
        if name.decode() in tags:
            return tags, "duplicate_tag"
        tags[name.decode()] = value.strip(b" \t\r\n")
    return tags, None if tags else "malformed_tags"


_PIECES = [
    b"a",
    b"b1",
    b"_",
    b"1",
    b"=",
    b"=x",
    b";",
    b"; ",
    b" ",
    b"\t",
    b"\r\n\t",
    b"\r",
    b"\n",
    b"\v",
    b"\0",
    b"-",
    b"a=1;",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=16).map(b"".join))
def test_lists_read_at_once_and_tag_by_tag_are_the_same(raw) -> None:
    found = read_tags(raw)
    assert (dict(found.tags), found.fault) == _one_by_one(raw)


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (b"QUJD", b"ABC"),
        (b" QU\r\n\tJD ", b"ABC"),
        (b"QUI=", b"AB"),
        (b"QUI", b"AB"),
        (b"QQ==", b"A"),
        (b"QQ", b"A"),
        (b"Q", None),
        (b"", None),
        (b"=", None),
        (b"QU=D", None),
        (b"QU-D", None),
    ],
)
def test_base64(value, raw) -> None:
    assert base64_value(value) == raw


@pytest.mark.parametrize(
    ("raw", "yes"),
    [
        (b"v=DKIM1; p=", True),
        (b"v=DKIM1", True),
        (b"k=rsa; p=abc", True),
        (b"p=abc", True),
        (b"v=spf1 -all", False),
        (b"v=DKIM2; p=abc", True),
        (b" v = dkim1; p=abc", True),
        (b"v=DMARC1; p=none", False),
        (b"hello", False),
        (b"", False),
    ],
)
def test_what_is_meant_as_a_key(raw, yes) -> None:
    assert looks_like_key(raw) is yes


def test_defaults() -> None:
    key = parse(f"p={P}".encode())
    assert (key.type, key.material, key.revoked, key.fault) == ("rsa", b"key", False, None)
    assert (key.hashes, key.services, key.testing, key.strict, key.granularity) == (None, None, False, False, None)
    assert key.allows_hash("sha1")
    assert key.allows_mail
    assert key.allows_local_part("")


def test_restrictions() -> None:
    key = parse(f"v=DKIM1; k=RSA; h=SHA256 : x; s=other:email; t=Y:s; g=a*z; p={P}".encode())
    assert (key.type, key.hashes, key.services) == ("rsa", ("sha256", "x"), ("other", "email"))
    assert (key.testing, key.strict) == (True, True)
    assert [key.allows_hash(name) for name in ("sha256", "sha1")] == [True, False]
    assert [key.allows_local_part(name) for name in ("az", "abcz", "a", "z", "")] == [True, True, False, False, False]
    assert not parse(f"s=tlsrpt; p={P}".encode()).allows_mail


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("v=DKIM1", "key_malformed"),
        ("v=DKIM1; p=!", "key_malformed"),
        ("v=DKIM1; p=; p=", "key_malformed"),
        (f"v=DKIM2; p={P}", "key_version"),
        (f"v=DMARC1; p={P}", "key_version"),
        ("p=" + "A" * 40_000 + "!", None),
    ],
)
def test_faults(raw, fault) -> None:
    assert parse(raw.encode()).fault == fault


@given(st.binary(max_size=200) | st.text(alphabet="vpktshg=;: DKIM1rsay*", max_size=80).map(str.encode))
def test_never_raises(raw) -> None:
    key = parse(raw)
    assert (key.material is None) or not (key.revoked or key.fault)
    looks_like_key(raw)
