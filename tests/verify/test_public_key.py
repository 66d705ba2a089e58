"""What is read out of a signature once says of each text what a verification of its own says."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.records.dkim_key import parse
from mailpath.verify.public_key import PublicKey, load_key
from tests.signing import Key, ed25519_key, rsa_key


@cache
def _pair(kind: str) -> tuple[Key, PublicKey]:
    key = ed25519_key() if kind == "ed25519" else rsa_key(int(kind))
    record = parse(key.record().encode())
    public = load_key(record.type, record.material or b"")
    assert public is not None
    return key, public


@pytest.mark.parametrize("hash_name", ["sha256", "sha1"])
@pytest.mark.parametrize("kind", ["512", "1024", "ed25519"])
@given(text=st.binary(max_size=40), others=st.lists(st.binary(max_size=40), max_size=3), data=st.data())
def test_one_reading_of_a_signature_for_many_texts(kind, hash_name, text, others, data) -> None:
    key, public = _pair(kind)
    signature = bytearray(key.sign(text, data.draw(st.sampled_from(["sha256", "sha1"]))))
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(signature) - 1))
        signature[place] ^= data.draw(st.integers(1, 255))
        del signature[data.draw(st.integers(place, len(signature))) :]
    holds = public.holder(bytes(signature), hash_name)
    for one in (text, *others):
        assert holds(one) == bool(public.verifies(bytes(signature), one, hash_name))


def test_a_key_of_small_order_signs_nothing() -> None:
    """RFC 8032's equation holds for the neutral element as key and as R, with S = 0, over any text at all."""
    neutral = b"\x01" + bytes(31)
    public = load_key("ed25519", neutral)
    assert public is not None
    for text in (b"", b"one text", b"another"):
        assert public.verifies(neutral + bytes(32), text, "sha256") is False


@pytest.mark.parametrize("size", [0, 63, 65, 128])
def test_a_signature_of_another_length_does_not_hold(size: int) -> None:
    key, public = _pair("ed25519")
    signature = key.sign(b"text", "sha256")
    assert public.verifies(signature, b"text", "sha256") is True
    assert public.verifies((signature * 2)[:size], b"text", "sha256") is False
