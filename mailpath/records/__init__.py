"""DNS texts to values: pure parsers, cached on the text they read."""
