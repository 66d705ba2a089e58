"""Settings that are not part of `Settings`: each read from its text, refused with where it came from."""

import math

from mailpath.configuration.chosen import Chosen
from mailpath.configuration.keys import FORMATS
from mailpath.values.settings import SettingError

__all__ = ["color", "nameserver", "output_format", "timeout_s", "yes_or_no"]

_YES_NO = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_COLORS = {"auto": "auto", "always": "always", "true": "always", "never": "never", "false": "never"}
_LONGEST_TIMEOUT_S = 600.0


def yes_or_no(chosen: Chosen) -> bool:
    found = _YES_NO.get((chosen.text or "").lower())
    if found is None:
        raise chosen.refused(f'"{chosen.text}" is neither true nor false')
    return found


def color(chosen: Chosen) -> str:
    """`auto` (where the output is a terminal), `always` or `never`."""
    found = _COLORS.get((chosen.text or "").lower())
    if found is None:
        raise chosen.refused(f'"{chosen.text}" is none of auto, always, never')
    return found


def output_format(chosen: Chosen) -> str:
    text = (chosen.text or "").lower()
    if text not in FORMATS:
        raise chosen.refused(f'"{chosen.text}" is none of {", ".join(FORMATS)}')
    return text


def timeout_s(chosen: Chosen) -> float:
    """Seconds that one DNS question may take."""
    try:
        seconds = float(chosen.text or "")
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST_TIMEOUT_S:  # false for nan too
        raise chosen.refused(f'"{chosen.text}" is no number of seconds above 0, at most {_LONGEST_TIMEOUT_S:.0f}')
    return seconds


def nameserver(chosen: Chosen, text: str) -> str:
    """Address and port, normalised: `192.0.2.53:53`, `[2001:db8::53]:5353`."""
    from mailpath.dns.nameservers import nameserver as read  # late: most runs name none

    try:
        return str(read(text))
    except SettingError as error:
        raise chosen.refused(error.problem) from None
