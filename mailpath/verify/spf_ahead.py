"""Questions that an SPF evaluation is about to ask, named ahead so that what stands side by side goes out in one round.

Nothing here changes a result, and what is never needed is no evidence: a source that has no use for it is left alone.
"""

from collections.abc import Callable, Iterator

from mailpath.dns.protocol import Dns, Foresight
from mailpath.records.spf import seed_questions, spf_records
from mailpath.values.answers import Answer, Question
from mailpath.values.names import dns_name
from mailpath.values.presentation import mx_data, txt_bytes

__all__ = ["ask_ahead"]

_MAX_RECORDS = 12  # ten includes are all that an evaluation may follow (RFC 7208 section 4.6.4)
_MAX_HOSTS = 10


def ask_ahead(dns: Dns, record: str, domain: str, address_type: str) -> None:
    """Hint at what a record and the records it includes ask for, as far as their answers are known by now."""
    ahead: Foresight | None = getattr(dns, "foresight", None)
    if ahead is not None:
        ahead.seed(_open_questions(ahead.peek, record, domain, address_type))


def _open_questions(
    peek: Callable[[Question], Answer | None], record: str, domain: str, address_type: str
) -> Iterator[Question]:
    records, read = [(record, domain)], 0
    while records and read < _MAX_RECORDS:
        text, name = records.pop(0)
        read += 1
        for question in seed_questions(text, name, address_type=address_type):
            answer = peek(question)
            if answer is None:
                yield question
            elif question.type == "TXT":
                records += [(found, question.name) for found in spf_records([txt_bytes(one) for one in answer.records])]
            elif question.type == "MX":
                yield from (host for host in _hosts(answer, address_type) if peek(host) is None)


def _hosts(answer: Answer, address_type: str) -> Iterator[Question]:
    for exchange in map(mx_data, answer.records[:_MAX_HOSTS]):
        if exchange and (name := dns_name(exchange[1])):
            yield Question(name, address_type)
