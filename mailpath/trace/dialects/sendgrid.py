"""SendGrid: `from HELO (looked-up [address]) by HOST (SG) with ESMTP id ID DATE`, often without a semicolon before
the date.

Its filters write `by filterN with SMTP id filterN-.. 2018-03-26 13:35:36.270951634 +0000 UTC`; its API `from USER
(unknown) by HOST (SG) with HTTP`, where the name is a customer's number.
"""

from mailpath.trace.clauses import Clauses, first_word
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first

__all__ = ["DIALECT"]

_HOSTS = (".sendgrid.net",)


def _recognises(clauses: Clauses) -> str | None:
    if "SG" in clauses.comments or clauses.by_name.endswith(_HOSTS):
        return "sendgrid"
    host = clauses.by_name
    filtered = host.startswith("filter") and first_word(clauses.id).lower().startswith(host + "-")
    return "sendgrid" if filtered else None


DIALECT = Dialect(families=("sendgrid",), recognises=_recognises, read=helo_first, hosts=_HOSTS)
