"""Values added to the user's settings file: what stands there stays, comments and order too."""

import json
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mailpath.configuration.keys import by_spelling
from mailpath.values.settings import SettingError

__all__ = ["add_to_file", "merged"]


def add_to_file(path: Path, additions: Mapping[str, tuple[str, ...]]) -> None:
    """Add values to lists of the settings file, which is replaced as a whole or not at all, and made where it is not
    there. Raises SettingError where that cannot be done."""
    try:
        place = path.resolve()  # a link keeps being one
        text = place.read_bytes().decode() if place.exists() else ""
        new = merged(text, additions)
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, new.encode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SettingError(f"{path}: cannot be written ({why.lower()})") from None


def _replace(place: Path, raw: bytes) -> None:
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def merged(text: str, additions: Mapping[str, tuple[str, ...]]) -> str:
    """The text of a settings file with values added to its lists: setting -> values, each once.

    Raises SettingError where the text is of a shape that cannot be changed for certain; TOMLDecodeError for no TOML.
    """
    before = tomllib.loads(text)
    line_end = "\r\n" if "\r\n" in text else "\n"
    new = text
    expected = dict(before)
    for setting, values in additions.items():
        spelling = next((one for one in before if (key := by_spelling(one)) and key.name == setting), None)
        present = before.get(spelling) if spelling is not None else []
        listed = present if isinstance(present, list) else [present]
        fresh = [value for value in dict.fromkeys(values) if value not in listed]
        if not fresh:
            continue
        expected[spelling or setting] = [*listed, *fresh]
        if spelling is None:
            new += ("" if not new or new.endswith("\n") else line_end) + _line(setting, fresh) + line_end
        else:
            new = _extended(new, spelling, [_quoted(value) for value in fresh], line_end)
    if _loaded(new) != expected:
        lines = "; ".join(_line(setting, list(values)) for setting, values in additions.items())
        raise SettingError(f"the settings file could not be changed for certain; add by hand: {lines}")
    return new


def _loaded(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _line(setting: str, values: list[str]) -> str:
    return f"{setting} = [{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    """A TOML basic string: its escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False)


def _extended(text: str, spelling: str, quoted: list[str], line_end: str) -> str:
    for key, start, end in _statements(text):
        if key.strip("\"' \t") == spelling:
            value = text[start:end]
            longer = (
                _longer_list(value, quoted, line_end) if value.startswith("[") else f"[{', '.join([value, *quoted])}]"
            )
            return text[:start] + longer + text[end:]
    return text


def _longer_list(value: str, quoted: list[str], line_end: str) -> str:
    """The list as written with more items at its end. A comment behind the last item stays there."""
    end = max(end for _, end in _tokens(value[:-1]))  # of the last item or comma, else of the opening bracket
    last = value[end - 1]
    comma = "" if last in "[," else ","
    rest = value[end:-1]
    line, newline, behind = rest.partition(line_end)
    if not newline:
        blank = " " if last != "[" else ""
        return f"{value[:end]}{comma}{blank}{', '.join(quoted)}{rest}]"
    indent = _indent(value[:end])
    items = "".join(f"{indent}{one},{line_end}" for one in quoted)
    return f"{value[:end]}{comma}{line}{line_end}{items}{behind}]"


def _indent(head: str) -> str:
    """That of the last item's line; four blanks where it stands on the list's own."""
    line = head.rpartition("\n")[2]
    return line[: len(line) - len(line.lstrip(" \t"))] if "\n" in head else "    "


def _statements(text: str) -> Iterator[tuple[str, int, int]]:
    """Key, and where its value begins and ends, of each line `key = value`; the value may go on over several lines."""
    at = 0
    while at < len(text):
        line_end = _end_of_line(text, at)
        line = text[at:line_end]
        equals = line.find("=")
        if not line.strip() or line.lstrip().startswith(("#", "[")) or equals < 0:
            at = line_end + 1
            continue
        start = at + equals + 1
        start += len(text[start:line_end]) - len(text[start:line_end].lstrip(" \t"))
        end = _end_of_value(text, start)
        yield line[:equals].strip(), start, end
        at = _end_of_line(text, end) + 1


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _end_of_value(text: str, start: int) -> int:
    """Behind the last character of the value that begins at `start`."""
    depth = 0
    last = start
    for at, end in _tokens(text, start):
        if depth == 0 and "\n" in text[last:at]:
            break
        depth += (text[at] == "[") - (text[at] == "]")
        last = end
    return last


def _tokens(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Beginning and end of each string, and of each other character that is neither blank nor part of a comment."""
    at = start
    while at < len(text):
        char = text[at]
        if char == "#":
            at = _end_of_line(text, at)
        elif char in "\"'":
            end = _end_of_string(text, at)
            yield at, end
            at = end
        else:
            if not char.isspace():
                yield at, at + 1
            at += 1


def _end_of_string(text: str, at: int) -> int:
    """Behind the closing quotation mark; the end of the text where there is none."""
    mark = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
    at += len(mark)
    while at < len(text):
        if text[at] == "\\" and mark[0] == '"':
            at += 2
        elif text.startswith(mark, at):
            return at + len(mark)
        else:
            at += 1
    return len(text)
