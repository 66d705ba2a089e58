"""Whole messages over a small DNS map: each rule reached, just missed by one fact, and with that fact unknown."""
