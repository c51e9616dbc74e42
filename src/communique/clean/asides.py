"""Stretches between paragraphs that are no part of the running text: captions of pictures, baits for other pages."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from communique.clean.head import dateline_length
from communique.clean.lines import Line, body_bounds
from communique.records import BlockKind
from communique.rules import load_rules, load_table

LONGEST_CAPTION = 60  # words
LONGEST_TEASER = 22  # words
_PAST = re.compile(
    r"\b(?:said|was|were|had|did|told|met|held|went|came|made|took|gave|became|began|left(?! *[,)])|[a-z]{3,}ed)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def mark_captions(lines: list[Line]) -> None:
    """Marks lines that belong to a picture by their form; the only running text of a report is never one."""
    running = sum(line.kind is None for line in lines)
    for line in lines:
        if line.kind is None and running > 1 and (rule_id := _caption(line.text)):
            line.mark(BlockKind.CAPTION, rule_id)
            running -= 1


def mark_teasers(lines: list[Line]) -> None:
    """Marks headlines of unrelated pages: open-ended lines whose telling words stand nowhere else in the report.

    In Title Case one shared word in six is allowed, in sentence case none: a spun paragraph without a full
    stop still shares names with its neighbours.
    """
    candidates = [line for line in lines if line.kind is None and _open_short(line)]
    if not candidates or body_bounds(lines)[1] < 0:
        return
    counts = Counter(
        stem for line in lines if line.kind in (None, BlockKind.TITLE) for stem in _stems(line.text)
    )
    for line in candidates:
        stems = _stems(line.text)
        shared = sum(counts[stem] > 1 for stem in stems)
        titled = _titled(line.text)
        words = len(line.text.split())
        if len(stems) >= 3 and words >= (5 if titled else 6) and shared * 6 <= (len(stems) if titled else 0):
            line.mark(BlockKind.TEASER, "teaser-foreign-words")


def _caption(text: str) -> str | None:
    if len(text) > 700 or len(text.split()) > LONGEST_CAPTION or dateline_length(text, first=True):
        return None
    for rule in load_rules("clean/captions.toml"):
        if (
            rule.pattern
            and rule.pattern.search(text)
            and (rule.values["tense"] == "any" or not _PAST.search(text))
        ):
            return rule.id
    return None


def _open_short(line: Line) -> bool:
    """Short and without an end, a colon or marks of speech: a paragraph of news seldom is."""
    if len(line.text) > 200 or len(line.text.split()) > LONGEST_TEASER:
        return False
    return not line.closed and not line.text[0].islower() and not re.search(r"[“”\"]|[:;,]$", line.text)


def _stems(text: str) -> set[str]:
    """The telling words of a text, cut to five letters so that inflections meet."""
    words = (word.lower() for word in _WORD.findall(text[:100_000]))
    return {word[:5] for word in words if len(word) > 2 and word not in _small()}


def _titled(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


@cache
def _small() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("clean/small_words.tsv"))
