"""The password of an IMAP account: from the environment, the keyring of the desktop, or whoever sits at the terminal.

It is no setting, so that it stands in no settings file and is shown by no command; that is why it is read here.
"""

import os
import sys

from mailpath.inputs.imap.address import Account

__all__ = ["EXTRA", "VARIABLE", "Passwords", "no_password"]

VARIABLE = "MAILPATH_IMAP_PASSWORD"
EXTRA = "pip install 'mailpath[keyring]'"


class Passwords:
    """Asked once for each account. What the environment holds goes to one account, the first: to no second server."""

    def __init__(self) -> None:
        self._known: dict[Account, str | None] = {}
        self._first: Account | None = None

    def of(self, account: Account) -> str | None:
        if account not in self._known:
            self._known[account] = self._from_environment(account) or _from_keyring(account) or _asked(account)
        return self._known[account]

    def _from_environment(self, account: Account) -> str | None:
        password = os.environ.get(VARIABLE)
        if password and self._first in (None, account):
            self._first = account
            return password
        return None


def no_password(account: Account) -> str:
    """What to do, in one line."""
    return (
        f"needs a password: set {VARIABLE} (for one account), or store it with "
        f"'keyring set {account.host} {account.user}' ({EXTRA}), or run this on a terminal"
    )


def _from_keyring(account: Account) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        return keyring.get_password(account.host, account.user) or None
    except Exception:  # noqa: BLE001  # each desktop's keyring fails in its own way, or there is none
        return None


def _asked(account: Account) -> str | None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from getpass import getpass

    try:
        return getpass(f"Password of {account.url}: ") or None
    except EOFError:
        return None
