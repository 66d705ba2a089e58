"""Settings from a TOML file in the user's configuration folder, or from the one that is named."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from mailpath.configuration.chosen import Chosen, Origin
from mailpath.configuration.keys import KEYS, by_spelling
from mailpath.values.settings import SettingError

__all__ = ["MAX_FILE_BYTES", "default_file", "default_log", "read_file"]

MAX_FILE_BYTES = 1 << 20


def default_file() -> Path:
    """`config.toml` in the folder that the platform keeps settings in (`~/.config/mailpath` on Linux)."""
    from platformdirs import user_config_path  # late: not needed where MAILPATH_CONFIG names the file

    return user_config_path("mailpath", appauthor=False) / "config.toml"


def default_log() -> Path:
    """Where faults of ours are logged: a file in the folder that the platform keeps logs in."""
    from platformdirs import user_log_path  # late: only where there is a fault

    return user_log_path("mailpath", appauthor=False) / "mailpath.log"


def read_file(path: Path, *, named: bool) -> tuple[Chosen, ...] | None:
    """The settings in `path`; None where there is no such file, unless it was `named`.

    Raises SettingError for a file that cannot be read, is no TOML, or has keys or values that mean nothing.
    """
    try:
        text = _read(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if named:
            raise SettingError(f"{path}: {_why(error)}") from None
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: {_why(error)}") from None
    import tomllib  # late: most runs have no file

    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingError(f"{path}: no TOML: {str(error) or 'nested too deep'}") from None
    return tuple(_values(path, content))


def _read(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        raise SettingError(f"{path}: larger than {MAX_FILE_BYTES} bytes, which no settings file is")
    return raw.decode()


def _why(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    return (error.strerror or str(error)).lower()


def _values(path: Path, content: Mapping[str, object]) -> list[Chosen]:
    values: dict[str, Chosen] = {}
    for spelling, value in content.items():
        key = by_spelling(spelling)
        place = f"{path}: {spelling}"
        if key is None:
            raise SettingError(f"{place}: there is no such setting; there are {', '.join(_allowed())}")
        if key.of_one_message:
            raise SettingError(f"{place}: holds for one message only: use {key.flag}", setting=key.name)
        if key.name in values:
            raise SettingError(f"{place}: the same setting as {values[key.name].place}", setting=key.name)
        listed = value if isinstance(value, list) else [value]
        chosen = Chosen(key=key, texts=tuple(map(_text, listed)), origin=Origin.FILE, place=place)
        if any(isinstance(each, dict | list) for each in listed) or (isinstance(value, list) and not key.many):
            raise chosen.refused("a list of texts is needed" if key.many else "a single value is needed")
        values[key.name] = chosen
    return list(values.values())


def _allowed() -> list[str]:
    return sorted(name for name, key in KEYS.items() if not key.of_one_message)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
