"""Whole mailboxes at once: places cut into chunks, judged by one process or several, rows in the order of the input."""
