"""gzip read front to back: what was packed comes out, and what is damaged or too much says so."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs.gz_stream import GzStream
from mailpath.inputs.item import InputError
from tests.inputs.mailboxes import Slowly


def packed(raw: bytes, *, step: int = 1 << 20) -> bytes:
    stream = GzStream(Slowly(raw, step), "x")
    out = b""
    while chunk := stream.read(1000):
        out += chunk
    return out


@given(st.lists(st.binary(max_size=5000), min_size=1, max_size=4), st.integers(1, 3000), st.binary(max_size=5))
def test_gzip_as_a_stream(parts, step, rest):
    raw = b"".join(map(gzip.compress, parts))
    after = b"" if rest.startswith(b"\x1f") else rest  # what follows is passed over
    assert packed(raw + after, step=step) == b"".join(parts)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (gzip.compress(random.Random(1).randbytes(5000), mtime=0)[:-9], "ends too early"),
        (gzip.compress(b"x" * 500, mtime=0)[:10] + b"\xff" * 40, "damaged"),
        (gzip.compress(bytes(20 << 20), mtime=0), "200 times"),
        (gzip.compress(b"", mtime=0) * 3000, "more members"),
    ],
    ids=["cut", "damaged", "bomb", "members"],
)
def test_gzip_that_is_no_good(raw, problem):
    with pytest.raises(InputError, match=problem):
        packed(raw)
