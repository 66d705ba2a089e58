"""The console entry: arguments in, exit code out, and no traceback to anybody, whatever happens."""

import errno
import os
import sys
from collections.abc import Sequence

from mailpath.version import __version__

__all__ = ["main", "run"]

# Of a help text or the version: commands say themselves what they could not write.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run() -> None:
    """`mailpath`, as it is installed."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit code (contract section 1)."""
    _forgive_streams()
    try:
        if list(arguments) == ["--version"]:  # not worth loading a command line for
            print(f"mailpath {__version__}")  # noqa: T201
            code = 0
        else:
            from mailpath.cli.commands import call

            code = call(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return 141
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    except OSError as error:
        if error.errno not in _FULL:
            return _failed(error, arguments)
        _say(f"standard output: could not be written to its end ({(error.strerror or str(error)).lower()})")
        _drop_output()
        return 5
    except Exception as fault:  # noqa: BLE001  # the last firewall: a user gets one line
        return _failed(fault, arguments)
    return code


def _failed(fault: Exception, arguments: Sequence[str]) -> int:
    from mailpath.cli.faults import failed

    return failed(fault, arguments)


def _forgive_streams() -> None:
    """What a terminal cannot show is escaped, never an error; a stream that was closed (`>&-`) is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123  # for as long as the process lives
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Nobody reads on: what is still in the buffer must not become an error at the very end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    sys.stderr.write(f"mailpath: {text}\n")
