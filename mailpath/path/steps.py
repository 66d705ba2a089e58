"""What kind of step a hop is: how the message came to the host that wrote it."""

import re
from enum import StrEnum
from functools import lru_cache

from mailpath.path.addresses import is_internal_text
from mailpath.values.hop import Hop

__all__ = [
    "Step",
    "confirmed_name",
    "is_internal_client",
    "looks_no_name_up",
    "made_by_web_server",
    "name_is_unconfirmed",
    "step_of",
]


class Step(StrEnum):
    CLIENT = "client"  # a client with an address handed it over
    SUBMITTED = "submitted"  # a client that logged in, or a mailbox program, handed it in
    FETCHED = "fetched"  # taken from a mailbox by POP or IMAP
    HANDED_IN = "handed_in"  # made on this very host: `from userid 33`, `with local`, the sendmail command
    INSIDE = "inside"  # handed on within a system: qmail's queue, LMTP, Gmail's `by 2002:…` that names no client
    NAMELESS = "nameless"  # a client without an address


_FETCHING = re.compile(r"(?:pop3?s?|apop|kpop|imap4?(?:rev1)?s?|odmr|etrn)\b", re.IGNORECASE)
_FETCHER = re.compile(
    r"\((?:fetchmail|getmail|mpop|retchmail)\b|\bby fdm \d|\(single-drop\)|\(multi-drop\)", re.IGNORECASE
)
_ON_THIS_HOST = re.compile(
    r"\bfrom userid \d|/Submit\)|\bwith local\b(?!-)|^\s*\(from [^\s()]{1,200}@localhost\)|\binvoked by uid \d",
    re.IGNORECASE,
)
# Users that web servers run as (Debian, Red Hat, SUSE, FreeBSD): by number in Postfix and qmail, else by name
_WEB_SERVER = re.compile(
    r"\bfrom userid (?:30|33|48|80)\b|\binvoked by uid (?:30|33|48|80)\b"
    r"|^\s*\(?from (?:www-data|apache|httpd|wwwrun|nginx|www)(?:@localhost\)| by \S{1,255} with local\b)",
    re.IGNORECASE,
)
# LMTP (RFC 2033) is spoken inside alone, with whatever addresses and log-in; so is what delivery programs write
_DELIVERY = re.compile(r"(?:utf8)?(?:local-)?lmtps?a?\b|novell_groupwise\b|dovecot\b|deliver\b", re.IGNORECASE)
_DELIVERING = re.compile(r"\b(?:with|via) (?:cyrus|dmail|imss)\b", re.IGNORECASE)
_QUEUE = re.compile(r"^\s*\(qmail [^()]{0,80}\binvoked (?!by uid)", re.IGNORECASE)
_MAILBOX_PROGRAMS = ("mapi", "httprest")
# Servers that write no name but the HELO: they look none up
_NO_LOOK_UP = ("exchange", "microsoft365", "smtpsvc", "kerio", "domino")
_FORGED = re.compile("may be forged|rdns failed|unverified|misconfigured")


def step_of(hop: Hop) -> Step:
    """The kind of step. Every mark is the writing host's own word, except that a HELO may hold any text: where the
    client's address is recorded, nothing but the protocol and a log-in can make it other than a client."""
    spoken = _spoken(hop.with_ or hop.via or "")
    if spoken is Step.FETCHED or (_is_local(hop) and _names_a_fetcher(hop.raw)):
        return Step.FETCHED
    if spoken is Step.INSIDE:
        return Step.INSIDE
    if hop.auth or spoken is Step.SUBMITTED:
        return Step.SUBMITTED
    if hop.ip is not None:
        return Step.CLIENT
    if _QUEUE.search(hop.raw):
        return Step.INSIDE
    if _ON_THIS_HOST.search(hop.raw):
        return Step.HANDED_IN
    if _DELIVERING.search(hop.raw) or (hop.from_name is None and _written_inside(hop)):
        return Step.INSIDE
    return Step.NAMELESS


@lru_cache(maxsize=1024)
def _spoken(protocol: str) -> Step | None:
    """What the protocol's words alone tell."""
    lower = protocol.lower()
    if _FETCHING.match(lower):
        return Step.FETCHED
    if _DELIVERY.match(lower):
        return Step.INSIDE
    return Step.SUBMITTED if lower.startswith(_MAILBOX_PROGRAMS) else None


def _names_a_fetcher(raw: str) -> bool:
    if raw.isascii():  # the pattern goes through the whole field, which these words spare most of them
        lower = raw.lower()
        if not ("etchmail" in lower or "getmail" in lower or "mpop" in lower or "by fdm" in lower or "-drop)" in lower):
            return False
    return _FETCHER.search(raw) is not None


def made_by_web_server(hop: Hop) -> bool:
    """Whether a web server's user handed it in, or it came in over HTTP from nobody in particular: a script made it
    there and chose every field, and no filter runs so."""
    by_http = (hop.with_ or "").lower() in ("http", "https")
    return hop.ip is None and (by_http or _WEB_SERVER.search(hop.raw) is not None)


def _is_local(hop: Hop) -> bool:
    return hop.ip is None or (hop.by or "").lower() in ("localhost", "127.0.0.1") or is_internal_client(hop)


def is_internal_client(hop: Hop) -> bool:
    return is_internal_text(hop.ip) is True


def _written_inside(hop: Hop) -> bool:
    """The writer calls itself by an internal address, as Gmail's `by 2002:a05:…` or `by 10.1.2.3` do."""
    return is_internal_text(hop.by_ip) is True


def confirmed_name(hop: Hop) -> str | None:
    """The client's name that the writing host looked up, where nothing it wrote says that the name is not confirmed."""
    if hop.rdns is None:
        return None
    return None if _FORGED.search(hop.raw.lower()) else hop.rdns


def looks_no_name_up(hop: Hop) -> bool:
    """Whether the writing server looks up no names at all, so that nothing is said where none stands."""
    return hop.rdns is None and hop.family in _NO_LOOK_UP


def name_is_unconfirmed(hop: Hop) -> bool:
    """Whether the writer looks names up without confirming them: tcpserver of qmail does so unless it is paranoid."""
    return hop.family.startswith("qmail") or "(HELO " in hop.raw
