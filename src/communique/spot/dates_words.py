"""A report's words as one character each, so that forms of time expressions are regular expressions over words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from communique.rules import load_table

WORDS = "dates/words.tsv"
GLUED = "dates/glued.tsv"

_TOKEN = re.compile(
    r"""[ \t]*+(?:(?P<word>[A-Za-z]++(?![\w-]))  # most words end here
    | (?P<iso>\d{4}-\d\d-\d\d)(?!\d)
    | (?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}\.\d{1,2}\.\d{4})(?![\d/])
    | (?P<clock>\d{1,2}:\d\d)
    | (?P<decade>(?:1[5-9]|20)?\d0['’]?s)\b
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th))\b
    | (?P<fraction>1/2|1/4|3/4|1/3|2/3|½|¼|¾)
    | (?P<alnum>[A-Za-z]+\d[\w-]*|[A-Z][A-Za-z]*-(?!\d{4}\b)\d[\w-]*|\d+[A-Za-z]{3,}\w*)
    | (?P<short>(?<![\w])['’]\d\d)\b(?![\w'’])
    | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    | (?P<apos>['’]s\b|(?<=s)['’])
    | (?P<joined>[^\W\d_]+)
    | (?P<newline>\n)
    | (?P<mark>[^\s\w]))""",
    re.VERBOSE,
)
_CAMEL = re.compile(r"[a-z]{2,}(?=[A-Z][a-z])")
_DASHES = dict.fromkeys("-–—‑−", "-")
_MARKS = {**_DASHES, ",": ",", ".": ".", "$": "$", "€": "$", "£": "$", "¥": "$", "%": "%", "(": "(", ")": ")"}

LOWER, CAPITAL, HEAD = "x", "C", "|"
PLAIN: dict[str, str] = {
    "COMMA": ",", "DASH": "-", "DOT": r"\.", "DOLLAR": r"\$", "PERCENT": "%", "OPEN": r"\(", "CLOSE": r"\)",
    "HEAD": r"\|", "APOS": "'", "ISODATE": "i", "SLASHED": "s", "CLOCK": "t", "DECADE": "D", "FRACTION": "f",
    "QUARTER": "q", "YEAR": "y", "DAY": "de", "ORDDAY": "o", "NUM": "deny", "DIGITS": "deny", "TWELVE": "e",
    "C": "C", "x": "x", "FLOAT": "n", "PERCENTS": "%",
}  # fmt: skip


class Word(NamedTuple):
    """One token: where it stands, as written in small letters, and the character it is to the forms."""

    start: int
    end: int
    lower: str
    char: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words the forms know: a character for each, the members of each class, and values by class and word."""

    chars: dict[str, str]
    classes: dict[str, str]
    values: dict[tuple[str, str], str]
    capital: frozenset[str]
    glued: dict[str, frozenset[str]]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of `words.tsv`; words the forms use literally are added by `literal`."""
    chars: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    values: dict[tuple[str, str], str] = {}
    capital = set()
    for row in load_table(WORDS):
        char = chars.setdefault(row["word"], chr(0xE000 + len(chars)))
        members.setdefault(row["class"], set()).add(char)
        values[row["class"], row["word"]] = row["value"]
        if row["case"] == "capital":
            capital.add(row["word"])
    classes = {name: "".join(sorted(found)) for name, found in members.items()}
    for name, extra in PLAIN.items():
        classes[name] = classes.get(name, "") + extra
    _derive(classes, chars)
    glued = {row["kind"]: frozenset(row["words"].split("|")) for row in load_table(GLUED)}
    return Lexicon(chars, classes, values, frozenset(capital), glued)


def _derive(classes: dict[str, str], chars: dict[str, str]) -> None:
    unsure = {chars["may"], chars["march"]}
    classes["MONTH_SURE"] = "".join(c for c in classes["MONTH"] if c not in unsure)
    classes["UNIT_CAL"] = "".join(chars[w] for w in ("week", "month", "year", "quarter", "decade", "century"))
    classes["UNIT_ANY"] = "".join(chars[w] for w in ("day", "week", "month", "year", "decade"))
    classes["DAYUNIT"] = chars["day"]
    classes["TWELVE"] += chars["twelve"]
    classes["TRIGGER"] = "".join(
        classes[name] for name in (
            "MONTH", "MONTH_SHORT", "WEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "DAYWORD", "SEASON", "SPANWORD", "OFTEN",
            "VAGUE", "HOLIDAY", "DECADE", "DECADEWORD", "ISODATE", "SLASHED", "YEAR", "CLOCK", "PART", "ORDDAY",
            "QUARTER",
        )
    )  # fmt: skip


def literal(lexicon: Lexicon, word: str) -> str:
    """The character of a word that a form uses as it is."""
    return lexicon.chars.setdefault(word, chr(0xE000 + len(lexicon.chars)))


def read_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    """The words of a stretch, in order; words glued together ("inMay", "Maywhile") come apart."""
    words: list[Word] = []
    add, make = words.append, Word._make
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        assert kind is not None
        exact, at = match[kind], match.start(kind)
        if kind == "word" or kind == "joined":
            for offset, past, lower, char in _pieces(exact):
                add(make((at + offset, at + past, lower, char)))
        elif kind == "short":
            add(Word(at, match.end(), _century(exact[1:]), "y"))
        else:
            add(Word(at, match.end(), exact.lower(), _char(kind, exact)))
    return words


def _century(short: str) -> str:
    return ("19" if int(short) >= 30 else "20") + short


def _char(kind: str | None, exact: str) -> str:
    match kind:
        case "mark":
            return _MARKS.get(exact, "?")
        case "newline":
            return HEAD
        case "number":
            return _number_char(exact)
        case "ordinal":
            return "o" if 1 <= int(exact[:-2]) <= 31 else "x"
        case "alnum":
            return "q" if re.fullmatch(r"[Qq][1-4]", exact) else CAPITAL
        case _:
            return {"iso": "i", "slashed": "s", "clock": "t", "decade": "D", "fraction": "f", "apos": "'"}[
                str(kind)
            ]


def _number_char(exact: str) -> str:
    if not exact.isdigit() or len(exact) > 4:
        return "n"
    if len(exact) == 4:
        return "y" if 1500 <= int(exact) <= 2099 else "n"
    if len(exact) <= 2 and 1 <= int(exact) <= 31:
        return "e" if exact == "12" else "d"
    return "n"


@lru_cache(maxsize=50_000)
def _pieces(exact: str) -> tuple[tuple[int, int, str, str], ...]:
    """The words in a written word: first and last offset, small letters, character each."""
    lexicon = load_lexicon()
    cut = _seam(exact, lexicon)
    found = [(0, exact)] if cut is None else [(0, exact[:cut]), (cut, exact[cut:])]
    return tuple((at, at + len(piece), piece.lower(), _word_char(piece, lexicon)) for at, piece in found)


def _seam(exact: str, lexicon: Lexicon) -> int | None:
    """Where two words are glued: "inMay" at the capital, "Maywhile" after the month."""
    camel = _CAMEL.match(exact)
    if camel:
        return camel.end()
    if exact[0].isupper() and len(exact) > 5:
        for head in lexicon.glued["head"]:
            if exact.startswith(head) and exact[len(head) :] in lexicon.glued["tail"]:
                return len(head)
    return None


def _word_char(exact: str, lexicon: Lexicon) -> str:
    lower = exact.lower()
    char = lexicon.chars.get(lower)
    if char is None or (lower in lexicon.capital and exact[0].islower()):
        return CAPITAL if exact[0].isupper() else LOWER
    return char
