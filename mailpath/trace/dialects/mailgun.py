"""Mailgun: `from <unknown> (<unknown> []) by HEX with HTTP id HEX`, or only `by HEX with HTTP id HEX`; dates in GMT."""

import re

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first

__all__ = ["DIALECT"]

_HOST = re.compile(r"[0-9a-f]{12}")
_ID = re.compile(r"[0-9a-f]{24}")


def _recognises(clauses: Clauses) -> str | None:
    if clauses.protocol not in ("http", "smtp") or not _HOST.fullmatch(clauses.by_name):
        return None
    return "mailgun" if _ID.fullmatch(first_word(clauses.id)) else None


DIALECT = Dialect(families=("mailgun",), recognises=_recognises, read=helo_first)
