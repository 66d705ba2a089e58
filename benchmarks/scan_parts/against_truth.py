"""What was found, held against how each message was made. Malformed messages need only be a row."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from scan_parts.corpus import Corpus, Truth

__all__ = ["agreement_of_mailpath", "agreement_of_peer", "same_rows"]

Agreement = list[tuple[str, int, int]]  # what, how many agree, of how many


def agreement_of_mailpath(rows: Path, corpus: Corpus) -> Agreement:
    def judged(row: Truth, one: Truth) -> dict[str, bool]:
        auth, host = row["auth_results"] or {}, row["sending_host"] or {}
        spf = next((each["result"] for each in auth.get("spf", ()) if each["scope"] == "mfrom"), None)
        spf = spf or next((each["result"] for each in auth.get("spf", ())), None)
        return {
            "sending host": host.get("ip") == one["ip"],
            "spf": spf == one["spf"],
            **_dkim([each["result"] for each in auth.get("dkim", ())], one),
            "arc": (auth.get("arc") or {}).get("result") == one["arc"],
            "dmarc": (auth.get("dmarc") or {}).get("result") == one["dmarc"],
        }

    lines = rows.read_text(encoding="utf-8").splitlines()
    return _counted(((row["source"]["key"], row) for row in map(json.loads, lines)), corpus, judged)


def agreement_of_peer(rows: Iterable[Truth], corpus: Corpus) -> Agreement:
    def judged(row: Truth, one: Truth) -> dict[str, bool]:
        return {
            "spf": row.get("spf") == one["spf"],
            **_dkim(row.get("dkim", ()), one),
            "arc": row.get("arc") == one["arc"],
            "dmarc": row.get("dmarc") == one["dmarc"],
        }

    return _counted(((row["key"], row) for row in rows), corpus, judged)


def same_rows(one: Path, other: Path) -> bool:
    """Whether two scans wrote the same. Notes may differ: how old the answers are goes by the clock."""

    def rows(file: Path) -> list[Truth]:
        lines = file.read_text(encoding="utf-8").splitlines()
        return [{**json.loads(line), "notes": None, "remarks": None} for line in lines]

    return rows(one) == rows(other)


def _dkim(found: Iterable[str], one: Truth) -> dict[str, bool]:
    results, made = Counter(found), Counter(each["result"] for each in one["dkim_sigs"] or ())
    return {"dkim": results == made, "dkim, passes": results["pass"] == made["pass"]}


def _counted(
    rows: Iterable[tuple[str, Truth]], corpus: Corpus, judged: Callable[[Truth, Truth], dict[str, bool]]
) -> Agreement:
    equal: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for key, row in rows:
        one = corpus.named.get(key)
        if one is None or one["malformed"]:
            continue
        for what, agrees in judged(row, one).items():
            seen[what] += 1
            equal[what] += agrees
    return [(what, equal[what], count) for what, count in seen.items()]
