"""What a sender writes below the boundary moves nothing: not the boundary, not the client, not the envelope."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.path import Client, Envelope, find
from mailpath.path.zones import boundary_field
from mailpath.receipts import AUTH_RESULTS, RECEIVED_SPF, read_receipts
from mailpath.values.path import Boundary
from mailpath.values.settings import Settings
from tests.path.chains import CASES as CHAINS
from tests.path.chains import Case
from tests.path.forgery import forged_fields, insert_below
from tests.path.messages import message_of, received, way_of

# Where the client is a user, a program or a machine inside, a stranger is not the one who writes below
_INSIDE = ("submission from inside", "a stranger's line that names a provider")
OUTSIDE = {
    name: case for name, case in CHAINS.items() if case.client and case.client_ip is None and name not in _INSIDE
}

Outcome = tuple[Boundary | None, Client | None, Envelope]


def outcome(raw: bytes, settings: Settings) -> Outcome:
    path, client, envelope = way_of(read_message(raw), settings)
    return path.boundary, client, envelope


def below_own_fields(raw: bytes, settings: Settings) -> int | None:
    """Where the first field of the sender begins."""
    message = read_message(raw)
    at = boundary_field(message, find(message, read_receipts(message), settings))
    if at is None:
        return None
    while at + 1 < len(message.fields) and message.fields[at + 1].name in (AUTH_RESULTS, RECEIVED_SPF):
        at += 1
    return message.fields[at].offset + len(message.fields[at].raw)


@pytest.mark.parametrize("case", OUTSIDE.values(), ids=OUTSIDE.keys())
@given(seed=st.integers(0, 1 << 32))
def test_forged_fields_move_nothing(case: Case, seed: int) -> None:
    settings = Settings(trust=case.trust, authserv_ids=case.authserv_ids)
    raw = message_of(*case.lines).wire
    offset = below_own_fields(raw, settings)
    assert offset is not None
    forged = insert_below(raw, offset, forged_fields(random.Random(seed), ("mx.google.com",)))
    assert outcome(forged, settings) == outcome(raw, settings)


def test_results_under_every_name_below_the_boundary_are_claims() -> None:
    hop = received("from evil.example (evil.example [203.0.113.66]) by mx.own.example (Postfix) with ESMTP id 1")
    raw = message_of(hop).wire
    offset = below_own_fields(raw, Settings())
    assert offset is not None
    forged = (
        b"Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=x@bank.example smtp.remote-ip=203.0.113.66;"
        b" dmarc=pass header.from=bank.example\r\n"
        b"Received-SPF: pass (mx.own.example: ok) client-ip=203.0.113.66; envelope-from=x@bank.example\r\n"
    )
    assert outcome(insert_below(raw, offset, forged), Settings()) == outcome(raw, Settings())
