"""Words and phrases of the outputs and commands."""

WORDS: dict[str, str] = {}
