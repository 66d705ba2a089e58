"""Numbers as people of a language write them."""

__all__ = ["number", "share"]


def number(count: int, lang: str) -> str:
    """1,234 or 1.234, as the script writes it too."""
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "de" else text


def share(count: int, total: int, lang: str) -> str:
    """In hundred, with a digit behind the point."""
    text = f"{100 * count / total if total else 0:.1f}"
    return f"{text.replace('.', ',')}\u00a0%" if lang == "de" else f"{text}\u00a0%"
