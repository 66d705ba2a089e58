"""Where a command's DNS answers come from, and the file that `--record` makes of them."""

import os
from collections.abc import Iterable
from pathlib import Path

from mailpath.cli.options import DnsOptions
from mailpath.cli.writing import WriteError, output_place
from mailpath.configuration import Configuration
from mailpath.dns.errors import DnsFileError
from mailpath.dns.protocol import Dns
from mailpath.dns.spec import DnsSpec
from mailpath.values.settings import SettingError

__all__ = ["answers_of", "record_may_be_written", "spec_of", "write_record"]


def spec_of(dns: DnsOptions, configuration: Configuration, *, record: bool) -> DnsSpec:
    return DnsSpec(
        files=tuple(dns.dns or ()),
        nameservers=configuration.nameservers,
        timeout_s=configuration.timeout_s,
        offline=configuration.settings.offline,
        record=record,
    )


def answers_of(spec: DnsSpec) -> Dns:
    """The source; SettingError where a file of `--dns` cannot be used."""
    try:
        return spec.build()
    except DnsFileError as error:
        raise SettingError(f"--dns {error}") from None


def record_may_be_written(record: str | None, *, output: str | None, never: Iterable[str]) -> None:
    """Said before the work rather than after it: SettingError. `never` are files that must not be overwritten."""
    if record is None:
        return
    if record in ("", "-"):
        raise SettingError("--record: a file name is needed; standard output is for the result")
    place = output_place(record, never, option="--record")
    if not place.parent.is_dir():
        raise SettingError(f"--record {record}: there is no folder {Path(record).parent}")
    is_file = place.is_file() or not place.exists()  # or will be one
    if not os.access(place.parent if is_file else place, os.W_OK):
        raise SettingError(f"--record {record}: may not be written (no permission)")
    if output is not None and is_file and place == Path(output).resolve():
        raise SettingError(f"--record {record}: is the file of --output, too")


def write_record(record: str | None, source: Dns) -> None:
    """What `source`, a RecordingDns where `record` is given, was asked. Raises WriteError."""
    if record is None:
        return
    from mailpath.dns.recording import RecordingDns

    assert isinstance(source, RecordingDns)
    try:
        source.recording.write(record)
    except DnsFileError as error:
        raise WriteError(f"--record {error}") from None
