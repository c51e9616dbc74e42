"""Stories told in a few words, their persons resolved without the shipped registry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.names import name_entities
from communique.names.knowledge import make_registry
from communique.parse import Parser, parse_report
from communique.records import (
    Block,
    BlockKind,
    Entity,
    EntityKind,
    Parse,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
)
from communique.spot.marks import spot_marks
from communique.spot.names import spot_names
from communique.stage import Group

People = dict[str, Entity]


@pytest.fixture(scope="session")
def people() -> Callable[..., People]:
    """The persons of a story of texts, one report each, by name as the story spells it."""
    parser = Parser()

    def tell(*texts: str, day: str = "2031-05-01", known: tuple[dict[str, str], ...] = ()) -> People:
        rows: dict[type, list[object]] = {
            kind: [] for kind in (Report, Block, Sentence, Parse, Spotted, ReportDate)
        }
        for number, text in enumerate(texts):
            for row in _read(parser, f"r{number}", text, day):
                rows[type(row)].append(row)
        group = Group("s", {kind: tuple(found) for kind, found in rows.items()})
        found = name_entities(group, known=make_registry(known))
        return {e.name: e for e in found if isinstance(e, Entity) and e.kind is EntityKind.PERSON}

    return tell


def _read(parser: Parser, name: str, text: str, day: str) -> list[object]:
    report = Report(
        report_id=name, path="", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    block = Block(report_id=name, start=0, end=len(text), exact=text, kind=BlockKind.BODY, rule_id=None)
    parsed = list(parse_report(Group("r", {Report: (report,), Block: (block,)}), parser=parser))
    sentences = [r for r in parsed if isinstance(r, Sentence)]
    parses = [r for r in parsed if isinstance(r, Parse)]
    dated = ReportDate(
        report_id=name,
        published=day,
        published_basis=PublishedBasis.GIVEN,
        published_evidence=None,
        reason="given",
    )
    spotted = [*spot_names(report, [block], sentences, parses), *spot_marks(report, [block])]
    return [report, block, *sentences, *parses, *spotted, dated]
