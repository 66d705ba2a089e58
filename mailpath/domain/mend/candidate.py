"""A record that may mend something; what it really mends is found out by auditing again."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.domain.subject import Subject
from mailpath.values.answers import Question
from mailpath.values.audit import Finding
from mailpath.values.presentation import quoted_strings, txt_bytes

__all__ = ["Candidate", "Mender", "txt_candidate"]

_STRING_BYTES = 255


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """`records` replace all of `type` at `name` in the overlay, in presentation format; `shown` is the new record
    (several: a tuple) as the report gives it. `about` bounds it to findings with these facts."""

    name: str
    type: str
    records: tuple[str, ...]
    shown: str | tuple[str, ...]
    about: tuple[tuple[str, str], ...] = ()


class Mender(msgspec.Struct, frozen=True, kw_only=True):
    """`codes` are the findings it may mend, `scope` the report's fields to audit again."""

    codes: frozenset[str]
    scope: tuple[str, ...]
    candidates: Callable[[Subject, Sequence[Finding], Dns], Iterator[Candidate]]


def txt_candidate(
    name: str,
    text: str,
    dns: Dns,
    replaces: Callable[[bytes], bool],
    about: tuple[tuple[str, str], ...] = (),
) -> Candidate | None:
    """`text` in place of the TXT records that `replaces`; the others stay. None where they are not known."""
    answer = dns.ask(Question(name, "TXT"))
    if answer.failed:
        return None
    kept = tuple(one for one in answer.records if not replaces(txt_bytes(one)))
    raw = text.encode("utf-8", "replace")
    chunks = [raw[at : at + _STRING_BYTES] for at in range(0, len(raw), _STRING_BYTES)]
    return Candidate(name=name, type="TXT", records=(*kept, quoted_strings(chunks)), shown=text, about=about)
