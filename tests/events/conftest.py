"""Stories for the coder built by hand: real grammar, and states and persons named by the simplest rules."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from communique.events import code_events
from communique.parse import Parser
from communique.records import (
    Block,
    BlockKind,
    Claim,
    Entity,
    EntityKind,
    Event,
    Mention,
    Parse,
    Predicate,
    Report,
    ReportDate,
    Sentence,
    Spotted,
    SpottedKind,
)
from communique.rules import cells, load_table
from communique.spans import content_id
from communique.stage import Group
from communique.status import mark_status

CAPITALS = {
    "Lima": "PER", "Oslo": "NOR", "Nairobi": "KEN", "Warsaw": "POL", "Minsk": "BLR", "Brussels": "BEL", "Tokyo": "JPN",
    "Muscat": "OMN", "Baku": "AZE",
    "Johannesburg": "ZAF", "Kyiv": "UKR", "Gaza": "PSE", "Goma": "COD", "Kremlin": "RUS",
}  # fmt: skip
Rows = dict[type, list[object]]


def _words() -> dict[str, tuple[str, EntityKind]]:
    found: dict[str, tuple[str, EntityKind]] = {}
    for row in load_table("names/states.tsv"):
        for word in (row["name"], *cells(row, "aliases"), *cells(row, "demonyms")):
            if len(word) > 2:
                found[word] = (row["iso3"], EntityKind.STATE)
    for row in load_table("names/organisations.tsv"):
        for word in (row["acronym"], row["name"]):
            found.setdefault(word, (row["acronym"], EntityKind.ORGANISATION))
    return found


WORDS = _words()
PATTERN = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(w) for w in sorted({*WORDS, *CAPITALS}, key=len)[::-1]) + r")(?!\w)"
)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """One parser for all tests of this room."""
    return Parser()


@pytest.fixture(scope="session")
def story(parser: Parser) -> Callable[..., list[object]]:
    """A function from texts by report id (and dates by report id) to all rows of the coder."""

    def build(texts: dict[str, str], published: dict[str, str] | None = None) -> list[object]:
        return list(code_events(build_group(parser, texts, published or {})))

    return build


@pytest.fixture(scope="session")
def group(parser: Parser) -> Callable[..., Group]:
    """A function from texts by report id (and dates by report id) to the rows the coder reads."""
    return lambda texts, published=None: build_group(parser, texts, published or {})


@pytest.fixture(scope="session")
def claims(story: Callable[..., list[object]]) -> Callable[[str], list[Claim]]:
    """A function from one text to its claims."""
    return lambda text: [row for row in story({"r": text}, {"r": "2024-05-20"}) if isinstance(row, Claim)]


@pytest.fixture(scope="session")
def events(story: Callable[..., list[object]]) -> Callable[..., list[Event]]:
    """A function from texts and dates to events."""
    return lambda texts, published=None: [row for row in story(texts, published) if isinstance(row, Event)]


def build_group(parser: Parser, texts: dict[str, str], published: dict[str, str]) -> Group:
    """All rows the coder reads, one story."""
    rows: Rows = {
        kind: [] for kind in (Report, Block, Sentence, Parse, Spotted, Predicate, ReportDate, Mention, Entity)
    }
    entities: dict[str, Entity] = {}
    for report_id, text in texts.items():
        rows[Report].append(_report(report_id, text))
        day = published.get(report_id)
        rows[ReportDate].append(
            ReportDate(
                report_id=report_id,
                published=day,
                published_basis=None,
                published_evidence=None,
                reason="test",
            )
        )
        for start, end in ((m.start(1), m.end(1)) for m in re.finditer('[“"]([^”"]+)[”"]', text)):
            rows[Spotted].append(_quotation(report_id, text, start, end))
        for line in re.finditer(r"[^\n]+", text):
            for sentence in parser([line.group()])[0]:
                parse = _parse(report_id, line.start(), sentence)
                rows[Parse].append(parse)
                rows[Sentence].append(_sentence(report_id, text, parse, line.start(), sentence))
                rows[Mention].extend(_mentions(text, parse, entities))
    rows[Entity] = list(entities.values())
    frozen = {kind: tuple(found) for kind, found in rows.items()}
    frozen[Predicate] = tuple(mark_status(Group("story", frozen)))
    return Group("story", frozen)


def _report(report_id: str, text: str) -> Report:
    return Report(
        report_id=report_id, path=report_id, record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip


def _quotation(report_id: str, text: str, start: int, end: int) -> Spotted:
    return Spotted(
        report_id=report_id, start=start, end=end, exact=text[start:end], kind=SpottedKind.QUOTATION, sentence_id=None,
        value=None, state=None, reason=None,
    )  # fmt: skip


def _parse(report_id: str, offset: int, sentence) -> Parse:  # type: ignore[no-untyped-def]
    return Parse(
        report_id=report_id,
        sentence_id=content_id("s", report_id, offset + sentence.start),
        starts=tuple(offset + s for s in sentence.starts),
        ends=tuple(offset + e for e in sentence.ends),
        texts=sentence.texts,
        lemmas=sentence.lemmas,
        pos=sentence.pos,
        tags=sentence.tags,
        deps=sentence.deps,
        heads=sentence.heads,
        entities=sentence.entities,
    )


def _sentence(report_id: str, text: str, parse: Parse, offset: int, sentence) -> Sentence:  # type: ignore[no-untyped-def]
    start, end = offset + sentence.start, offset + sentence.end
    return Sentence(
        sentence_id=parse.sentence_id, report_id=report_id, start=start, end=end, exact=text[start:end],
        block_kind=BlockKind.BODY,
    )  # fmt: skip


def _mentions(text: str, parse: Parse, entities: dict[str, Entity]) -> list[Mention]:
    found = []
    states: list[tuple[int, str]] = []
    for match in PATTERN.finditer(text, parse.starts[0], parse.ends[-1]):
        word = match.group()
        if word in WORDS:
            key, kind = WORDS[word]
            states.append((match.end(), key))
            entity = _entity(key, kind, word, key if kind is EntityKind.STATE else None, "IGO")
        else:
            entity = _entity(f"place:{word}", EntityKind.PLACE, word, CAPITALS[word], None)
        entities.setdefault(entity.entity_id, entity)
        found.append(_mention(text, parse.report_id, match.start(), match.end(), entity.entity_id))
    for start, end in _persons(parse):
        before = [key for stop, key in states if 0 <= start - stop < 40 and "." not in text[stop:start]]
        person = f"person:{text[start:end].split()[-1].lower()}"
        if person not in entities or (before and entities[person].state is None):
            entities[person] = _entity(
                person, EntityKind.PERSON, text[start:end], before[-1] if before else None, "GOV"
            )
        found.append(_mention(text, parse.report_id, start, end, person))
    last = None
    for start, end, word in zip(parse.starts, parse.ends, parse.texts, strict=True):
        people = [
            m.entity_id
            for m in found
            if m.entity_id and m.entity_id.startswith("person:") and m.start < start
        ]
        last = people[-1] if people else None
        if word.lower() in {"he", "she", "his", "her"} and (last or _only_person(entities)):
            found.append(_mention(text, parse.report_id, start, end, last or _only_person(entities)))
    return found


def _only_person(entities: dict[str, Entity]) -> str | None:
    people = [e.entity_id for e in entities.values() if e.kind is EntityKind.PERSON]
    return people[-1] if people else None


def _persons(parse: Parse) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end, kind, word in zip(parse.starts, parse.ends, parse.entities, parse.texts, strict=True):
        if kind == "B-PERSON" and word not in WORDS:
            found.append((start, end))
        elif kind == "I-PERSON" and found and word not in {"'s", "’s"}:
            found[-1] = (found[-1][0], end)
    return found


def _entity(key: str, kind: EntityKind, name: str, state: str | None, sector: str | None) -> Entity:
    return Entity(
        entity_id=key, kind=kind, name=name, state=state, sector=sector if kind is not EntityKind.STATE else "GOV",
        cow=None, gw=None, wikidata_id=None, lat=None, lon=None, geonames_id=None, roles=(),
    )  # fmt: skip


def _mention(text: str, report_id: str, start: int, end: int, entity_id: str | None) -> Mention:
    return Mention(
        report_id=report_id, start=start, end=end, exact=text[start:end], entity_id=entity_id, title_as_written=None,
        name_repaired=None, title_corrected=None, role_at_date=None, score=1.0, reason="test",
    )  # fmt: skip
