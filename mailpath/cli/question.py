"""What the commands for a single question share: where answers come from, and how the result is written."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import msgspec

from mailpath.cli.answers import answers_of, record_may_be_written, spec_of, write_record
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, chosen_flags
from mailpath.cli.writing import looks, opened
from mailpath.configuration import Configuration, read_configuration
from mailpath.dns.recording import RecordingDns
from mailpath.outputs.domain.page import said
from mailpath.outputs.text import Pen
from mailpath.outputs.wording import Ours, Wording
from mailpath.values.answers import Evidence
from mailpath.values.audit import Presence
from mailpath.values.names import dns_name
from mailpath.values.reasons import FactValue
from mailpath.values.settings import SettingError

__all__ = ["Trail", "answered", "label", "name_of", "presence"]


class Trail:
    """One question to DNS files or servers: `dns` keeps what it is asked, `evidence` is the trail."""

    def __init__(self, dns: DnsOptions, known: MessageOptions, output: OutputOptions) -> None:
        self._files = tuple(dns.dns or ())
        record_may_be_written(dns.record, output=output.output, never=self._files)
        flags = chosen_flags(known, dns, output)
        self.configuration: Configuration = read_configuration(flags, now=datetime.now(UTC))
        if self.configuration.format not in ("text", "json", "jsonl"):
            raise SettingError(f"--format {self.configuration.format}: this command writes text or json")
        self.dns = RecordingDns(answers_of(spec_of(dns, self.configuration, record=False)))
        self._record = dns.record
        self._output = output

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(answer.evidence() for answer in self.dns.recording.take_new())

    def write(self, result: msgspec.Struct, rows: Callable[[Wording], Iterable[tuple[str, object]]]) -> None:
        """`result` as JSON, or labelled rows and the trail as text."""
        self._show(result, rows, self.evidence)
        write_record(self._record, self.dns)

    def _show(
        self,
        result: msgspec.Struct,
        rows: Callable[[Wording], Iterable[tuple[str, object]]],
        evidence: tuple[Evidence, ...],
    ) -> None:
        with opened(self._output.output, never=self._files) as stream:
            if self.configuration.format != "text":
                both = {"result": result, "evidence": evidence}
                stream.write(msgspec.json.encode(msgspec.to_builtins(both)) + b"\n")
                return
            from mailpath.outputs.layout import columns

            pen = Pen(looks(self._output, self.configuration))
            shown = [(label, answered(value, pen)) for label, value in rows(pen.wording)]
            trail = [
                (f"{one.type} {one.name}", " | ".join(pen.wording.shown(text) for text in one.records) or one.status)
                for one in evidence
            ]
            stream.write(pen.lines([*columns(shown, pen.width, 0), (), *columns(trail, pen.width)]))


def answered(value: object, pen: Pen) -> str:
    if value is None or value == ():
        return "-"
    if isinstance(value, Ours):
        return value
    text = " > ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return pen.wording.shown(text, 4000)


def label(key: str, wording: Wording, **facts: FactValue) -> str:
    """The name of a row."""
    return said(f"asked_{key}", wording, **facts)


def presence(status: Presence, wording: Wording) -> Ours:
    return said(f"presence_{status.value}", wording)


def name_of(text: str) -> str:
    """A domain name, normalised; SettingError where the text is none."""
    name = dns_name(text)
    if name is None or "." not in name:
        raise SettingError(f"{text}: is no domain name")
    return name
