"""Sides told by the ground alone, doers left unsaid, and headlines without an auxiliary."""

from __future__ import annotations

from collections.abc import Callable

from communique.records import Claim, EventType

Claims = Callable[[str], list[Claim]]


def _of(found: list[Claim], kind: EventType) -> Claim:
    return next(c for c in found if c.event_type is kind)


def test_marchers_in_a_place_are_of_its_state(claims: Claims) -> None:
    found = _of(claims("Thousands of students marched in Fiji on Monday."), EventType.PROTEST)
    assert found.actor_states == ("FJI",)


def test_a_curfew_lifted_in_a_place_is_lifted_for_that_state(claims: Claims) -> None:
    found = _of(claims("The government of Sudan lifted the curfew in Sudan on Monday."), EventType.CONCEDE)
    assert found.recipient_states == ("SDN",)


def test_an_attack_without_a_doer_on_named_people_is_coded_without_actor(claims: Claims) -> None:
    found = _of(claims("Six Kenyan soldiers were killed on Monday."), EventType.ASSAULT)
    assert (found.actor, found.recipient_states) == ((), ("KEN",))


def test_a_crime_among_private_people_is_no_event(claims: Claims) -> None:
    assert claims("Four men were charged with murder on Monday.") == []


def test_a_verb_with_a_particle_is_not_read_as_a_spun_bare_verb(claims: Claims) -> None:
    assert [c for c in claims("Kenya gave up its mission on Monday.") if c.event_type is EventType.AID] == []


def test_a_preposition_that_dates_a_verb_does_not_make_it_another(claims: Claims) -> None:
    found = claims("Kenya called on Friday.")
    assert [c for c in found if c.event_type is EventType.REQUEST] == []
