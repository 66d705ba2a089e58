"""Courier: `from HELO (looked-up [::ffff:address]) (AUTH: LOGIN x, TLS: ..) by HOST with esmtp; DATE id ID`.

Addresses are IPv4-mapped, `softdnserr` stands where the look-up failed, the id stands behind the date, the protocol
is in lower case.
"""

import re

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first

__all__ = ["DIALECT", "LATE_ID"]

_SESSION = re.compile(r"(?:AUTH: \S|TLS: |SSL: )")
LATE_ID = re.compile(r"[0-9A-F]{16}\.[0-9A-F]{16}\.[0-9A-F]{8}|[0-9A-F]{8}\.[0-9A-F]{8}\.[0-9A-F]{8}")


def _recognises(clauses: Clauses) -> str | None:
    if clauses.id and LATE_ID.fullmatch(clauses.id[0].text):
        return "courier"
    if any(
        ("::ffff:" in one and "helo=" not in one) or one[:10] == "softdnserr" or _SESSION.match(one)
        for one in clauses.client_comments
    ):
        return "courier"
    return "courier" if any(one[:7] == "courier" for one in clauses.comments) else None


DIALECT = Dialect(families=("courier",), recognises=_recognises, read=helo_first)
