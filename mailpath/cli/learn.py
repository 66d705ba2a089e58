"""`mailpath config learn`: settings proposed from mail of one's own."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from mailpath.cli.exit_codes import ExitCode, combined
from mailpath.cli.named_urls import refuse_unusable
from mailpath.cli.notes import Notes
from mailpath.cli.options import OutputOptions, chosen_flags
from mailpath.cli.writing import opened
from mailpath.configuration import Origin, read_configuration

if TYPE_CHECKING:
    from mailpath.configuration.learn import Seen
    from mailpath.inputs import Unread

__all__ = ["learn"]

MOST = 5000  # messages that are read: what they have in common is known long before


def learn(
    path: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            show_default=False,
            help="Mail that was received: a maildir, an mbox, a folder of messages, single files, in any mix. Some "
            "dozens of messages from many senders are best. - reads standard input.",
        ),
    ],
    write: Annotated[
        bool,
        typer.Option(
            "--write", metavar="", help="Add what is certain to the settings file. Without it nothing changes."
        ),
    ] = False,
    *,
    output: OutputOptions,
) -> int:
    """Read mail of your own and propose the trusted hosts and networks and the authserv-ids of your servers.

    Each with how often it was seen. Nothing is written without --write.
    """
    configuration = read_configuration(chosen_flags(output), now=datetime.now(UTC), may_be_new=write)
    notes = Notes(quiet=output.quiet, verbose=output.verbose)
    refuse_unusable(path)
    from mailpath.cli.learned import Result  # late: it loads the whole reading of chains
    from mailpath.configuration.learn import learn as learn_from

    reading = _Reading(path)
    learned = learn_from(reading.messages())
    for one in reading.unread:
        notes.note(": ".join(part for part in (one.file, one.key, one.error) if part))
    if reading.cut:
        notes.note(f"only the first {MOST} messages were read")
    for client in learned.clients:
        notes.note(f"the client that handed over nearly everything is {client}")
    result = Result(learned, configuration, tuple(reading.unread), asked=write)
    if result.written:
        from mailpath.configuration.writing import add_to_file

        add_to_file(configuration.file, result.fresh)
    asked = configuration.chosen["format"].origin is Origin.FLAG
    as_json = asked and configuration.format in ("json", "jsonl")
    text = result.json() if as_json else "\n".join(result.lines())
    with opened(output.output, never=path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return combined((ExitCode.UNREADABLE if reading.missing else ExitCode.GOOD, result.exit_code))


class _Reading:
    """The messages below some paths; afterwards, what could not be read."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self.unread: list[Unread] = []
        self.missing = False
        self.cut = False

    def messages(self) -> Iterator["Seen | None"]:
        from mailpath.configuration.learn import Place, seen_in
        from mailpath.inputs import Unread
        from mailpath.inputs.mailboxes import messages_below
        from mailpath.inputs.printable import printable
        from mailpath.inputs.urls import is_url
        from mailpath.message.fields import read_message

        count = 0
        for path in self._paths:
            for one in messages_below(os.fsdecode(path), standard_input=sys.stdin.buffer):
                if isinstance(one, Unread):
                    self.unread.append(one)
                    self.missing |= one.key is None and (one.file == printable(path) or is_url(path))
                    continue
                yield seen_in(Place(one.file, one.key), read_message(one.raw))
                count += 1
                if count >= MOST:
                    self.cut = True
                    return
