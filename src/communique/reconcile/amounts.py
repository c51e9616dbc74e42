"""Numbers and lengths of time on one scale: bounds, unit, what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from communique.reconcile.evidence import Story
from communique.records import Moment, MomentKind, Number, Sentence
from communique.rules import load_table

_LENGTH = re.compile(
    r"P(?:(?P<n>[\d.]+|X)(?P<u>[YQMWD]))?(?:T(?:(?P<h>[\d.]+|X)H)?(?:(?P<m>[\d.]+|X)M)?(?:[\d.X]+S)?)?"
)
_MINUTES = {"Y": 525_600, "Q": 129_600, "M": 43_200, "W": 10_080, "D": 1_440}
_WORD = re.compile(r"[^\W\d_]+")
ROUNDED = 0.03  # by how much a length may change when miles are made of kilometres
TIME = "time"  # the unit of lengths of time, counted in minutes


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written, its bounds, and what it counts.

    `what` is one word for a class of things ("lorry", whatever a desk calls it), `kind` a wider one ("vehicle");
    both None where the sentence does not say.
    """

    report_id: str
    start: int
    end: int
    exact: str
    low: float | None
    high: float | None
    unit: str | None
    what: str | None
    kind: str | None
    noun: str | None
    vague: bool

    @property
    def definite(self) -> bool:
        """Whether it has an end on both sides."""
        return self.low is not None and self.high is not None

    @property
    def shown(self) -> str:
        """The number with what it counts, as its sentence has them."""
        return f"{self.exact} {self.noun}" if self.noun and not self.exact.endswith(self.noun) else self.exact


def amounts_of(story: Story, sentence: Sentence) -> list[Amount]:
    """The numbers and lengths of time of a sentence in order, each stretch once."""
    key = (sentence.report_id, sentence.start)
    lengths = [_length(m) for m in story.moments.get(key, ()) if m.kind is MomentKind.DURATION]
    taken = [(a.start, a.end) for a in lengths]
    counted = [_counted(n) for n in story.numbers.get(key, ()) if not any(s <= n.start < e for s, e in taken)]
    found = [*lengths, *(a for a in counted if not _identifier(a, sentence))]
    found += [v for v in vague_in(sentence) if not any(v.start < a.end and a.start < v.end for a in found)]
    return sorted(found, key=lambda a: a.start)


def alike(left: Amount, right: Amount) -> bool:
    """Whether two amounts can be the same number: their bounds meet; vague ones only where the word is the same."""
    if left.vague or right.vague:
        return left.vague and right.vague and left.exact.lower() == right.exact.lower()
    return meet(left, right)


def meet(left: Amount, right: Amount) -> bool:
    """Whether their bounds have a number in common."""
    low = max(a.low if a.low is not None else float("-inf") for a in (left, right))
    high = min(a.high if a.high is not None else float("inf") for a in (left, right))
    return low <= high


def comparable(left: Amount, right: Amount) -> bool:
    """Whether they may count the same: one unit, one class of things, or one of them does not say."""
    if (left.unit == TIME) != (right.unit == TIME):
        return False
    if left.unit and right.unit:
        return left.unit == right.unit
    return left.kind is None or right.kind is None or left.kind == right.kind


def what_is_counted(noun: str | None) -> tuple[str | None, str | None]:
    """The class and kind of the things a noun phrase counts ("coffee trucks": lorry, vehicle)."""
    words = _WORD.findall(noun or "")
    if not words:
        return None, None
    head = singular(words[-1].lower())
    if head in classes():
        return classes()[head]
    people = words[-1][0].isupper() and words[-1].endswith("s")  # "fifteen Ghanaians"
    return ("person", "person") if people else (head, head)


def singular(word: str) -> str:
    """A noun without the commonest endings of the plural."""
    for ending, rest in (
        ("men", "man"),
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith("ss"):
            return word[: -len(ending)] + rest
    return word


@cache
def classes() -> Mapping[str, tuple[str, str]]:
    """Noun → the class and the kind of things it names, whatever a desk calls them."""
    return {row["noun"]: (row["class"], row["kind"]) for row in load_table("reconcile/counted.tsv")}


@cache
def _vague() -> re.Pattern[str]:
    rows = sorted((row["words"] for row in load_table("reconcile/vague.tsv")), key=lambda w: (-len(w), w))
    words = "|".join(re.escape(row) for row in rows)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def vague_in(sentence: Sentence) -> Iterator[Amount]:
    """Words that say that there were some, not how many."""
    for match in _vague().finditer(sentence.exact):
        start = sentence.start + match.start()
        yield Amount(
            sentence.report_id,
            start,
            start + len(match[0]),
            match[0],
            None,
            None,
            None,
            None,
            None,
            None,
            vague=True,
        )


def _counted(number: Number) -> Amount:
    vague = bool(_vague().fullmatch(number.exact)) or (number.low is None and number.high is None)
    what, kind = what_is_counted(number.of_what)
    low, high, unit = _measured(number)
    return Amount(
        number.report_id, number.start, number.end, number.exact, low, high, unit, what, kind, number.of_what, vague,
    )  # fmt: skip


def _measured(number: Number) -> tuple[float | None, float | None, str | None]:
    """Bounds and unit, those of length and area on one scale each and as wide as a desk rounds when it converts."""
    measure = _measures().get(number.unit or "")
    if measure is None:
        return number.low, number.high, number.unit
    base, factor = measure
    low = None if number.low is None else number.low * factor * (1 - ROUNDED)
    high = None if number.high is None else number.high * factor * (1 + ROUNDED)
    return low, high, base


@cache
def _measures() -> Mapping[str, tuple[str, float]]:
    return {row["unit"]: (row["base"], float(row["factor"])) for row in load_table("reconcile/measures.tsv")}


def _length(moment: Moment) -> Amount:
    minutes = _minutes(moment.value or "")
    return Amount(
        moment.report_id, moment.start, moment.end, moment.exact, minutes, minutes, TIME, None, None, None,
        minutes is None,
    )  # fmt: skip


def _minutes(value: str) -> float | None:
    match = _LENGTH.fullmatch(value)
    if match is None or "X" in value:
        return None
    days = float(match["n"]) * _MINUTES[match["u"]] if match["n"] else 0.0
    return days + float(match["h"] or 0) * 60 + float(match["m"] or 0)


def _identifier(amount: Amount, sentence: Sentence) -> bool:
    """Whether it numbers a thing and counts none: a hull, a law, a flight."""
    before = sentence.exact[: amount.start - sentence.start].rstrip()
    return (
        amount.noun is None
        and amount.unit is None
        and before.lower().endswith(("number", "no.", "nr.", "article"))
    )


def leftovers(left: Sequence[Amount], right: Sequence[Amount]) -> tuple[list[Amount], list[Amount]]:
    """What is left of two lists when each amount has taken one that is alike from the other."""
    rest = list(right)
    alone = []
    for amount in left:
        same = next((r for r in rest if alike(amount, r) and comparable(amount, r)), None) or next(
            (r for r in rest if alike(amount, r)), None
        )
        if same is None:
            alone.append(amount)
        else:
            rest.remove(same)
    return alone, rest


def common(amount: Amount) -> bool:
    """One or two of something: too common a number to mean one thing."""
    return amount.unit is None and (amount.high or 9) <= 2
