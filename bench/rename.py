"""Retell a story under other names and on other days: persons, states and cities swapped, dates moved.

usage: rename.py MAP.toml FOLDER OUT

The map has `[words]` (old = new, whole words, longest first, also where a word is glued to the one before it) and
`months = n`, `days = n`: bare months move by n months, full dates by n days, a multiple of 7 so that weekdays stay
true. A system that reads the text and not its memory scores the same on both.
"""

from __future__ import annotations

import datetime
import re
import sys
import tomllib
from pathlib import Path

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_FULL = re.compile(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})\b|\b(\d{{1,2}}) ({_MONTH}) (\d{{4}})\b")
# "May" also in "inMay" and "Maywhile"; "may" the verb is lower case, except at the head of a sentence
_BARE = re.compile(rf"(?<![A-Z])({_MONTH})(?=while\b|\b)(?! (?:I|we|you|he|she|it|they)\b)")


def rename(text: str, words: dict[str, str], *, months: int = 0, days: int = 0) -> str:
    """The text under other names and on other days. ValueError where days would break the weekdays."""
    if days % 7:
        raise ValueError(f"days = {days} is no multiple of 7: weekdays would no longer fit their dates")
    held: list[str] = []

    def keep(new: str) -> str:
        held.append(new)
        return f"\x00{len(held) - 1}\x00"

    text = _FULL.sub(lambda m: keep(_moved(m, days)), text)
    text = _BARE.sub(lambda m: keep(MONTHS[(MONTHS.index(m[1]) + months) % 12]), text)
    for old in sorted(words, key=len, reverse=True):
        new = words[old]
        text = re.sub(rf"(?<![A-Z]){re.escape(old)}(?![a-z])", lambda _, new=new: keep(new), text)
    while "\x00" in text:
        text = re.sub("\x00(\\d+)\x00", lambda m: held[int(m[1])], text)
    return text


def _moved(match: re.Match[str], days: int) -> str:
    month_first = match[1] is not None
    month, day, year = (match[1], match[2], match[3]) if month_first else (match[5], match[4], match[6])
    moved = datetime.date(int(year), MONTHS.index(month) + 1, int(day)) + datetime.timedelta(days=days)
    name = MONTHS[moved.month - 1]
    return f"{name} {moved.day}, {moved.year}" if month_first else f"{moved.day} {name} {moved.year}"


def main(map_path: Path, folder: Path, out: Path) -> None:
    """Rename every text file of a folder."""
    chosen = tomllib.loads(map_path.read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        moved = rename(text, chosen["words"], months=chosen.get("months", 0), days=chosen.get("days", 0))
        (out / path.name).write_text(moved, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
