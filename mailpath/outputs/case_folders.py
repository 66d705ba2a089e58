"""A folder for each case: `case.md`, `case.json`, its drafts as mails to open and send by hand, an abuse report.

Nothing is sent. `X-Unsent: 1` makes mail programs open a draft for editing; it has no From, so that the program puts in
whoever sends it.
"""

import re
from binascii import b2a_qp
from datetime import UTC, datetime
from email.header import Header
from errno import ELOOP
from pathlib import Path

from mailpath.outputs.json import to_json
from mailpath.outputs.queue_markdown import case_markdown
from mailpath.triage.abuse_report import abuse_report
from mailpath.triage.contacts import is_plain_address
from mailpath.triage.drafts import with_confirmations
from mailpath.triage.queue import Triage
from mailpath.values.case import Case, Draft

__all__ = ["draft_mail", "folder_name", "write_folders"]

_CRLF = "\r\n"
_UNSAFE = re.compile(r"[^a-z0-9.-]+")


def write_folders(folder: Path, done: Triage, lang: str, *, now: datetime | None = None) -> None:
    """Raises OSError where something cannot be written.

    A folder of an earlier run is brought up to date. An answer to a complainant that lies there is left as it is: it
    may have been edited, and not been sent yet. Nothing is written through a link that somebody laid there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for case, group, answers in zip(done.queue.cases, done.groups, done.answers, strict=True):
        place = folder / folder_name(case)
        if place.is_symlink():
            raise OSError(ELOOP, f"{place.name} is a link")
        place.mkdir(exist_ok=True)
        _replace(place / "case.json", to_json(case) + b"\n")
        _replace(place / "case.md", case_markdown(case, done.queue, lang))
        for draft, complaint in zip(case.drafts, answers, strict=True):
            if complaint is not None:  # a name for good: a later run adds answers and takes none away
                _once(place / f"draft-complainant-{complaint[:12]}.eml", draft_mail(draft))
            else:
                _replace(place / f"draft-{draft.to_role.replace('_', '-')}.eml", draft_mail(draft))
        if any(draft.to_role == "abuse_desk" for draft in case.drafts):
            report = abuse_report(case, group, done.redaction, now or datetime.now(UTC))
            _replace(place / "abuse-report.eml", report)


def _replace(place: Path, content: bytes) -> None:
    """All of it or nothing; a link in its place is replaced, not followed."""
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        _once(part, content)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _once(place: Path, content: bytes) -> None:
    try:
        with place.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                place.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return


def folder_name(case: Case) -> str:
    """Sorts by priority; the id keeps it apart from others."""
    domain = _UNSAFE.sub("-", (case.cause.author_domain or "unknown").lower())[:60].strip("-.") or "unknown"
    return f"{case.priority}-{domain}-{case.id}"


def draft_mail(draft: Draft) -> bytes:
    """A draft as RFC 5322 text with CRLF. What has to be confirmed stands above its text, in brackets to be removed."""
    text = with_confirmations(draft)
    fields = [
        "X-Unsent: 1",
        *([f"To: {draft.to}"] if draft.to is not None and is_plain_address(draft.to) else []),
        f"Subject: {Header(_plain(draft.subject), 'utf-8').encode(linesep=_CRLF)}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    ]
    body = b2a_qp(text.encode("utf-8", "replace"), istext=True).replace(b"\n", b"\r\n")
    return _CRLF.join([*fields, "", ""]).encode("ascii", "replace") + body


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:900]
