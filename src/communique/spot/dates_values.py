"""From the parts of a matched form to its value: EDTF where the words say enough, else a distance or a length."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.spot.dates_words import Lexicon, Word

_SLOT = re.compile(r"\{([^}]+)\}")
_NAMES = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "Q": "quarter",
    "WE": "weekend",
    "10Y": "decade",
}
_FRACTIONS = {
    "1/2": 0.5,
    "½": 0.5,
    "1/4": 0.25,
    "¼": 0.25,
    "3/4": 0.75,
    "¾": 0.75,
    "1/3": 1 / 3,
    "2/3": 2 / 3,
}
_HALVES = {
    "Y": "P6M",
    "TH": "PT30M",
    "D": "PT12H",
    "M": "P15D",
    "10Y": "P5Y",
    "100Y": "P50Y",
    "TM": "PT30S",
    "W": "P3.5D",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The named parts of a match, as words."""

    match: re.Match[str]
    words: list[Word]
    lexicon: Lexicon

    def of(self, name: str) -> list[Word]:
        """The words of a part, empty where it is absent."""
        if name not in self.match.re.groupindex or self.match.start(name) < 0:
            return []
        return self.words[self.match.start(name) : self.match.end(name)]

    def value(self, name: str, *classes: str) -> str | None:
        """The lexicon's value of a part's first word, under the first class that has it."""
        found = self.of(name)
        if not found:
            return None
        return next(
            (v for c in classes if (v := self.lexicon.values.get((c, found[0].lower))) is not None), None
        )


def fill(template: str, parts: Parts) -> str | None:
    """The template with its slots filled, None where a part makes no sense."""
    out = template
    for slot in _SLOT.findall(template):
        value = _slot(slot, parts)
        if value is None:
            return None
        out = out.replace("{" + slot + "}", value)
    return out


def _slot(slot: str, parts: Parts) -> str | None:
    match slot:
        case "y" | "y2":
            found = parts.of(slot)
            return found[0].lower if found else "XXXX"
        case "m" | "m2":
            month = parts.value(slot, "MONTH", "MONTH_SHORT")
            return month and month.zfill(2)
        case "d" | "d2":
            return _digits(parts.of(slot)[0].lower).zfill(2)
        case "e":
            part = parts.value("e", "EARLY")
            return f"#{part}" if part else ""
        case "l":
            part = parts.value("l", "EARLIER")
            return f"#{part}" if part else ""
        case "w" | "w2":
            return parts.value(slot, "WEEKDAY", "WEEKDAYS")
        case "w@":
            weekday = parts.value("w", "WEEKDAY")
            return f"@w{weekday}" if weekday else ""
        case "r" | "r0" | "rs" | "s":
            return _relation(slot, parts)
        case _:
            return _measure(slot, parts)


def _relation(slot: str, parts: Parts) -> str | None:
    told = parts.value("r", "LAST", "NEXT", "THIS", "RECENT")
    if slot == "r0":
        return told or "0"
    if told is None:
        return "-1" if slot == "r" and parts.of("r") else None
    if slot == "rs":
        return f"{int(told):+d}"
    if slot == "s":
        return "+" if told == "1" else "-"
    return told


def _measure(slot: str, parts: Parts) -> str | None:
    unit = parts.value("u", "UNIT", "UNITS")
    match slot:
        case "P" | "P2":
            return unit and duration(_times(parts, "q2" if slot == "P2" else "q"), unit)
        case "O":
            unit = unit or parts.value("u2", "UNITS")
            return unit and duration(None, unit)
        case "H":
            return _HALVES.get(unit or "")
        case "U":
            return unit
        case "u":
            return unit and _NAMES.get(unit, "century" if unit == "100Y" else None)
        case "b":
            return "after" if parts.value("b", "AFTER") else "before"
        case "f":
            return _following(parts.of("f")[0].lower, unit)
        case _:
            return _odd(slot, parts)


def _times(parts: Parts, name: str) -> float | None:
    """How many units; a plural without a number leaves it open."""
    told = parts.of(name)
    if not told and parts.value("u", "UNITS") is not None:
        return None
    return quantity(told, parts.lexicon)


def _following(word: str, unit: str | None) -> str | None:
    return (
        {"same": "same"}.get(word, "before" if word in {"previous", "preceding"} else "after")
        if unit
        else None
    )


def _odd(slot: str, parts: Parts) -> str | None:
    match slot:
        case "c":
            number = _ordinal(parts.of("c")[0], parts.lexicon)
            return f"{number - 1:02d}" if number else None
        case "o":
            number = _ordinal(parts.of("o")[0], parts.lexicon)
            number = 4 if number == 0 else number
            return str(number) if number and number <= 4 else None
        case "k":
            return parts.of("k")[0].lower[1]
        case "h":
            return "1" if parts.of("h")[0].lower == "first" else "2"
        case "i":
            return parts.of("i")[0].lower
        case "x":
            return slashed(parts.of("x")[0].lower)
        case "z":
            year, short = parts.of("y")[0].lower, parts.of("z")[0].lower
            return year[:2] + short if len(short) == 2 and short.isdigit() and short > year[2:] else None
        case "g":
            return parts.value("g", "SEASON")
        case "n":
            return parts.value("n", "DAYWORD")
        case "v":
            return _decade(parts) or parts.value("v", "VAGUE", "OFTEN", "SPANWORD", "HOLIDAY", "DECADEWORD")
        case _:
            return None


def _decade(parts: Parts) -> str | None:
    digits = re.sub(r"\D", "", parts.of("v")[0].lower)
    if not digits:
        return None
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 30 else "20") + digits
    return digits[:3] + "X"


def _digits(lower: str) -> str:
    return re.sub(r"\D", "", lower)


def _ordinal(word: Word, lexicon: Lexicon) -> int | None:
    told = lexicon.values.get(("ORDWORD", word.lower))
    if told is not None:
        return int(told)
    digits = _digits(word.lower)
    return int(digits) if digits else None


def slashed(written: str) -> str | None:
    """An ISO day from digits: month first where that is possible with slashes, day first with dots."""
    first, second, year = (int(part) for part in re.split(r"[/.]", written))
    year += (2000 if year < 50 else 1900) if year < 100 else 0
    month, day = (second, first) if "." in written or first > 12 else (first, second)
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def quantity(words: list[Word], lexicon: Lexicon) -> float | None:
    """How many the words say; None where they leave it open ("a few"). Nothing said is one."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        told = amount(word, lexicon)
        if told == "X":
            return None
        if told is None or isinstance(told, str):
            continue
        if isinstance(told, tuple):
            current, seen = (current or 1) * told[0], True
            if told[0] >= 1000:
                total, current = total + current, 0.0
        else:
            current, seen = current + told, True
    return total + current if seen else 1.0


def amount(word: Word, lexicon: Lexicon) -> float | tuple[float] | str | None:
    """What one word adds: a number, a multiplier in a tuple, "X" for an open amount, None for nothing."""
    lower = word.lower
    if lower in _FRACTIONS:
        return _FRACTIONS[lower]
    if re.fullmatch(r"[\d,]+(\.\d+)?", lower):
        return float(lower.replace(",", ""))
    for name in ("NUM", "COUPLE", "HALF"):
        if (name, lower) in lexicon.values:
            return float(lexicon.values[name, lower])
    if ("MULT", lower) in lexicon.values:
        return (float(lexicon.values["MULT", lower]),)
    return "X" if ("SOME", lower) in lexicon.values or ("MANY", lower) in lexicon.values else None


def duration(number: float | None, unit: str) -> str | None:
    """An ISO 8601 duration; X where the number is left open."""
    times, letter = re.fullmatch(r"(\d*)(T?[A-Z]+)", unit).groups()  # type: ignore[union-attr]
    time = "T" if letter.startswith("T") else ""
    letter = letter[1:] if time else letter
    if number is None:
        return f"PX{time and 'T'}{letter}" if not time else f"PTX{letter}"
    if letter == "H" and number != int(number):
        return f"PT{int(number)}H{round(number % 1 * 60)}M"
    return f"P{time}{number * int(times or 1):g}{letter}"
