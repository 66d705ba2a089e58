"""Mail that was fetched: `from SERVER [address] by HOST with POP3 (fetchmail-6.4.37) for <user@localhost>
(single-drop)`.

The server behind `from` is where a mailbox was read, not a client that sent: no HELO was spoken. getmail and the
fetchers of mail servers and providers write alike.
"""

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import no_helo

__all__ = ["DIALECT"]

_PROTOCOLS = ("pop3", "pop2", "apop", "kpop", "pop", "rpop", "sdps", "imap", "imap4")
_GOOGLE = (".google.com", ".googlemail.com")
_PROGRAMS = ("fetchmail", "getmail", "mpop", "fdm", "mpop3", "popbeamer", "pullmail")


def _recognises(clauses: Clauses) -> str | None:
    for comment in clauses.comments:
        for program in _PROGRAMS:
            if comment.startswith(program):
                return "getmail" if program == "getmail" else "fetchmail" if program == "fetchmail" else "fetched"
    protocol = clauses.protocol.partition("-")[0].removesuffix("s")
    if protocol in _PROTOCOLS:
        return "gmail" if clauses.by_name.endswith(_GOOGLE) else "fetched"
    return "getmail" if protocol.startswith("getmail") else None


DIALECT = Dialect(
    families=("fetchmail", "getmail", "fetched", "gmail"), recognises=_recognises, read=no_helo, hosts=_GOOGLE
)
