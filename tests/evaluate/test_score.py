"""Gold that repeats the record scores one; gold that says something else scores less."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import communique
from communique.errors import UsageError
from communique.evaluate import TASKS, draw_sheet, evaluate, judgements_of, load_gold, score_sheet
from communique.record import Record
from communique.records import EntityKind
from communique.views import Facts

EXAMPLE = Path(__file__).parents[2] / "examples" / "saudi-iran"


def labels_of(record: Record) -> dict[str, list[dict[str, object]]]:
    """The record's own rows in the form of gold labels."""
    facts = Facts(record.rows)
    file = {r.report_id: Path(r.path).name for r in facts.reports.values()}

    def at(row: object, text: str) -> dict[str, object]:
        return {"file": file[row.report_id], "start": row.start, "end": row.end, "text": text}  # type: ignore[attr-defined]

    dates = [
        at(m, m.exact)
        | {"kind": str(m.kind), "value": m.value, "direction": m.direction, "corrupted": m.corrupted}
        for rows in facts.moments.values()
        for m in rows
    ]
    events = [
        {
            "id": event.event_id, "event_type": str(event.event_type), "mode": event.mode, "status": str(event.status),
            "actor_states": list(claim.actor_states), "recipient_states": list(claim.recipient_states),
            "claims": [at(claim, claim.exact) | {"status": str(claim.status), "trigger": "x"}],
        }
        for event in facts.events.values()
        for claim in facts.claims[event.event_id]
    ]  # fmt: skip
    people = [
        {"id": e.entity_id, "name": e.name, "state": e.state, "roles": []}
        for e in facts.entities.values()
        if e.kind is EntityKind.PERSON
    ]
    ids = {p["id"] for p in people}
    mentions = [
        at(m, m.exact) | {"person": m.entity_id, "garbled": False, "title_wrong": False}
        for rows in facts.mentions.values()
        for m in rows
        if m.entity_id in ids
    ]
    reports = [
        {"file": file[i], "origin": facts.origin_of(i), "how": "original", "parent": None, "political": True}
        for i in facts.reports
    ]
    return {
        "reports": reports,
        "people": people,
        "mentions": mentions,
        "dates": dates,
        "events": events,
        "quotes": [],
    }


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gold story whose labels are what the record says of an example."""
    folder = tmp_path_factory.mktemp("gold") / "story"
    (folder / "reports").mkdir(parents=True)
    for path in EXAMPLE.glob("*.txt"):
        (folder / "reports" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with communique.run([folder / "reports"], db=folder / "r.db", workers=1) as record:
        labels = labels_of(record)
    (folder / "labels.json").write_text(json.dumps({"story": "s"} | labels), encoding="utf-8")
    return folder


@pytest.mark.parametrize("task", ["events", "status", "dates", "names", "copies", "stories"])
def test_gold_that_repeats_the_record_is_met_in_full(gold: Path, task: str) -> None:
    score = evaluate(task, load_gold(gold)).scores[0]
    assert score.gold > 0
    assert score.f1 > 0.95, score


def test_a_wrong_label_costs_score(gold: Path) -> None:
    story = load_gold(gold)
    before = evaluate("dates", story).scores[0]
    for row in story[0].labels["dates"][:10]:
        row["value"] = "1901-01-01" if row["value"] else None
    assert evaluate("dates", story).scores[0].right < before.right


def test_an_offset_that_does_not_hold_is_an_error_that_names_the_place(gold: Path, tmp_path: Path) -> None:
    labels = json.loads((gold / "labels.json").read_text(encoding="utf-8"))
    labels["dates"][0]["text"] = "no such words"
    (tmp_path / "reports").mkdir()
    for path in (gold / "reports").iterdir():
        (tmp_path / "reports" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    with pytest.raises(UsageError, match="does not hold 'no such words'"):
        load_gold(tmp_path)


def test_an_unknown_task_is_an_error_that_lists_those_there_are(gold: Path) -> None:
    with pytest.raises(UsageError, match=", ".join(TASKS)):
        evaluate("everything", load_gold(gold))


def test_a_filled_sheet_gives_back_the_precision_that_was_filled_in(examples: Record, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    drawn = draw_sheet(Facts(examples.rows), sheet, n=40, by="type")
    with sheet.open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    assert drawn == len(rows) >= 40
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "right": "n" if row["event_type"] == "CONSULT" else "y"} for row in rows)
    found = {
        name: precision for name, _, _, precision, low, high in score_sheet(sheet) if low <= precision <= high
    }
    assert found["CONSULT"] == 0.0
    assert all(found[name] == 1.0 for name in found if name not in ("CONSULT", "all, weighted"))
    assert 0.0 < found["all, weighted"] < 1.0
    kept = judgements_of(sheet, by="t", at="2024-01-01T00:00:00")
    assert [j.value for j in kept].count("wrong") == sum(row["event_type"] == "CONSULT" for row in rows)


def test_a_sheet_that_is_not_filled_names_its_line(examples: Record, tmp_path: Path) -> None:
    draw_sheet(Facts(examples.rows), tmp_path / "s.csv", n=5, by="status")
    with pytest.raises(UsageError, match="line 2"):
        score_sheet(tmp_path / "s.csv")
