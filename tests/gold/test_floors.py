"""The scores on our own gold never fall unnoticed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from communique.evaluate import TASKS, Table, evaluate, load_gold

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
CASES = [(split, task) for split, tasks in FLOORS.items() for task in tasks]


def measured(table: Table, name: str) -> float:
    score = next(s for s in table.scores if s.name.strip() == name)
    return score.f1 if score.gold else score.precision


@pytest.mark.parametrize(("split", "task"), CASES)
def test_no_score_is_under_its_floor(split: str, task: str) -> None:
    table = evaluate(task, load_gold(HERE / split))
    found = {name: round(measured(table, name), 4) for name in FLOORS[split][task]}
    under = {name: score for name, score in found.items() if score < FLOORS[split][task][name]}
    assert not under, f"under the floors of {split}/{task}: {under}"


def test_both_halves_have_floors_for_every_task() -> None:
    assert {split: set(held) for split, held in FLOORS.items()} == {"dev": set(TASKS), "test": set(TASKS)}
