"""What stands at a name for SPF: the question about it, and the SPF records of the answer (RFC 7208 section 4.5)."""

from functools import lru_cache

from mailpath.dns.protocol import Dns
from mailpath.records.spf import LONGEST_KEPT, spf_records
from mailpath.values.answers import Answer, Question
from mailpath.values.kept import kept
from mailpath.values.presentation import txt_bytes

__all__ = ["LONGEST_NAME", "published", "question_about", "records_in"]

LONGEST_NAME = 253


def published(domain: str, dns: Dns) -> list[str] | None:
    """The SPF records of a name; None where that is not known."""
    answer = dns.ask(question) if (question := question_about(domain, "TXT")) else None
    return None if answer is None or answer.failed else records_in(answer)


def records_in(answer: Answer) -> list[str]:
    """The SPF records among the TXT records of an answer, as text of one character a byte."""
    return list(filter(None, map(_spf_text, answer.records)))


@kept(most=4096, longest=LONGEST_KEPT)
def _spf_text(record: str) -> str | None:
    """The SPF record in a TXT record (presentation format), if it is one."""
    found = spf_records([txt_bytes(record)])
    return found[0] if found else None


@lru_cache(maxsize=4096)
def question_about(name: str, type: str) -> Question | None:
    """A question about an expanded name; None where no such name can be (RFC 7208 section 4.3, RFC 8616 section 4)."""
    name = name.removesuffix(".").lower()
    if not name.isascii() or not name.isprintable() or len(name) > LONGEST_NAME:
        return None
    if any(not 0 < len(label) < 64 for label in name.split(".")):
        return None
    return Question(name, type)
