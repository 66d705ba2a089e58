"""The client's address in the words of a server: properties and the comments of SPF results.

Comments seen in: Microsoft 365 (`sender IP is 192.0.2.1`), Gmail, Zoho and most SPF libraries (`domain of a.example
designates 192.0.2.1 as permitted sender`, `192.0.2.1 is neither permitted nor denied by domain of a.example`).
"""

import re
from collections.abc import Iterable, Mapping

from mailpath.values.names import ip_address

__all__ = ["address", "address_in_comment", "address_in_properties"]

_PROPERTIES = ("smtp.remote-ip", "smtp.client-ip", "smtp.client_ip", "policy.iprev", "client-ip", "ip")
_ADDRESS = r"(\[?[0-9A-Fa-f:.]{3,45}\]?)(?![\w:.@-])"
_FIRST = re.compile(rf"(?:[^\s:]{{1,255}}: )?{_ADDRESS} is (?:neither permitted|not allowed|authorized)", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:sender ip is|designates?|discourages use of|client[-_]ip[=:]|remote-ip=|ip=) ?{_ADDRESS}", re.IGNORECASE
)


def address(text: str) -> str | None:
    """The normalised address that `text` is, or None."""
    found = ip_address(text)
    return None if found is None else str(found)


def address_in_properties(properties: Mapping[str, str]) -> str | None:
    for key in _PROPERTIES:
        if (value := properties.get(key)) and (found := address(value)):
            return found
    return None


def address_in_comment(comments: Iterable[str]) -> str | None:
    """The last address that a comment says was judged: the envelope sender, which a stranger chooses, stands before."""
    for text in comments:
        if match := _FIRST.match(text):
            return address(match[1])
        for said in reversed(_SAID.findall(text)):
            if found := address(said):
                return found
    return None
