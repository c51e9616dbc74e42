"""Numbers as written: bounds ("at least", "hundreds"), unit, and the noun that is counted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from math import prod

from communique.records import Parse, Report, Sentence, Spotted, SpottedKind
from communique.rules import load_table
from communique.spot.dates_forms import translate
from communique.spot.dates_values import amount, quantity
from communique.spot.dates_words import Lexicon, Word, load_lexicon

BOUNDS = "dates/bounds.tsv"
UNITS = "dates/units.tsv"
_NUMBER = (
    "(DOLLAR)? (NUM|MULT|MANY|SOME (?!NUM)|COUPLE|A (?=MULT|COUPLE|MANY)|HALF A|A HALF)"
    " (DASH? (NUM|MULT|FRACTION|HALF|MANY)|DASH? and A? (FRACTION|HALF)|(?<=MULT) and NUM|of (?=MANY|MULT))*"
)
_NOUNS = {"NOUN", "PROPN"}
_BESIDE = {"amod", "compound", "nmod", "poss"}
_COUNTING = {"nummod", "amod", "quantmod", "compound", "nmod", "det"}
_AHEAD = 5  # words before a number that may bound it ("no fewer than")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number's bounds; None is open."""

    low: float | None
    high: float | None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(translate(_NUMBER, load_lexicon(), "number"))


@cache
def _bounds() -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = [(tuple(row["words"].split(" ")), row["bound"]) for row in load_table(BOUNDS)]
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0])))


@cache
def _units() -> dict[str, str]:
    return {row["word"]: row["unit"] for row in load_table(UNITS)}


def find_numbers(
    report: Report,
    words: list[Word],
    taken: set[int],
    sentence_at: Callable[[int, int], Sentence | None],
    parse_of: Callable[[Sentence | None], Parse | None],
) -> Iterator[Spotted]:
    """The numbers of a block outside its time expressions."""
    lexicon = load_lexicon()
    chars = [word.char for word in words]
    for i in taken:
        chars[i] = "?"
    line = "".join(chars)
    stop = 0
    for match in _pattern().finditer(line):
        first, last = match.span()
        if first < stop or not _counts(words, first, last, lexicon):
            continue
        first, last, told = _read(words, first, last, lexicon, line)
        stop = last
        start, end = words[first].start, words[last - 1].end
        sentence = sentence_at(start, end)
        unit, last = _unit(words, first, last)
        end = words[last - 1].end
        of_what = counted(parse_of(sentence), start, end) if unit is None or unit == "%" else None
        if told is None:
            continue
        yield Spotted(
            report_id=report.report_id,
            start=start,
            end=end,
            exact=report.text[start:end],
            kind=SpottedKind.NUMBER,
            sentence_id=sentence.sentence_id if sentence else None,
            value="|".join((_plain(told.low), _plain(told.high), unit or "", of_what or "")),
            state=None,
            reason="number",
        )


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def _counts(words: list[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    only = words[first].lower if last - first == 1 else None
    if only in {"one", "some", "many", "few"} or ("MULT", only or "") in lexicon.values:
        return False
    if only is not None and ("SOME", only) in lexicon.values:
        return only in {"several", "numerous"}
    before = words[first - 1] if first else None
    return not (before is not None and before.char == "'" and before.end == words[first].start)


def _read(
    words: list[Word], first: int, last: int, lexicon: Lexicon, line: str
) -> tuple[int, int, Amount | None]:
    """The number with its second bound and the words that bound it: first, last, amount."""
    told = _amount(words[first:last], lexicon)
    if told is None:
        return first, last, None
    second = _second(words, first, last, lexicon)
    if second is not None:
        last, high = second
        factor = high.factor if told.high is not None and told.high < 1000 <= high.factor else 1
        first = first - 1 if first and words[first - 1].lower in {"between", "from"} else first
        return first, last, Amount(None if told.low is None else told.low * factor, high.high)
    size, bound = _bound(words, first)
    return first - size, last, _bounded(told, bound)


@dataclass(frozen=True, slots=True)
class Second:
    """The upper of two bounds and the multiplier both share ("3 to 5 million")."""

    high: float | None
    factor: float


def _second(words: list[Word], first: int, last: int, lexicon: Lexicon) -> tuple[int, Second] | None:
    if last >= len(words):
        return None
    link = words[last].lower
    between = first > 0 and words[first - 1].lower == "between"
    if not (link in {"to", "or"} or words[last].char == "-" or (link == "and" and between)):
        return None
    match = _pattern().match("".join(word.char for word in words[last + 1 : last + 8]))
    if match is None or words[last + 1].lower in {"a", "an"}:
        return None
    found = words[last + 1 : last + 1 + match.end()]
    told = _amount(found, lexicon)
    lower = _amount(words[first:last], lexicon)
    if told is None or lower is None or told.high is None or (lower.high or 0) > told.high:
        return None
    factors = [m[0] for w in found if isinstance(m := amount(w, lexicon), tuple)]
    return last + 1 + match.end(), Second(told.high, factors[-1] if factors else 1.0)


def _amount(words: list[Word], lexicon: Lexicon) -> Amount | None:
    told = [word for word in words if word.char != "$"]
    many = [float(lexicon.values["MANY", w.lower]) for w in told if ("MANY", w.lower) in lexicon.values]
    if many:  # two hundred at least in "hundreds", one thousand for each in "hundreds of thousands"
        return Amount(many[0] * prod(size / 2 for size in many[1:]), None)
    if any(("SOME", word.lower) in lexicon.values for word in told):
        return Amount(None, None)
    number = quantity(told, lexicon)
    return None if number is None else Amount(number, number)


def _bound(words: list[Word], first: int) -> tuple[int, str]:
    before = [word.lower for word in words[max(0, first - _AHEAD) : first]]
    for phrase, bound in _bounds():
        if tuple(before[-len(phrase) :]) == phrase:
            return len(phrase), bound
    return 0, ""


def _bounded(told: Amount, bound: str) -> Amount:
    match bound:
        case "low":
            return Amount(told.low, None)
        case "high":
            return Amount(None, told.high if told.high is not None else told.low)
        case "about" if told.low is not None and told.low == told.high:
            return Amount(told.low * 0.9, told.low * 1.1)
        case _:
            return told


def _unit(words: list[Word], first: int, last: int) -> tuple[str | None, int]:
    """The unit before ("$") or after the number, and where the number with its unit ends."""
    units = _units()
    for word in words[first:last]:
        if word.char == "$":
            return "USD", last
    for size in (2, 1):
        if last + size <= len(words):
            phrase = " ".join(w.lower for w in words[last : last + size])
            if phrase in units:
                return units[phrase], last + size
    return None, last


def counted(parse: Parse | None, start: int, end: int) -> str | None:
    """The noun phrase a number counts, as written and without the number, None where grammar shows none."""
    if parse is None:
        return None
    first, last = bisect_right(parse.ends, start), bisect_left(parse.starts, end)
    for at in range(last - 1, first - 1, -1):
        noun = _noun_of(parse, at, first, last)
        if noun is not None:
            found = [i for i in _below(parse, noun, _BESIDE) if last <= i < noun] + [noun]
            return " ".join(parse.texts[i] for i in found)
    return None


def _noun_of(parse: Parse, at: int, first: int, last: int) -> int | None:
    for child in _below(parse, at, {"prep"}):
        if parse.texts[child].lower() == "of":
            for noun in _below(parse, child, {"pobj"}):
                if parse.pos[noun] in _NOUNS:
                    return noun
    head = parse.heads[at]
    if not first <= head < last and parse.pos[head] in _NOUNS and head > at:
        return head if parse.deps[at] in _COUNTING else None
    return None


def _below(parse: Parse, at: int, deps: AbstractSet[str]) -> list[int]:
    """The tokens right below one, of these labels, in text order."""
    return [i for i, head in enumerate(parse.heads) if head == at and i != at and parse.deps[i] in deps]
