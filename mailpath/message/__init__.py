"""From bytes to a message: fields with their raw bytes and offsets, addresses, dates, the body as a slice."""
