"""The signed messages that RFC 6376 and RFC 8463 print."""

from datetime import UTC, datetime
from typing import Any

from mailpath.message.fields import read_message
from mailpath.values.vocabulary import Result
from mailpath.verify.dkim import verify
from tests.verify.table_dns import TableDns

_RFC_BODY = b"Hi.\r\n\r\nWe lost the game.%sAre you hungry yet?\r\n\r\nJoe.\r\n"
_RFC_FIELDS = (
    b"From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\n"
    b"Subject: Is dinner ready?\r\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    b"Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n"
)


def _words(signatures: bytes, blanks: bytes, zone: Any) -> list[Result]:
    message = read_message(signatures + _RFC_FIELDS + _RFC_BODY % blanks)
    return [one.result for one in verify(message, TableDns(zone), datetime(2020, 1, 1, tzinfo=UTC))]


def test_message_of_rfc_8463() -> None:
    """Appendix A: an Ed25519 and an RSA signature."""
    raw = (
        b"DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
        b" d=football.example.com; i=@football.example.com;\r\n"
        b" q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
        b" subject : date : message-id : from : subject : date;\r\n"
        b" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
        b" b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
        b" Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
        b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
        b" d=football.example.com; i=@football.example.com;\r\n"
        b" q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
        b" date : message-id : from : subject : date;\r\n"
        b" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
        b" b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
        b" DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
        b" dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
    )
    ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    rsa = (
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bd"
        "OKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLz"
        "BfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
    )
    zone = {
        "brisbane._domainkey.football.example.com": {"TXT": [ed25519]},
        "test._domainkey.football.example.com": {"TXT": [rsa]},
    }
    assert _words(raw, b"  ", zone) == [Result.PASS, Result.PASS]


def test_message_of_rfc_6376() -> None:
    """Appendix A, with errata 3192 (one blank in the body) and 4926 (how the fields are folded)."""
    raw = (
        b"DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n"
        b"      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n"
        b"      h=Received : From : To : Subject : Date : Message-ID;\r\n"
        b"      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
        b"      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n"
        b"      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n"
        b"      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n"
        b"      4bmp/YzhwvcubU4=;\r\n"
        b"Received: from client1.football.example.com  [192.0.2.1]\r\n"
        b"      by submitserver.example.com with SUBMISSION;\r\n"
        b"      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n"
    )
    key = (
        "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFC"
        "jxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBc"
        "WToIMmPSPDdQPNUYckcQ2QIDAQAB"
    )
    assert _words(raw, b" ", {"brisbane._domainkey.example.com": {"TXT": [key]}}) == [Result.PASS]
