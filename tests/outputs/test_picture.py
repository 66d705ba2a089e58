"""The picture of a scan: numbers as in the rows, foreign text escaped, bounded whatever the scan."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import pytest

from mailpath.outputs.columns import columns
from mailpath.outputs.json import to_json
from mailpath.outputs.picture import picture_page
from mailpath.outputs.picture.gather import MOST_REPORTS, Picture
from mailpath.outputs.sheets.values import Plain, as_line, from_values
from tests.outputs.hostile import TRICKS, with_texts
from tests.outputs.reports import leak, spoofed
from tests.outputs.test_html import Reader

NAMES = [column.name for column in columns()]


def row(whole: str | None = None, **values: Plain) -> bytes:
    return as_line([*(values.get(name) for name in NAMES), whole])


def some(verdict: str, day: int = 1, whole: str | None = None, **values: Plain) -> bytes:
    base: dict[str, Plain] = {
        "verdict": verdict,
        "confidence": "high",
        "listed": "no",
        "action_code": "none",
        "identifiers_author_domain": "a.example",
        "sending_host_ip": "192.0.2.1",
        "received_at": f"2026-03-{day:02}T10:00:00Z",
    }
    return row(whole, **{**base, **values})


ROWS = [
    some("authorized_own", listed="yes", sending_host_name="mx.a.example", tls="yes", tls_version="TLSv1.3"),
    some("authorized_own", 2, listed="yes", sending_host_name="mx.a.example", tls="yes", delay_seconds=70),
    some("spoofed", 3, action_text="Do this.", tls="no", delay_seconds=7, delay_inside_seconds=2),
    some("spoofed", 2, action_text="Do that."),
    some("undetermined", 3, identifiers_author_domain=None),
    row(source_error="is empty", verdict="undetermined"),
]


def page(rows: list[bytes], lang: str = "en", own: tuple[str, ...] = ()) -> str:
    return b"".join(picture_page(rows, lang, own)).decode()


def picture(rows: list[bytes], own: tuple[str, ...] = ()) -> Picture:
    found = Picture(own)
    for one in rows:
        found.add(from_values(one))
    return found


def data(text: str) -> Any:
    (raw,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return json.loads(raw)


def visible(text: str) -> str:
    """Without styles and scripts."""
    return re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)


def test_figures_are_those_of_the_rows():
    found = picture(ROWS)
    assert (found.messages, found.unread, found.attention) == (6, 1, 2)
    assert (found.first[:10], found.last[:10]) == ("2026-03-01", "2026-03-03")
    ((domain,), left, _) = found.senders.shown(10)
    assert (domain.name, domain.messages, domain.attention, left) == ("a.example", 4, 2, 0)
    worst, good = domain.senders
    assert (worst.name, worst.messages, worst.attention, worst.listed) == ("192.0.2.1", 2, 2, "no")
    assert (worst.first_seen[:10], worst.last_seen[:10]) == ("2026-03-02", "2026-03-03")
    assert worst.action[1] == "Do this."
    assert (good.name, good.messages, good.attention, good.listed) == ("mx.a.example", 2, 0, "yes")
    assert found.senders.uncounted == 1


def test_the_counts_behind_the_charts_add_up():
    found = data(page(ROWS))
    flows = [found["flows"][at : at + 6] for at in range(0, len(found["flows"]), 6)]
    assert sum(flow[-1] for flow in flows) == 5
    assert found["periods"] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert [one["code"] for one in found["verdicts"]] == ["authorized_own", "spoofed", "undetermined"]
    spoofed_flows = [flow for flow in flows if found["verdicts"][flow[1]]["code"] == "spoofed"]
    assert {found["networks"][flow[3]] for flow in spoofed_flows} == {"192.0.2.0/24"}
    assert {found["services"][flow[4]] for flow in spoofed_flows} == {"hosts, not listed"}
    tls = [found["tls"][at : at + 4] for at in range(0, len(found["tls"]), 4)]
    by_word = {name: sum(one[3] for one in tls if one[2] == at) for at, name in enumerate(found["tlsNames"])}
    assert by_word == {
        "TLSv1.3": 1,
        "TLSv1.2": 0,
        "older TLS or SSL": 0,
        "TLS, version not told": 1,
        "none": 1,
        "not told": 2,
    }
    delays = [found["delays"][at : at + 5] for at in range(0, len(found["delays"]), 5)]
    way = {name: sum(one[4] for one in delays if one[2] == at) for at, name in enumerate(found["delayNames"])}
    assert way == {"10 s": 1, "1 min": 0, "10 min": 1, "1 h": 0, "1 d": 0, "over 1 d": 0, "not told": 3}


@pytest.mark.parametrize(("listed", "said"), [("yes no", "partly"), ("no unknown", "no"), ("yes unknown", "yes")])
def test_a_sender_may_be_listed_in_part(listed, said):
    found = picture([some("forwarded", listed=word) for word in listed.split()])
    assert found.senders.shown(1).domains[0].senders[0].listed == said


def test_our_own_domains_come_first_and_apart():
    rows = [
        *(some("spoofed", identifiers_author_domain="bank.example") for _ in range(9)),
        some("authorized_own", identifiers_author_domain="news.firma.example"),
        some("authorized_own", identifiers_author_domain="notfirma.example"),
    ]
    shown = picture(rows, ("firma.example",)).senders.shown(10).domains
    assert [(one.name, one.own) for one in shown] == [
        ("news.firma.example", True),
        ("bank.example", False),
        ("notfirma.example", False),
    ]
    text = page(rows, own=("firma.example",))
    assert "Who sends as us" in text
    assert text.index("news.firma.example</bdi>") < text.index("bank.example</bdi>")


def test_it_asks_for_nothing_and_runs_nothing_but_its_own():
    text = page(ROWS)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    style, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[0].encode() for tag in ("style", "script"))
    hashes = [f"'sha256-{b64encode(hashlib.sha256(one).digest()).decode()}'" for one in (style, script)]
    assert policy == (
        f"default-src 'none'; script-src {hashes[1]}; require-trusted-types-for 'script'; trusted-types 'none'; "
        f"style-src {hashes[0]}; base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in policy
    assert not re.search(r"<img|<link|<iframe|\bstyle=|\bsrc=|\bon[a-z]+=|javascript:", visible(text))
    assert not re.search(r"@import|url\(", text.split("</style>")[0])


@pytest.mark.parametrize("lang", ["en", "de"])
def test_it_is_whole_in_both_languages(lang):
    text = page(ROWS, lang)
    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert f'<html lang="{lang}">' in text
    assert ("Nachrichten" in text) is (lang == "de")


def test_what_to_do_is_said_in_the_language_of_the_page():
    facts = json.dumps({"domain": "a.example", "ip": "192.0.2.7", "servers": ["mx.a.example"], "record": "v=spf1 -all"})
    code = "route_over_official_server"
    text = page([some("internal_server_leak", action_text="English.", action_code=code, action_facts=facts)], "de")
    assert "Für die Administration von a.example" in text
    assert "<bdi>v=spf1 -all</bdi>" in text
    assert "English." in page([some("spoofed", action_text="English.", action_code="of_a_later_version")], "de")
    assert "English." in page([some("spoofed", action_text="English.", action_code="block_and_warn", action_facts="[")])


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><svg onload=x>', "{{ 7 * 7 }}", "a\u202eb\x1b[2J", "</bdi></table>"]
)
@pytest.mark.parametrize(
    "field",
    [
        *("identifiers_subject", "identifiers_author_domain", "sending_host_name", "sending_host_service_name"),
        *("source_file", "action_text", "sending_host_ip", "tls_version", "listed", "confidence"),
    ],
)
def test_foreign_text_is_text(hostile, field):
    text = page([some("spoofed", **{field: hostile})])
    if not hostile.startswith("{{"):
        assert hostile not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "49" not in visible(text)
    assert text.count("<script") == 2


@pytest.mark.parametrize("trick", TRICKS, ids=range(len(TRICKS)))
def test_whole_reports_of_hostile_mail_are_text(trick):
    hostile = to_json(with_texts(spoofed(), lambda _: trick)).decode()
    text = page([some("spoofed", whole=hostile, identifiers_subject=trick.encode("utf-8", "replace").decode())])
    reader = Reader(visible(text))
    assert text.count("<script") == 2
    assert not set(reader.tags) & {"img", "iframe", "object", "embed", "form", "base", "link", "textarea"}
    assert not [name for _, name, _ in reader.attributes if name.startswith("on") or name in ("style", "src", "action")]
    assert all(value.startswith("#") for _, name, value in reader.attributes if name == "href")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066\u2067]", text.split("<script>")[0])


@pytest.mark.parametrize("lang", ["en", "de"])
def test_each_message_that_needs_attention_links_to_its_report(lang):
    rows = [
        some("spoofed", day, to_json(report).decode(), identifiers_subject=f"s{day}")
        for day, report in enumerate((leak(), spoofed(), leak()), start=1)
    ]
    text = page(rows, lang)
    links = re.findall(r'<a href="#(message-\d+)"><bdi>(s\d)</bdi>', text)
    assert links == [("message-3", "s3"), ("message-2", "s2"), ("message-1", "s1")]
    for link, _ in links:
        assert text.count(f'<article id="{link}"') == 1
        assert f'href="#row-{link[8:]}"' in text
        assert text.count(f'id="row-{link[8:]}"') == 1


def test_a_file_without_whole_reports_still_is_a_page():
    text = page([some("spoofed", identifiers_subject="s1")])
    assert "<bdi>s1</bdi>" in text
    assert 'href="#message' not in text
    assert "holds no whole reports" in text


@pytest.mark.parametrize("whole", ["{}", "null", "[", '{"schema_version": "9"}'])
def test_a_report_of_a_version_that_is_not_ours_is_left_out(whole):
    assert 'href="#message' not in page([some("spoofed", whole=whole)])


def test_nothing_and_unread_alone_are_pages():
    assert "No message needs attention." in page([])
    assert "</html>" in page([ROWS[-1]])
    assert ">1</td>" in page([ROWS[-1]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    verdict: str
    domain: str
    count: int


def test_of_every_kind_some_are_shown_and_the_rest_is_counted():
    kinds = (
        Kind(verdict="spoofed", domain="bank.example", count=400),
        Kind(verdict="unaligned_third_party", domain="shop.example", count=300),
        Kind(verdict="internal_server_leak", domain="firma.example", count=1),
    )
    rows = [
        some(one.verdict, 1 + number % 28, identifiers_author_domain=one.domain, identifiers_subject=f"s{number}")
        for one in kinds
        for number in range(one.count)
    ]
    chosen = picture(rows).choice.chosen()
    assert len(chosen.messages) == MOST_REPORTS
    assert chosen.messages[0].verdict == "internal_server_leak"  # rare and urgent: never lost among the many
    by_verdict = {one.verdict for one in chosen.messages}
    assert by_verdict == {one.verdict for one in kinds}
    days = sorted(one.when for one in chosen.messages)
    assert days[5] >= "2026-03-19"  # but for one or two: the newest
    text = page(rows)
    listed = len(re.findall(r'id="row-\d+"', text))
    assert listed == MOST_REPORTS
    (left,) = re.findall(r"<p>([\d,]+) not shown in full:", text)
    assert int(left) == 701 - listed
    assert "report FILE.sqlite --where verdict=spoofed" in text


def test_many_senders_and_domains_are_cut_and_say_so():
    rows = [
        some(
            "authorized_own",
            identifiers_author_domain=f"d{number % 500}.example",
            sending_host_ip=f"192.0.2.{number % 200}",
        )
        for number in range(4000)
    ] + [
        some("authorized_own", identifiers_author_domain="one.example", sending_host_ip=f"10.0.0.{n}")
        for n in range(60)
    ]
    shown = picture(rows).senders.shown(300)
    one = shown.domains[0]
    assert (one.name, len(one.senders), one.left, one.left_messages) == ("one.example", 25, 35, 35)
    assert sum(domain.messages for domain in shown.domains) + shown.left_messages == 4060
    text = page(rows)
    assert "35 more hosts and services" in text
    assert re.search(r"\d+ more author domains with [\d,]+ messages are not shown", text)


@pytest.mark.parametrize(
    ("days", "unit"),
    [(90, "day"), (400, "week"), (2700, "month"), (12_000, "year")],
    ids=["day", "week", "month", "year"],
)
def test_time_is_counted_in_units_that_fit(days, unit):
    from datetime import UTC, datetime, timedelta

    begin = datetime(1995, 1, 1, tzinfo=UTC)
    times = [f"{begin + timedelta(days=day):%Y-%m-%dT10:00:00Z}" for day in range(days)]
    found = data(page([some("spoofed", received_at=time) for time in times] + [some("spoofed", received_at=None)]))
    assert found["unit"] == unit
    assert 10 < len(found["periods"]) <= 94
    assert found["dated"] == [False, *[True] * (len(found["periods"]) - 1)]
    assert sum(found["flows"][5::6]) == days + 1


def test_the_page_stays_small_however_varied_the_scan():
    report = to_json(leak()).decode()
    rows = (
        some(
            ("spoofed", "authorized_own", "forwarded")[number % 3],
            1 + number % 28,
            report if number % 3 == 0 else None,
            identifiers_author_domain=f"d{number * 7919 % 3001}.example",
            sending_host_ip=f"10.{number % 199}.{number * 31 % 251}.1",
            identifiers_subject="s" * 900,
        )
        for number in range(30_000)
    )
    parts = [len(each) for each in picture_page(rows, "de")]
    assert sum(parts) < 5_000_000


def test_a_message_of_monstrous_size_does_not_burst_the_page():
    monster = to_json(with_texts(spoofed(), lambda text: "<" * 3000 if len(text) > 3 else text)).decode()
    text = page([some("spoofed", whole=monster) for _ in range(300)])
    assert len(text) < 5_000_000
    listed = len(re.findall(r'id="row-\d+"', text))
    assert 0 < listed <= MOST_REPORTS
    assert f"<p>{300 - listed} not shown in full:" in text
