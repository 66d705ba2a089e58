"""The row of a message that ended whoever judged it."""

from mailpath.inputs.item import Unread
from mailpath.inputs.places import Entry, Remote
from mailpath.scanning.chunks import Place, file_of
from mailpath.scanning.job import Job
from mailpath.scanning.judging import source_of
from mailpath.scanning.rows import Row, row_of

__all__ = ["lost_row"]

_LOST = "could not be processed: the process that judged it ended"


def lost_row(job: Job, place: Place) -> Row:
    from mailpath.one_message import unreadable  # late: only where something was lost

    what = place.what
    if isinstance(what, Entry | Remote):
        what = Unread(file=file_of(what), key=what.key, error=_LOST)
    report = unreadable(source_of(what), _LOST)
    return row_of(place.path_index, report, job.render(report))
