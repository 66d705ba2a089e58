"""How much is read: bounds that every input shares. Past one there is a row that says so, never a hang."""

__all__ = ["MAX_EXPANDED_BYTES", "MAX_MEMBERS", "MAX_MESSAGE_BYTES", "MAX_RATIO", "MAX_WRAPPERS", "too_much"]

MAX_MESSAGE_BYTES = 64 << 20  # of one message, expanded; the largest that big receivers take is 150 MB in base64
MAX_EXPANDED_BYTES = 1 << 30  # of everything in one archive
MAX_MEMBERS = 20_000  # of one archive
MAX_RATIO = 200  # expanded over packed: mail reaches 20, zeros about 1,000
MAX_WRAPPERS = 10  # around one message

_SMALL = 1 << 20  # bytes that may expand as they like


def too_much(size: int, packed: int) -> str | None:
    """Why `size` bytes out of `packed` ones are more than is read, or None."""
    if size > MAX_MESSAGE_BYTES:
        return f"expands to more than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read"
    if size > _SMALL and size > packed * MAX_RATIO:
        return f"expands to more than {MAX_RATIO} times its size, as no mail does"
    return None
