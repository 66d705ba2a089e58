"""A writer that nothing tells: read by tokens, clauses and marks."""

from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import by_marks

__all__ = ["DIALECT"]

DIALECT = Dialect(families=("generic",), recognises=lambda clauses: "generic", read=by_marks)
