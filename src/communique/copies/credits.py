"""Which agency a report's text comes from, by its datelines, bylines and credit lines.

Agencies of the shipped table are known under all their names; a name nobody knows counts where it calls itself a
wire, a press agency or a news service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique.records import Block, BlockKind, Report, Spotted
from communique.rules import Rule, cells, load_rules, load_table

_AGENCY = re.compile(
    r"\b(?:Wire|Newswire|News Agency|Press Agency|Press Association|News Service|Press Service|Agency)$"
)
_PAPER = re.compile(
    r"^(?=.*\b(?:Chronicle|Courier|Daily|Dispatch|Gazette|Guardian|Herald|Journal|Mail|Monitor|News|Observer|Post|Press|"
    r"Standard|Star|Telegraph|Times|Tribune|Wire)\b)[A-Z][\w’'-]*(?: (?:of|and|the|[A-Z][\w’'-]*)){1,4}$"
)
_SEGMENT = re.compile(r"\s*[|•·—–()\n]\s*|\s+-\s+|,\s+|\.\s+")
HEADS = ("stated", "dateline-agency", "dateline-slash", "byline-agency", "head-segment")
_SIGNED = (BlockKind.BYLINE, BlockKind.DATELINE)
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOP = 250  # characters from the top in which a headline, a byline and a dateline stand
_LINE = re.compile(r"[^\n]+")
_EDGE = 3  # lines from either end that can hold an opening or a sign-off
_KINDS = {
    BlockKind.DATELINE: ("opening", "line"),
    BlockKind.BYLINE: ("opening", "line"),
    BlockKind.CREDIT: ("closing", "line"),
}


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """An agency named in a report: how far the naming is to be trusted (3 stated, 1 inferred), and the rule."""

    trust: int
    wire: str
    rule_id: str


def wire_of(report: Report, blocks: Sequence[Block]) -> Credit | None:
    """The agency a report credits, the most trusted naming first; None where it names none."""
    found = sorted(_credits(report, blocks), key=lambda c: (-c.trust, c.wire, c.rule_id))
    if not found:
        return None
    best = found[0]
    rivals = {credit.wire for credit in found if credit.trust == best.trust}
    return best if len(rivals) == 1 else _earliest(report, blocks, best.trust)


def head_lost(report: Report, blocks: Sequence[Block], spotted: Sequence[Spotted] = ()) -> int:
    """How much of an original's head a report has lost, 0 to 2: its agency or paper, and its dateline or byline.

    A full date near the top stands for a dateline.
    """
    named = any(credit.rule_id in HEADS for credit in _credits(report, blocks))
    signed = bool(report.dateline or report.byline) or any(block.kind in _SIGNED for block in blocks)
    signed = signed or any(s.start < _TOP and _FULL.fullmatch(s.value or "") for s in spotted)
    return 2 - named - signed


def known_wire(name: str) -> str | None:
    """The short name of the agency written so; an unknown one as written where it calls itself an agency."""
    bare = re.sub(r"^(?:The|the)\s+", "", name.strip().rstrip(".,"))
    return _aliases().get(bare) or _aliases().get(name.strip()) or (bare if _AGENCY.search(bare) else None)


@cache
def _aliases() -> dict[str, str]:
    return {alias: row["wire"] for row in load_table("copies/wires.tsv") for alias in cells(row, "aliases")}


def _earliest(report: Report, blocks: Sequence[Block], trust: int) -> Credit | None:
    return next((credit for credit in _credits(report, blocks) if credit.trust == trust), None)


def _credits(report: Report, blocks: Sequence[Block]) -> Iterator[Credit]:
    for stated in (report.dateline, report.byline, report.credit):
        if stated and (wire := known_wire(stated)):
            yield Credit(3, wire, "stated")
        yield from _matches(stated or "", ("opening", "closing", "line"))
    for block in sorted(blocks, key=lambda b: b.start):
        if block.kind in _KINDS:
            for line in _LINE.findall(block.exact):
                yield from _matches(line, _KINDS[block.kind])
                yield from _segments(line)
    yield from _in_body(report, blocks)


def _segments(line: str) -> Iterator[Credit]:
    """Agencies and, less trusted, papers between the commas and bars of a byline or dateline."""
    for part in _SEGMENT.split(line.strip()):
        bare = re.sub(r"^(?:By|From|Source:)\s+", "", part)
        if wire := known_wire(bare):
            yield Credit(3, wire, "head-segment")
        elif _PAPER.match(bare):
            yield Credit(2, bare, "head-segment")


def _in_body(report: Report, blocks: Sequence[Block]) -> Iterator[Credit]:
    lines = [
        line.strip()
        for block in sorted(blocks, key=lambda b: b.start)
        if block.kind in (BlockKind.BODY, BlockKind.TITLE)
        for line in _LINE.findall(report.text[block.start : block.end])
    ]
    for n, line in enumerate(lines):
        first, last = n < _EDGE, n >= len(lines) - _EDGE
        kinds = (
            ["body"]
            + ["opening"] * first
            + ["closing"] * last
            + ["line"] * ((first or last) and len(line) < 200)
        )
        yield from _matches(line, kinds)


def _matches(line: str, kinds: Sequence[str]) -> Iterator[Credit]:
    for rule in load_rules("copies/credits.toml"):
        if rule.values["kind"] in kinds and rule.pattern and (match := rule.pattern.search(line)):
            wire = rule.values.get("wire") or known_wire(match.group("wire"))
            if wire and not _doubtful(rule, wire):
                yield Credit(int(rule.values["trust"]), str(wire), rule.id)


def _doubtful(rule: Rule, wire: str) -> bool:
    """Naming inside a sentence counts for known agencies only."""
    return rule.values["kind"] == "body" and wire not in _aliases().values()
