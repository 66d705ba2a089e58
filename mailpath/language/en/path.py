"""Sentences by reason code."""

SENTENCES: dict[str, str] = {}
