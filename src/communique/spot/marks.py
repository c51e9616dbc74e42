"""The words between quotation marks, also where marks were lost, doubled, turned round or glued to a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import Block, BlockKind, Report, Spotted, SpottedKind
from communique.rules import load_table
from communique.spans import trim

QUOTED = frozenset({BlockKind.BODY, BlockKind.TITLE})
OPENERS = "“„«‟‹"
CLOSERS = "”»›"
STRAIGHT = '"＂'
_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"``|''|´´|““|””|\"\"|‘‘|’’|<<|>>|,,(?=\w)|[“„«‟‹”»›\"＂]")
_SINGLE_OPENER = re.compile(r"(?<![\w’'.,!?])[‘'](?=[^\W_])")
_SINGLE_CLOSER = re.compile(r"(?<=[\w.,!?;…%)])[’'](?![\w])")
_ELISION = re.compile(r"[‘’'](?:\d\ds?|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
_INCHES = re.compile(r"\d[\"＂]")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[^\W\da-z]|\s*$)")
_NARRATED = re.compile(r",\s+(?:and\s+|but\s+)?[a-z]+ed\s+(?:[^\W\da-z_]|(?:the|its|his|her|their)\s)")
_OPENING = frozenset({"``", "‘‘", "<<", ",,"})
_CLOSING = frozenset({"’’", ">>"})
_PARTIAL = 12  # words a quotation inside a sentence may have before a narrating clause in it is doubted
UNSURE = "closing mark missing, end unsure"
_LEAD = re.compile(r"\b(?:said|says|say|saying|stated|added|called|that|as|to)\s+")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)


@dataclass(slots=True)
class _Stretch:
    start: int  # after the opening mark
    end: int  # before the closing mark
    after: int  # after the closing mark
    reason: str
    closed: bool = True


def spot_marks(report: Report, blocks: Sequence[Block]) -> Iterator[Spotted]:
    """Every quotation of body and title, marks excluded, in text order; nested ones stay inside the outer.

    A quotation that runs over paragraphs gives one row for each paragraph. `reason` says how the marks were
    read: "marks", or what had to be mended.
    """
    lines = [
        line.span()
        for block in sorted(blocks, key=lambda b: b.start)
        if block.kind in QUOTED
        for line in _LINE.finditer(report.text, block.start, block.end)
    ]
    for n, (start, end) in enumerate(lines):
        following = report.text[slice(*lines[n + 1])].lstrip()[:1] if n + 1 < len(lines) else ""
        for stretch in pair_marks(report.text, start, end, following=following):
            first, last = trim(report.text, stretch.start, stretch.end)
            if re.search(r"\w", report.text[first:last]):
                yield _spotted(report, first, last, stretch.reason)


def pair_marks(text: str, start: int, end: int, *, following: str = "") -> list[_Stretch]:
    """The quoted stretches of one paragraph; `following` is the next paragraph's first character."""
    found = _mend_early_closers(text, _doubles(text, start, end, following))
    return sorted([*found, *_singles(text, start, end, found)], key=lambda s: s.start)


def _spotted(report: Report, start: int, end: int, reason: str) -> Spotted:
    return Spotted(
        report_id=report.report_id,
        start=start,
        end=end,
        exact=report.text[start:end],
        kind=SpottedKind.QUOTATION,
        sentence_id=None,
        value=None,
        state=None,
        reason=reason,
    )


# ---------------------------------------------------------------- double marks


def _doubles(text: str, start: int, end: int, following: str) -> list[_Stretch]:
    found: list[_Stretch] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if _INCHES.match(text, mark.start() - 1) and opened is None:
            continue
        opens = _opens(text, mark, start, end, opened is not None)
        if opens and opened is not None:
            found.append(_unclosed(text, opened, mark.start(), "closing mark missing"))
        if opens:
            opened = mark.end()
        elif opened is not None:
            found.append(_paired(text, opened, mark))
            opened = None
        else:
            found.append(_orphan(text, start, mark, found))
    if opened is not None:
        found.append(_last(text, opened, end, following))
    return found


def _paired(text: str, opened: int, mark: re.Match[str]) -> _Stretch:
    """The words of a pair of marks; of a long part of a sentence that turns to narration only what comes before."""
    told = _NARRATED.search(text, opened, mark.start())
    if told and _inside_a_sentence(text, opened) and len(text[opened : mark.start()].split()) > _PARTIAL:
        return _Stretch(opened, told.start() + 1, mark.end(), UNSURE)
    return _Stretch(opened, mark.start(), mark.end(), "marks")


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    """Whether a mark opens: by its shape and, where that cannot be, by the white space on its two sides."""
    left = mark.start() == start or text[mark.start() - 1] in " \t\u00a0([—–-‘'"
    right = mark.end() >= end or text[mark.end()] in " \t\u00a0)].,;:!?—–’'"
    shape = mark.group()
    if shape == "“" and inside and right and not left:
        return False  # a turned closer: “We agree,“ he said
    if shape == "„":
        return True
    if shape[0] in OPENERS or shape in _OPENING:
        return not (inside and mark.end() >= end)
    if not inside and left and not right:
        return True  # straight, or a closer standing where only an opener can
    if shape[0] in CLOSERS or shape in _CLOSING:
        return False
    if inside:
        return left and not right
    return left or not right


def _unclosed(text: str, start: int, stop: int, reason: str) -> _Stretch:
    """A quotation without its closing mark: up to the telling (", Ivanov said"), else its first sentence's end."""
    told = _told(text, start, stop)
    if told is not None:
        return _Stretch(start, told, told, reason, closed=False)
    if _inside_a_sentence(text, start):
        return _cut(text, start, stop)
    if re.search(r"(?:^|\n)\W*$", text[max(0, start - 4) : start]):
        return _Stretch(start, stop, stop, reason, closed=False)
    end = _first_end(text, start, stop)
    return _Stretch(start, end, end, reason, closed=False)


def _last(text: str, opened: int, end: int, following: str) -> _Stretch:
    if following and following in '“"„«':
        return _Stretch(opened, end, end, "runs on", closed=False)
    told = _told(text, opened, end)
    if told is not None:
        return _Stretch(opened, told, told, "closing mark missing", closed=False)
    if _inside_a_sentence(text, opened):
        return _cut(text, opened, end)
    ended = not text[_first_end(text, opened, end) : end].strip()
    return _Stretch(opened, end, end, "closing mark missing" if ended else UNSURE, closed=False)


def _told(text: str, start: int, stop: int) -> int | None:
    """Where, after a comma or the like, the report tells who spoke; the offset is that of the telling."""
    found = [m.start() + 1 for p in _telling() if (m := p.search(text, start, stop))]
    return min(found, default=None)


@cache
def _telling() -> tuple[re.Pattern[str], ...]:
    """`, said Novak`, `, the envoy of Peru had said`, `,Novak said`, and any verb right after a name."""
    verb = "(?:" + "|".join(row["form"] for row in load_table("spot/telling.tsv")) + ")"
    name, article = r"[^\W\da-z_][\w.’'-]*", r"(?:the|an?|one|its|his|her|their)"
    aside = r"(?:,\s+[^,.;:!?“”\"\n]{3,60},)?"
    between = r"(?:(?:had|has|have|also|later|then)\s+){0,2}"
    return (
        re.compile(rf"[,?!]\s*{verb}\s+(?={name}|{article}\s|(?:he|she|they)\b)"),
        re.compile(rf"[,?!]\s*{name}(?:\s+{name}){{0,4}}{aside}\s+{between}{verb}\b"),
        re.compile(
            rf"[,?!]\s+(?:he|she|they|it|{article}\s+(?:[\w’'.-]+\s+){{0,9}}?[\w’'.-]+{aside})\s+{between}{verb}\b"
        ),
        re.compile(
            r"[,?!]\s+(?:(?:[A-Z][\w.’'-]*\s+){1,3}|he\s+|she\s+|they\s+)[a-z]+(?:ed|id|ys|es|ld|te)\b"
        ),
    )


def _inside_a_sentence(text: str, start: int) -> bool:
    """Whether a quotation is a part of a told sentence: small first letter, a word right before its mark."""
    return text[start : start + 1].islower() and bool(
        re.search(r"\w\W{0,3}$", text[max(0, start - 4) : start])
    )


def _cut(text: str, start: int, stop: int) -> _Stretch:
    """A part of a sentence without its closing mark goes to the first comma at most: what follows may be told."""
    comma = re.compile(r"[,;]\s").search(text, start, stop)
    end = min(_first_end(text, start, stop), comma.start() + 1 if comma else stop)
    sure = not text[end:stop].strip()
    return _Stretch(start, end, end, "closing mark missing" if sure else UNSURE, closed=False)


def _first_end(text: str, start: int, stop: int) -> int:
    for found in _SENTENCE_END.finditer(text, start, stop):
        if not _ABBREVIATION.search(text, start, found.end()):
            return found.end()
    return stop


def _orphan(text: str, start: int, mark: re.Match[str], before: list[_Stretch]) -> _Stretch:
    """A closing mark without an opening one: from its sentence's lead-in, else from the sentence's start."""
    floor = before[-1].after if before else start
    if before and before[-1].closed and re.match(r"\s*[a-z,]", text[floor : mark.start()]):
        return _Stretch(floor, mark.start(), mark.end(), "orphan closer")
    sentence = floor
    for found in _SENTENCE_END.finditer(text, floor, mark.start() - 1):
        if not _ABBREVIATION.search(text, floor, found.end()):
            sentence = found.end()
    told_after = text[mark.start() - 1] == ","
    opened = sentence if told_after else _lead(text, sentence, mark.start())
    return _Stretch(opened, mark.start(), mark.end(), "opening mark missing")


def _lead(text: str, start: int, stop: int) -> int:
    """Where a quotation may have begun: after a colon, after the telling word, else at the start."""
    colon = text.rfind(": ", start, stop)
    if colon >= 0:
        return colon + 2
    found = _LEAD.search(text, start, stop)
    return found.end() if found else start


def _mend_early_closers(text: str, stretches: list[_Stretch]) -> list[_Stretch]:
    """Joins a quotation and the orphan stretch after it: `the sea.” and will not leave it.”` is one."""
    mended: list[_Stretch] = []
    for stretch in stretches:
        if stretch.reason == "orphan closer" and mended:
            mended[-1].end, mended[-1].after = stretch.end, stretch.after
            mended[-1].reason = "early closer"
        else:
            mended.append(stretch)
    return mended


# ---------------------------------------------------------------- single marks


def _singles(text: str, start: int, end: int, doubles: list[_Stretch]) -> Iterator[_Stretch]:
    """Outer quotations in single marks; apostrophes and possessives are told apart from closers."""
    at = start
    while opener := _SINGLE_OPENER.search(text, at, end):
        at = opener.end()
        if _ELISION.match(text, opener.start()) or any(
            s.start - 2 <= opener.start() < s.after for s in doubles
        ):
            continue
        limit = min([s.start for s in doubles if s.start > at] + [end])
        closer = _single_closer(text, at, limit)
        if closer is not None:
            yield _Stretch(at, closer, closer + 1, "single marks")
            at = closer + 1


def _single_closer(text: str, start: int, end: int) -> int | None:
    nested = _SINGLE_OPENER.search(text, start, end)
    limit = nested.start() if nested else end
    found = [m.start() for m in _SINGLE_CLOSER.finditer(text, start, limit)]
    if not found:
        return None
    ended = [at for at in found if text[at - 1] in ".,!?"]
    sure = [at for at in found if text[at - 1] != "s"]
    return (ended or sure or found)[0]
