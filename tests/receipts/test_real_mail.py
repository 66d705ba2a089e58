"""Every receiver's record in the collection of real mail beside the checkout, against what it says."""

import json
from pathlib import Path

import pytest

from mailpath.message.fields import read_message
from mailpath.receipts import AUTH_RESULTS, Receipt, read_receipts

MAIL = Path(__file__).resolve().parents[3] / "shared" / "mail"
pytestmark = pytest.mark.skipif(not MAIL.is_dir(), reason="the collection of real mail is not beside the checkout")


def _truths() -> list[dict[str, str | None]]:
    if not MAIL.is_dir():
        return []
    rows = [json.loads(line) for line in (MAIL / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["no_truth"] is None]


def _of_receiver(row: dict[str, str | None]) -> list[Receipt]:
    """The receiver's own records: the topmost one, of Proton all (it writes one a method)."""
    receipts = read_receipts(read_message((MAIL / str(row["file"])).read_bytes()))
    found = [receipt for receipt in receipts if receipt.standard == AUTH_RESULTS]
    return found if row["receiver"] == "proton" else found[:1]


@pytest.mark.parametrize("row", _truths(), ids=lambda row: str(row["file"]))
def test_words_as_recorded(row: dict[str, str | None]) -> None:
    own = _of_receiver(row)
    for method in ("spf", "dkim", "dmarc"):
        words = [one.raw_result for receipt in own for one in receipt.results if one.method == method]
        assert (row[method] in words) if row[method] else not words
    assert next((one.client_ip for one in own if one.client_ip), None) == row["sending_ip"]
    sender = next((one.mail_from for one in own if one.mail_from), "") or ""
    domain = row["mail_from_domain"] or ("" if sender != "<>" else "<>")
    assert sender.rpartition("@")[2].lower() == domain
    header_from = next((one.header_from for one in own if one.header_from), None)
    assert (header_from or "").lower() == (row["header_from_domain"] or "")
    assert not any(receipt.unread for receipt in own)
