"""The coder on texts of our own: who did what to whom, and whether it is one event or two."""

from __future__ import annotations

from collections.abc import Callable

from communique.records import Claim, Event, EventType, Link, Status

EARLY = (
    "Kenyan President William Ruto will visit Ethiopia on Friday. "
    "William Ruto will meet Ethiopian President Daniel Bekele on Friday."
)
LATE = (
    "Kenyan President William Ruto arrived in Ethiopia on Friday. "
    "William Ruto met Ethiopian President Daniel Bekele on Friday."
)
PUT_OFF = (
    "Kenyan President William Ruto arrived in Ethiopia on Friday. "
    "The trip comes after he postponed a visit in March."
)


def _of(rows: list[Event], mode: str | None) -> list[Event]:
    return [e for e in rows if e.event_type is EventType.CONSULT and e.mode == mode]


def test_a_visit_planned_in_one_report_and_begun_in_another_is_one_event(
    events: Callable[..., list[Event]],
) -> None:
    rows = events({"a": EARLY, "b": LATE}, {"a": "2024-05-14", "b": "2024-05-17"})
    (visit,) = _of(rows, "visit")
    assert (visit.actor_states, visit.recipient_states, visit.n_reports) == (("KEN",), ("ETH",), 2)
    assert visit.status in {Status.ONGOING, Status.HAPPENED}


def test_a_meeting_is_not_the_visit_it_is_part_of(events: Callable[..., list[Event]]) -> None:
    rows = events({"a": EARLY, "b": LATE}, {"a": "2024-05-14", "b": "2024-05-17"})
    (meeting,) = _of(rows, None)
    assert set(meeting.actor_states) == {"KEN", "ETH"}
    assert meeting.n_reports == 2


def test_a_postponed_visit_is_not_the_one_that_came_after_it(events: Callable[..., list[Event]]) -> None:
    visits = _of(events({"b": PUT_OFF}, {"b": "2024-05-17"}), "visit")
    assert sorted(v.status for v in visits) == [Status.ONGOING, Status.POSTPONED]


def test_what_was_put_off_is_linked_to_what_came_of_it(story: Callable[..., list[object]]) -> None:
    links = [row for row in story({"b": PUT_OFF}, {"b": "2024-05-17"}) if isinstance(row, Link)]
    assert "rescheduled_as" in [link.kind for link in links]


def test_the_order_of_reports_changes_nothing(story: Callable[..., list[object]]) -> None:
    dates = {"a": "2024-05-14", "b": "2024-05-17"}
    assert story({"a": EARLY, "b": LATE}, dates) == story({"b": LATE, "a": EARLY}, dates)


def test_every_claim_points_at_its_event_and_its_words(story: Callable[..., list[object]]) -> None:
    rows = story({"a": EARLY, "b": LATE}, {"a": "2024-05-14", "b": "2024-05-17"})
    known = {row.event_id for row in rows if isinstance(row, Event)}
    texts = {"a": EARLY, "b": LATE}
    for claim in (row for row in rows if isinstance(row, Claim)):
        assert claim.event_id in known
        assert texts[claim.report_id][claim.start : claim.end] == claim.exact
        assert claim.start <= claim.trigger_start < claim.trigger_end <= claim.end


def test_claim_ids_are_unique(story: Callable[..., list[object]]) -> None:
    ids = [row.claim_id for row in story({"a": EARLY, "b": LATE}) if isinstance(row, Claim)]
    assert len(ids) == len(set(ids))


def test_a_refused_meeting_is_a_refusal_and_no_meeting(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("The Serbian defence minister rejected a request from Croatia for a meeting.")
    assert [(c.event_type, c.mode) for c in found] == [(EventType.REJECT, "meet")]


def test_swapping_the_parties_swaps_the_sides(claims: Callable[[str], list[Claim]]) -> None:
    one = {c.event_type: c for c in claims("Ukraine accused Russia of shelling a school.")}
    two = {c.event_type: c for c in claims("Russia accused Ukraine of shelling a school.")}
    accused, turned = one[EventType.ACCUSE], two[EventType.ACCUSE]
    assert (accused.actor, accused.recipient) == (turned.recipient, turned.actor)
    assert (one[EventType.ASSAULT].actor, one[EventType.ASSAULT].alleged_by) == (("RUS",), "UKR")


def test_a_passive_has_the_sides_of_its_active(claims: Callable[[str], list[Claim]]) -> None:
    (active,) = claims("Sudan condemned Chad on Monday.")
    (passive,) = claims("Chad was condemned by Sudan on Monday.")
    assert (active.actor, active.recipient) == (passive.actor, passive.recipient)


def test_a_denied_attack_is_negated(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("Eritrea denied attacking a Sudanese village.")
    assert [(c.event_type, c.status) for c in found if c.event_type is EventType.ASSAULT] == [
        (EventType.ASSAULT, Status.NEGATED)
    ]


def test_a_thing_said_of_others_has_somebody_who_alleges_it(claims: Callable[[str], list[Claim]]) -> None:
    found = claims("Ukraine said Russia attacked a hospital.")
    assert ("UKR", EventType.ASSAULT) in [(c.alleged_by, c.event_type) for c in found]


def test_words_between_marks_make_no_claim(claims: Callable[[str], list[Claim]]) -> None:
    assert claims("A poster in the hall read: “Sudan attacked Chad on Monday.”") == []


def test_sport_recipes_and_metaphors_make_no_claim(claims: Callable[[str], list[Claim]]) -> None:
    for text in (
        "Japan beat Spain in the World Cup match after a late goal.",
        "Roast the turkey in the oven for 90 minutes with butter and garlic.",
        "The governor declared war on inflation in Peru.",
        "She shot down the idea in Rome.",
    ):
        assert claims(text) == [], text


def test_a_sentence_of_nine_hundred_words_is_read(claims: Callable[[str], list[Claim]]) -> None:
    claims("Chile and Peru " + "and the ministers of the old and the new party " * 90 + "held talks in Lima.")


def test_renaming_states_changes_states_alone(claims: Callable[[str], list[Claim]]) -> None:
    one = claims("Chile imposed sanctions on Bolivia.")
    two = claims("Norway imposed sanctions on Belarus.")
    kept = [(c.event_type, c.mode, c.status, c.why, c.intensity) for c in (*one, *two)]
    assert len(kept) == 2
    assert kept[0] == kept[1]
