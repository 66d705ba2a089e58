"""The brand's record that a message points to (BIMI): seen, and no more than that."""

from mailpath.gather.inquiry import Inquiry
from mailpath.values.answers import Question
from mailpath.values.names import dns_name
from mailpath.values.presentation import txt_bytes

__all__ = ["bimi"]


def bimi(q: Inquiry) -> tuple[str, bool | None] | None:
    """Where the record should stand, and whether one does (None: not known). None where the message points to none."""
    field = q.message.first("bimi-selector")
    if field is None or q.domain is None:
        return None
    tags = dict(part.strip().partition("=")[::2] for part in field.unfolded[:500].decode("latin-1").split(";"))
    name = dns_name(f"{tags.get('s', 'default').strip()}._bimi.{q.domain}")
    if name is None:
        return None
    answer = q.value("bimi", lambda dns: dns.ask(Question(name, "TXT")))
    found = any(txt_bytes(record)[:7].lower() == b"v=bimi1" for record in answer.records)
    return name, None if answer.failed else found
