"""How many lookups a whole SPF tree costs, as if nothing matched before its end (RFC 7208 section 4.6.4)."""

from mailpath.dns.protocol import Dns
from mailpath.records import spf as records
from mailpath.values.answers import Question
from mailpath.values.names import dns_name
from mailpath.values.presentation import txt_bytes

__all__ = ["MAX_LOOKUPS", "tree_lookups"]

MAX_LOOKUPS = 10
_MAX_RECORDS = 40  # read of one tree; past it the count is far beyond the limit anyway


def tree_lookups(domain: str, dns: Dns) -> int | None:
    """Terms with a lookup in the record of `domain` and in all it includes or redirects to; None where an answer is
    missing. Terms behind `all` do not count, and an include seen before counts again, as it does for a receiver."""
    count = 0
    waiting = [domain]
    for _ in range(_MAX_RECORDS):
        if not waiting:
            return count
        name = waiting.pop(0)
        answer = dns.ask(Question(name, "TXT"))
        if answer.failed:
            return None
        texts = records.spf_records([txt_bytes(record) for record in answer.records])
        if len(texts) != 1:
            continue
        record = records.parse(texts[0])
        for term in record.mechanisms:
            if term.name == "all":
                break
            if term.name in records.LOOKUP_MECHANISMS:
                count += 1
            if term.name == "include":
                waiting += _target(term.value)
        else:
            if record.redirect is not None:
                count += 1
                waiting += _target(record.redirect)
        if count > 2 * MAX_LOOKUPS:
            return count
    return count


def _target(spec: str | None) -> list[str]:
    """The name to read on at; a name with macros depends on the message and is not followed."""
    if spec is None or "%" in spec:
        return []
    name = dns_name(spec)
    return [name] if name else []
