"""Dates as mail writes them."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.dates import MAX_DATE_CHARS, find_date, read_date

READ = [
    # RFC 5322 section 3.3 and its examples
    ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06"),
    ("Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37"),
    ("21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06"),
    ("Fri, 21 Nov 1997 09:55 -0600", "1997-11-21T15:55:00"),
    ("Thu,  13 Feb 1969 23:32 -0330", "1969-02-14T03:02:00"),
    ("Mon, 21 Sep 2026 10:00:03 +0200 (CEST)", "2026-09-21T08:00:03"),
    ("Mon, 21 Sep 2026 08:00:03 -0000", "2026-09-21T08:00:03"),
    # section 4.3: obsolete years, zones, comments inside
    ("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06"),
    ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06"),
    ("Fri, 21 Nov 1997 09:55:06 (a (nested) b) -0600", "1997-11-21T15:55:06"),
    ("1 Jan 49 00:00:00 +0000", "2049-01-01T00:00:00"),
    ("1 Jan 50 00:00:00 +0000", "1950-01-01T00:00:00"),
    ("1 Jan 103 00:00:00 +0000", "2003-01-01T00:00:00"),
    ("1 Jan 2026 12:00:00 UT", "2026-01-01T12:00:00"),
    ("1 Jan 2026 12:00:00 EST", "2026-01-01T17:00:00"),
    ("1 Jan 2026 12:00:00 PDT", "2026-01-01T19:00:00"),
    ("1 Jan 2026 12:00:00 Z", "2026-01-01T12:00:00"),
    ("1 Jan 2026 12:00:00 A", "2026-01-01T12:00:00"),  # military zones count as -0000
    # zones beyond the RFC
    ("1 Jan 2026 12:00:00 CET", "2026-01-01T11:00:00"),
    ("1 Jul 2026 12:00:00 CEST", "2026-07-01T10:00:00"),
    ("1 Jan 2026 12:00:00 UTC", "2026-01-01T12:00:00"),
    ("1 Jan 2026 12:00:00 GMT+0200", "2026-01-01T10:00:00"),
    ("1 Jan 2026 12:00:00 UTC +02:00", "2026-01-01T10:00:00"),
    ("1 Jan 2026 12:00:00 IST", "2026-01-01T12:00:00"),  # three places have it: -0000
    ("1 Jan 2026 12:00:00", "2026-01-01T12:00:00"),
    ("1 Jan 2026 12:00:00-0500", "2026-01-01T17:00:00"),
    ("1 Jan 2026 12:00:00 -0800 PST", "2026-01-01T20:00:00"),
    # what broken programs write
    ("Thu, 1 Feb 0102 10:11:12 +0100", "2002-02-01T09:11:12"),
    ("Sat, Sep, 14 2002 10:11:12 +0000", "2002-09-14T10:11:12"),
    ("Sep, 14 2002 10:11:12 p.m.", "2002-09-14T22:11:12"),
    ("Sat, 14 Sep 2002 12:11:05 AM +0000", "2002-09-14T00:11:05"),
    ("Sat, 14 Sep 2002 12:11:05 PM +0000", "2002-09-14T12:11:05"),
    ("Sat, 14 Sep 2002 13:11:05 PM +0000", "2002-09-14T13:11:05"),
    ("Sat,14-Sep-02 10:11", "2002-09-14T10:11:00"),
    ("Saturday, 14 September 2002 10:11:05 +0000", "2002-09-14T10:11:05"),
    ("Tues, 14 Sept 2002 10:11:05 +0000", "2002-09-14T10:11:05"),  # the weekday is not checked
    ("Mon, 21 Sep 2026 10:00:5 +0000", "2026-09-21T10:00:05"),
    ("Mon, 21 Sep 2026 10:00:03.5 +0000", "2026-09-21T10:00:03"),
    ("mon, 21 sep 2026 10:00:03 +0000", "2026-09-21T10:00:03"),
    # asctime, with the zone before or behind the year
    ("Sun Nov 13 15:38:52 2005", "2005-11-13T15:38:52"),
    ("Fri Sep 14 14:36:56 EDT 2018", "2018-09-14T18:36:56"),
    ("Fri Feb 07 10:18:12 2003 -0800", "2003-02-07T18:18:12"),
    # ISO 8601
    ("2018-04-22T02:54:17Z", "2018-04-22T02:54:17"),
    ("2018-04-22 02:54:17+02:00", "2018-04-22T00:54:17"),
    ("2018-04-22 02:54:17.028704749 +0000 UTC", "2018-04-22T02:54:17"),
    ("2018-04-22 02:54:17.028704749 +0000 UTC m=+12345.678901234", "2018-04-22T02:54:17"),
    ("2018/4/2 02:54", "2018-04-02T02:54:00"),
    # edges
    ("Fri, 31 Dec 2004 23:59:60 +0000", "2005-01-01T00:00:00"),
    ("29 Feb 2024 12:00:00 +0000", "2024-02-29T12:00:00"),
    ("Mon,\r\n\t21 Sep 2026\r\n 10:00:03 +0000", "2026-09-21T10:00:03"),
    ("junk before 21 Sep 2026 10:00:03 +0000 : <g @yi.example>", "2026-09-21T10:00:03"),
    ("31 Jun 2026 10:00:00 +0000, 21 Sep 2026 10:00:03 +0000", "2026-09-21T10:00:03"),
    ("30 Apr 2003 15:06:29 for <a@x.example>", "2003-04-30T15:06:29"),
]

UNREAD = [
    "",
    " ",
    "yesterday",
    "22 Apr 2018",
    "14:47:44 +0000",
    "29 Feb 2023 12:00:00 +0000",
    "31 Jun 2026 10:00:00 +0000",
    "32 Jan 2026 10:00:00 +0000",
    "0 Jan 2026 10:00:00 +0000",
    "1 Jan 2026 25:00:00 +0000",
    "1 Jan 2026 10:61:00 +0000",
    "1 Jan 2026 10:00:61 +0000",
    "1 Jan 2026 10:00:00 +9900",
    "1 Jan 1066 10:00:00 +0000",
    "1 Jan 0002 10:00:00 +0000",
    "31 Dec 9999 23:59:59 -1200",  # behind the end of time
    "1 Mai 2026 10:00:00 +0200",
    "13/14/2026 10:00:00",
    "2026-13-01 10:00:00",
    "\0" * 50,
    "1" * 5000,
    ": " * 5000,
]


@pytest.mark.parametrize(("text", "utc"), READ, ids=[text[:40] for text, _ in READ])
def test_read(text: str, utc: str) -> None:
    assert read_date(text) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", UNREAD, ids=[repr(text[:40]) for text in UNREAD])
def test_unread(text: str) -> None:
    assert read_date(text) is None


def test_where_a_date_stands() -> None:
    text = "x; Mon, 21 Sep 2026 10:00:03 +0200 (CEST)"
    found = find_date(text, 2)
    assert found is not None
    assert text[found.start : found.end] == "Mon, 21 Sep 2026 10:00:03 +0200"


def test_a_word_behind_the_time_is_no_zone() -> None:
    found = find_date("30 Apr 2003 15:06:29 for <a@x.example>")
    assert found is not None
    assert "30 Apr 2003 15:06:29 for <a@x.example>"[found.end :] == "for <a@x.example>"


def test_nothing_is_looked_for_behind_the_bound() -> None:
    assert read_date(" x" * MAX_DATE_CHARS + " 21 Sep 2026 10:00:03 +0000") is None


@given(
    st.datetimes(min_value=datetime(1950, 1, 2), max_value=datetime(9998, 12, 31)),
    st.integers(-14 * 60, 14 * 60),
)
def test_what_the_standard_library_writes(local: datetime, east_minutes: int) -> None:
    date = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=east_minutes)))
    assert read_date(format_datetime(date)) == date
    assert read_date(date.isoformat(" ")) == date


_DATE_LIKE = st.text(alphabet="MonTueJanFebSep 0123456789:.,-+/()ZUTCGMTapm\t\r\n\0ä", max_size=80)


@given(_DATE_LIKE | st.text(max_size=80))
def test_never_raises_and_is_utc(text: str) -> None:
    date = read_date(text)
    assert date is None or (date.utcoffset() == timedelta(0) and date.year + 1 >= 1900)
