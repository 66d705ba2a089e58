"""The queue as one self-contained page, by the rules of `outputs/html.py`: no script, no request, nothing to click."""

from functools import partial
from typing import BinaryIO

from mailpath.outputs.format import Options
from mailpath.outputs.html import part, start
from mailpath.outputs.html import show as shown
from mailpath.outputs.queue_view import queue_view, say
from mailpath.outputs.visible import visible
from mailpath.outputs.wording import Wording
from mailpath.values.case import Queue

__all__ = ["write"]


def write(queue: Queue, stream: BinaryIO, options: Options, *, only: int | None) -> None:
    wording = Wording(lang=options.lang, show=shown)
    view = queue_view(queue, wording, only=only)
    stream.write(start(f"{say(wording, 'queue_heading')}: {view.counts}", wording))
    stream.write(part("queue.html", wording, view=view, say=partial(say, wording), body=_body))
    stream.write(part("end.html", wording))


def _body(text: str) -> str:
    return "\n".join(visible(line, 2000) for line in text.split("\n"))
