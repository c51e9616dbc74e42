"""Rows are made once, in one order, with ids that depend on their content."""

from __future__ import annotations

import random
from typing import Any

from communique.reconcile import event_verdict, reconcile_story
from communique.reconcile.drafts import Draft, Said, to_findings
from communique.records import Finding, Status, Verdict
from communique.stage import Group


def finding(verdict: Verdict) -> Finding:
    return Finding(
        finding_id="f", subject_kind="event", subject_id="e", property="date", verdict=verdict, values=(), reason=""
    )  # fmt: skip


def test_an_event_is_contradicted_if_anything_about_it_is() -> None:
    found = [finding(Verdict.CORROBORATED), finding(Verdict.CONTRADICTED), finding(Verdict.UPDATED)]
    assert event_verdict(found, 3) is Verdict.CONTRADICTED


def test_damage_takes_nothing_from_two_originals() -> None:
    assert event_verdict([finding(Verdict.ALTERED_COPY)], 2) is Verdict.CORROBORATED


def test_an_event_of_one_original_is_single_and_one_moved_on_is_updated() -> None:
    assert event_verdict([], 1) is Verdict.SINGLE
    assert event_verdict([finding(Verdict.UPDATED)], 2) is Verdict.UPDATED


def test_drafts_on_one_subject_property_and_verdict_are_one_row() -> None:
    drafts = [
        Draft("event", "e", "date", Verdict.CONTRADICTED, (Said("1", "a", ("c",)), Said("2", "b")), "one"),
        Draft("event", "e", "date", Verdict.CONTRADICTED, (Said("1", "a", ("d",)), Said("3", "z")), "two"),
    ]
    (row,) = to_findings(drafts)
    assert [(v.value, v.origin_ids, v.claim_ids) for v in row.values] == [
        ("1", ("a",), ("c", "d")), ("2", ("b",), ()), ("3", ("z",), ()),
    ]  # fmt: skip
    assert row.reason == "one; two"


def test_the_order_in_which_rows_arrive_changes_nothing(draw: Any) -> None:
    for name, day, words in (
        ("a", "2019-05-08", "seized"),
        ("b", "2019-05-09", "took"),
        ("c", "2019-05", "held"),
    ):
        draw.report(name, f"Officers {words} the trawler.", "Norland denied it.")
        draw.claim(name, words, "e", date=day)
        draw.claim(name, "denied", "e", status=Status.NEGATED)
    group = draw.group
    rows = list(reconcile_story(group))
    mixed = {kind: tuple(random.Random(7).sample(held, len(held))) for kind, held in group.rows.items()}
    assert rows == list(reconcile_story(Group("s", mixed)))
    assert len({row.finding_id for row in rows}) == len(rows) > 1


def test_a_story_without_rows_has_no_findings() -> None:
    assert list(reconcile_story(Group("s", {}))) == []
