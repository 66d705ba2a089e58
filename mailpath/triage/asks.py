"""What to ask a complainant for, where what he sent is not enough to judge."""

from collections.abc import Sequence

from mailpath.inputs.complaint import How
from mailpath.inputs.inline_forward import Client
from mailpath.language import reason
from mailpath.triage.judged import Judged
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import SourceFormat

__all__ = ["asks_of"]


def asks_of(messages: Sequence[Judged]) -> tuple[Reason, ...]:
    """Each ask once, what is missing before how to send it, in a fixed order."""
    found: dict[tuple[str, str], Reason] = {}
    for one in messages:
        for ask in _asks(one):
            found.setdefault((ask.code, ask.text), ask)
    return tuple(found[key] for key in sorted(found, key=lambda one: (one[0].startswith("ask_original_"), one)))


def _asks(one: Judged) -> list[Reason]:
    original = reason(f"ask_original_{one.complaint.client or Client.OTHER}")
    match one.how:
        case How.INLINE:
            return [original]
        case How.REPORTED:
            return [reason("ask_report_without_message")]
        case How.NOTHING:
            if one.complaint.unread:
                return [reason("ask_unread"), original]
            return [reason("ask_picture" if one.complaint.pictures else "ask_nothing"), original]
        case _:
            if one.report.source.format is SourceFormat.MSG and not one.has_hops:
                return [reason("ask_msg_without_headers")]
            return [original] if one.how is How.ATTACHED and not one.has_hops else []
