"""Channels say at which level two states meet, and what came last."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import pytest

from communique.records import EventType, Status
from communique.relations.channels import keep_channels
from communique.relations.contacts import keep_contacts
from communique.relations.meeting_words import encounters_in, levels_in, role_levels, turn_of
from communique.rules import DATA, load_rules
from communique.stage import Group

NRL, SDM = "[Norland|NRL]", "[Sudmark|SDM]"


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("The presidents of {a} and {b}", "head_of_state_or_government"),
        ("The foreign ministers of {a} and {b}", "foreign_minister"),
        ("The overseas preachers of {a} and {b}", "foreign_minister"),
        ("The deputy foreign ministers of {a} and {b}", "senior_diplomat"),
        ("The defence ministers of {a} and {b}", "defence"),
        ("Brigade commanders of {a} and {b}", "military_to_military"),
        ("The national security advisers of {a} and {b}", "national_security_adviser"),
        ("The spy chiefs of {a} and {b}", "intelligence"),
        ("Customs experts of {a} and {b}", "trade"),
        ("The finance ministers of {a} and {b}", "finance"),
        ("The climate envoys of {a} and {b}", "climate"),
        ("Lawmakers of {a} and {b}", "legislature"),
        ("Lawyers of {a} and {b}", "working_level"),
    ],
)
def test_a_meeting_stands_on_the_level_of_those_who_met(
    read: Callable[..., Any], words: str, level: str
) -> None:
    told = read("2020-03-10", f"{words.format(a=NRL, b=SDM)} met in Basel {{on Monday|2020-03-09}}.")
    assert list(told.channels) == [level]
    assert told.channels[level].state == "used"
    assert told.channels[level].last_contact == "2020-03-09"


def test_a_plan_alone_is_planned_with_its_day(read: Callable[..., Any]) -> None:
    told = read(
        "2020-03-10",
        f"The foreign ministers of {NRL} and {SDM} are to confer in Basel on {{2 May|2020-05-02}}.",
    )
    channel = told.channels["foreign_minister"]
    assert (channel.state, channel.last_contact, channel.next_planned) == ("planned", None, "2020-05-02")


def test_a_planned_meeting_whose_day_passed_untold_is_no_contact(telling: Any) -> None:
    telling.report(
        "2020-03-10", f"The defence ministers of {NRL} and {SDM} will meet on {{12 March|2020-03-12}}."
    )
    telling.report("2020-04-20", f"{NRL} and {SDM} traded charges {{on Sunday|2020-04-19}}.")
    channel = telling.read().channels["defence"]
    assert (channel.last_contact, channel.next_planned) == (None, None)


def test_a_declined_call_is_refused_with_its_day(read: Callable[..., Any]) -> None:
    told = read(
        "2020-03-10",
        f"{{On Monday|2020-03-09}} the defence minister of {SDM} refused to take a call from {NRL}.",
    )
    channel = told.channels["defence"]
    assert (channel.state, channel.last_refusal) == ("refused", "2020-03-09")


def test_a_denied_refusal_is_none(read: Callable[..., Any]) -> None:
    assert not read(
        "2020-03-10", f"The defence minister of {SDM} denied that any call had been refused."
    ).channels


def test_a_plan_after_a_refusal_is_planned_again(telling: Any) -> None:
    telling.report(
        "2020-03-10", f"{{On Monday|2020-03-09}} the defence minister of {SDM} declined to meet {NRL}."
    )
    telling.report(
        "2020-04-01",
        f"The defence ministers of {NRL} and {SDM} will now meet on {{5 May|2020-05-05}} in Basel.",
    )
    channel = telling.read().channels["defence"]
    assert (channel.state, channel.last_refusal, channel.next_planned) == (
        "planned",
        "2020-03-09",
        "2020-05-05",
    )


def test_contact_after_a_refusal_is_used(telling: Any) -> None:
    telling.report(
        "2020-03-10", f"{{On Monday|2020-03-09}} the defence minister of {SDM} declined to meet {NRL}."
    )
    telling.report("2020-04-01", f"The defence ministers of {NRL} and {SDM} met {{on Tuesday|2020-03-31}}.")
    assert telling.read().channels["defence"].state == "used"


def test_a_cancelled_trip_suspends_a_channel_and_words_of_refusal_close_it(read: Callable[..., Any]) -> None:
    trip = f"{SDM} called off a visit by its defence minister to {NRL}, due on {{18 May|2020-05-18}}."
    assert read("2020-03-10", trip, "Prices rose.").channels["defence"].state == "suspended"
    said = read("2020-03-10", trip, "“Nobody dines with a wolf,” a spokesman said.")
    assert said.channels["defence"].state == "refused"


def test_the_ministers_are_those_named_before(read: Callable[..., Any]) -> None:
    told = read(
        "2020-03-10",
        f"The foreign ministers of {NRL} and {SDM} met in Basel {{on Monday|2020-03-09}}.",
        "The ministers will meet again in Bern on {6 June|2020-06-06}.",
    )
    assert list(told.channels) == ["foreign_minister"]
    assert told.channels["foreign_minister"].next_planned == "2020-06-06"


def test_a_third_state_that_rings_both_sides_speaks_with_each_and_not_they_with_each_other(
    telling: Any,
) -> None:
    sentence = "{On Monday|2020-03-09} [Ostia|OST]'s president telephoned both of his colleagues."
    telling.report("2020-03-10", sentence)
    assert not telling.read().channels
    third = type(telling)("NRL-OST")
    third.report("2020-03-10", sentence)
    third.claim("r1", 0, "telephoned", Status.HAPPENED, kind=EventType.ACCUSE)  # the affair is NRL-SDM's
    assert third.read().channels["head_of_state_or_government"].state == "used"


def test_the_visitor_decides_the_level_of_a_visit(telling: Any) -> None:
    report = telling.report(
        "2020-03-10",
        "[Anna Berg|anna-berg] visited [Sudmark|SDM] {on Monday|2020-03-09} and saw the president.",
    )
    telling.claim(
        report, 0, "visited", Status.HAPPENED, mode="visit", actor=("anna-berg",), date="2020-03-09"
    )
    assert list(telling.read().channels) == ["foreign_minister"]


def test_a_call_refused_on_a_line_used_before_stands_on_the_level_of_that_line(telling: Any) -> None:
    telling.report(
        "2020-03-10",
        f"The deputy foreign ministers of {NRL} and {SDM} spoke by telephone {{on Monday|2020-03-09}}.",
        f"{{In January|2020-01}} officials of {SDM} declined to take a call from {NRL}.",
    )
    channel = telling.read().channels["senior_diplomat"]
    assert (channel.state, channel.last_refusal) == ("used", "2020-01")


def test_every_channel_opens_the_clauses_it_rests_on(telling: Any) -> None:
    text = f"Lawyers of {NRL} and {SDM} met in Basel {{on Monday|2020-03-09}}."
    telling.report("2020-03-10", text)
    channel = telling.read().channels["working_level"]
    assert [(s.report_id, s.start) for s in channel.evidence] == [("r1", 0)]


def test_channels_do_not_depend_on_the_order_of_the_rows(telling: Any) -> None:
    telling.report("2020-03-10", f"The presidents of {NRL} and {SDM} met {{on Monday|2020-03-09}}.")
    telling.report("2020-03-12", f"The presidents of {NRL} and {SDM} will meet on {{2 May|2020-05-02}}.")
    before = telling.read()
    for rows in telling.rows.values():
        rows.reverse()
    assert telling.read() == before


def test_an_empty_group_has_no_channels() -> None:
    assert list(keep_channels(Group("NRL-SDM"))) == []
    assert list(keep_contacts(Group("NRL-SDM"))) == []


@pytest.mark.parametrize("name", ["levels", "encounters", "turns"])
def test_what_a_rule_hits_has_the_letters_it_needs(name: str) -> None:
    for rule in load_rules(f"relations/{name}.toml"):
        for hit in rule.hits:
            needs = rule.values.get("needs")
            assert needs is None or any(n in hit.lower() for n in needs), f"{rule.id}: {hit}"


def test_words_of_a_clause_are_read_longest_first() -> None:
    assert [w.label for w in levels_in("the deputy foreign minister")] == ["senior_diplomat"]
    assert [w.label for w in encounters_in("a telephone call between ministers")] == ["call"]
    assert turn_of("the visit was postponed, not cancelled") == "postponed"
    assert turn_of("they may meet") == "tentative"


def test_every_role_that_has_a_level_is_a_role_of_the_registry() -> None:
    with (DATA / "names" / "roles.tsv").open(encoding="utf-8") as file:
        roles = {row["role"] for row in csv.DictReader(file, delimiter="\t")}
    levels = {rule.values.get("level", rule.id) for rule in load_rules("relations/levels.toml")}
    assert set(role_levels()) <= roles
    assert set(role_levels().values()) <= levels
