"""The BIMI record of a domain: its syntax, and whether DMARC lets it count."""

from collections.abc import Iterator

from mailpath.dns.protocol import Dns
from mailpath.domain.findings import finding
from mailpath.values.answers import Question
from mailpath.values.audit import Bimi, Finding, Presence
from mailpath.values.presentation import txt_bytes

__all__ = ["bimi", "bimi_findings"]


def bimi(domain: str, dns: Dns) -> Bimi:
    answer = dns.ask(Question(f"default._bimi.{domain}", "TXT"))
    texts = [txt_bytes(one).decode("utf-8", "replace") for one in answer.records]
    found = [text for text in texts if text.lstrip()[:7].replace(" ", "").upper().startswith("V=BIMI")]
    if answer.failed:
        return Bimi(status=Presence.UNKNOWN, record=None)
    if len(found) != 1:
        return Bimi(status=Presence.SEVERAL if found else Presence.MISSING, record=found[0] if found else None)
    return Bimi(status=Presence.FOUND if _sound(found[0]) else Presence.FAULTY, record=found[0])


def _sound(text: str) -> bool:
    """`v=BIMI1; l=` with an https URL of an SVG, or empty (the domain declines); `a=` likewise a https URL or empty."""
    first, *rest = text.split(";")[:50]
    tags = {name.strip().lower(): value.strip() for part in rest for name, _, value in [part.partition("=")]}
    if first.replace(" ", "") != "v=BIMI1" or "l" not in tags:
        return False
    return all(not tags.get(tag) or tags[tag].lower().startswith("https://") for tag in ("l", "a"))


def bimi_findings(domain: str, found: Bimi, *, enforced: bool, wanted: bool) -> Iterator[Finding]:
    """`wanted`: its absence is worth a word, as it is not of a domain without mail."""
    name = f"default._bimi.{domain}"
    if found.status is Presence.MISSING and wanted:
        yield finding("bimi_missing", domain=domain)
    elif found.status in (Presence.FAULTY, Presence.SEVERAL):
        yield finding("bimi_faulty", name=name, record=found.record)
    elif found.status is Presence.FOUND and not enforced and found.record and "https" in found.record.lower():
        yield finding("bimi_without_enforcement")
