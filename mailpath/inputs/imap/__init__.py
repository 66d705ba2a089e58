"""Mail on an IMAP server, read over the network and never changed: `imaps://USER@HOST/FOLDER`."""

from collections.abc import Iterator, Sequence

from mailpath.inputs.imap.address import Account, Address, folder_url, read_address
from mailpath.inputs.imap.errors import BrokenError, LostError, RefusedError
from mailpath.inputs.imap.folder import FolderMessages
from mailpath.inputs.imap.password import Passwords
from mailpath.inputs.imap.session import Folder, Session
from mailpath.inputs.item import InputError, Unread
from mailpath.inputs.places import Remote
from mailpath.inputs.url_kind import UrlKind

__all__ = ["KIND"]

_SHOWN = 12  # folders that a message about a wrong one names

_passwords = Passwords()
_sessions: dict[Account, Session] = {}


def _session(account: Account) -> Session:
    """One connection to an account, whoever names it how often."""
    if account not in _sessions:
        _sessions[account] = Session(account, _passwords.of)
    return _sessions[account]


def _places(url: str) -> Iterator[Remote | Unread]:
    """Every message of the folders that the URL names, as it is listed now; nothing is fetched yet. Never raises."""
    address = read_address(url)
    if isinstance(address, str):
        yield Unread(file=url, key=None, error=address)
        return
    session = _session(address.account)
    try:
        named = _named(session, address)
    except RefusedError as refused:
        yield Unread(file=address.url, key=None, error=str(refused))
        return
    except (LostError, BrokenError) as lost:
        yield Unread(file=address.url, key=None, error=str(lost), lost=True)
        return
    for folder in named:
        of_folder = folder_url(address.account, folder.path)
        messages = FolderMessages(session, of_folder, folder.name)
        try:
            listed = messages.listed()
        except RefusedError as refused:
            yield Unread(file=of_folder, key=None, error=f"cannot be opened: {refused}")
            continue
        except (LostError, BrokenError) as lost:
            yield Unread(file=of_folder, key=None, error=str(lost), lost=True)
            return
        yield from listed
        if messages.lost:
            return


def _unopenable(url: str) -> str | None:
    address = read_address(url)
    if isinstance(address, str):
        return address
    session = _session(address.account)
    try:
        named = _named(session, address)
        if len(named) == 1:
            session.examine(named[0].name)
    except (RefusedError, LostError, BrokenError) as fault:
        return str(fault)
    return None


def _unusable(url: str) -> str | None:
    address = read_address(url)
    return address if isinstance(address, str) else None


def _single(url: str) -> bytes:
    raise InputError(url, "is a mailbox: mailpath scan reads it")


def _named(session: Session, address: Address) -> Sequence[Folder]:
    """The folders that are to be read. RefusedError where there is none of that name."""
    everything = _folders(session)
    path = _path(address.path)
    if address.below or not path:
        found = [one for one in everything if _path(one.path)[: len(path)] == path]
    else:
        found = [one for one in everything if path in (_path(one.path), _path((one.name,)))]
    readable = [one for one in found if one.holds_messages]
    below = any(_path(one.path)[: len(path)] == path for one in everything)  # not every server lists its parents
    if below and not readable and not address.below:
        raise RefusedError("only holds folders; with a / at the end they are read")
    if not readable:
        raise RefusedError(f"there is no such folder; there are {_shown(everything)}")
    return readable


def _folders(session: Session) -> Sequence[Folder]:
    """Once more where the connection broke: one that nobody used for a while is closed by many servers."""
    try:
        return session.folders()
    except BrokenError:
        return session.folders()


def _path(path: Sequence[str]) -> tuple[str, ...]:
    """INBOX in any case (RFC 9051 section 5.1); a / in a name may part folders, whatever parts them at the server."""
    cut = [part for name in path for part in name.split("/")]
    return ("INBOX", *cut[1:]) if cut and cut[0].upper() == "INBOX" else tuple(cut)


def _shown(folders: Sequence[Folder]) -> str:
    from mailpath.inputs.printable import printable

    names = [printable("/".join(one.path))[:80] for one in folders if one.holds_messages]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (", ".join(names[:_SHOWN]) or "none") + more


KIND = UrlKind(name="imap", places=_places, unopenable=_unopenable, unusable=_unusable, single=_single)
