"""A second DMARC, written plainly from RFC 9989 section 4.10 for the tests: no failures, no bounds, no haste.

`zone` maps a domain to the DMARC texts at its `_dmarc` name; `existing` are the names that are in DNS.
"""

Zone = dict[str, list[str]]


def _tags(text: str) -> dict[str, str]:
    pairs = [part.split("=", 1) for part in text.split(";") if "=" in part]
    return {name.strip(): value.strip() for name, value in pairs}


def _record(zone: Zone, name: str) -> dict[str, str] | None:
    records = [_tags(text) for text in zone.get(name, []) if text.startswith("v=DMARC1")]
    return records[0] if len(records) == 1 else None


def walk(zone: Zone, start: str) -> list[tuple[str, dict[str, str] | None]]:
    seen = [(start, _record(zone, start))]
    labels = start.split(".")
    labels = labels[-7:] if len(labels) >= 8 else labels[1:]
    while labels and not (seen[-1][1] and seen[-1][1].get("psd") in ("y", "n")):
        name = ".".join(labels)
        seen.append((name, _record(zone, name)))
        labels = labels[1:]
    return seen


def organization(zone: Zone, start: str) -> str:
    found = [(name, record) for name, record in walk(zone, start) if record is not None]
    for name, record in found:
        if record.get("psd") == "n":
            return name
        if record.get("psd") == "y" and name != start:
            return ".".join(start.split(".")[-(len(name.split(".")) + 1) :])
    return min(found, key=lambda item: len(item[0].split(".")))[0] if found else start


def policy(zone: Zone, author: str, existing: set[str]) -> tuple[str, str, dict[str, str]] | None:
    """Policy, where its record stands, and the record; None where DMARC does not apply."""
    own = _record(zone, author)
    if own is not None:
        return _asked(own, author, ["p"])
    org = organization(zone, author)
    suffix = [name for name, record in walk(zone, author) if record and record.get("psd") == "y"]
    for name in [org, *suffix]:
        record = _record(zone, name)
        if record is not None:
            return _asked(record, name, ["sp", "p"] if author in existing else ["np", "sp", "p"])
    return None


def _asked(record: dict[str, str], name: str, tags: list[str]) -> tuple[str, str, dict[str, str]] | None:
    words = ("none", "quarantine", "reject")
    if any(record.get(tag, "none") not in words for tag in ("p", "sp", "np")):
        return ("none", name, record) if "@" in record.get("rua", "") else None
    asked = next((record[tag] for tag in tags if tag in record), "none")
    if record.get("t") == "y":
        asked = words[max(words.index(asked) - 1, 0)]
    return asked, name, record


def result(
    zone: Zone, author: str, spf: list[str], dkim: list[str], existing: set[str]
) -> tuple[str, str | None, str | None]:
    """Result, policy and policy domain, with the domains of passing SPF and DKIM identifiers."""
    found = policy(zone, author, existing)
    if found is None:
        return "none", None, None
    asked, where, record = found
    for mode, identifiers in ((record.get("aspf"), spf), (record.get("adkim"), dkim)):
        for identifier in identifiers:
            same = organization(zone, identifier) == organization(zone, author)
            if identifier == author or (mode != "s" and same):
                return "pass", asked, where
    return "fail", asked, where
