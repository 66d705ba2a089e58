"""What `check` was given and the user may not know of: several messages in one file, a message within a message."""

import re

from mailpath.inputs import Item
from mailpath.inputs.from_line import AFTER_LINE, LOOK_AHEAD, begins_mbox

__all__ = ["hint"]

_CARRIES = re.compile(rb"^content-type:[ \t]{0,80}(?:\r?\n[ \t]{1,80})?message/rfc822\b", re.IGNORECASE | re.MULTILINE)


def hint(item: Item, *, unwrap: bool) -> str | None:
    """One line about the way that would fit better; None mostly. Nothing is judged by it."""
    start = begins_mbox(item.raw[: 2 * LOOK_AHEAD])
    if start is not None and AFTER_LINE.search(item.raw, start + 1):
        return "looks like a mailbox of several messages and is judged as one; mailpath scan judges each"
    if not unwrap and _CARRIES.search(item.raw):
        return "carries another message; with --unwrap that one is judged"
    return None
