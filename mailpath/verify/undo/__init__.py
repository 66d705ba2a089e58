"""Known changes of lists, forwarders and servers, each with how it is taken back. The order is the order of
trials: what is likely, and what costs little, first."""

from mailpath.verify.undo.added_parts import added_part, wrapped
from mailpath.verify.undo.author import from_rewritten
from mailpath.verify.undo.banners import banner
from mailpath.verify.undo.change import BodyChange, FieldSteps
from mailpath.verify.undo.content_fields import content_relabelled
from mailpath.verify.undo.encodings import charset_converted, parts_relabelled, reencoded
from mailpath.verify.undo.field_forms import field_doubled, field_order, refolded
from mailpath.verify.undo.footers import list_footer
from mailpath.verify.undo.lines import escapes, line_ends, trailing_blanks
from mailpath.verify.undo.list_fields import fields_added, original_fields
from mailpath.verify.undo.subject import subject_tag

__all__ = ["BODY_CHANGES", "FIELD_STEPS", "LIST_STEPS"]

BODY_CHANGES: tuple[BodyChange, ...] = (
    list_footer,
    wrapped,
    added_part,
    banner,
    escapes,
    line_ends,
    trailing_blanks,
    parts_relabelled,
    reencoded,
    charset_converted,
)

LIST_STEPS: tuple[FieldSteps, ...] = (subject_tag, from_rewritten, fields_added, original_fields)
"""Changes that lists make together: tried alone, then combined."""

FIELD_STEPS: tuple[FieldSteps, ...] = (field_doubled, field_order, refolded, content_relabelled)
"""Changes that come alone."""
