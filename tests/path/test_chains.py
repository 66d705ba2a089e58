"""Chains as they really occur: where the boundary lies, by which method, and who the client was."""

import pytest

from mailpath.values.settings import Settings
from tests.path.chains import CASES, SENDER, Case
from tests.path.messages import path_of, received


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_boundary(case: Case) -> None:
    settings = Settings(trust=case.trust, client_ip=case.client_ip, authserv_ids=case.authserv_ids)
    mx = None if case.mx is None else {"receiver.example": case.mx}
    path, client = path_of(*case.lines, settings=settings, mx=mx)
    found = path.boundary and (path.boundary.hop_index, str(path.boundary.method), str(path.boundary.confidence))
    assert found == case.boundary
    assert (client.ip if client else None) == case.client


MX_CASES = {
    "only To names the recipient, another organization": (
        "by mx.hoster.example (Postfix) with ESMTPS id 4",
        "receiver.example",
        ("mx.hoster.example",),
        "structure",
    ),
    "only To names the recipient, the host's own": (
        "by mx.receiver.example (Postfix) with ESMTPS id 4",
        "receiver.example",
        ("mx.receiver.example",),
        "recipient_mx",
    ),
    "no mx": ("by mx.own.example (Postfix) with ESMTPS id 4", "receiver.example", (), "structure"),
}


@pytest.mark.parametrize(("by", "domain", "hosts", "method"), MX_CASES.values(), ids=MX_CASES.keys())
def test_mx_of_claimed_recipients(by: str, domain: str, hosts: tuple[str, ...], method: str) -> None:
    path, _ = path_of(received(f"{SENDER} {by}"), mx={domain: hosts})
    assert path.boundary is not None
    assert path.boundary.method == method


def test_the_mx_of_a_domain_that_the_sender_names_opens_no_step() -> None:
    """To names a domain of the sender's own, whose MX is the host that he sends from."""
    lines = (
        received("from r.evil.example (r.evil.example [203.0.113.66]) by mx.own.example (Postfix) with ESMTP id 1"),
        received("from bank.example (bank.example [192.0.2.80]) by r.evil.example (Postfix) with ESMTP id 1"),
    )
    path, client = path_of(*lines, mx={"receiver.example": ("r.evil.example", "mx.own.example")})
    assert client is not None
    assert client.ip == "203.0.113.66"
    assert path.boundary is not None
    assert path.boundary.confidence == "low"
