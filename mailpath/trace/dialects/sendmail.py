"""Sendmail: `from HELO (ident@looked-up [address] (may be forged)) (authenticated bits=0) by HOST (8.17.1/8.17.1)
with ESMTP id ID`.

Told by its two versions, that of the program and that of its configuration. Its own submission is `(from
user@localhost)`; a message handed in by a local program comes `from localhost (user@localhost)`.
"""

import re

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first

__all__ = ["DIALECT"]

_VERSIONS = re.compile(r"(?:[A-Za-z][\w.]{1,12}[-/])?8\.\d{1,2}[\w.+-]{0,30}/[\w.+/ -]{0,60}")
_PROOFPOINT = (".pphosted.com", ".ppops.net")


def _recognises(clauses: Clauses) -> str | None:
    for comment in clauses.comments:
        if "/" in comment and len(comment) < 100 and _VERSIONS.fullmatch(comment):
            return "proofpoint" if clauses.by_name.endswith(_PROOFPOINT) else "sendmail"
    return None


DIALECT = Dialect(families=("sendmail", "proofpoint"), recognises=_recognises, read=helo_first, hosts=_PROOFPOINT)
