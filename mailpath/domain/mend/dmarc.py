"""A whole new DMARC record, and the word of a domain that takes somebody else's reports."""

import re
from collections.abc import Iterator, Sequence

from mailpath.dns.protocol import Dns
from mailpath.domain.dmarc_tags import KNOWN
from mailpath.domain.mend.candidate import Candidate, Mender, txt_candidate
from mailpath.domain.standing import standing
from mailpath.domain.subject import Subject
from mailpath.records.dmarc import DmarcRecord, parse_dmarc
from mailpath.values.answers import Question
from mailpath.values.audit import Finding
from mailpath.values.presentation import txt_bytes

__all__ = ["AUTHORIZATION", "MENDER"]

_LEVELS = ("none", "quarantine", "reject")
_TAG = re.compile(r"(p|sp|np|adkim|aspf|psd|t|rua|ruf|fo)\s*[=:]\s*([^;]*)", re.IGNORECASE)


def _candidates(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    domain = subject.domain
    codes = {one.code for one in findings}
    texts = _texts(f"_dmarc.{domain}", dns)
    records = [record for text in texts if (record := parse_dmarc(text))]
    if not records and "dmarc_misplaced" in codes:
        records = [record for text in _texts(domain, dns) if (record := parse_dmarc(text))][:1]
    silent = standing(domain, dns).silent
    if records:
        tags = _merged(records)
    elif texts and "dmarc_unrecognized" in codes:
        tags = {match[1].lower(): match[2].strip() for text in texts for match in _TAG.finditer(text.replace('"', ""))}
    else:
        tags = {"p": "reject"} if silent else {"p": "none", "rua": f"mailto:postmaster@{domain}"}
    text = _record(tags, codes, silent=silent)
    found = txt_candidate(f"_dmarc.{domain}", text, dns, lambda raw: _is_ours(raw, texts if not records else []))
    if found is not None:
        yield found


def _is_ours(raw: bytes, near: list[str]) -> bool:
    text = raw.decode("utf_8", "replace")
    return parse_dmarc(text) is not None or (text in near and "dmarc" in text.lower())


def _texts(name: str, dns: Dns) -> list[str]:
    return [txt_bytes(one).decode("utf_8", "replace") for one in dns.ask(Question(name, "TXT")).records]


def _merged(records: list[DmarcRecord]) -> dict[str, str]:
    """The tags as written, of several records the first one's word; addresses of all."""
    tags: dict[str, str] = {}
    for record in records:
        for part in record.text.split(";", 100)[1:100]:
            name, equals, value = part.partition("=")
            if equals:
                tags.setdefault(name.strip().lower(), value.strip())
    for tag in ("rua", "ruf"):
        uris = tuple(dict.fromkeys(uri for record in records for uri in getattr(record, tag)))
        tags.pop(tag, None)
        if uris:
            tags[tag] = ",".join(uris)
    return tags


def _record(tags: dict[str, str], codes: set[str], *, silent: bool) -> str:
    """Sound tags in the usual order; the policies as strict as the findings ask for."""
    policy = tags.get("p", "").lower()
    if policy not in _LEVELS:
        policy = "reject" if silent else next((one for one in _LEVELS if one[:4] == policy[:4]), "quarantine")
    if policy == "none" and "dmarc_none" in codes:
        policy = "quarantine"
    kept = {"p": policy}
    for tag in ("sp", "np"):
        value = tags.get(tag, "").lower()
        if value in _LEVELS and _LEVELS.index(value) >= _LEVELS.index(
            kept["p"] if tag == "sp" else kept.get("sp", policy)
        ):
            kept[tag] = value
    for tag, allowed in (("adkim", "rs"), ("aspf", "rs"), ("psd", "n")):
        value = tags.get(tag, "").lower()
        if len(value) == 1 and value in allowed:
            kept[tag] = value
    if tags.get("t", "").lower() == "y" and "dmarc_testing" not in codes and "dmarc_none" not in codes:
        kept["t"] = "y"
    for tag in ("rua", "ruf"):
        if tags.get(tag):
            kept[tag] = tags[tag]
    options = [one.strip().lower() for one in tags.get("fo", "").split(":")]
    if sound := [one for one in dict.fromkeys(options) if one in ("0", "1", "d", "s")]:
        kept["fo"] = ":".join(sound)
    return "; ".join(("v=DMARC1", *(f"{tag}={kept[tag]}" for tag in KNOWN if tag in kept)))


def _authorizations(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    """For the zone of whoever takes the reports."""
    for one in findings:
        target = str(one.facts["target"])
        name = f"{subject.domain}._report._dmarc.{target}"
        found = txt_candidate(
            name,
            "v=DMARC1",
            dns,
            lambda raw: parse_dmarc(raw.decode("utf-8", "replace")) is not None,
            about=(("target", target),),
        )
        if found is not None:
            yield found


MENDER = Mender(
    codes=frozenset(
        {
            "dmarc_missing",
            "dmarc_alias_unregistered",
            "dmarc_several",
            "dmarc_unrecognized",
            "dmarc_misplaced",
            "dmarc_blank_in_front",
            "dmarc_invalid_policy",
            "dmarc_none",
            "dmarc_no_policy",
            "dmarc_testing",
            "dmarc_subdomain_weaker",
            "dmarc_non_existent_weaker",
            "dmarc_pct",
            "dmarc_removed_tag",
            "dmarc_faulty_tag",
            "dmarc_unknown_tag",
            "dmarc_psd",
        }
    ),
    scope=("dmarc",),
    candidates=_candidates,
)
AUTHORIZATION = Mender(
    codes=frozenset(
        {
            "dmarc_report_not_authorized",
        }
    ),
    scope=("dmarc",),
    candidates=_authorizations,
)
