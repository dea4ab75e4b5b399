"""Dates of an entry: days that do not exist, and spellings that pandoc would leave out.

Pandoc takes any day of any month, and prints the thirteenth as “Spring”; a date that it cannot read
it drops in silence. What can only mean one day (`5 May 2020`, `2020-5-1`) is rewritten for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from offprint.bibliography.entry import DATES, Entry, Field
from offprint.bibliography.grammar import MONTHS
from offprint.problems import Problem

_ISO = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?[~?%]?|y-?\d{5,}")
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_WRITTEN = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%Y/%m/%d", "%Y %B %d")
_WRITTEN_MONTH = ("%B %Y", "%b %Y", "%B, %Y")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAYS = re.compile(r"(?<!\d)\d{1,2}\s{0,3}[-–—]{1,3}\s{0,3}\d{1,2}(?!\d)")
"""A range of days beside a month: a conference's."""
_SPOILT_YEAR = re.compile(r"\d+[A-Za-z]\d+|\d{5,}")
_LATEST = 2100
_LEAP = 4
"""Stands in for a year that is not known, or not of our era: any day may be in it."""
_HINT = "write YYYY-MM-DD, YYYY-MM or YYYY, or two of them with a slash between"


def check(entry: Entry) -> Iterator[Problem]:
    """Yield the dates that do not exist, and those that would be left out."""
    for field in entry.having(*sorted(DATES)):
        yield from _date(entry, field)
    if not readable_date(entry.text("date")):
        yield from _year(entry)
        yield from _month(entry)


def readable_date(written: str) -> bool:
    """Tell whether pandoc reads a `date`, as `mended` writes it."""
    return bool(written) and all(_ISO.fullmatch(end) or not end for end in mended(written).split("/"))


def mended(written: str) -> str:
    """Return a date as ISO 8601-2 if it can mean only one, else as it was (biblatex manual §2.3.8)."""
    bare = written.strip().strip("{}").strip()
    if all(_ISO.fullmatch(end) for end in bare.split("/")):
        return bare
    if match := _LOOSE.fullmatch(bare):
        return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    if match := re.fullmatch(r"(\d\d)(\d[Xu]|[Xu]{2})", bare):  # the years of a decade, or a century
        first, last = (match[1] + re.sub(r"[Xu]", digit, match[2]) for digit in "09")
        return f"{first}/{last}"
    for shapes, output in ((_WRITTEN, "%Y-%m-%d"), (_WRITTEN_MONTH, "%Y-%m")):
        for shape in shapes:
            try:
                return datetime.strptime(bare.replace("Sept ", "Sep "), shape).strftime(output)  # noqa: DTZ007
            except ValueError:
                continue
    return bare.replace("..", "") if re.fullmatch(r"\S+/\.\.|\.\./\S+", bare) else bare


def month_and_day(written: str) -> tuple[int, int] | None:
    """Return the month (21 to 24 for seasons) and day, or 0, that a `month` field means."""
    spread = _DAYS.sub(" ", written.lower()) if re.search("[A-Za-z]", written) else written
    bare = re.sub(r"[{}~.,]", " ", spread).split()
    days = [
        int(re.sub(r"(?:st|nd|rd|th)$", "", word))
        for word in bare
        if re.fullmatch(r"\d{1,4}(?:[a-z]{2})?", word)
    ]
    words = [word for word in bare if not word[0].isdigit()]
    if len(bare) == 1 and days and bare[0].isdigit():
        return days[0], 0
    if len(words) != 1 or len(days) > 1 or len(days) + 1 != len(bare):
        return None
    known = _SEASONS.get(words[0]) or _english(words[0])
    return (known, days[0] if days else 0) if known else None


def _english(word: str) -> int:
    names = ("january february march april may june july august september october november december").split()
    match = (n for n, name in enumerate(names, 1) if word in (name, MONTHS[n - 1]) or word == name[:4])
    return next(match, 0)


def _date(entry: Entry, field: Field) -> Iterator[Problem]:
    shown = " ".join(field.value.split())
    ends = mended(shown).split("/")
    read = [_ISO.fullmatch(end) for end in ends]
    if not readable_date(shown) or len(ends) > 2:
        lost = field.name == "date" and not entry.text("year")
        rule = "impossible-date" if lost else "doubtful-date"
        yield entry.fault(rule, field, f"the {field.name} “{shown}” cannot be read, and is left out", _HINT)
        return
    for match in filter(None, read):
        if match[1] and not _exists(int(match[1]), int(match[2] or 0), int(match[3] or 0)):
            yield entry.fault("impossible-date", field, f"there is no day “{match[0]}”", _HINT)
    if len(read) == 2 and all(read) and _backwards(*ends):
        what = f"the {field.name} “{shown}” ends before it begins"
        yield entry.fault("impossible-date", field, what, "write the earlier date first")


def _backwards(first: str, last: str) -> bool:
    """Tell whether a range of years of our era ends before it begins."""
    return first[0] not in "-y" and last[0] not in "-y" and last[: len(first)] < first[: len(last)]


def _exists(year: int, month: int, day: int) -> bool:
    if not month:
        return True
    if not day:
        return 1 <= month <= 12 or 21 <= month <= 24
    try:
        date(year if year > 0 else _LEAP, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _year(entry: Entry) -> Iterator[Problem]:
    for field in entry.having("year"):
        year = entry.text("year").strip("{}")
        if _SPOILT_YEAR.fullmatch(year):
            yield entry.fault("impossible-date", field, f"there is no year “{year}”", "write four digits")
        elif year.isdecimal() and (not 3 <= len(year) <= 4 or int(year) > _LATEST):
            what = f"the year “{year}” is an unlikely one"
            yield entry.fault("doubtful-date", field, what, "write four digits")


def _month(entry: Entry) -> Iterator[Problem]:
    written = entry.text("year").strip("{}")
    year = int(written) if re.fullmatch(r"\d{1,4}", written) else _LEAP
    for field in entry.having("month"):
        shown = entry.text("month")
        found = month_and_day(shown)
        if found is None:
            what = f"the month “{shown}” cannot be read, and is left out"
            yield entry.fault("doubtful-date", field, what, "write date = {YYYY-MM}, or a range of two")
        elif not _exists(year, *found):
            what = f"there is no month “{shown}”" if not found[1] else f"there is no day “{shown}”"
            yield entry.fault("impossible-date", field, what, "write a number from 1 to 12, or jan to dec")
    for field in entry.having("day"):
        day, which = entry.text("day"), month_and_day(entry.text("month"))
        if which and re.fullmatch(r"\d{1,2}", day) and not _exists(year, which[0], int(day)):
            yield entry.fault("impossible-date", field, f"there is no day “{day}” in that month", _HINT)
