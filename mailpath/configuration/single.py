"""Settings that are not part of `Settings`: each read from its text, refused with where it came from."""

import math
import re

from mailpath.configuration.chosen import Chosen
from mailpath.configuration.keys import FORMATS
from mailpath.values.names import ip_address

__all__ = ["color", "nameserver", "output_format", "timeout_s", "yes_or_no"]

_YES_NO = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_COLORS = {"auto": "auto", "always": "always", "true": "always", "never": "never", "false": "never"}
_LONGEST_TIMEOUT_S = 600.0
_WITH_PORT = re.compile(r"(?:\[([0-9A-Fa-f:.%]+)\]|([0-9.]+))(?::(\d{1,5}))?")


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
    """`192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`, normalised."""
    match = _WITH_PORT.fullmatch(text.strip())
    host, port = (match[1] or match[2], match[3]) if match else (text, None)
    address = None if "[" in host or "]" in host else ip_address(host)
    if address is None or (port is not None and not 0 < int(port) < 65536):
        raise chosen.refused(f'"{text}" is no address of a name server, such as 192.0.2.53 or [2001:db8::53]:5353')
    if port is None:
        return str(address)
    return f"{address}:{port}" if address.version == 4 else f"[{address}]:{port}"
