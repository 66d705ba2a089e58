"""SPF (RFC 7208): may this client send for that domain, and which term of which record says so?

Nothing here raises on input; `dns.ask` may raise what it likes, and it passes through.
"""

from datetime import datetime
from functools import lru_cache

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.values.names import IPAddress, dns_name, ip_address
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result, SpfScope
from mailpath.verify.codes import SpfReason

__all__ = ["Explanation", "Identity", "evaluate", "evaluate_domain", "explanation", "identity", "macro_helo"]


_LONGEST_EXPLANATION = 500  # characters; for people to read
_LONGEST_KEPT = 600  # characters of an envelope; longer ones are read anew each time


class Explanation(msgspec.Struct, frozen=True):
    """The words of a domain about its own refusal: somebody else's text, never ours. `name` is where it stands."""

    name: str
    text: str


class Identity(msgspec.Struct, frozen=True):
    """Whom SPF judges: `domain` in A-labels, None where there is none to judge, and `fault` says why."""

    scope: SpfScope
    local: str
    domain: str | None
    fault: SpfReason | None


def evaluate(ip: str, helo: str, mail_from: str, dns: Dns) -> SpfResult:
    """The result for MAIL FROM, or for postmaster@HELO where `mail_from` is empty or `<>` (RFC 7208 section 2.4).

    Input that cannot be judged is `none` with a reason. A domain of one label or over 253 characters is `none`
    whatever the DNS says (section 4.3). An error names the term at fault, where one is, in `mechanism`, and
    the way to it in `via`.
    """
    said = _said(ip, helo, mail_from) if len(ip) + len(helo) + len(mail_from) <= _LONGEST_KEPT else None
    who, client, spelled, helo_name = said or _said.__wrapped__(ip, helo, mail_from)
    if who.fault or who.domain is None or client is None:
        return SpfResult(
            scope=who.scope,
            domain=who.domain,
            result=Result.NONE,
            mechanism=None,
            via=(),
            lookups=0,
            void_lookups=0,
            reason=who.fault or SpfReason.INVALID_IP,
        )
    from mailpath.verify.spf_memory import remembered  # pyspf: only where there is something to evaluate

    found = remembered(client, spelled, helo_name, who.local, who.domain, dns)
    return found.helo if who.scope is SpfScope.HELO else found.mail_from


def evaluate_domain(domain: str, ip: str, dns: Dns) -> SpfResult:
    """Whether a domain's SPF lists an address, whatever the envelope said: as for postmaster@domain."""
    return evaluate(ip, domain, f"postmaster@{domain}", dns)


def explanation(
    ip: str, helo: str, mail_from: str, dns: Dns, *, at: datetime | None = None, receiver: str = "unknown"
) -> Explanation | None:
    """What the domain's `exp=` says about a fail (section 6.2), or None: no fail, no text, or a faulty one.

    Asks one question more than `evaluate`, and none of its trouble is anybody else's. `at` is the time in `%{t}`.
    """
    who, client = identity(helo, mail_from), ip_address(ip)
    if who.fault or client is None:
        return None
    from mailpath.verify.spf_query import SpfQuery

    query = SpfQuery(ip=client, helo=macro_helo(helo), local=who.local, domain=who.domain or "", dns=dns)
    query.t, query.r = str(int(at.timestamp())) if at else "0", receiver
    found = query.outcome()
    if found.result is not Result.FAIL or found.record is None or found.record.explanation is None:
        return None
    name, text = query.explain(found.record.explanation, found.domain)
    return Explanation(name, text[:_LONGEST_EXPLANATION]) if text else None


def identity(helo: str, mail_from: str) -> Identity:
    """The identity to judge; the last `@` separates, a missing local part is `postmaster` (section 4.3)."""
    sender = mail_from.strip().removeprefix("<").removesuffix(">").strip()
    if sender.startswith("@") and ":" in sender:
        sender = sender.partition(":")[2]  # a source route (RFC 5321 section 4.1.1.3)
    scope = SpfScope.MFROM if sender else SpfScope.HELO
    local, _, text = sender.rpartition("@") if sender else ("", "", helo)
    domain = dns_name(text)
    fault = None
    if domain is None or "." not in domain:
        fault = SpfReason.INVALID_DOMAIN if text.strip() else SpfReason.NO_DOMAIN
    return Identity(scope, local or "postmaster", domain, fault)


@lru_cache(maxsize=4096)
def _said(ip: str, helo: str, mail_from: str) -> tuple[Identity, IPAddress | None, str, str]:
    """Who is judged, the client, its usual spelling, and HELO for macros."""
    client = ip_address(ip)
    return identity(helo, mail_from), client, str(client), macro_helo(helo)


def macro_helo(helo: str) -> str:
    """HELO as `%{h}` gives it: a name as A-labels; anything else as it was said, cut to a name's length."""
    text = helo.strip().removesuffix(".")
    return (dns_name(text) or text) if not text.isascii() else text[:253]
