"""Sides that a sentence leaves unsaid come from the affair its report tells, and never where that is unclear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.events.affairs import Affair, clearest
from communique.records import Claim, EventType

QUARREL = (
    "Norway and Poland are at odds over a ferry. Norway closed a port to Poland. Poland spoke of a hostile act. "
    "The quarrel of Poland and Norway is old. "
)
OTHERS = "Kenya, Japan and Oman are at odds over a ferry. Japan spoke. Oman spoke. Kenya spoke. "


def _of(found: list[Claim], kind: EventType) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(c.actor_states, c.recipient_states) for c in found if c.event_type is kind]


def test_the_other_side_is_found_only_from_exactly_one() -> None:
    affair = Affair("NOR", "POL")
    assert (affair.other(("NOR",)), affair.other(("POL",))) == ("POL", "NOR")
    assert affair.other(("NOR", "POL")) is None
    assert affair.other(("KEN",)) is None


def test_no_affair_is_clear_where_a_third_state_weighs_as_much() -> None:
    assert clearest({"NOR": 9.0, "POL": 8.0, "KEN": 2.0}) == Affair("NOR", "POL")
    assert clearest({"NOR": 9.0, "POL": 8.0, "KEN": 7.0}) is None
    assert clearest({"NOR": 9.0}) is None


def test_a_promise_without_a_receiver_goes_to_the_other_side(claims: Callable[[str], list[Claim]]) -> None:
    found = claims(QUARREL + "Norway promises to clear the queue by May.")
    assert (("NOR",), ("POL",)) in _of(found, EventType.AGREE)
    (promise,) = [c for c in found if c.event_type is EventType.AGREE]
    assert promise.recipient_text is None
    assert "inferred from the affair between NOR and POL" in promise.why


def test_an_outsider_speaks_to_both_sides(claims: Callable[[str], list[Claim]]) -> None:
    found = claims(QUARREL + "Kenya urged both sides to keep the road open.")
    assert (("KEN",), ("NOR", "POL")) in _of(found, EventType.REQUEST)


@pytest.mark.parametrize(
    "words",
    ["The two governments talked on Friday.", "The ministers of the two countries met on Friday."],
)
def test_both_sides_met_where_the_words_say_the_two(words: str, claims: Callable[[str], list[Claim]]) -> None:
    assert (("NOR", "POL"), ()) in _of(claims(QUARREL + words), EventType.CONSULT)


def test_two_masked_men_are_no_sides(claims: Callable[[str], list[Claim]]) -> None:
    found = claims(QUARREL + "A trader was shot by two masked men on Friday.")
    assert all(not c.actor_states for c in found if c.event_type is EventType.ASSAULT)


def test_nothing_is_inferred_between_three_states(claims: Callable[[str], list[Claim]]) -> None:
    found = claims(OTHERS + "Japan promises to clear the queue by May.")
    assert _of(found, EventType.AGREE) == [(("JPN",), ())]


def test_missiles_that_hit_a_port_are_nobodys_where_nobody_is_told(
    claims: Callable[[str], list[Claim]],
) -> None:
    found = claims(QUARREL + "Two missiles hit the port on Saturday.")
    assert all(not c.actor_states for c in found if c.event_type is EventType.ASSAULT)


def test_nobody_was_arrested_by_either_side(claims: Callable[[str], list[Claim]]) -> None:
    found = claims(QUARREL + "The police have arrested nobody.")
    assert not [c for c in found if c.mode == "arrest"]


def test_a_meeting_not_agreed_did_not_happen(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("A meeting between Chile and Peru has not been agreed.")
    assert "happened" not in {str(c.status) for c in found if c.event_type is EventType.CONSULT}
