"""What was asked, charged, refused or promised is told in words that stand in the report, or in none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from communique.records import (
    Claim,
    Degradation,
    Entity,
    EntityKind,
    Event,
    EventType,
    Lineage,
    Mention,
    Report,
    Status,
    Verdict,
)
from communique.views import wording
from communique.views.check import words_faults
from communique.views.facts import Facts
from communique.views.phrases import date_phrase

NAMES = {"PER": "Peru", "ECU": "Ecuador", "NOR": "Norway"}
Tell = Callable[..., str | None]


def entity(entity_id: str, name: str) -> Entity:
    return Entity(
        entity_id=entity_id, kind=EntityKind.STATE, name=name, state=entity_id, sector="GOV", cow=None, gw=None,
        wikidata_id=None, lat=None, lon=None, geonames_id=None, roles=(),
    )  # fmt: skip


def claim(text: str, trigger: str, kind: EventType, actor: str, **changes: object) -> Claim:
    at = text.index(trigger)
    made = Claim(
        claim_id="c-1", event_id="e-1", report_id="r-1", origin_id="o-1", start=0, end=len(text), exact=text,
        actor=("PER",), actor_states=("PER",), actor_sectors=("GOV",), recipient=("ECU",), recipient_states=("ECU",),
        recipient_sectors=("GOV",), actor_text=actor, recipient_text="Ecuador", event_type=kind, mode=None,
        status=Status.HAPPENED, alleged_by=None, basis=None, attributed_to=None, contexts=(), date_text=None, date=None,
        date_start=None, date_end=None, place_text=None, place_id=None, lat=None, lon=None, intensity=0.0,
        confidence=0.9, trigger_start=at, trigger_end=at + len(trigger), made_by="test", why="test",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def event(told: Claim) -> Event:
    return Event(
        event_id="e-1", story_id="s-1", event_type=told.event_type, mode=None, status=told.status, actor=told.actor,
        actor_states=told.actor_states, recipient=told.recipient, recipient_states=told.recipient_states, contexts=(),
        date=told.date, date_start=None, date_end=None, place_id=None, intensity=0.0, n_reports=1, n_origins=1,
        n_witnesses=1, background=False, verdict=Verdict.SINGLE, confidence=0.9, title="",
    )  # fmt: skip


def facts_of(
    told: Claim, mentions: Iterable[tuple[str, str]] = (), degradation: Degradation = Degradation.CLEAN
) -> Facts:
    held: dict[type, list[object]] = {
        Entity: [entity(key, name) for key, name in NAMES.items()],
        Lineage: [Lineage(report_id="r-1", origin_id="o-1", degradation=degradation, reason="test")],
        Claim: [told],
        Report: [],
        Mention: [
            Mention(
                report_id="r-1", start=(at := told.exact.index(words)), end=at + len(words), exact=words, entity_id=key,
                title_as_written=None, name_repaired=None, title_corrected=None, role_at_date=None, score=1.0,
                reason="test",
            )
            for words, key in mentions
        ],
    }  # fmt: skip
    return Facts(lambda kind: held.get(kind, []))


def tell(told: Claim, **given: object) -> str | None:
    """The sentence told of a claim, every stretch of its own words checked."""
    found = wording.told(event(told), [told], facts_of(told, **given))  # type: ignore[arg-type]
    if found is None:
        return None
    assert words_faults(found.words, [told]) == []
    assert all(words in found.text for words in found.words)
    return found.text


REQUEST, ACCUSE, REJECT, AGREE = EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.AGREE


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "line"),
    [
        ("Peru urged Ecuador to yield, a diplomat said.", "urged", REQUEST, "Peru urged Ecuador to yield."),
        ("Peru has accused Ecuador of moving a marker.", "accused", ACCUSE, "Peru accused Ecuador of moving a marker."),
        ("Peru formally refused to sign; Ecuador waited.", "refused", REJECT, "Peru refused to sign."),
        ("Peru promised Ecuador “a fair share” of it.", "promised", AGREE, None),
        ("Peru repeated allegations that Ecuador had moved a marker.", "allegations", ACCUSE,
         "Peru repeated allegations that Ecuador had moved a marker."),
    ],
)  # fmt: skip
def test_an_act_of_speech_is_told_with_its_object(
    text: str, trigger: str, kind: EventType, line: str | None
) -> None:
    assert tell(claim(text, trigger, kind, "Peru")) == line


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Peru was urged to open the bridge.", "urged", REQUEST),
        ("Peru did not urge Ecuador to open the bridge.", "urge", REQUEST),
        ("Peru no longer demanded an apology of Ecuador.", "demanded", REQUEST),
        ("Peru urged Ecuador again.", "urged", REQUEST),
        ("Peru asked Ecuador to give it to them.", "asked", REQUEST),
        ("Peru told us it wanted our help.", "wanted", REQUEST),
        ("Peru suspended after Ecuador had left.", "suspended", EventType.SANCTION),
        ("Peru accuses Ecuador of having planted the device.", "planted", EventType.COERCE),
        ("Peru cautioned that palm oil, soy and cane would be next.", "cautioned", EventType.THREATEN),
    ],
)
def test_words_that_would_mean_something_else_are_not_taken_over(
    text: str, trigger: str, kind: EventType
) -> None:
    assert tell(claim(text, trigger, kind, "Peru")) is None


def test_the_day_of_the_event_stands_in_front_and_not_in_the_words() -> None:
    told = claim("Peru asked Ecuador on Thursday to open the bridge.", "asked", REQUEST, "Peru")
    told = replace(told, date="2024-05-16", date_text="Thursday")
    assert tell(told) == "On 16 May 2024, Peru asked Ecuador to open the bridge."


def test_a_date_that_bounds_what_is_asked_stays_in_the_words() -> None:
    told = claim("Peru demanded an answer by Friday.", "demanded", REQUEST, "Peru")
    assert tell(replace(told, date="2024-05-17", date_text="Friday")) == "Peru demanded an answer by Friday."


def test_a_pronoun_right_after_the_verb_gives_way_to_the_name() -> None:
    told = claim("Peru asked it to open the bridge.", "asked", REQUEST, "Peru", recipient_text="it")
    assert tell(told) == "Peru asked Ecuador to open the bridge."


def test_people_of_a_state_are_not_called_the_state() -> None:
    told = claim(
        "On Monday the Peruvian duty officer declined to pick up.",
        "declined",
        REJECT,
        "Peruvian duty officer",
    )
    assert tell(told, mentions=[("Peruvian", "PER")]) == "The Peruvian duty officer declined to pick up."
    assert tell(told) is None


def test_a_plan_is_told_as_a_plan() -> None:
    told = claim("Peru will send Ecuador four pumps.", "send", EventType.AID, "Peru", status=Status.PLANNED)
    assert tell(told) == "Peru planned to send Ecuador four pumps."


def test_what_another_side_says_is_told_as_its_word() -> None:
    told = claim(
        "Peru rammed a boat off Ecuador, Norway said.",
        "rammed",
        EventType.ASSAULT,
        "Peru",
        attributed_to="NOR",
    )
    assert tell(told) == "Peru rammed a boat off Ecuador, according to Norway."


def test_a_plan_under_a_condition_is_not_told_without_it() -> None:
    told = claim(
        "If the yard is full, Peru will send Ecuador a bill.",
        "send",
        EventType.AID,
        "Peru",
        status=Status.PLANNED,
    )
    assert tell(told) is None


def test_people_of_two_states_are_not_called_both_states() -> None:
    told = claim("A hundred young men burned a flag there.", "burned", EventType.ASSAULT, "hundred young men")
    assert tell(replace(told, actor=("PER", "ECU"), recipient=())) is None


def test_spun_words_are_never_taken_over() -> None:
    told = claim("Peru prompted Ecuador to open the bridge.", "prompted", REQUEST, "Peru")
    assert tell(told, degradation=Degradation.SPUN) is None


def test_a_meeting_is_left_to_its_own_phrase() -> None:
    assert tell(claim("Peru met Ecuador in Oslo.", "met", EventType.CONSULT, "Peru")) is None


def test_words_that_stand_in_no_cited_span_are_a_fault() -> None:
    told = claim("Peru urged Ecuador to open the bridge.", "urged", REQUEST, "Peru")
    assert words_faults(["urged Ecuador to close the bridge"], [told]) != []


def test_seven_days_from_a_monday_are_a_week() -> None:
    assert date_phrase("2024-05-13/2024-05-19") == " in the week of 13 May 2024"
    assert date_phrase("2024-05-14/2024-05-20") == " between 14 May 2024 and 20 May 2024"
