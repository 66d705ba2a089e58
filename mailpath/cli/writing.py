"""Where results go, and how they look there."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mailpath.cli.options import OutputOptions
from mailpath.configuration import Configuration, Origin
from mailpath.outputs import Format, Options, by_ending, by_name
from mailpath.values.settings import SettingError

__all__ = [
    "WriteError",
    "chosen_format",
    "looks",
    "looks_beside",
    "opened",
    "output_place",
    "refuse_ending_of_scan",
    "write_error",
]

_WITHOUT_TERMINAL = 80  # columns
_NARROWEST = 40


class WriteError(Exception):
    """The output could not be written to its end; the text is one line that names it."""


def chosen_format(output: OutputOptions, configuration: Configuration) -> Format:
    """What the command line says, else what the output file's ending says, else what is set."""
    if output.output is not None and configuration.chosen["format"].origin is not Origin.FLAG:
        found = by_ending(output.output)
        if found is not None:
            return found
        refuse_ending_of_scan(output.output)
    return by_name(configuration.format)


def refuse_ending_of_scan(file: str) -> None:
    """Text in a file that calls itself a database would open nowhere: SettingError."""
    from mailpath.outputs.sheets import ENDINGS  # late: only for endings that no format has

    ending = next((one for one in ENDINGS if file.lower().endswith(one)), None)
    if ending is not None:
        raise SettingError(f"--output {file}: {ending} is written by mailpath scan only")


def looks(output: OutputOptions, configuration: Configuration) -> Options:
    terminal = output.output is None and sys.stdout.isatty()
    plain = configuration.color == "never" or configuration.dumb_terminal
    encoding = (sys.stdout.encoding or "utf-8") if output.output is None else "utf-8"
    return Options(
        lang=configuration.settings.lang,
        color=configuration.color == "always" or (terminal and not plain),
        width=max(_NARROWEST, shutil.get_terminal_size().columns) if terminal else _WITHOUT_TERMINAL,
        ascii=not encoding.lower().replace("-", "").startswith("utf"),
        encoding=encoding,
        indent=terminal,
    )


def looks_beside(configuration: Configuration) -> Options:
    """Of what is said on standard error."""
    terminal = sys.stderr.isatty()
    return Options(
        lang=configuration.settings.lang,
        color=terminal and configuration.color != "never" and not configuration.dumb_terminal,
        width=max(_NARROWEST, shutil.get_terminal_size().columns) if terminal else _WITHOUT_TERMINAL,
    )


@contextmanager
def opened(path: str | None, *, never: Iterable[str] = ()) -> Iterator[BinaryIO]:
    """Standard output, or the file at `path`, which is replaced as a whole once all is written, or not at all.

    `never` are files that must not be overwritten. Raises SettingError where nothing can be written there, WriteError
    where writing fails on the way.
    """
    if path is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.flush()
        except OSError as error:
            _passed_on("standard output", error)
        return
    place = output_place(path, never)
    if place.exists() and not place.is_file():  # a pipe or device
        try:
            with _begun(path, place, "wb") as stream:
                yield stream
        except OSError as error:
            _passed_on(path, error)
        return
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        with _begun(path, part, "xb") as stream:
            yield stream
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    except OSError as error:
        _passed_on(path, error)
    finally:
        part.unlink(missing_ok=True)


def output_place(path: str, never: Iterable[str], *, option: str = "--output") -> Path:
    """The file that `option` names, links followed. SettingError where it is a folder, or one of `never`."""
    try:
        place = Path(path).resolve()  # a link keeps being one
        if not place.exists() and Path(path).exists():  # /dev/fd/63 of a shell leads to a pipe that has no name
            place = Path(path)
        folder = place.is_dir()
        own_input = place.exists() and any(Path(one).exists() and place.samefile(one) for one in never)
    except (OSError, ValueError, RuntimeError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise SettingError(f"{option} {path}: {why}") from None
    if folder:
        raise SettingError(f"{option} {path}: is a directory")
    if own_input:
        raise SettingError(f"{option} {path}: is an input of this run and would be overwritten")
    return place


def _begun(path: str, place: Path, mode: str) -> BinaryIO:
    try:
        return place.open(mode)  # type: ignore[return-value]  # opened for bytes
    except OSError as error:
        raise SettingError(f"--output {path}: cannot be written ({(error.strerror or str(error)).lower()})") from None


def _passed_on(name: str, error: OSError) -> None:
    raise write_error(name, error) from None


def write_error(name: str, error: OSError) -> OSError | WriteError:
    """What is to be raised where writing fails on the way: a reader who left is no error of ours."""
    if isinstance(error, BrokenPipeError):
        return error
    return WriteError(f"{name}: could not be written to its end ({(error.strerror or str(error)).lower()})")
