"""Where an origin was written, so that adjacent days can be read off two clocks."""

from __future__ import annotations

import re

from communique.clocks import may_be_one_moment, offset_of
from communique.reconcile.evidence import Story
from communique.records import Block, BlockKind, Moment

_WORDS = re.compile(r"[^\W\d_]+(?:[’'.\-][^\W\d_]+)*\.?")
_TIME_AT = re.compile(r"\b([A-Z][\w.]*(?: [A-Z][\w.]*)?) time\b")
LONGEST = 4  # words of a place name
NEAR = 40  # characters behind a day within which its clock is named


def two_clocks(left: tuple[str, str | None], right: tuple[str, str | None]) -> str | None:
    """Why two days, each with the place it was written at, may be one moment; None where they cannot be."""
    (day, here), (other, there) = left, right
    if here is None or there is None or day == other or not may_be_one_moment(day, here, other, there):
        return None
    return f"on the clocks of {here} and {there} one moment can fall on both days"


def clock_of(story: Story, moment: Moment, origin_id: str, home: str | None) -> str | None:
    """Whose clock a day is read off: the place its sentence names ("Beijing time"), the dateline's, else `home`."""
    sentence = story.lines.sentence_at(moment.report_id, moment.start)
    if sentence is not None:
        after = sentence.exact[moment.end - sentence.start :][:NEAR]
        named = _TIME_AT.search(after)
        if named is not None and offset_of(named[1]) is not None:
            return named[1]
    return dateline_place(story, origin_id) or home


def dateline_place(story: Story, origin_id: str) -> str | None:
    """The place an origin's dateline names, as its first report writes it; None without one."""
    for block in _datelines(story):
        row = story.kin.get(block.report_id)
        if row is not None and row.origin_id == origin_id and (place := place_in(block.exact)):
            return place
    return None


def place_in(dateline: str) -> str | None:
    """The first place with a known clock that a dateline names, longest name first, in title case."""
    words = [m.group() for m in _WORDS.finditer(dateline)]
    for n, word in enumerate(words):
        for size in range(min(LONGEST, len(words) - n), 0, -1):
            name = " ".join(words[n : n + size])
            name = name.title() if name.isupper() else name
            if word[0].isupper() and offset_of(name) is not None:
                return name
    return None


def _datelines(story: Story) -> list[Block]:
    rows = [b for b in story.group.of(Block) if b.kind is BlockKind.DATELINE]
    return sorted(rows, key=lambda b: (b.report_id, b.start))
