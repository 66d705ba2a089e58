"""Make the samples again from their stories: `python -m samples.make` (in the repository, with the test extra).

For each story: `NAME.eml`, its DNS file (`NAME.dns.json`, or `NAME.zone`), its expected report `NAME.report.json`, and a
row of the table in `samples/README.md` and `README.md`, whose first output is made too. Same stories, same bytes; `git diff` shows what changed.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

from samples.letters import START
from samples.stories import STORIES, Made, Story, Zone
from samples.stories.telling import judged_at

__all__ = ["FOLDER", "command", "dns_file", "main", "table"]

FOLDER = Path(__file__).parent
TYPES = ("A", "AAAA", "MX", "PTR", "TXT")


def dns_file(story: Story, made: Made) -> str:
    return f"{story.name}.{'zone' if made.kind == 'zone' else 'dns.json'}"


def command(story: Story, made: Made) -> list[str]:
    """The sample's command, as typed in the repository's folder."""
    dns = f"samples/{dns_file(story, made)}"
    return ["mailpath", "check", f"samples/{story.name}.eml", "--dns", dns, "--at", judged_at(made), *made.args]


def _dns_text(made: Made) -> str:
    if made.kind == "zone":
        return _zone_text(made.zone)
    content = _snapshot(made) if made.kind == "snapshot" else made.zone
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=made.kind == "map") + "\n"


def _zone_text(zone: Zone) -> str:
    """A master file of one zone for each top-level name, complete for it; long texts in several strings."""
    lines = ["$TTL 3600"]
    for top in sorted({name.rpartition(".")[2] for name in zone}):
        lines += [
            "",
            f"$ORIGIN {top}.",
            "@ SOA ns.example. hostmaster.example. 1 3600 900 604800 300",
            "@ NS ns.example.",
        ]
        for name, records in sorted(zone.items()):
            if name.rpartition(".")[2] != top:
                continue
            for kind, values in records.items():
                assert isinstance(values, list)
                lines += [f"{name}. {kind} {_strings(value) if kind == 'TXT' else value}" for value in values]
    return "\n".join(lines) + "\n"


def _strings(text: str) -> str:
    return " ".join('"' + text[at : at + 250].replace('"', '\\"') + '"' for at in range(0, len(text), 250))


def _snapshot(made: Made) -> dict[str, object]:
    """As `--record` would have written it: what was asked and answered, and what failed."""
    answers: list[dict[str, object]] = []
    for name, records in sorted(made.zone.items()):
        for kind in TYPES:
            values = records.get(kind, [])
            assert isinstance(values, list)
            shown = [_strings(v) if kind == "TXT" else v for v in values]
            status = "found" if values else "nodata"
            answers.append({"name": name, "type": kind, "status": status, "ttl": 3600, "records": shown})
    for name, kind in made.failed:
        answers = [a for a in answers if (a["name"], a["type"]) != (name, kind)]
        answers.append({"name": name, "type": kind, "status": "failed", "ttl": None, "records": []})
    asked = (START + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    return {
        "schema": "mailpath-dns/1",
        "complete": True,
        "answers": [{**answer, "asked_at": asked} for answer in answers],
    }


def table() -> str:
    """The table of samples as Markdown."""
    rows = [
        "| sample | story | verdict | confidence | vouched | listed | sending host | exit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for s in STORIES:
        host = f"`{s.host}`" if s.host else "none"
        rows.append(
            f"| [{s.name}]({s.name}.eml) | {s.story} | `{s.verdict}` | {s.confidence} | {s.vouched} | {s.listed} | {host} |"
            f" {s.exit_code} |"
        )
    return "\n".join(rows)


README = """# Samples

Messages of our own, each with the DNS that answers for it and the report that comes out. Names end in `.example` or are
those of services of the catalogue; addresses are documentation addresses; keys are made for this and worth nothing.
Nothing here was ever sent. `python -m samples.make` makes all of it again from `stories/`.

Each is run as

    mailpath check samples/NAME.eml --dns samples/NAME.dns.json --at TIME

with the options that `commands.txt` holds, one command a line. The tests hold the table and the reports.

{table}
"""


def main() -> int:
    sys.path.insert(0, str(FOLDER.parent))
    from mailpath.dns.chain import SnapshotDns
    from mailpath.outputs.json import to_json
    from samples.readme import PAGES, with_made_parts
    from samples.run import report_of

    commands = []
    wrong = 0
    for story in STORIES:
        made = story.make()
        (FOLDER / f"{story.name}.eml").write_bytes(made.letter.sealed() + made.tail)
        (FOLDER / dns_file(story, made)).write_text(_dns_text(made), encoding="utf-8")
        commands.append(" ".join(command(story, made)))
        report = report_of(story, made, SnapshotDns(str(FOLDER / dns_file(story, made))))
        (FOLDER / f"{story.name}.report.json").write_bytes(_pretty(to_json(report)))
        host = report.sending_host.ip if report.sending_host else None
        found = (report.verdict, report.confidence, report.vouched, report.listed, host)
        if found != (story.verdict, story.confidence, story.vouched, story.listed, story.host):
            wrong += 1
            told = (story.verdict, story.confidence, story.vouched, story.listed, story.host)
            print(f"{story.name}: told {told}, found {tuple(map(str, found))} by rule {report.rule}")
    (FOLDER / "commands.txt").write_text("\n".join(commands) + "\n", encoding="utf-8")
    (FOLDER / "README.md").write_text(README.format(table=table()), encoding="utf-8")
    for name in PAGES:
        page = FOLDER.parent / name
        page.write_text(with_made_parts(page.read_text(encoding="utf-8"), table()), encoding="utf-8")
    print(f"{len(STORIES)} samples, {wrong} not as their story tells")
    return 1 if wrong else 0


def _pretty(raw: bytes) -> bytes:
    return json.dumps(json.loads(raw), indent=1, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    raise SystemExit(main())
