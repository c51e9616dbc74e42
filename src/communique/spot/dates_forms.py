"""Time expressions as written: finds each form of `expressions.toml` and writes its value without an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from communique.errors import RuleError
from communique.records import SpottedKind
from communique.rules import load_rules
from communique.spot.dates_values import Parts, fill
from communique.spot.dates_words import Lexicon, Word, literal, load_lexicon

FORMS = "dates/expressions.toml"
ANCHORS = (  # words that can hold an expression in which no month, weekday, unit or year stands
    "am", "being", "course", "date", "future", "gmt", "long", "moment", "offing", "p", "past", "pm", "point", "present",
    "quarter", "same", "speak", "stage", "term", "time", "times", "utc",
)  # fmt: skip
_USUAL = frozenset("Cx,-.denyo")  # characters that most runs hold
_PIECE = re.compile(
    r"<(?P<open>\w+):|(?P<close>>)|(?P<group>\(\?(?:<[=!]|[=!:]))|(?P<sign>[()|?*+])"
    r"|(?P<name>[A-Z][A-Z_]*|x(?![a-z]))|(?P<word>[a-z]+)|\s+"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One rule compiled over word characters."""

    id: str
    kind: SpottedKind
    pattern: re.Pattern[str]
    value: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: word indexes [first, last), its kind, value and the rule that found it."""

    first: int
    last: int
    kind: SpottedKind
    value: str
    rule_id: str


@cache
def load_forms() -> tuple[Form, ...]:
    """The forms of `expressions.toml`, in order."""
    lexicon = load_lexicon()
    return tuple(
        Form(
            rule.id,
            SpottedKind(rule.values["kind"]),
            re.compile(translate(rule.values["form"], lexicon, rule.id)),
            rule.values["value"],
            needed(rule.values["form"], lexicon, rule.id),
        )
        for rule in load_rules(FORMS)
    )


def translate(form: str, lexicon: Lexicon, rule_id: str) -> str:
    """A form as a regular expression over word characters. RuleError where a class is unknown."""
    out, at = [], 0
    while at < len(form):
        piece = _PIECE.match(form, at)
        if piece is None:
            raise RuleError(f"{FORMS}, rule {rule_id}: cannot read its form at {form[at : at + 20]!r}")
        at = piece.end()
        out.append(_translate_piece(piece, lexicon, rule_id))
    return "".join(out)


def _translate_piece(piece: re.Match[str], lexicon: Lexicon, rule_id: str) -> str:
    match piece.lastgroup:
        case "open":
            return f"(?P<{piece.group('open')}>"
        case "close":
            return ")"
        case "group" | "sign":
            return "(?:" if piece.group() == "(" else piece.group()
        case "name":
            members = lexicon.classes.get(piece.group())
            if members is None:
                raise RuleError(
                    f"{FORMS}, rule {rule_id}: knows no class {piece.group()}; words.tsv names them"
                )
            return f"[{members}]"
        case "word":
            return literal(lexicon, piece.group())
        case _:
            return ""


def needed(form: str, lexicon: Lexicon, rule_id: str) -> frozenset[str]:
    """Characters of which every match of the form holds at least one: those of its rarest part that must be there."""
    parts: list[frozenset[str]] = []
    depth, looks, chars, at = 0, 0, "", 0
    while at < len(form):
        piece = _PIECE.match(form, at)
        assert piece is not None  # translate has read the form before
        at, kind, written = piece.end(), piece.lastgroup, piece.group()
        if kind in {"open", "group"} or written == "(":
            depth += 1
            looks = looks or (depth if written.startswith(("(?<", "(?=", "(?!")) else 0)
        elif kind == "close" or written == ")":
            looks = 0 if looks == depth else looks
            depth -= 1
        elif written == "|" and depth == 0:
            return frozenset()
        elif kind in {"name", "word"} and not looks:
            chars += lexicon.classes[written] if kind == "name" else literal(lexicon, written)
        if depth == 0 and kind is not None and chars:
            if form[at : at + 1] not in {"?", "*"}:
                parts.append(frozenset(chars.replace("\\", "")))
            chars = ""
    return min(parts, key=lambda part: (bool(part & _USUAL), len(part), sorted(part)), default=frozenset())


def find_forms(words: list[Word], lexicon: Lexicon) -> list[Found]:
    """The time expressions of a run of words, none overlapping: the longest first, then the earlier rule."""
    line = "".join(word.char for word in words)
    found: list[tuple[int, int, int, Form, re.Match[str]]] = []
    forms = load_forms()
    for first, last in _runs(line, lexicon):
        for order in _orders(frozenset(line[first:last])):
            form = forms[order]
            for match in form.pattern.finditer(line, first, last):
                if match.end() > match.start():
                    found.append((match.start() - match.end(), order, match.start(), form, match))
    return sorted(_choose(found, words, lexicon), key=lambda f: f.first)


@lru_cache(maxsize=50_000)
def _orders(held: frozenset[str]) -> tuple[int, ...]:
    """The places of the forms that a run of these characters can hold."""
    return tuple(
        order for order, form in enumerate(load_forms()) if not form.needs or not form.needs.isdisjoint(held)
    )


@cache
def _run_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon()
    load_forms()
    return re.compile(f"[^xC?]*[{lexicon.classes['TRIGGER']}{''.join(_literals(lexicon))}][^xC?]*")


def _literals(lexicon: Lexicon) -> Iterator[str]:
    for word in ANCHORS:
        yield literal(lexicon, word)


def _runs(line: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for run in _run_pattern().finditer(line):
        yield run.start(), min(run.end() + 1, len(line))  # one more for what a form must not be followed by


def _choose(
    found: list[tuple[int, int, int, Form, re.Match[str]]], words: list[Word], lexicon: Lexicon
) -> Iterator[Found]:
    taken: set[int] = set()
    for _, _, first, form, match in sorted(found, key=lambda f: f[:3]):
        reach = range(first, match.end())
        if taken.isdisjoint(reach):
            value = fill(form.value, Parts(match, words, lexicon))
            if value is not None:
                taken.update(reach)
                yield Found(first, match.end(), form.kind, value, form.id)
