"""Dates as mail writes them, read into UTC.

RFC 5322 section 3.3 and its obsolete forms (section 4.3), asctime, ISO 8601, and what broken programs write: a year
`0102` (tm_year printed as it is), `Sep, 14 2002`, a.m. and p.m., nanoseconds, no seconds, no zone, no weekday. English
month names only, whatever the locale. No clock: a date without a year or without a time of day is no date.

A zone that is missing, or that RFC 5322 does not know and that is not unambiguous, counts as `-0000` (section 4.3),
and that is read as UTC.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

__all__ = ["MAX_DATE_CHARS", "FoundDate", "find_date", "read_date", "usual_date"]

MAX_DATE_CHARS = 1000  # no date is looked for behind this many characters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_TIME = (
    r"(?P<hour{0}>\d{{1,2}}) ?[:.] ?(?P<minute{0}>\d\d)(?: ?[:.] ?(?P<second{0}>\d\d?)(?:[.,]\d{{1,12}})?)?"
    r"(?: ?(?P<half{0}>[ap])\.?m\b\.?)?"
)
_ZONE = (
    r"(?: ?(?P<offset{0}>(?:(?:gmt|utc?) ?)?[+-] ?\d\d(?::?\d\d)?)(?![\d:])"
    r"|(?:(?<=\d)| )(?P<zone{0}>[a-z]{{1,5}})(?![a-z0-9.=@_-]))?"
)
_DAY_FIRST = (
    rf"(?P<day1>\d\d?)(?:st|nd|rd|th)?[ .-]{{1,2}}(?P<month1>{_MONTH})[.,]?[ ,-]{{1,2}}(?P<year1>\d{{2,4}})"
    r",?(?: at)?[ :]" + _TIME.format(1) + _ZONE.format(1)
)
_MONTH_FIRST = (
    rf"(?P<month2>{_MONTH})[.,]?[ -](?P<day2>\d\d?)(?:st|nd|rd|th)?,?[ -](?:(?P<year2>\d{{4}}),?[ -])?"
    + _TIME.format(2)
    + _ZONE.format(2)
    + r"(?:,? (?P<late_year2>\d{4})(?![\d:.])(?: ?(?P<late_offset2>[+-]\d{4})(?!\d))?)?"
)
_YEAR_FIRST = (
    r"(?P<year3>\d{4})(?P<dash3>[-/])(?P<month3>\d\d?)(?P=dash3)(?P<day3>\d\d?)[t ]{1,2}"
    + _TIME.format(3)
    + _ZONE.format(3)
)


@cache
def _any_date() -> re.Pattern[str]:
    """Every form. A date begins at a word's beginning; its weekday belongs to it and is not checked against the day.

    Compiled when a date of an uncommon form turns up first: it takes milliseconds.
    """
    return re.compile(
        r"(?<![a-z0-9.:/@_-])(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2} ?)?"
        rf"(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_YEAR_FIRST})",
        re.IGNORECASE | re.ASCII,
    )


# The one form that most fields have, read without the detours of the others.
_USUAL = re.compile(
    r" ?(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):([0-5]\d) ([+-])(\d\d)([0-5]\d)(?![\d:])",
    re.ASCII,
)
_PARENTHESIS = re.compile(r"[()]")
_HOUR_S = 3600
_ZONES_H = {
    # RFC 5322 section 4.3; single letters but Z count as -0000 there
    "ut": 0,
    "gmt": 0,
    "z": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    # Unambiguous in mail. Not here, since several places use them: BST, IST, AST, ADT, SST, WST, MST of Malaysia.
    "utc": 0,
    "wet": 0,
    "west": 1,
    "cet": 1,
    "mez": 1,
    "met": 1,
    "cest": 2,
    "mesz": 2,
    "mest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "msd": 4,
    "jst": 9,
    "kst": 9,
    "hkt": 8,
    "sgt": 8,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "hst": -10,
    "akst": -9,
    "akdt": -8,
}


class FoundDate(NamedTuple):
    """A date, in UTC, and where it stands in the text."""

    date: datetime
    start: int
    end: int


def read_date(text: str) -> datetime | None:
    """The date a field body consists of, in UTC; None where there is none or it is impossible. Never raises.

    What stands before or behind the date, comments included, is passed over.
    """
    if usual := usual_date(text):
        return usual[0]
    plain = " ".join(_without_comments(text[:MAX_DATE_CHARS]).split())
    found = find_date(plain)
    return found.date if found else None


def find_date(text: str, start: int = 0) -> FoundDate | None:
    """The first possible date at or behind `start`, within `MAX_DATE_CHARS`; blanks must be single ones."""
    if usual := _USUAL.match(text, start):
        date = _usual_date(usual)
        if date is not None:
            return FoundDate(date, usual.start() + (usual[0][0] == " "), usual.end())
    stop = start + MAX_DATE_CHARS
    while match := _any_date().search(text, start, stop):
        date = _date(match)
        if date is not None:
            return FoundDate(date, match.start(), _end(match))
        start = match.end()
    return None


def usual_date(text: str) -> tuple[datetime, int] | None:
    """The date of the usual form with which a text begins, and where it ends; None where there is no such date.

    Where there is one, `find_date` finds the same.
    """
    match = _USUAL.match(text)
    date = _usual_date(match) if match else None
    return (date, match.end()) if match and date else None


def _usual_date(match: re.Match[str]) -> datetime | None:
    day, month_name, year, hour, minute, second, sign, hours, minutes = match.groups()
    month = _MONTH_NUMBERS.get(month_name.lower())
    east = int(hours) * 60 + int(minutes)
    if month is None or int(year) < 1900 or east >= 1440:
        return None
    try:
        local = datetime(int(year), month, int(day), int(hour), int(minute), int(second), 0, UTC)
        return local - timedelta(minutes=-east if sign == "-" else east) if east else local
    except (ValueError, OverflowError):
        return None


def _end(match: re.Match[str]) -> int:
    """Where the date ends: a word behind it that names no zone is not part of it (`15:06:29 for <x>`)."""
    zone = match.lastgroup
    if zone and zone.startswith("zone") and match[zone].lower() not in _ZONES_H and match[zone].islower():
        return match.start(zone)
    return match.end()


def _without_comments(text: str) -> str:
    """Comments, nested ones too, become blanks; unbalanced parentheses as well."""
    if "(" not in text and ")" not in text:
        return text
    kept: list[str] = []
    opened: list[int] = []  # for each open parenthesis: how many pieces were kept before it
    last = 0
    for match in _PARENTHESIS.finditer(text):
        kept.append(text[last : match.start()])
        last = match.end()
        if match[0] == "(":
            opened.append(len(kept))
        elif opened:
            del kept[opened.pop() :]
    kept.append(text[last:])
    return " ".join(kept)


def _date(match: re.Match[str]) -> datetime | None:
    groups = match.groupdict()
    form = "1" if groups["day1"] else "2" if groups["day2"] else "3"
    year = _year(groups["year" + form] or groups.get("late_year" + form) or "")
    month_text = groups["month" + form]
    month = int(month_text) if month_text.isdigit() else _MONTH_NUMBERS[month_text[:3].lower()]
    hour = _hour(int(groups["hour" + form]), groups["half" + form])
    offset_s = _offset_s(groups["offset" + form] or groups.get("late_offset" + form), groups["zone" + form])
    if year is None or hour is None or offset_s is None:
        return None
    second = int(groups["second" + form] or 0)
    leap = second == 60  # RFC 3339 section 5.7: a leap second is the first second of the next minute here
    try:
        local = datetime(
            year, month, int(groups["day" + form]), hour, int(groups["minute" + form]), second - leap, 0, UTC
        )
        return local - timedelta(seconds=offset_s - leap)
    except (ValueError, OverflowError):  # the thirty-first of June; year 9999 behind UTC
        return None


def _year(text: str) -> int | None:
    """RFC 5322 section 4.3 for two and three digits; four digits 0100 to 0199 are a tm_year that was printed."""
    if not text:
        return None
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    if len(text) == 3 or 100 <= year < 200:
        return year + 1900
    return year if year >= 1900 else None


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of a day of 24; `13 pm` is 13, as programs write it that put the mark behind a 24 hour clock."""
    if half is None or hour > 12:
        return hour if hour < 24 else None
    return hour % 12 + (12 if half in "pP" else 0)


def _offset_s(offset: str | None, zone: str | None) -> int | None:
    """Seconds east of UTC; None where no place has such an offset."""
    if offset:
        sign = -1 if "-" in offset else 1
        digits = re.sub(r"\D", "", offset)
        hours, minutes = int(digits[:2]), int(digits[2:] or 0)
        return None if hours > 23 or minutes > 59 else sign * (hours * _HOUR_S + minutes * 60)
    return _ZONES_H.get(zone.lower(), 0) * _HOUR_S if zone else 0
