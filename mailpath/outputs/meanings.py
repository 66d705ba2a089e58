"""What each field of the report means."""

__all__ = ["MEANINGS"]

MEANINGS: dict[str, str] = {}
