"""A paragraph as told: its quotations set apart, what is told around them cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeVar

from communique.grammar import Token, Tree
from communique.quotes.cues import strength
from communique.records import Mention, Parse, Report, Spotted

MARKS = "“”„«»\"＂'‘’`´"
LONGEST = 200  # characters of the longest mention
Row = TypeVar("Row", Spotted, Mention)


@dataclass(frozen=True, slots=True)
class Word:
    """A token with the tree it hangs in."""

    token: Token
    tree: Tree

    @property
    def start(self) -> int:
        """Where the word starts in the report."""
        return self.token.start

    @property
    def end(self) -> int:
        """Where the word ends in the report."""
        return self.token.end


@dataclass(slots=True)
class Frame:
    """One paragraph. `outer` are the words that stand in no quotation, in text order."""

    report: Report
    start: int
    end: int
    spots: tuple[Spotted, ...]
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    outer: tuple[Word, ...] = ()
    starts: tuple[int, ...] = ()
    outer_starts: tuple[int, ...] = ()
    breaks: tuple[int, ...] = field(default=())

    @property
    def text(self) -> str:
        """The whole report's text, into which all offsets point."""
        return self.report.text

    def sentence(self, at: int) -> tuple[int, int]:
        """The told sentence around an offset: bounds that never cut a quotation."""
        n = bisect_right(self.breaks, at)
        return self.breaks[n - 1] if n else self.start, self.breaks[n] if n < len(self.breaks) else self.end

    def outer_between(self, start: int, end: int) -> list[Word]:
        """The words outside quotations in [start, end)."""
        return list(self.outer[bisect_left(self.outer_starts, start) : bisect_left(self.outer_starts, end)])

    def words_between(self, start: int, end: int) -> list[Word]:
        """All words in [start, end), those of quotations too."""
        return list(self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def mentions_between(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap [start, end)."""
        last = bisect_left(self.mentions, end, key=_start)
        first = bisect_left(self.mentions, start - LONGEST, key=_start)
        return [m for m in self.mentions[first:last] if m.end > start]

    def is_outer(self, word: Word) -> bool:
        """Whether a word stands outside quotations."""
        n = bisect_left(self.outer_starts, word.start)
        return n < len(self.outer) and self.outer[n].start == word.start


class Stretches:
    """Stretches of a text, asked by place."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self.sorted = sorted(stretches)
        self._starts = [start for start, _ in self.sorted]
        ends = [end for _, end in self.sorted]
        self._reached = list(accumulate(ends, max))  # the furthest end up to each

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them overlaps [start, end)."""
        n = bisect_left(self._starts, end)
        return n > 0 and self._reached[n - 1] > start

    def last_before(self, at: int) -> tuple[int, int] | None:
        """The one that starts last before an offset."""
        n = bisect_left(self._starts, at)
        return self.sorted[n - 1] if n else None


def frame_paragraphs(
    report: Report, parses: Sequence[Parse], spots: Sequence[Spotted], mentions: Sequence[Mention]
) -> list[Frame]:
    """The report's paragraphs (lines) that were parsed, in text order."""
    spots, mentions = sorted(spots, key=_start), sorted(mentions, key=_start)
    lines: dict[int, list[Parse]] = defaultdict(list)
    for parse in sorted((p for p in parses if p.starts), key=lambda p: p.starts[0]):
        lines[report.text.rfind("\n", 0, parse.starts[0]) + 1].append(parse)
    return [_frame(report, start, lines[start], spots, mentions) for start in sorted(lines)]


def _start(row: Spotted | Mention) -> int:
    return row.start


def _starting(rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
    """The rows (sorted) that start in [start, end)."""
    return rows[bisect_left(rows, start, key=_start) : bisect_left(rows, end, key=_start)]


def _frame(
    report: Report, start: int, parses: list[Parse], spots: Sequence[Spotted], mentions: Sequence[Mention]
) -> Frame:
    stop = report.text.find("\n", start)
    end = len(report.text) if stop < 0 else stop
    words = [Word(token, tree) for tree in map(Tree, parses) for token in tree]
    frame = Frame(
        report,
        start,
        end,
        tuple(_starting(spots, start, end)),
        tuple(words),
        tuple(_starting(mentions, start, end)),
    )
    inside = Stretches([outside_marks(report.text, s.start, s.end) for s in frame.spots])
    frame.outer = tuple(
        w for w in words if not inside.touch(w.start, w.end) and w.token.text.strip(MARKS + ".") != ""
    )
    frame.starts = tuple(w.start for w in words)
    frame.outer_starts = tuple(w.start for w in frame.outer)
    frame.breaks = tuple(_breaks(frame, parses, inside))
    return frame


def outside_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a quotation with the marks around it."""
    while start > 0 and text[start - 1] in MARKS:
        start -= 1
    while end < len(text) and text[end] in MARKS:
        end += 1
    return start, end


def _breaks(frame: Frame, parses: list[Parse], inside: Stretches) -> Iterator[int]:
    """Where a told sentence starts: the parser's sentences, less those that a quotation led it to."""
    starts = (
        {p.starts[0] for p in parses}
        | {a for a, _ in inside.sorted}
        | {_next(frame.text, b) for _, b in inside.sorted}
    )
    yield frame.start
    for at in sorted(starts):
        if at <= frame.start or at >= frame.end or _cuts(inside, at):
            continue
        before = frame.text[max(frame.start, at - 200) : at].rstrip()
        if _lost_stop(frame, at, inside) or (
            _ends(before) and not (before[-1:] in MARKS and _tells(frame, at))
        ):
            yield at


def _cuts(inside: Stretches, at: int) -> bool:
    """Whether an offset lies within one of the stretches, their ends left out."""
    return inside.touch(at, at)


def _lost_stop(frame: Frame, at: int, inside: Stretches) -> bool:
    """Whether a quotation opens a new sentence though the stop before it is lost: `“…,” Tan told Ruiz “We …”`."""
    earlier, here = inside.last_before(at), inside.last_before(at + 1)
    own = frame.text[slice(*here)].strip(MARKS) if here is not None and here[0] == at else ""
    if earlier is None or not own[:1].isupper() or len(own.split()) < 5:
        return False
    if not frame.text[max(0, earlier[1] - 6) : earlier[1]].rstrip(MARKS).endswith(","):
        return False
    told = [w.token for w in frame.words_between(earlier[1], at) if w.token.text.strip(MARKS)]
    ended = bool(told) and told[-1].pos in {"NOUN", "PROPN", "PRON"}
    return ended and any(strength(token.lemma) >= 3 for token in told)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(before: str) -> bool:
    bare = before.rstrip(MARKS + " ")
    if bare != before and bare[-1:] in ",—–-":
        return False
    return bool(re.search(r"[.!?…]$", bare) or re.search(r"[.!?…][”\"’')\]]*$", before))


def _tells(frame: Frame, at: int) -> bool:
    """Whether what follows a closing mark only tells who spoke: "Novak asked.", "said the envoy."."""
    if frame.text[at].islower():
        return True
    ahead: list[Word] = []
    for word in frame.words_between(at, frame.end):
        if word.token.text in {".", "!", "?", "“", '"', ":", ";"}:
            break
        ahead.append(word)
    verbs = [n for n, w in enumerate(ahead) if w.token.pos in {"VERB", "AUX"}]
    if not verbs or strength(ahead[verbs[0]].token.lemma) < 3 or verbs[0] > 14:
        return False
    rest = ahead[verbs[0] + 1 :]
    return len(verbs) == 1 and not any(w.token.lower == "that" for w in rest)
