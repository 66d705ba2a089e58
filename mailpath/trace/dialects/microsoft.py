"""Exchange, Microsoft 365 and the SMTP service of Windows.

Exchange 2007 and later: `from NAME (address) by NAME (address) with Microsoft SMTP Server (version=.., cipher=..) id
VERSION via ..`, the name behind `from` is the HELO; a hop from mailbox to mailbox says `mapi` or `HTTPS` and no HELO
was spoken. Windows' SMTPSVC looks nothing up; `RDNS failed` and `unverified` stand behind the address.
"""

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.names import helo_first, no_helo

__all__ = ["DIALECT"]

_365 = (".outlook.com", ".exchangelabs.com", ".office365.com", ".office365.us", ".partner.outlook.cn", ".microsoft.com")
_BETWEEN_MAILBOXES = frozenset(("mapi", "https", "shadowredundancy", "mailboxresubmission"))
_FIVE = "microsoft exchange internet mail service"  # Exchange 5.5


def _recognises(clauses: Clauses) -> str | None:
    protocol = clauses.protocol
    if protocol == "microsoft":
        if "smtpsvc" in clauses.lower:
            return "smtpsvc"
    elif protocol == "internet":  # `by NAME with Internet Mail Service (5.5.2653.19)`
        return "exchange" if "internet mail service" in clauses.lower else None
    elif protocol not in _BETWEEN_MAILBOXES:
        return "exchange" if _FIVE in clauses.lower else None
    elif protocol == "https" and not clauses.by_name.endswith(_365):
        return None
    return "microsoft365" if clauses.by_name.endswith(_365) else "exchange"


def _read(clauses: Clauses) -> Names:
    return no_helo(clauses) if clauses.protocol in _BETWEEN_MAILBOXES else helo_first(clauses)


DIALECT = Dialect(families=("exchange", "microsoft365", "smtpsvc"), recognises=_recognises, read=_read, hosts=_365)
