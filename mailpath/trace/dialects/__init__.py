"""The dialects in the order in which they are tried; the first that recognises a field reads it, else `GENERIC` does."""

from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.generic import DIALECT as GENERIC

__all__ = ["DIALECTS", "GENERIC", "Dialect", "Names"]

DIALECTS: tuple[Dialect, ...] = ()
