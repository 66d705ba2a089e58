"""Every question and answer of a run, kept and written as a snapshot (contract section 4)."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from mailpath.dns.errors import DnsFileError
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.remembered import Remembered
from mailpath.dns.snapshot import SCHEMA
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["Recording", "RecordingDns"]


class Recording:
    """Answers by question; the first answer to a question wins. May be used by several threads."""

    def __init__(self) -> None:
        self._answers: dict[Question, Answer] = {}
        self._new: list[Answer] = []
        self._lock = Lock()

    def add(self, answers: Iterable[Answer]) -> None:
        """Also for what a worker recorded, and for texts fetched by HTTPS."""
        with self._lock:
            for answer in answers:
                if answer.question not in self._answers:
                    self._answers[answer.question] = answer
                    self._new.append(answer)

    def take_new(self) -> tuple[Answer, ...]:
        """What was recorded since this was last called: a worker hands it over with its reports."""
        with self._lock:
            new, self._new = tuple(self._new), []
        return new

    def snapshot(self) -> str:
        """The snapshot as JSON text, ASCII, an answer a line, ordered by name and type whatever the order of asking.

        A failed answer carries its `source`, so that a replay gives the same reasons.
        """
        import json  # late: only where something is recorded

        with self._lock:
            answers = sorted(self._answers.values(), key=lambda answer: (answer.question.name, answer.question.type))
        lines = ",\n".join("  " + json.dumps(_row(answer)) for answer in answers)
        opening = f'{{"schema": "{SCHEMA}", "complete": false, "answers": ['
        return f"{opening}\n{lines}\n]}}\n" if lines else f"{opening}]}}\n"

    def write(self, path: str) -> None:
        """Write the snapshot to `path`, wholly or not at all. Raises DnsFileError."""
        text = self.snapshot()
        place = Path(path)
        try:
            if place.exists() and not place.is_file():  # a pipe or device
                place.write_text(text, encoding="ascii")
                return
            place = place.resolve()  # a link keeps being one
            part = place.with_name(f"{place.name}.{os.getpid()}.part")
            try:
                part.write_text(text, encoding="ascii")
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
        except OSError as trouble:
            raise DnsFileError(path, trouble.strerror or "cannot be written") from None
        except ValueError:
            raise DnsFileError(path, "is no file name") from None


class RecordingDns:
    """Passes questions on and keeps the answers in `recording`."""

    def __init__(self, dns: Dns, recording: Recording | None = None) -> None:
        self._dns = dns
        self.recording = Recording() if recording is None else recording
        # not the source's own: what it remembers rests on questions that nobody asked here
        self.remembered = Remembered() if getattr(dns, "remembered", None) is not None else None

    @property
    def at_hand(self) -> bool:
        """As the source beneath has it."""
        return bool(getattr(self._dns, "at_hand", False))

    def ask(self, question: Question, /) -> Answer:
        answer = self._dns.ask(question)
        self.recording.add((answer,))
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        answers = ask_all(self._dns, questions)
        self.recording.add(answers)
        return answers


def _row(answer: Answer) -> dict[str, str | int | list[str] | None]:
    asked_at = answer.asked_at
    row: dict[str, str | int | list[str] | None] = {
        "name": answer.question.name,
        "type": answer.question.type,
        "status": answer.status.value,
        "ttl": answer.ttl,
        "records": list(answer.records),
        "asked_at": None if asked_at is None else asked_at.isoformat().replace("+00:00", "Z"),
    }
    if answer.status is DnsStatus.FAILED:
        row["source"] = answer.source
    return row
