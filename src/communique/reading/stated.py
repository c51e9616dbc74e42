"""Reads a date as a feed, a page or a table states it into an ISO day, keeping the local day as stated."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"^\s*(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
        r"^\s*(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)",
        r"^\s*(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T\d|\s*$)",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]+(?P<y>\d{{4}})\b",
        rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>\d{{4}})\b",
    )
)
_NUMERIC = re.compile(r"^\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def iso_day(stated: str | int | float | None) -> str | None:
    """`2023-06-18` for any full date, whatever stands around it; None for none, a partial or an ambiguous one."""
    if isinstance(stated, int | float) and not isinstance(stated, bool):
        return _epoch(float(stated))
    if not isinstance(stated, str):
        return None
    for form in _FORMS:
        if found := form.search(stated):
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else _MONTHS.index(parts["month"][:3].lower()) + 1
            return _valid(int(parts["y"]), month, int(parts["d"]))
    return _numeric(stated)


def _numeric(stated: str) -> str | None:
    """18/06/2023: only where no other order of day and month is possible."""
    found = _NUMERIC.search(stated)
    if not found:
        return _epoch(float(stated)) if re.fullmatch(r"\d{9,13}", stated.strip()) else None
    first, second, year = map(int, found.groups())
    if first == second or first > 12:
        return _valid(year, second, first)
    return _valid(year, first, second) if second > 12 else None


def _epoch(seconds: float) -> str | None:
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if 1e8 < seconds < 4e9 else None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
