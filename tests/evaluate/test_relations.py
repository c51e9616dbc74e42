"""Tables of a relation that repeat the gold score one; what differs costs where it differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.evaluate import TASKS
from communique.evaluate.gold import GoldStory
from communique.evaluate.relations import RELATION_TASKS, RELATIONS
from communique.evaluate.rows_alike import content_words, days, pair_up, same_word, share_a_day
from communique.evaluate.score import Told
from communique.evaluate.tally import Table
from communique.records import Appointment, Channel, Commitment, Incident, Issue, Report, Status, Words
from communique.views.facts import Facts

TEXT = "Norland and Sudmark quarrel over the river dam.\nTheir ministers meet in May."
GOLD: dict[str, Any] = {
    "dyads": ["NRL-SDM"],
    "reports": [{"file": "01.txt", "origin": "A"}],
    "events": [],
    "channels": [
        {"dyad": "NRL-SDM", "level": "trade", "state": "used", "last_contact": "2020-03-09", "next_planned": "2020-05",
         "last_refusal": None},
    ],
    "appointments": [
        {"event": "E1", "dyad": "NRL-SDM", "what": "trade ministers meet", "date": "2020-05", "status": "planned"},
        {"event": "E2", "dyad": "NRL-SDM", "what": "visit", "date": "2020-03-09", "status": "cancelled"},
    ],
    "commitments": [
        {"who": "NRL", "to_whom": "SDM", "what": "open the sluices of the dam", "status": "open"},
        {"who": "SDM", "to_whom": "NRL", "what": "open the sluices of the dam", "status": "kept"},
    ],
    "incidents": [
        {"parties": ["NRL", "SDM"], "what": "seizure of a ferry", "date": "2020-03-01", "status": "happened",
         "alleged_by": "NRL"},
    ],
    "issues": [
        {"dyad": "NRL-SDM", "label": "water behind the river dam", "contexts": ["environment"], "origins": ["A"]},
    ],
}  # fmt: skip


def rows() -> dict[type, list[Any]]:
    """Found rows that say what the gold says."""
    span = Words(report_id="r1", start=0, end=47, exact=TEXT[:47])
    channel = GOLD["channels"][0]
    return {
        Report: [
            Report(
                report_id="r1", path="01.txt", record=None, url=None, guid=None, outlet_id=None, title=None,
                byline=None, dateline=None, credit=None, language="en", published=None, published_basis=None,
                text=TEXT, sha256="",
            )
        ],
        Channel: [Channel(channel_id="h", media=(), claim_ids=(), evidence=(), **channel)],
        Appointment: [
            Appointment(
                appointment_id=str(n), dyad=row["dyad"], event_id=None, what=row["what"], who=(), date=row["date"],
                place=None, status=row["status"], first_said_on=None, n_origins=1, claim_ids=(), evidence=(),
            )
            for n, row in enumerate(GOLD["appointments"])
        ],
        Commitment: [
            Commitment(commitment_id=str(n), said_on=None, due=None, claim_ids=(), evidence=(), **row)
            for n, row in enumerate(GOLD["commitments"])
        ],
        Incident: [
            Incident(
                incident_id="i", parties=("NRL", "SDM"), what="ferry seized", date="2020-03", status=Status.HAPPENED,
                alleged_by="NRL", claim_ids=(), evidence=(),
            )
        ],
        Issue: [
            Issue(
                issue_id="s", dyad="NRL-SDM", label="river dam", contexts=(), media_topics=(), first_seen=None,
                last_seen=None, n_origins=1, positions=(), evidence=(span,),
            )
        ],
    }  # fmt: skip


def scores(task: str, held: dict[type, list[Any]]) -> dict[str, Any]:
    """The scores of a task by name."""
    gold = GoldStory(slug="s", folder=Path("s"), labels=GOLD, texts={"01.txt": TEXT})

    def load(kind: type) -> list[Any]:
        return held.get(kind, [])

    table: Table = RELATION_TASKS[task]([Told(gold, Facts(load), {"01.txt": "r1"})])
    return {score.name.strip(): score for score in table.scores}


@pytest.mark.parametrize("task", list(RELATION_TASKS))
def test_rows_that_repeat_the_gold_are_met_in_full(task: str) -> None:
    for name, score in scores(task, rows()).items():
        assert score.f1 == 1.0 or (score.gold == 0 and score.predicted == 0), f"{task} {name}: {score}"


@pytest.mark.parametrize("task", list(RELATION_TASKS))
def test_rows_of_another_dyad_are_not_judged(task: str) -> None:
    held = {
        kind: [_elsewhere(row) for row in made] if kind in RELATIONS else made
        for kind, made in rows().items()
    }
    first = next(iter(scores(task, held).values()))
    assert (first.right, first.predicted) == (0, 0)
    assert first.gold > 0


def _elsewhere(row: Any) -> Any:
    from dataclasses import replace

    if isinstance(row, Commitment):
        return replace(row, who="AAA", to_whom="BBB")
    return replace(row, parties=("AAA", "BBB")) if isinstance(row, Incident) else replace(row, dyad="AAA-BBB")


@pytest.mark.parametrize(
    ("task", "kind", "change", "name"),
    [
        ("channels", Channel, {"state": "refused"}, "and state"),
        ("channels", Channel, {"last_contact": "2020-03-10"}, "and days"),
        ("channels", Channel, {"last_refusal": "2020-03-10"}, "and days"),
        ("channels", Channel, {"level": "finance"}, "dyad and level"),
        ("appointments", Appointment, {"date": "2021-01-01"}, "dyad and day"),
        ("appointments", Appointment, {"status": "tentative"}, "and status"),
        ("commitments", Commitment, {"who": "SDM", "to_whom": "OST|SDM"}, "who, to whom, what"),
        ("commitments", Commitment, {"what": "send rice"}, "who, to whom, what"),
        ("commitments", Commitment, {"status": "broken"}, "and status"),
        ("incidents", Incident, {"date": "2020-04"}, "parties, day, what"),
        ("incidents", Incident, {"alleged_by": None}, "and alleged_by"),
        ("issues", Issue, {"label": "fish quotas", "evidence": ()}, "dyad and label"),
        ("issues", Issue, {"evidence": ()}, "and the same originals"),
    ],
)
def test_what_differs_costs_where_it_differs(
    task: str, kind: type, change: dict[str, Any], name: str
) -> None:
    from dataclasses import replace

    held = rows()
    held[kind][0] = replace(held[kind][0], **change)
    assert scores(task, held)[name].right == scores(task, rows())[name].right - 1


def test_a_row_too_many_costs_precision_and_shows_in_the_rows_per_gold_row() -> None:
    held = rows()
    held[Appointment] = held[Appointment] * 2
    found = scores("appointments", held)
    assert found["dyad and day"].recall == 1.0
    assert found["dyad and day"].precision == 0.5
    assert (found["rows per gold row"].predicted, found["rows per gold row"].gold) == (4, 2)


def test_the_tables_of_the_relation_are_tasks_of_the_command() -> None:
    assert set(RELATION_TASKS) <= set(TASKS)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("2020-05", "2020-05-31", True),
        ("2020-05", "2020-06-01", False),
        ("2018-21", "2018-04-02", True),
        ("2018-24", "2019-02-10", True),
        ("2020-03-01/2020-03-04", "2020-03-04", True),
        (None, "2020-03-04", True),
        ("soon", "2020-03-04", False),
    ],
)
def test_days_meet_where_they_share_one(left: str | None, right: str, same: bool) -> None:
    assert share_a_day(left, right) is same


def test_a_value_that_is_no_day_has_none() -> None:
    assert days("soon") is None
    assert days("2020-02-30x") is None


@pytest.mark.parametrize(
    ("left", "right", "same"), [("lorry", "lorries", True), ("open", "opens", True), ("dam", "day", False)]
)
def test_words_are_one_but_for_their_endings(left: str, right: str, same: bool) -> None:
    assert same_word(left, right) is same


def test_small_words_say_nothing() -> None:
    assert content_words("the return of the vehicles to Ghana") == ["return", "vehicles", "ghana"]


def test_each_row_is_in_one_pair_and_the_likest_goes_first() -> None:
    like: Callable[[int, int], float] = lambda g, f: 1 / (1 + abs(g - f)) if abs(g - f) < 3 else 0  # noqa: E731
    assert pair_up([1, 2], [2, 9], like) == [(2, 2)]
    assert pair_up([1, 2], [2, 3], like) == [(1, 3), (2, 2)]
