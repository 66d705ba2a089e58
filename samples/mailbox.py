"""A mailbox of any size made of the samples: their reports over and over, at other times, as a year of mail has them.

By chance, and by the same chance each time. For benchmarks and for the pictures in `docs/`; no file is read but the
samples' reports.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from mailpath.outputs.json import from_json
from mailpath.outputs.sheets.sqlite import SqliteSheet
from mailpath.outputs.sheets.values import with_report
from mailpath.values.report import Report

__all__ = ["reports", "write_sqlite"]

_FOLDER = Path(__file__).parent
_OWN = ("heizbau.example", "firma.example")
_BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
# A mailbox is not as varied as the samples: what is good comes often, and some of what is bad in waves.
_COMMON = {"authorized_own": 9, "authorized_third_party": 9, "internal": 6, "mailing_list": 3, "forwarded": 3}
_BATCH = 500


def _samples() -> list[Report]:
    return [from_json(one.read_bytes()) for one in sorted(_FOLDER.glob("*.report.json"))]


def reports(count: int, days: int, *, varied: bool) -> Iterator[Report]:
    """Reports in the order of time; `varied` gives a tenth of them a domain and an address of their own."""
    chance = random.Random(1)
    found = _samples()
    weights = [_COMMON.get(report.verdict, 1) for report in found]
    waves = [chance.uniform(0.5, 1) for _ in range(days)]
    moments = sorted(
        _BEGIN + timedelta(days=day, seconds=chance.randrange(86_400))
        for day in chance.choices(
            range(days), [wave * (0.35 if day % 7 > 4 else 1) for day, wave in enumerate(waves)], k=count
        )
    )
    for number, moment in enumerate(moments):
        report = chance.choices(found, weights)[0]
        yield _as_of(report, number, moment, chance if varied and chance.random() < 0.1 else None)


def _as_of(report: Report, number: int, moment: datetime, chance: random.Random | None) -> Report:
    """The same message at another time, and where `chance` says so from elsewhere in another name."""
    path, who, host = report.path, report.identifiers, report.sending_host
    if path is not None:
        newest = max((hop.date for hop in path.hops if hop.date is not None), default=moment)
        hops = tuple(replace(hop, date=hop.date and hop.date - newest + moment) for hop in path.hops)
        path = replace(path, hops=hops)
    if who is not None:
        who = replace(
            who, subject=f"{who.subject} ({number})", message_id=f"<{number}@{who.author_domain}>", date=moment
        )
        if chance is not None and who.author_domain:
            who = replace(who, author_domain=f"d{chance.randrange(2000)}.{who.author_domain}")
    if chance is not None and host is not None:
        address = f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
        host = replace(host, ip=address, ptr=(), fcrdns=None, service=None)
    source = replace(report.source, key=f"{number}.M1.mx", file=f"Maildir/cur/{number}.M1.mx:2,S")
    return replace(report, path=path, identifiers=who, sending_host=host, source=source)


def write_sqlite(place: Path, found: Iterator[Report]) -> None:
    """The rows as `mailpath scan --output FILE.sqlite` writes them."""
    sheet = SqliteSheet(place, _OWN)
    sheet.begin()
    batch: list[bytes] = []
    for report in found:
        batch.append(with_report(report))
        if len(batch) == _BATCH:
            sheet.add(batch)
            batch.clear()
    sheet.add(batch)
    sheet.finish(())
