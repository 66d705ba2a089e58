"""The libraries alone: `dkim.verify` for each signature, `dkim.arc_verify` and `spf.check2`, and nothing else.

No report, no parsing of the way the message took; client and sender are told by `truth.jsonl`, and keys are not kept,
as in a loop that somebody writes in ten minutes.
"""

import json
import warnings
from typing import Any

from scan_parts.corpus import Corpus, Truth

__all__ = ["Bare"]


class Bare:
    def __init__(self, corpus: Corpus) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import spf
        import dkim

        self._spf: Any = spf
        self._dkim: Any = dkim
        self._corpus = corpus
        self._zone: dict[str, dict[str, list[Any]]] = json.loads(corpus.dns.read_bytes())
        spf.DNSLookup = self._lookup

    def judge_all(self) -> None:
        for one in self._corpus.truth:
            self._judge(self._corpus.path(one).read_bytes(), one)

    def _txt(self, name: bytes, timeout: int = 5) -> bytes | None:
        found = self._zone.get(name.decode().rstrip(".").lower(), {}).get("TXT")
        return "".join(found[0]).encode() if found else None

    def _lookup(self, name: str, kind: str, strict: bool = True, timeout: int = 20) -> list[tuple[Any, Any]]:
        rows = self._zone.get(name.rstrip(".").lower(), {}).get(kind, [])
        if kind == "TXT":
            return [((name, kind), tuple(piece.encode() for piece in row)) for row in rows]
        if kind == "MX":
            return [((name, kind), (row["priority"], row["exchange"])) for row in rows]
        return [((name, kind), row) for row in rows]

    def _judge(self, raw: bytes, one: Truth) -> str | None:
        try:
            checked = self._dkim.DKIM(raw)
            for place in range(len(one["dkim_sigs"] or ())):
                try:
                    checked.verify(place, dnsfunc=self._txt)
                except self._dkim.DKIMException:
                    continue
            self._dkim.arc_verify(raw, dnsfunc=self._txt)
        except Exception:  # noqa: BLE001  # what ends a bare loop would be caught by whoever wrote one
            pass
        try:
            return str(self._spf.check2(one["ip"], one["mail_from"], one["helo"])[0])
        except Exception:  # noqa: BLE001
            return None
