"""One Received field to a hop: tokens, clauses, then the dialect of the server that wrote it."""
