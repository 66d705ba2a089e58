"""What a passing signature leaves open, and the order in which fields are taken."""

from datetime import UTC, datetime

import pytest

from mailpath.message.fields import read_message
from mailpath.verify.dkim import verify
from mailpath.verify.signed_fields import covered, fully_signed, weaknesses
from tests.signing import ed25519_key, sign
from tests.verify.table_dns import TableDns

KEY = ed25519_key()
ZONE = {"s._domainkey.d.example": {"TXT": [KEY.record()]}}
MESSAGE = b"From: a@d.example\r\nTo: b@e.example\r\nSubject: hi\r\nDate: x\r\nContent-Type: text/plain\r\n\r\nbody\r\n"
WITHOUT_SUBJECT = MESSAGE.replace(b"Subject: hi\r\n", b"")


@pytest.mark.parametrize(
    ("raw", "headers", "length", "codes"),
    [
        (MESSAGE, "from:to:subject", None, ()),
        (MESSAGE, "from:subject", "6", ()),
        (MESSAGE, "from:subject", "4", ("body_not_covered",)),
        (MESSAGE, "from:to", None, ("subject_not_signed",)),
        (WITHOUT_SUBJECT, "from:to", None, ()),
        (b"From: x@e.example\r\n" + MESSAGE, "from:subject", None, ("second_from",)),
        (b"From: x@e.example\r\n" + MESSAGE, "from:from:subject", None, ("second_from",)),
        (b"Subject: x\r\n" + MESSAGE, "from:subject", None, ("second_subject",)),
        (b"To: x\r\n" + MESSAGE, "from:subject", None, ("second_to",)),
        (b"Date: x\r\n" + MESSAGE, "from:subject", None, ("second_date",)),
        (b"content-type: text/html\r\n" + MESSAGE, "from:subject", None, ("second_content_type",)),
        (b"X-A: x\r\nX-A: y\r\n" + MESSAGE, "from:subject", None, ()),
    ],
)
def test_weaknesses(raw, headers, length, codes) -> None:
    message = read_message(sign(raw, KEY, headers=headers.split(":"), tags={"l": length}))
    (found,) = verify(message, TableDns(ZONE), datetime(2025, 1, 1, tzinfo=UTC))
    assert found.result == "pass"
    assert weaknesses(message, found) == codes
    assert fully_signed(message, found) is (codes == ())


def test_fields_are_taken_from_the_bottom_and_absent_ones_skipped() -> None:
    message = read_message(b"To: 1\r\nX: 2\r\nTo: 3\r\nFrom: 4\r\n\r\n")
    names = ("to", "from", "to", "to", "cc", "from")
    assert [one.unfolded for one in covered(message.all, names)] == [b"3", b"4", b"1"]
