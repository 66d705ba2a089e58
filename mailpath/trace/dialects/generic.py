"""A writer that nothing tells: read by tokens, clauses and marks."""

from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import by_marks

__all__ = ["DIALECT"]

DIALECT = Dialect(family=lambda clauses: "generic", recognises=lambda clauses: True, read=by_marks)
