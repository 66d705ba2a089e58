"""What is said of a message that ended whoever judged it."""

from mailpath.inputs.item import Unread
from mailpath.scanning.chunks import Place, file_of

__all__ = ["LOST", "unread_at"]

LOST = "could not be processed: the process that judged it ended"


def unread_at(place: Place) -> Unread:
    return Unread(file=file_of(place.what), key=place.what.key, error=LOST)
