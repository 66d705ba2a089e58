"""Facts to a verdict: pure, no DNS, no I/O. The table of rules is in `rules`."""
