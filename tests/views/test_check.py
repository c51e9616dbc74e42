"""The checker refuses a sentence whose spans do not hold what it says."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from communique.records import (
    Claim,
    Entity,
    EntityKind,
    EventType,
    Mention,
    Moment,
    MomentBasis,
    MomentKind,
    Report,
    Status,
)
from communique.views.brief import Citation
from communique.views.check import dates_in, faults
from communique.views.facts import Facts

TEXT = "Envoy Ruben Castell arrived in Quito on Monday for 3 days of talks. A trip in March was put off."
FIRST, SECOND = (0, 68), (69, len(TEXT))


def report() -> Report:
    return Report(
        report_id="r-1", path="a.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language=None, published="2024-05-06", published_basis=None, text=TEXT, sha256="0",
    )  # fmt: skip


def mention(words: str, entity_id: str) -> Mention:
    start = TEXT.index(words)
    return Mention(
        report_id="r-1", start=start, end=start + len(words), exact=words, entity_id=entity_id, title_as_written=None,
        name_repaired=None, title_corrected=None, role_at_date=None, score=1.0, reason="test",
    )  # fmt: skip


def entity(entity_id: str, kind: EntityKind, name: str, state: str | None) -> Entity:
    return Entity(
        entity_id=entity_id, kind=kind, name=name, state=state, sector=None, cow=None, gw=None, wikidata_id=None,
        lat=None, lon=None, geonames_id=None, roles=(),
    )  # fmt: skip


def claim(word: str, status: Status) -> Claim:
    at = TEXT.index(word)
    start, end = FIRST if at < FIRST[1] else SECOND
    return Claim(
        claim_id=f"c-{word}", event_id="e-1", report_id="r-1", origin_id="o-1", start=start, end=end,
        exact=TEXT[start:end], actor=("ruben-castell",), actor_states=("PER",), actor_sectors=(), recipient=("ECU",),
        recipient_states=("ECU",), recipient_sectors=(), actor_text="Ruben Castell", recipient_text="Quito",
        event_type=EventType.CONSULT, mode="visit", status=status, alleged_by=None, basis=None, attributed_to=None,
        contexts=(), date_text=None, date=None, date_start=None, date_end=None, place_text=None, place_id=None,
        lat=None, lon=None, intensity=4.0, confidence=0.9, trigger_start=at, trigger_end=at + len(word), made_by="test",
        why="test",
    )  # fmt: skip


def moment(words: str, value: str) -> Moment:
    start = TEXT.index(words)
    return Moment(
        report_id="r-1", start=start, end=start + len(words), exact=words, kind=MomentKind.DATE, value=value,
        date_start=value, date_end=value, basis=MomentBasis.ANCHORED, direction=None, corrupted=False, reason="test",
    )  # fmt: skip


@pytest.fixture
def facts() -> Facts:
    held: dict[type, list[object]] = {
        Report: [report()],
        Mention: [mention("Ruben Castell", "ruben-castell"), mention("Quito", "ECU")],
        Entity: [
            entity("ruben-castell", EntityKind.PERSON, "Ruben Castell", "PER"),
            entity("ECU", EntityKind.STATE, "Ecuador", None),
        ],
        Claim: [claim("arrived", Status.HAPPENED), claim("trip", Status.POSTPONED)],
        Moment: [moment("Monday", "2024-05-06"), moment("March", "2024-03")],
    }

    def load(kind: type) -> Iterable[object]:
        return held.get(kind, [])

    return Facts(load)


def cite(span: tuple[int, int]) -> Citation:
    return Citation(report_id="r-1", start=span[0], end=span[1], exact=TEXT[span[0] : span[1]])


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Ruben Castell visited Ecuador on 6 May 2024.", FIRST),
        ("A visit was postponed in March 2024.", SECOND),
        ("Ruben Castell: “for 3 days of talks”", FIRST),
    ],
)
def test_a_sentence_its_spans_bear_out_has_no_fault(
    facts: Facts, sentence: str, span: tuple[int, int]
) -> None:
    assert faults(sentence, [cite(span)], facts) == []


@pytest.mark.parametrize(
    ("sentence", "span", "fault"),
    [
        ("Ruben Castell visited Ecuador on 7 May 2024.", FIRST, "the date 2024-05-07"),
        ("Ruben Castell visited Ecuador.", SECOND, "the name Ruben"),
        ("Ruben Castell visited Peru.", FIRST, "the name Peru"),
        ("Ruben Castell held 4 talks.", FIRST, "the number 4"),
        ("A visit was postponed.", FIRST, "says 'postponed'"),
        ("Ruben Castell planned to visit Ecuador.", FIRST, "planned to"),
        ("Ruben Castell: “four days of talks”", FIRST, "the quotation"),
    ],
)
def test_a_name_number_date_or_status_the_spans_do_not_hold_is_a_fault(
    facts: Facts, sentence: str, span: tuple[int, int], fault: str
) -> None:
    assert any(fault in found for found in faults(sentence, [cite(span)], facts))


def test_a_sentence_without_a_citation_is_refused(facts: Facts) -> None:
    assert faults("Ruben Castell visited Ecuador.", [], facts) == ["has no citation"]


def test_dates_are_read_from_a_sentence_with_their_precision() -> None:
    assert dates_in("on 6 May 2024, in May 2024, in summer 2024, in 2024") == [
        "2024-05-06",
        "2024-05",
        "2024-22",
        "2024",
    ]
