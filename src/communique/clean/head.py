"""The head of a report: its headline, the headline's variants, and the dateline."""

from __future__ import annotations

import re

from communique.clean.lines import Line, body_bounds
from communique.records import BlockKind, Report
from communique.rules import load_rules

MOST_WORDS = 30  # a longer first line is a paragraph
SHARED = (
    0.5  # share of the shorter headline's words that a variant repeats; the seeds' own variant repeats .64
)
_WORD = re.compile(r"[^\W_]+")


def mark_titles(lines: list[Line], report: Report) -> None:
    """Marks the headline and, right after it, other wordings of the same headline."""
    first, _ = body_bounds(lines)
    title: Line | None = None
    for number, line in enumerate(lines[: first + 1]):
        if title is not None and line.kind in (BlockKind.BYLINE, BlockKind.DATELINE):
            return
        if line.kind is not None and not (title is None and _is_title(line, report)):
            continue
        if title is None:
            if number < first and len(line.text.split(None, 3)) < 3:
                continue
            if not (_is_title(line, report) or (number < first and _headlike(line))) or _alone(lines, report):
                return
            title = line
            line.mark(BlockKind.TITLE, "title-first")
        elif number < first and _key(title.text) == _key(line.text):
            line.mark(BlockKind.REPEAT, "title-again")
        elif number < first and _variant(title.text, line.text):
            line.mark(BlockKind.TITLE, "title-variant")


def mark_byline(lines: list[Line], report: Report) -> None:
    """Marks a line of the head that is the writer's name as the report's own fields give it."""
    if not report.byline:
        return
    first, _ = body_bounds(lines)
    for line in lines[:first]:
        if line.kind is None and _key(line.text).removeprefix("by") == _key(report.byline):
            line.mark(BlockKind.BYLINE, "byline-field")


def mark_dateline_lines(lines: list[Line]) -> None:
    """Marks a city and date that stand alone above the first paragraph."""
    first, _ = body_bounds(lines)
    rules = [rule for rule in load_rules("clean/openings.toml") if rule.values["scope"] == "line"]
    for line in lines[:first]:
        for rule in rules:
            if line.kind is None and rule.pattern and len(line.text) < 120 and rule.pattern.search(line.text):
                line.mark(BlockKind.DATELINE, rule.id)


def dateline_length(text: str, *, first: bool) -> tuple[int, str] | None:
    """How many characters of a paragraph are its dateline, and by which rule; None where it has none."""
    opening = text[:200].replace("*", "")
    for rule in load_rules("clean/openings.toml"):
        if rule.values["scope"] == "any" or (first and rule.values["scope"] == "first"):
            found = rule.pattern.match(opening) if rule.pattern else None
            if found and found.end() < len(text) and _long_enough(text, rule.values.get("words", 0)):
                return _with_stars(text, len(found[0].rstrip())), rule.id
    return None


def _long_enough(text: str, words: int) -> bool:
    return len(text.split(None, words)) > words if words else True


def _with_stars(text: str, length: int) -> int:
    """A length counted without Markdown's stars, counted with them."""
    at = 0
    while length:
        length -= text[at] != "*"
        at += 1
    return at


def _headlike(line: Line) -> bool:
    """Whether a line above the first paragraph reads as a headline: some words, no full stop, no colon at its end."""
    words = len(line.text.split(None, MOST_WORDS + 1))
    open_end = not re.search(r"(?:[a-z\d]\.|[:;,])[\"”’']*$", line.text)
    return 3 <= words <= MOST_WORDS and open_end


def _alone(lines: list[Line], report: Report) -> bool:
    """Whether the report is this one line, and not its title by its own fields: then it is the body."""
    return len(lines) == 1 and not _is_title(lines[0], report)


def _is_title(line: Line, report: Report) -> bool:
    return report.title is not None and _key(line.text) == _key(report.title)


def _variant(title: str, other: str) -> bool:
    if not 3 <= len(other.split(None, MOST_WORDS + 1)) <= MOST_WORDS or re.search(
        r"[a-z\d]\.[\"”’']*$", other
    ):
        return False
    left, right = (set(_WORD.findall(text.lower())) for text in (title, other))
    shared = left & right
    telling = sum(len(word) > 3 for word in shared)
    return telling >= 2 and len(shared) >= SHARED * min(len(left), len(right))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
