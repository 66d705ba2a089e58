"""Whatever the header holds, a path comes out and the work is bounded."""

from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.path import field_zone, recipient_domains
from mailpath.receipts import read_receipts
from mailpath.values.settings import Settings
from tests.path.messages import way_of

_PARTS = st.sampled_from(
    [
        "from ",
        "by ",
        "with ",
        "for <",
        ">",
        "(",
        ")",
        "[",
        "]",
        "192.0.2.1",
        "10.0.0.1",
        "mx.google.com",
        "localhost",
        "; ",
    ]
)
_VALUE = st.lists(_PARTS | st.text(max_size=6), max_size=25).map("".join)
_NAME = st.sampled_from(
    [
        "Received",
        "Received",
        "Received",
        "Authentication-Results",
        "Received-SPF",
        "Return-Path",
        "Delivered-To",
        "Date",
    ]
)


@given(
    st.lists(st.tuples(_NAME, _VALUE), max_size=12),
    st.sampled_from([(), ("mx.google.com",), ("192.0.2.0/24",), (".example",)]),
    st.none() | st.just("192.0.2.1"),
)
def test_a_path_comes_out(fields: list[tuple[str, str]], trust: tuple[str, ...], client_ip: str | None) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "replace")
    message = read_message(head + b"\r\n")
    settings = Settings(trust=trust, client_ip=client_ip)
    receipts = read_receipts(message)
    path, client, _ = way_of(message, settings, {"a.example": ("mx.google.com",)})
    recipient_domains(message)
    zones = [field_zone(message, path, index, receipts) for index in range(len(message.fields))]
    assert len(zones) == len(message.fields)
    assert client is None or path.boundary is not None
    if path.boundary is not None and path.boundary.hop_index is not None:
        assert 0 <= path.boundary.hop_index < len(path.hops)
