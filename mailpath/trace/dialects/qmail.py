"""qmail and those who write like it: qpsmtpd, Yahoo, GMX, IronPort, MessageLabs, Zimbra's LMTP.

`from LOOKED-UP (HELO x) (ident@address)`; the HELO is left out where it equals the looked-up name, `unknown` stands
where there is none. qmail writes no id, its date has no weekday and the zone -0000. Yahoo marks by EHLO, IronPort puts
the address into brackets inside a second comment, GMX put it behind the comment; its servers that name themselves
`(Nemesis)` write the HELO first. `(qmail N invoked ..)` is a local handing-on.
"""

import re

from mailpath.trace.clauses import Clauses
from mailpath.trace.client import read_client
from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.names import by_marks, looked_up_first, turned
from mailpath.trace.tokens import Kind

__all__ = ["DIALECT"]

_MARK = r"(?:HELO|EHLO|LHLO)(?: |$)"
_BARE = r"(?:[^\s()]{1,320}@)?(?:\d{1,3}\.){3}\d{1,3}"
_BRACKETED = r"\[[0-9A-Fa-f.:]{3,45}\]"
_BARE_DATE = r"; \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
_GMX = (".gmx.net", ".gmx.com", ".gmx.de")
_GMX_SUBMISSION = ("mail.gmx.net", "mail.gmx.com", "mail.gmx.de")
_MESSAGELABS = ".messagelabs.com"
_YAHOO = (".yahoo.com", ".yahoo.net", ".yahoo.co.jp")


def _recognises(clauses: Clauses) -> str | None:
    if clauses.loose and clauses.loose[0].kind is Kind.COMMENT:
        return "qmail" if clauses.loose[0].text[:6].lower() in ("qmail ", "ofmipd") else None
    for comment in clauses.comments:
        if comment[:7].lower() == "qpsmtpd":
            return "qpsmtpd"
        if comment[:5].lower() == "qmail" or comment[:3] == "qp ":
            return "qmail"
    if clauses.protocol.startswith("qmail-scanner"):
        return "qmail_scanner"
    host = clauses.by_name
    if host.endswith(_YAHOO) or clauses.protocol == "nnfmp":
        return "yahoo"
    if host.endswith(_MESSAGELABS):
        return "messagelabs"
    if host.endswith(_GMX) and clauses.from_:
        return "gmx"
    return _by_shape(clauses)


def _by_shape(clauses: Clauses) -> str | None:
    comments = clauses.client_comments
    if not comments or (clauses.comments and not clauses.comments[0].lower().endswith("encrypted")):
        return None
    marked = bool(re.match(_MARK, comments[0]))
    if marked and "/tls/" in clauses.protocol:
        return "ironport"
    if marked and comments[0][0] == "L":
        return "zimbra"
    if any(re.fullmatch(_BARE, one) for one in comments[:2]):
        if marked:
            return "yahoo" if clauses.protocol == "smtps" else "qmail"
        return "qmail" if not clauses.id and re.search(_BARE_DATE, clauses.text) else None
    if any(re.fullmatch(_BRACKETED, one) for one in comments[:2]) and "esmtp" in clauses.protocol:
        return "ironport" if marked or re.search(_BARE_DATE, clauses.text) else None
    return None


def _read(clauses: Clauses) -> Names:
    if "Nemesis" in clauses.comments:
        return by_marks(clauses)
    if clauses.by_name not in _GMX_SUBMISSION:
        return looked_up_first(clauses)
    client = read_client(clauses.from_)
    names = turned(client, clauses)
    # GMX: `from x (EHLO y) [address] by mail.gmx.net (mp010)` is its submission server, which wants a login
    submitted = client.marked_helo is not None and any(re.fullmatch(r"mp\d{1,4}", one) for one in clauses.comments)
    return Names(names.from_name, names.helo, names.rdns, names.ip, True if submitted else None)


DIALECT = Dialect(
    families=("qmail", "qpsmtpd", "qmail_scanner", "yahoo", "gmx", "ironport", "zimbra", "messagelabs"),
    recognises=_recognises,
    read=_read,
    hosts=(*_YAHOO, _MESSAGELABS, *_GMX),
)
