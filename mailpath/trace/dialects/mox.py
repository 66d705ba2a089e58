"""mox: `from HELO (looked-up [address]) by HOST ([own address]) via tcp with ESMTPS id ID (TLS1.3 CIPHER) for <x>`."""

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first

__all__ = ["DIALECT"]


def _recognises(clauses: Clauses) -> str | None:
    return "mox" if clauses.via and first_word(clauses.via) == "tcp" and "smtp" in clauses.protocol else None


DIALECT = Dialect(families=("mox",), recognises=_recognises, read=helo_first)
