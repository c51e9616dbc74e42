"""A report's lines, and what whole lines are by the rules of `data/clean/lines.toml`."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from communique.records import BlockKind
from communique.rules import Rule, load_rules
from communique.spans import trim

LONGEST_FURNITURE = 400  # characters: no rule of the page's furniture looks at a longer line
_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_HEADING = re.compile(r"^(?:#{1,6}\s+|>\s+)")
_CLOSED = re.compile(r"[.!?…][\"”’'»)\]*_]*$")
_LISTED = re.compile(r"^\W*(?:\d+[.)]\s|[-*•–]\s)")


@dataclass(slots=True)
class Line:
    """One line of a report while it is being judged; `kind` is None until something knows better than body."""

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    rule_id: str | None = None

    def mark(self, kind: BlockKind, rule_id: str) -> None:
        """Settles what the line is."""
        self.kind, self.rule_id = kind, rule_id

    @property
    def paragraph(self) -> bool:
        """Whether it reads as running text: long, or closed and longer than a heading."""
        words = len(self.text.split(None, 30))
        return words >= 25 or (words >= 10 and bool(_CLOSED.search(self.text)))

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_CLOSED.search(self.text))


def split_lines(text: str) -> list[Line]:
    """The non-empty lines of a text, trimmed, Markdown's heading and quotation marks left outside.

    Where lines are wrapped at a width, a line is the whole paragraph up to the next blank line.
    """
    stretches = [trim(text, *found.span()) for found in _LINE.finditer(text)]
    stretches = [(start, end) for start, end in stretches if start < end]
    if _wrapped(text, stretches[:400]):
        stretches = [trim(text, *found.span()) for found in _PARAGRAPH.finditer(text)]
    lines = []
    for start, end in stretches:
        if end - start <= LONGEST_FURNITURE and (heading := _HEADING.match(text[start:end])):
            start, end = trim(text, start + heading.end(), end)
        if start < end:
            lines.append(Line(start, end, text[start:end].replace("\n", " ")))
    return lines


def _wrapped(text: str, stretches: list[tuple[int, int]]) -> bool:
    """Whether most lines break off in mid-sentence at about one width, and blank lines part the paragraphs."""
    pairs = [(a, b) for a, b in itertools.pairwise(stretches) if text.count("\n", a[1], b[0]) == 1]
    broken = [end - start for (start, end), _ in pairs if not _CLOSED.search(text[start:end])]
    if len(broken) < 6 or len(broken) < 0.5 * len(pairs) or len(pairs) + 1 == len(stretches):
        return False
    return sum(45 <= length <= 100 for length in broken) >= 0.8 * len(broken)


def mark_furniture(lines: list[Line]) -> None:
    """Marks the lines that are no part of the report by their own words: credits, ads, links, comments."""
    first, last = body_bounds(lines)
    for number, line in enumerate(lines):
        if len(line.text) > LONGEST_FURNITURE:
            continue
        places = {"any"} | ({"head"} if number < first else set()) | ({"tail"} if number > last else set())
        if rule := _rule_for(line.text, places):
            line.mark(BlockKind(rule.values["kind"]), rule.id)
    _mark_listed(lines)
    _mark_comments(lines)


def body_bounds(lines: list[Line]) -> tuple[int, int]:
    """The indexes of the first and last line that read as running text (-1 and the count where there is none)."""
    running = [number for number, line in enumerate(lines) if line.paragraph and line.kind is None]
    return (running[0], running[-1]) if running else (len(lines), -1)


def _rule_for(text: str, places: set[str]) -> Rule | None:
    text = text.strip("*_ ")
    for rule in load_rules("clean/lines.toml"):
        if rule.values["scope"] in places and rule.pattern is not None and rule.pattern.search(text):
            return rule
    return None


def _opens(line: Line, kind: BlockKind) -> bool:
    opening = {rule.id for rule in load_rules("clean/lines.toml") if rule.values.get("opens")}
    return line.kind is kind and line.rule_id in opening


def _mark_listed(lines: list[Line]) -> None:
    """Marks the headlines listed under a head such as "Most read": short, open-ended, up to the next paragraph."""
    under: str | None = None
    for line in lines:
        if _opens(line, BlockKind.RELATED):
            under = line.rule_id
        elif line.paragraph or (line.closed and not _LISTED.match(line.text)):
            under = None
        elif under and line.kind is None and len(line.text.split()) >= 3:
            line.mark(BlockKind.RELATED, under)


def _mark_comments(lines: list[Line]) -> None:
    """Marks what stands under the head of the comments, to the end.

    A head with most of the text below it is a button over the report, and stands for itself alone.
    """
    total = sum(len(line.text) for line in lines)
    above = 0
    for number, line in enumerate(lines):
        if _opens(line, BlockKind.COMMENT) and above * 2 >= total:
            for later in lines[number + 1 :]:
                if later.kind is None:
                    later.mark(BlockKind.COMMENT, line.rule_id or "comment-head")
            return
        above += len(line.text)
