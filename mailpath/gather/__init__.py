"""One message's evidence: every question that a judgement needs, asked in rounds, as values for `judge`."""
