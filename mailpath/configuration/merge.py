"""All origins together: flags before environment before file before default, each value with where it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailpath.configuration.chosen import Chosen, Origin
from mailpath.configuration.environment import Environment, read_environment
from mailpath.configuration.files import default_file, read_file
from mailpath.configuration.keys import KEYS
from mailpath.configuration.single import color, nameserver, output_format, timeout_s, yes_or_no
from mailpath.values.settings import SettingError, Settings

__all__ = ["Configuration", "flag", "merge", "read_configuration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What holds for this run.

    `chosen` has every setting once, in the order of `KEYS`. `file` is where the settings file is or would be.
    `unknown_variables` begin with `MAILPATH_` and mean nothing.
    """

    chosen: Mapping[str, Chosen]
    settings: Settings
    nameservers: tuple[str, ...]
    timeout_s: float
    format: str
    color: str
    file: Path
    file_found: bool
    unknown_variables: tuple[str, ...]
    dumb_terminal: bool

    def was_given(self, name: str) -> bool:
        """Whether anybody chose it, by whatever way."""
        return self.chosen[name].origin is not Origin.DEFAULT


def flag(name: str, *texts: str, place: str | None = None) -> Chosen:
    """A value from the command line; `place` where another option than the setting's own gave it."""
    key = KEYS[name]
    return Chosen(key=key, texts=texts, origin=Origin.FLAG, place=place or key.flag)


def read_configuration(
    flags: Iterable[Chosen],
    *,
    now: datetime,
    variables: Mapping[str, str] | None = None,
    may_be_new: bool = False,
) -> Configuration:
    """Settings of this run from the command line, the environment (`variables` in its place) and the file.

    A file that the environment names must be there, unless it `may_be_new`: then it is about to be made.
    Raises SettingError, one line that names the value and where it stands.
    """
    environment = read_environment() if variables is None else read_environment(variables)
    file = environment.file or default_file()
    in_file = read_file(file, named=environment.file is not None and not may_be_new)
    return merge(flags, environment, file=file, in_file=in_file, now=now)


def merge(
    flags: Iterable[Chosen],
    environment: Environment,
    *,
    file: Path,
    in_file: tuple[Chosen, ...] | None,
    now: datetime,
) -> Configuration:
    """A stronger origin replaces a weaker one's value as a whole, lists too."""
    chosen = {name: Chosen(key=key, texts=key.default, origin=Origin.DEFAULT, place="") for name, key in KEYS.items()}
    if environment.locale_lang is not None:
        chosen["lang"] = environment.locale_lang
    for one in (*(in_file or ()), *environment.values, *flags):
        chosen[one.key.name] = one
    return Configuration(
        chosen=chosen,
        settings=_settings(chosen, now),
        nameservers=tuple(nameserver(chosen["nameservers"], text) for text in chosen["nameservers"].texts),
        timeout_s=timeout_s(chosen["timeout"]),
        format=output_format(chosen["format"]),
        color=color(chosen["color"]),
        file=file,
        file_found=in_file is not None,
        unknown_variables=environment.unknown,
        dumb_terminal=environment.dumb,
    )


def _settings(chosen: Mapping[str, Chosen], now: datetime) -> Settings:
    enrich = (word for text in chosen["enrich"].texts for word in text.split(",") if word.strip())
    try:
        return Settings(
            trust=chosen["trust"].texts,
            trust_sealer=chosen["trust_sealer"].texts,
            own_domains=chosen["own_domains"].texts,
            authserv_ids=chosen["authserv_ids"].texts,
            client_ip=chosen["client_ip"].text,
            helo=chosen["helo"].text,
            mail_from=chosen["mail_from"].text,
            dmarc=chosen["dmarc"].text or "",
            at=chosen["at"].text,  # type: ignore[arg-type]  # Settings reads a time from text as well
            now=now,
            offline=yes_or_no(chosen["offline"]),
            lang=chosen["lang"].text or "",
            enrich=tuple(enrich),
        )
    except SettingError as error:
        if error.setting in chosen and error.problem:
            raise chosen[error.setting].refused(error.problem) from None
        raise
