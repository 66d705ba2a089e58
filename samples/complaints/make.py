"""Make the complaints, their DNS and the expected cases again: `python -m samples.complaints.make`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["AT", "FOLDER", "expected", "main"]

FOLDER = Path(__file__).parent
AT = datetime(2026, 3, 10, 9, 35, tzinfo=UTC)


def expected() -> list[dict[str, object]]:
    """What is to come out: the cases in their order, each with its priority, cause, files and contacts."""
    import mailpath
    from mailpath.inputs.mailboxes import messages_below
    from mailpath.triage.queue import triage
    from samples.complaints.inbox import OWN_DOMAINS

    dns = mailpath.SnapshotDns(str(FOLDER / "dns.json"))
    settings = mailpath.Settings(own_domains=OWN_DOMAINS, trust=("mx.empfang.example",), at=AT, now=AT)
    queue = triage(messages_below(str(FOLDER / "inbox")), dns=dns, settings=settings).queue
    return [
        {
            "id": case.id,
            "priority": case.priority,
            "title": case.title,
            "verdict": str(case.cause.verdict),
            "author_domain": case.cause.author_domain,
            "complainants": case.complainants,
            "files": sorted({Path(one.file or "").name for one in case.messages}),
            "contacts": [f"{one.role}: {one.address} ({one.source})" for one in case.contacts],
            "asks": [one.code for one in case.asks],
            "drafts": sorted({str(one.to_role) for one in case.drafts}),
        }
        for case in queue.cases
    ]


def main() -> int:
    sys.path.insert(0, str(FOLDER.parents[1]))
    from samples.complaints.inbox import complaints, zone

    inbox = FOLDER / "inbox"
    inbox.mkdir(exist_ok=True)
    for old in inbox.glob("*.eml"):
        old.unlink()
    for name, raw in complaints():
        (inbox / name).write_bytes(raw)
    (FOLDER / "dns.json").write_text(json.dumps(zone(), indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    (FOLDER / "expected.json").write_text(json.dumps(expected(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
