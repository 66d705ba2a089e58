"""What can go wrong with an IMAP server, and how it is said: one line each, without the server's name."""

import imaplib
import ssl

from mailpath.inputs.printable import printable

__all__ = ["BrokenError", "LostError", "RefusedError", "why"]

_LONGEST = 200


class BrokenError(Exception):
    """The connection broke, or what came over it is no IMAP: a new connection may do better."""


class LostError(Exception):
    """There is no way to this account now: it cannot be reached, or lets us not in."""


class RefusedError(Exception):
    """The server answered, and said no."""


def why(fault: BaseException) -> str:
    """The cause of a failure. What the server wrote is made fit to print, and cut."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {fault.verify_message.rstrip('.').lower()}"
    if isinstance(fault, ssl.SSLError):
        return f"no encrypted connection can be made ({(fault.reason or 'TLS').replace('_', ' ').lower()})"
    if isinstance(fault, TimeoutError):
        return "it does not answer in time"
    if isinstance(fault, OSError):
        return (fault.strerror or type(fault).__name__).lower()
    if isinstance(fault, imaplib.IMAP4.error):
        return said(str(fault))
    return "its answer is no IMAP"


def said(text: str) -> str:
    """Words of a server."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
