"""Gmail and Google's relays.

At the border `from HELO (looked-up. [address]) by mx.google.com with ESMTPS id ..`; inside `by 2002:a05:.. with SMTP
id ..`, which names no client at all; over the API `from NUMBER named unknown by gmailapi.google.com with HTTPREST`;
for fetched mail `by .. with POP3`.
"""

from mailpath.trace.addresses import address
from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.dialects.dialect import Dialect, Names
from mailpath.trace.dialects.names import helo_first, no_helo

__all__ = ["DIALECT"]

_HOSTS = (".google.com", ".googlemail.com", ".gmail.com")
_POSTINI = ".postini.com"


def _recognises(clauses: Clauses) -> str | None:
    host = clauses.by_name.strip("[]").removesuffix(".")
    if host.endswith(_HOSTS) or host in ("google.com", "gmail.com"):
        return "gmail_api" if host.startswith("gmailapi.") else "gmail"
    if host.endswith(_POSTINI):
        return "postini"
    if not clauses.from_ and clauses.protocol in ("smtp", "http", "pop3") and clauses.id and address(host):
        return "gmail"
    if not clauses.from_ and clauses.protocol == "http" and host.startswith("2002:") and address(host):
        return "gmail"
    return None


def _read(clauses: Clauses) -> Names:
    """Postini writes `source` for every client."""
    return no_helo(clauses) if first_word(clauses.from_) == "source" else helo_first(clauses)


DIALECT = Dialect(
    families=("gmail", "gmail_api", "postini"), recognises=_recognises, read=_read, hosts=(*_HOSTS, _POSTINI)
)
