"""An appointment is one row through all its changes, and one of the past that nobody planned is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from communique.records import Status
from communique.relations.calendar import keep_calendar
from communique.stage import Group

NRL, SDM = "[Norland|NRL]", "[Sudmark|SDM]"
PLAN = f"The foreign ministers of {NRL} and {SDM} will meet in [Basel|@CHE] on {{2 May|2020-05-02}}."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("are to meet in Basel on {2 May|2020-05-02}", "planned"),
        ("are due to sit down together on {2 May|2020-05-02}", "planned"),
        ("may confer in Basel in {May|2020-05}", "tentative"),
        ("might run into each other in Basel on {2 May|2020-05-02}", "tentative"),
    ],
)
def test_a_plan_has_its_status_and_day(read: Callable[..., Any], words: str, status: str) -> None:
    (row,) = read("2020-03-10", f"The prime ministers of {NRL} and {SDM} {words}.").appointments
    assert row.status == status
    assert row.date is not None
    assert row.date.startswith("2020-05")


def test_a_plan_of_one_story_told_as_held_in_another_happened_once(telling: Any) -> None:
    telling.report("2020-03-10", PLAN, story="st-1")
    telling.report(
        "2020-05-03",
        f"The foreign ministers of {NRL} and {SDM} met in Basel {{on Saturday|2020-05-02}}.",
        story="st-2",
    )
    (row,) = telling.read().appointments
    assert (row.status, row.date, row.n_origins, row.first_said_on) == (
        "happened",
        "2020-05-02",
        2,
        "2020-03-10",
    )


def test_a_meeting_only_told_as_held_was_never_on_the_calendar(read: Callable[..., Any]) -> None:
    told = read(
        "2020-05-03", f"The foreign ministers of {NRL} and {SDM} met in Basel {{on Saturday|2020-05-02}}."
    )
    assert told.appointments == []


def test_nothing_happens_before_its_day(telling: Any) -> None:
    report = telling.report("2020-03-10", PLAN)
    telling.claim(report, 0, "meet", Status.HAPPENED, date="2020-05-02")
    assert [row.status for row in telling.read().appointments] == ["planned"]


def test_a_moved_meeting_has_two_rows(read: Callable[..., Any]) -> None:
    told = read(
        "2020-03-10",
        f"The joint border commission of {NRL} and {SDM}, due in Basel on {{25 March|2020-03-25}}, has been "
        "pushed back to {29 April|2020-04-29}.",
    )
    assert [(row.date, row.status) for row in told.appointments] == [
        ("2020-03-25", "postponed"),
        ("2020-04-29", "planned"),
    ]


def test_the_day_of_a_cancellation_is_not_the_day_of_the_visit(read: Callable[..., Any]) -> None:
    told = read(
        "2020-03-10",
        f"{SDM} {{on Monday|2020-03-09}} cancelled a visit by its defence minister to {NRL} that had been set for "
        "{18 May|2020-05-18}.",
    )
    assert [(row.date, row.status) for row in told.appointments] == [("2020-05-18", "cancelled")]


def test_what_most_originals_call_it_is_its_status(telling: Any) -> None:
    text = f"A visit by the trade minister of {SDM} to {NRL}, due on {{18 May|2020-05-18}}, "
    telling.report("2020-03-10", text + "was put off.")
    telling.report("2020-03-11", text + "has been called off.")
    telling.report("2020-03-11", text + "has been scrapped.")
    telling.report("2020-03-12", text + "was put off.", origin="o1")  # a copy of the first
    (row,) = telling.read().appointments
    assert row.status == "cancelled"


def test_a_month_and_a_day_in_it_are_one_appointment_at_one_level(telling: Any) -> None:
    telling.report("2020-03-10", PLAN)
    telling.report("2020-03-11", f"The foreign ministers of {NRL} and {SDM} will meet in {{May|2020-05}}.")
    telling.report("2020-03-11", f"The presidents of {NRL} and {SDM} could meet in {{May|2020-05}}.")
    assert sorted((row.date, row.status) for row in telling.read().appointments) == [
        ("2020-05", "tentative"),
        ("2020-05-02", "planned"),
    ]


def test_two_persons_met_on_one_day_are_two_appointments(telling: Any) -> None:
    report = telling.report(
        "2020-03-10",
        "[Anna Berg|anna-berg] will meet [Otto Lind|otto-lind] and possibly [Per Dahl|per-dahl] in [Basel|@CHE].",
    )
    telling.claim(
        report, 0, "meet", Status.PLANNED, event="e1", actor=("anna-berg", "otto-lind"), date="2020-05-02"
    )
    telling.claim(
        report, 0, "meet", Status.TENTATIVE, event="e2", actor=("anna-berg", "per-dahl"), date="2020-05-02"
    )
    rows = telling.read().appointments
    assert {(row.status, row.who) for row in rows} == {
        ("planned", ("anna-berg", "otto-lind")),
        ("tentative", ("anna-berg", "per-dahl")),
    }


def test_a_summit_both_will_attend_has_its_place_and_month(telling: Any) -> None:
    telling.report(
        "2020-03-10",
        f"The leaders of {NRL} and {SDM} are expected at the summit in [Lima|@PER] in {{June|2020-06}}.",
    )
    (row,) = telling.read().appointments
    assert (row.date, row.place, row.status) == ("2020-06", "Lima", "planned")


def test_the_phrase_is_made_of_the_fields(read: Callable[..., Any]) -> None:
    (row,) = read("2020-03-10", PLAN).appointments
    assert row.what == "meeting of foreign ministers in Basel"
    assert row.event_id is None
    assert [(s.report_id, s.start) for s in row.evidence] == [("r1", 0)]


def test_a_plan_without_a_day_is_no_appointment(read: Callable[..., Any]) -> None:
    assert not read("2020-03-10", f"The foreign ministers of {NRL} and {SDM} will meet again.").appointments


def test_a_cancelled_order_is_no_appointment(read: Callable[..., Any]) -> None:
    assert not read("2020-03-10", f"{SDM} cancelled an order of {NRL} for {{May|2020-05}}.").appointments


def test_an_empty_group_has_no_calendar() -> None:
    assert list(keep_calendar(Group("NRL-SDM"))) == []
