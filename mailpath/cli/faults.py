"""Faults of ours: one line for the user, everything else in a log file."""

import logging
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.notes import say
from mailpath.cli.writing import WriteError
from mailpath.configuration import default_log
from mailpath.version import __version__

__all__ = ["FaultLog", "failed"]

_MAX_LOG_BYTES = 1 << 20  # then it begins anew, the old one kept as `.1`
_LOGGER = "mailpath"


class FaultLog(logging.Handler):
    """Takes what the one firewall of a message reports, so that none of it reaches the terminal as it is."""

    def __init__(self, *, verbose: bool) -> None:
        super().__init__(logging.ERROR)
        self._verbose = verbose

    @classmethod
    def begin(cls, *, verbose: bool) -> "FaultLog":
        log = cls(verbose=verbose)
        logger = logging.getLogger(_LOGGER)
        logger.handlers = [log]
        logger.propagate = False
        return log

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        _report(record.getMessage(), fault, verbose=self._verbose)


def failed(fault: Exception, arguments: Sequence[str]) -> int:
    """The last word on an exception that nobody expected."""
    if isinstance(fault, WriteError):
        say(str(fault))
    else:
        _report("a fault of mailpath itself", fault, verbose=not {"-v", "--verbose"}.isdisjoint(arguments))
    return ExitCode.FAULT


def _report(what: str, fault: BaseException | None, *, verbose: bool) -> None:
    log = _logged(what, fault)
    say(f"{what}; details in {log}" if log else f"{what}; no log could be written")
    if verbose and fault is not None:
        say(f"{type(fault).__name__}: {fault}{_place(fault)}")


def _place(fault: BaseException) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    return f" (line {frames[-1].lineno} of {Path(frames[-1].filename).name})" if frames else ""


def _logged(what: str, fault: BaseException | None) -> Path | None:
    log = default_log()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _MAX_LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} mailpath {__version__}: {what}\n")
            if fault is not None:
                file.write("".join(traceback.format_exception(fault)))
    except OSError:
        return None
    return log
