"""From blocks to sentences: splits blocks into paragraphs, parses each, places everything in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.parse.parser import LONGEST, ParsedSentence, Parser
from communique.records import Block, BlockKind, Parse, Report, Sentence
from communique.spans import content_id, trim
from communique.stage import Group

PARSED = {BlockKind.BODY, BlockKind.TITLE, BlockKind.CAPTION}
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


def parse_report(group: Group, *, parser: Parser) -> Iterator[Sentence | Parse]:
    """The sentences of one report's body, title and captions, each with its grammar."""
    (report,) = group.of(Report)
    stretches = [
        (block, start, end)
        for block in group.of(Block)
        if block.kind in PARSED
        for start, end in paragraphs(report.text, block.start, block.end)
    ]
    # a hard-wrapped paragraph is one: its line ends become spaces, one for one, so that offsets stay true
    parsed = parser([report.text[start:end].replace("\n", " ") for _, start, end in stretches])
    for (block, start, _), sentences in zip(stretches, parsed, strict=True):
        for sentence in sentences:
            yield from _place(report, block, start, sentence)


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of a block, trimmed: parted by empty lines, or cut at white space where one is too long."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        at, stop = trim(text, *paragraph.span())
        while stop - at > LONGEST:
            cut = text.rfind(" ", at, at + LONGEST)
            cut = cut if cut > at else at + LONGEST
            yield trim(text, at, cut)
            at = trim(text, cut, stop)[0]
        if at < stop:
            yield at, stop


def _place(report: Report, block: Block, offset: int, parsed: ParsedSentence) -> Iterator[Sentence | Parse]:
    if not parsed.starts:
        return
    start, end = trim(report.text, offset + parsed.start, offset + parsed.end)
    sentence_id = content_id("s", report.report_id, start, end)
    yield Sentence(
        sentence_id=sentence_id,
        report_id=report.report_id,
        start=start,
        end=end,
        exact=report.text[start:end],
        block_kind=block.kind,
    )
    yield Parse(
        report_id=report.report_id,
        sentence_id=sentence_id,
        starts=tuple(offset + s for s in parsed.starts),
        ends=tuple(offset + e for e in parsed.ends),
        texts=parsed.texts,
        lemmas=parsed.lemmas,
        pos=parsed.pos,
        tags=parsed.tags,
        deps=parsed.deps,
        heads=parsed.heads,
        entities=parsed.entities,
    )
