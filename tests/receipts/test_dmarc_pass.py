"""Which author domains a field says passed DMARC (verdicts: known sealer)."""

import pytest

from mailpath.receipts import dmarc_pass_domains
from mailpath.receipts.authentication_results import read_authentication_results

CASES = {
    "entry": ("i=1; mx; dmarc=pass header.from=Bank.Example", ("bank.example",)),
    "comment between": ("i=1; mx; dmarc=pass (p=none dis=none) header.from=bank.example", ("bank.example",)),
    "address": ("i=1; mx; dmarc=pass header.from=u@bank.example", ("bank.example",)),
    "u-label": ("i=1; mx; dmarc=pass header.from=bücher.example", ("xn--bcher-kva.example",)),
    "no header.from": ("i=1; mx; dmarc=pass", ()),
    "empty header.from": ("i=1; mx; dmarc=pass header.from=", ()),
    "not passed": ("i=1; mx; dmarc=fail header.from=bank.example", ()),
    "bestguesspass": ("i=1; mx; dmarc=bestguesspass header.from=bank.example", ()),
    "in a comment": ("i=1; mx; spf=fail (dmarc=pass header.from=bank.example) smtp.mailfrom=x", ()),
    "in a comment with a semicolon": ("i=1; mx; spf=fail (x; dmarc=pass header.from=bank.example)", ()),
    "in an open comment": ("i=1; mx; spf=fail (x; dmarc=pass header.from=bank.example", ()),
    "in quotes": ('i=1; mx; spf=fail reason="; dmarc=pass header.from=bank.example"', ()),
    "quoted word": ('i=1; mx; dmarc="pass" header.from=bank.example', ()),
    "another method's property": ("i=1; mx; dmarc=pass; spf=pass header.from=bank.example", ()),
    "entries that disagree": ("i=1; mx; dmarc=pass header.from=bank.example; dmarc=fail header.from=evil.example", ()),
    "as the id": ("i=1; dmarc=pass header.from=bank.example", ("bank.example",)),
    "in an address": ("i=1; mx; spf=pass smtp.mailfrom=dmarc=pass@evil.example header.from=bank.example", ()),
    "in an encoded word": (
        "i=1; mx; spf=pass smtp.mailfrom==?utf-8?q?x=3Bdmarc=3Dpass_header.from=3Dbank.example?=",
        (),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_domains(text: str, expected: tuple[str, ...]) -> None:
    receipt = read_authentication_results(0, "arc-authentication-results", text.encode())
    assert dmarc_pass_domains(receipt) == expected
