"""Own relays above the boundary: with `trust` for them the sending host stays; else it does or confidence is low."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.values.settings import Settings
from tests.path.chains import GMAIL, GMAIL_TOP, MS_EDGE, MS_FRONT, MS_HTTPS, MS_INSIDE
from tests.path.messages import message_of, received, way_of
from tests.path.relays import NETWORKS, SUFFIXES, internal_hops

ORIGINALS = {
    "postfix": (
        received("from s.example (s.example [203.0.113.5]) by mx.receiver.example (Postfix) with ESMTPS id 4"),
    ),
    "exchange": (
        received("from s.example (203.0.113.5) by mx.receiver.example (10.1.2.3) with Microsoft SMTP Server id 15.2"),
    ),
    "gmail": (GMAIL_TOP, GMAIL),
    "microsoft": (MS_HTTPS, MS_INSIDE, MS_FRONT, MS_EDGE),
}


@pytest.mark.parametrize("kind", ["private", "named", "networked"])
@pytest.mark.parametrize("lines", ORIGINALS.values(), ids=ORIGINALS.keys())
@given(seed=st.integers(0, 1 << 32))
def test_sending_host_stays(lines: tuple[str, ...], kind: str, seed: int) -> None:
    message = read_message(internal_hops(random.Random(seed), kind=kind) + message_of(*lines).wire)
    trusted = Settings(trust=SUFFIXES + NETWORKS if kind == "networked" else SUFFIXES)
    client = way_of(message, trusted).client
    assert client is not None
    assert client.ip == "203.0.113.5"

    path, client, _ = way_of(message, Settings())
    assert path.boundary is not None
    assert (client is not None and client.ip == "203.0.113.5") or path.boundary.confidence == "low"
