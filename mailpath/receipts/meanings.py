"""What vendors' own words mean: the ratings of Microsoft 365 and of common filters, as codes in words of ours.

Facts from the vendors' pages on anti-spam message headers and from SpamAssassin's and Rspamd's documentation. A value
that is not listed means nothing to us and gets no code.
"""

from collections.abc import Mapping

import msgspec

from mailpath.receipts.receipt import Receipt
from mailpath.values.results import RecordedResult

__all__ = ["MEANING", "meaning_of", "with_meanings"]

MEANING = "meaning"  # the property that holds the code

_SPAM_CONFIDENCE = {  # SCL: -1 to 9
    "-1": "filter_skipped", "0": "not_spam", "1": "not_spam", "5": "spam", "6": "spam", "7": "surely_spam",
    "8": "surely_spam", "9": "surely_spam",
}  # fmt: skip
_FILTER_VERDICT = {  # SFV
    "nspm": "not_spam", "spm": "spam", "skn": "marked_safe_by_rule", "sks": "marked_spam_by_rule",
    "ski": "inside_organization", "ska": "allowed_by_list", "skb": "blocked_by_list", "skq": "released",
    "sfe": "allowed_by_user", "blk": "blocked_by_user",
}  # fmt: skip
_CATEGORY = {  # CAT
    "phsh": "phishing", "hphsh": "phishing", "hphish": "phishing", "spoof": "spoofing", "malw": "malware",
    "bulk": "bulk", "dimp": "impersonation", "uimp": "impersonation", "gimp": "impersonation", "spm": "spam",
    "hspm": "surely_spam", "ospm": "outbound_spam",
}  # fmt: skip
_COMPOSITE = {  # first digit of compauth's reason
    "0": "authentication_failed", "1": "authentication_passed", "2": "authentication_passed_softly",
    "3": "authentication_not_checked", "4": "authentication_bypassed", "6": "authentication_failed",
    "7": "authentication_passed", "9": "authentication_bypassed",
}  # fmt: skip
_YES_OR_NO = {"yes": "spam", "true": "spam", "no": "not_spam", "false": "not_spam"}
_ACTIONS = {
    "no action": "not_spam", "greylist": "suspect", "add header": "spam", "rewrite subject": "spam",
    "soft reject": "suspect", "reject": "surely_spam",
}  # fmt: skip


_RATED = frozenset(("scl", "forefront", "antispam", "compauth", "spam", "rspamd-action", "rspamd"))


def meaning_of(method: str, raw: str, said: Mapping[str, str], reason: str | None) -> str | None:
    """The code of what one entry says, or None."""
    word = raw.strip().lower()
    match method:
        case "scl":
            return _SPAM_CONFIDENCE.get(word)
        case "forefront" | "antispam":
            category = _CATEGORY.get(said.get("cat", "").lower())
            return (
                category
                or _FILTER_VERDICT.get(said.get("sfv", "").lower())
                or _SPAM_CONFIDENCE.get(said.get("scl", ""))
            )
        case "compauth":
            return _COMPOSITE.get((reason or said.get("reason", ""))[:1])
        case "spam":
            return _YES_OR_NO.get(word.rstrip(","))
        case "rspamd-action":
            return _ACTIONS.get(word)
        case "rspamd":
            return _YES_OR_NO.get(word)
        case _:
            return None


def with_meanings(receipt: Receipt) -> Receipt:
    """The receipt, its entries with the property `meaning` where we know what they say."""
    results = tuple(map(_explained, receipt.results))
    return receipt if results == receipt.results else msgspec.structs.replace(receipt, results=results)


def _explained(entry: RecordedResult) -> RecordedResult:
    if entry.method not in _RATED:  # which is most
        return entry
    code = meaning_of(entry.method, entry.raw_result, entry.properties, entry.reason)
    if code is None:
        return entry
    return msgspec.structs.replace(entry, properties={**entry.properties, MEANING: code})
