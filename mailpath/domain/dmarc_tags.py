"""What is wrong with the tags of a domain's own DMARC record (RFC 9989 section 4.7)."""

from collections.abc import Iterator

from mailpath.domain.findings import finding
from mailpath.organization import is_public_suffix
from mailpath.records.dmarc import DmarcRecord
from mailpath.values.audit import Finding

__all__ = ["KNOWN", "REMOVED", "tag_findings"]

REMOVED = ("pct", "rf", "ri")
KNOWN = ("v", "p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf", "fo")
_POLICIES = ("p", "sp", "np")


def tag_findings(domain: str, record: DmarcRecord) -> Iterator[Finding]:
    if record.text[:1].isspace():  # our parser passes over it; the grammar (section 4.8) has nothing in front of the v
        yield finding("dmarc_blank_in_front", name=f"_dmarc.{domain}")
    written = _written(record.text)
    for tag in _POLICIES:
        if f"invalid_{tag}" in record.faults:
            yield finding("dmarc_invalid_policy", tag=tag, value=written.get(tag, ""))
    for fault in record.faults:
        if fault.removeprefix("invalid_") not in _POLICIES:
            yield finding("dmarc_faulty_tag", fault=fault)
    for tag, _ in record.unknown:
        yield finding("dmarc_unknown_tag", tag=tag)
    if record.psd == "y" and not is_public_suffix(domain):
        yield finding("dmarc_psd")
    for tag in REMOVED:
        if tag not in record.tags:
            continue
        if tag == "pct" and record.pct < 100:
            yield finding("dmarc_pct", pct=record.pct)
        else:
            yield finding("dmarc_removed_tag", tag=tag)


def _written(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";", 100)[:100])
    return {name.strip(): value.strip() for name, _, value in reversed(list(pairs))}
