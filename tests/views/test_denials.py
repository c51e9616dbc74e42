"""A denial is told with its denier and its object, or not in the report's words at all."""

from __future__ import annotations

import pytest

from communique.records import Claim, EventType, Status
from communique.views.denials import denied


def claim(text: str, trigger: str, status: Status = Status.NEGATED) -> Claim:
    at = text.index(trigger)
    return Claim(
        claim_id="c-1", event_id="e-1", report_id="r-1", origin_id="o-1", start=100, end=100 + len(text), exact=text,
        actor=("PER",), actor_states=("PER",), actor_sectors=(), recipient=(), recipient_states=(),
        recipient_sectors=(), actor_text=None, recipient_text=None, event_type=EventType.ASSAULT, mode=None,
        status=status, alleged_by=None, basis=None, attributed_to=None, contexts=(), date_text=None, date=None,
        date_start=None, date_end=None, place_text=None, place_id=None, lat=None, lon=None, intensity=0.0,
        confidence=0.9, trigger_start=100 + at, trigger_end=100 + at + len(trigger), made_by="test", why="test",
    )  # fmt: skip


def test_a_denial_is_told_from_its_denier_to_the_end_of_its_clause() -> None:
    told = claim("Lima has denied that its frigate fired on the launch, and spoke of an echo.", "fired")
    assert denied(told) == "Lima has denied that its frigate fired on the launch"


@pytest.mark.parametrize(
    "text",
    [
        "He denied that the frigate had fired.",
        "Lima denied that the frigate had fired on them.",
        "Lima denied “any plan” and said the frigate never fired.",
        "The frigate fired, and Lima denied it.",
    ],
)
def test_a_denial_without_a_named_denier_or_a_clear_object_is_left_to_its_phrase(text: str) -> None:
    assert denied(claim(text, "fired")) is None


def test_what_is_not_denied_is_no_denial() -> None:
    assert denied(claim("Lima denied that its frigate fired.", "fired", Status.HAPPENED)) is None
