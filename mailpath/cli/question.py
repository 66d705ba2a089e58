"""What the commands for a single question share: where answers come from, and how the result is written."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from mailpath.cli.answers import answers_of, spec_of
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, chosen_flags
from mailpath.cli.writing import looks, opened
from mailpath.configuration import Configuration, read_configuration
from mailpath.dns.errors import DnsFileError
from mailpath.dns.recording import RecordingDns
from mailpath.outputs.text import Pen
from mailpath.values.answers import Evidence
from mailpath.values.names import dns_name
from mailpath.values.settings import SettingError

__all__ = ["Trail", "answered", "name_of"]


class Trail:
    """One question to DNS files or servers: `dns` keeps what it is asked, `evidence` is the trail."""

    def __init__(self, dns: DnsOptions, known: MessageOptions, output: OutputOptions) -> None:
        flags = chosen_flags(known, dns, output)
        self.configuration: Configuration = read_configuration(flags, now=datetime.now(UTC))
        self.dns = RecordingDns(answers_of(spec_of(dns, self.configuration, record=False)))
        self._record = dns.record
        self._output = output

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(answer.evidence() for answer in self.dns.recording.take_new())

    def write(self, result: msgspec.Struct, lines: Iterable[tuple[str, object]]) -> None:
        """`result` as JSON, or labelled lines and the trail as text."""
        evidence = self.evidence
        if self.configuration.format not in ("text", "json", "jsonl"):
            raise SettingError(f"--format {self.configuration.format}: this command writes text or json")
        if self._record is not None:
            try:
                self.dns.recording.write(self._record)
            except DnsFileError as error:
                raise SettingError(f"--record {error}") from None
        with opened(self._output.output) as stream:
            if self.configuration.format != "text":
                rows = {"result": result, "evidence": evidence}
                stream.write(msgspec.json.encode(msgspec.to_builtins(rows)) + b"\n")
                return
            from mailpath.outputs.layout import columns

            pen = Pen(looks(self._output, self.configuration))
            shown = [(label, answered(value, pen)) for label, value in lines]
            trail = [
                (f"{one.type} {one.name}", " | ".join(pen.wording.shown(text) for text in one.records) or one.status)
                for one in evidence
            ]
            stream.write(pen.lines([*columns(shown, pen.width, 0), (), *columns(trail, pen.width)]))


def answered(value: object, pen: Pen) -> str:
    if value is None or value == ():
        return "-"
    text = " > ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return pen.wording.shown(text, 4000)


def name_of(text: str) -> str:
    """A domain name, normalised; SettingError where the text is none."""
    name = dns_name(text)
    if name is None or "." not in name:
        raise SettingError(f"{text}: is no domain name")
    return name
