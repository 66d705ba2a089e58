"""What a stranger's HELO or envelope sender carries into a note of a server must not come out of it as its word."""

import pytest

from mailpath.message.fields import read_message
from mailpath.receipts import Receipt, read_receipts

VERBS = '"domain of ceo@bank.example designates"@evil.example'
CLOSING = '"a) smtp.mailfrom=ceo@bank.example (b"@evil.example'
ESCAPED = '"\\") smtp.mailfrom=ceo@bank.example (\\""@evil.example'
NESTED = '"(( ) smtp.mailfrom=ceo@bank.example ("@evil.example'
SIGNED = '"a) dkim=pass header.d=bank.example (b"@evil.example'
LISTED = '"a); dkim=pass header.d=bank.example; x=y (b"@evil.example'
ADDRESSED = '"designates 198.51.100.1) client-ip=198.51.100.1 (b"@evil.example'
KEYED = '"x envelope-from=ceo@bank.example;"@evil.example'
SENDERS = [VERBS, CLOSING, ESCAPED, NESTED, SIGNED, LISTED, ADDRESSED, KEYED]
FORMS = {
    "spf_comment": "Received-SPF: pass (mx.own.example: domain of {} designates 192.0.2.66 as permitted sender)"
    " client-ip=192.0.2.66; helo=h.evil.example;",
    "spf_keys": "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.66; envelope-from={};"
    " receiver=mx.own.example",
    "spf_quoted": "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.66;"
    ' envelope-from="{}"; receiver=mx.own.example',
    "results": "Authentication-Results: mx.own.example; spf=pass (domain of {0} designates 192.0.2.66 as permitted"
    " sender) smtp.mailfrom={0}; dmarc=fail header.from=bank.example",
    "results_comment": "Authentication-Results: mx.own.example; spf=pass (domain of {} designates 192.0.2.66 as"
    " permitted sender)",
    "results_keys": "Authentication-Results: mx.own.example; spf=pass smtp.mailfrom={}; dmarc=fail",
}


def _read(field: str) -> Receipt:
    (receipt,) = read_receipts(read_message(field.encode() + b"\r\n\r\n"))
    return receipt


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_sender_that_imitates_a_note(form: str, sender: str) -> None:
    receipt = _read(FORMS[form].format(sender))
    assert receipt.mail_from is None or not receipt.mail_from.endswith("@bank.example")
    assert receipt.client_ip in (None, "192.0.2.66")
    for result in receipt.results:
        said = result.properties
        assert result.method != "dkim"
        assert not any(said.get(key, "").endswith("@bank.example") for key in ("smtp.mailfrom", "envelope-from"))


def test_the_whole_sender_of_a_comment() -> None:
    assert _read(FORMS["spf_comment"].format(VERBS)).mail_from == VERBS


@pytest.mark.parametrize(
    "helo",
    [
        "x;envelope-from=ceo@bank.example",
        "x envelope-from=ceo@bank.example",
        'x" envelope-from=ceo@bank.example',
        "x;smtp.mailfrom=ceo@bank.example",
    ],
)
@pytest.mark.parametrize(
    "rest",
    ["envelope-from=u@evil.example; receiver=mx.own.example", "receiver=mx.own.example"],
    ids=["sender_named", "sender_in_comment"],
)
def test_a_helo_that_holds_keys(helo: str, rest: str) -> None:
    comment = "mx.own.example: domain of u@evil.example designates 192.0.2.66 as permitted sender"
    receipt = _read(f"Received-SPF: Pass ({comment}) client-ip=192.0.2.66; helo={helo}; {rest}")
    assert receipt.mail_from in (None, "u@evil.example")
    assert "smtp.mailfrom" not in receipt.results[0].properties
    assert "ceo@bank.example" not in (receipt.mail_from, receipt.helo)


def test_entries_that_name_two_senders() -> None:
    """A server without quotation marks: `a; spf=pass smtp.mailfrom=ceo@bank.example` was one local part."""
    receipt = _read(
        "Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=ceo@bank.example; spf=pass"
        " smtp.mailfrom=u@evil.example"
    )
    assert receipt.mail_from is None
    assert all("smtp.mailfrom" not in result.properties for result in receipt.results)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Pass (helo) identity=helo; client-ip=192.0.2.1", "helo"),
        ("Pass (helo) client-ip=192.0.2.1", "helo"),
        ("Pass (mailfrom) client-ip=192.0.2.1; envelope-from=u@a.example", "mailfrom"),
        ("pass (x: domain of u@a.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1", None),
        ("Pass (helo) identity=helo; helo=x;identity=mailfrom; client-ip=192.0.2.1", None),
    ],
)
def test_the_identity_that_was_judged(text: str, identity: str | None) -> None:
    assert _read(f"Received-SPF: {text}").results[0].properties.get("identity") == identity


def test_entries_before_a_torn_comment_stay() -> None:
    receipt = _read(
        "Authentication-Results: mx.own.example; dkim=pass header.d=a.example; spf=pass (domain of"
        ' "a) dkim=pass header.d=bank.example (b"@evil.example) smtp.mailfrom=evil.example'
    )
    assert [(one.method, one.properties) for one in receipt.results] == [
        ("dkim", {"header.d": "a.example"}),
        ("spf", {}),
    ]
    assert receipt.unread == ("…",)
