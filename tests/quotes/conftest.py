"""A report in memory, its marks, mentions and roles, taken through the room."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from communique.parse import Parser, parse_report
from communique.quotes import attribute_quotes
from communique.records import (
    Block,
    BlockKind,
    Direction,
    Entity,
    EntityKind,
    Mention,
    Moment,
    MomentBasis,
    MomentKind,
    Quote,
    Report,
    Spotted,
    SpottedKind,
)
from communique.spot.marks import spot_marks
from communique.stage import Group

STATES = {"Peru", "Kenya"}
SEATS = {"Lima": "peru", "Nairobi": "kenya"}


Told = list[Quote]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture
def tell(parser: Parser) -> Callable[..., Told]:
    def quotes(
        text: str,
        people: tuple[str, ...] = (),
        day: tuple[str, str] | None = None,
        roles: Mapping[str, tuple[str, str | None]] | None = None,
        home: Mapping[str, str] | None = None,
    ) -> Told:
        report = Report(
            report_id="r1", path="p", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
            dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
        )  # fmt: skip
        lines = re.finditer(r"[^\n]+", text)
        blocks = tuple(
            Block(
                report_id="r1",
                start=m.start(),
                end=m.end(),
                exact=m.group(),
                kind=BlockKind.BODY,
                rule_id=None,
            )
            for m in lines
        )
        rows: dict[type, tuple[object, ...]] = {Report: (report,), Block: blocks}
        for row in parse_report(Group("r1", rows), parser=parser):
            rows[type(row)] = (*rows.get(type(row), ()), row)
        rows[Spotted] = (*spot_marks(report, blocks), *spotted_roles(text, roles or {}))
        rows[Mention] = tuple(
            mention(text, m.start(), name) for name in people for m in re.finditer(name, text)
        )
        rows[Entity] = tuple(entity(name, (home or {}).get(name)) for name in people)
        if day is not None:
            rows[Moment] = (moment(text, *day),)
        return [q for q in attribute_quotes(Group("s1", rows)) if isinstance(q, Quote)]

    return quotes


def mention(text: str, start: int, name: str) -> Mention:
    return Mention(
        report_id="r1", start=start, end=start + len(name), exact=name, entity_id=name.split()[-1].lower(),
        title_as_written=None, name_repaired=None, title_corrected=None, role_at_date=None, score=1.0, reason="",
    )  # fmt: skip


def spotted_roles(text: str, roles: Mapping[str, tuple[str, str | None]]) -> list[Spotted]:
    """One row for each place where a role (words → role of the closed set, state) stands."""
    return [
        Spotted(
            report_id="r1", start=m.start(), end=m.end(), exact=words, kind=SpottedKind.ROLE, sentence_id=None,
            value=value, state=state, reason="title",
        )
        for words, (value, state) in roles.items() for m in re.finditer(rf"\b{words}\b", text)
    ]  # fmt: skip


def entity(name: str, home: str | None = None) -> Entity:
    kind = EntityKind.STATE if name in STATES else EntityKind.PLACE if name in SEATS else EntityKind.PERSON
    return Entity(
        entity_id=name.split()[-1].lower(), kind=kind, name=name, state=home or SEATS.get(name), sector=None,
        cow=None, gw=None, wikidata_id=None, lat=None, lon=None, geonames_id=None, roles=(),
    )  # fmt: skip


def moment(text: str, exact: str, value: str) -> Moment:
    start = text.index(exact)
    return Moment(
        report_id="r1", start=start, end=start + len(exact), exact=exact, kind=MomentKind.DATE, value=value,
        date_start=value, date_end=value, basis=MomentBasis.ANCHORED, direction=Direction.PAST, corrupted=False,
        reason="",
    )  # fmt: skip
