"""Exim: `from LOOKED-UP ([address]:port helo=x ident=y) by HOST with esmtps (..) (Exim N) id ID`.

Specification, variable `sender_rcvhost`: the confirmed name stands first and is the HELO too where there is no
`helo=`; without one `[address] (helo=x)`. Exim 3 wrote `name (helo) [address.port]`. `with local` is a local
hand-in, by a user's name.
"""

import re

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.client import read_client
from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.names import turned
from mailpath.trace.tokens import Kind

__all__ = ["DIALECT", "EXIM_ID"]

EXIM_ID = re.compile(r"[0-9A-Za-z]{6}-[0-9A-Za-z]{6}(?:[0-9A-Za-z]{5})?-[0-9A-Za-z]{2}(?:[0-9A-Za-z]{2})?")


def _recognises(clauses: Clauses) -> str | None:
    if "exim" in clauses.lower and any("exim" in comment[:40].lower() for comment in clauses.comments):
        return "exim"
    return "exim" if clauses.id and EXIM_ID.fullmatch(first_word(clauses.id)) else None


def _read(clauses: Clauses) -> Names:
    client = read_client(clauses.from_)
    if client.marked_helo is None and len(clauses.client_comments) > 0:
        kinds = [token.kind for token in clauses.from_[1:3]]
        if kinds == [Kind.COMMENT, Kind.BRACKET]:  # Exim 3
            client = client._replace(marked_helo=clauses.client_comments[0], looked_up=None)
    return turned(client, clauses)


DIALECT = Dialect(families=("exim",), recognises=_recognises, read=_read)
