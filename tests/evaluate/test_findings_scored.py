"""A finding is right when verdict, property, values and originals are those of the gold, whatever its subject's id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from communique.evaluate.findings import number_in, score_findings
from communique.evaluate.gold import GoldStory
from communique.records import Finding, FindingValue, Sentence, Verdict

TEXT = {"01.txt": "Norland shut the pass.", "02.txt": "The pass was shut."}
FOUND = Finding(
    finding_id="f", subject_kind="sentence", subject_id="r1-s", property="date", verdict=Verdict.CONTRADICTED,
    values=(FindingValue(value="2019-05-08", origin_ids=("o1",), claim_ids=()),
            FindingValue(value="2019-05-09", origin_ids=("o2",), claim_ids=())),
    reason="",
)  # fmt: skip


def sentence(report_id: str, text: str) -> Sentence:
    return Sentence(
        sentence_id=f"{report_id}-s", report_id=report_id, start=0, end=len(text), exact=text, block_kind="body"  # type: ignore[arg-type]
    )  # fmt: skip


def told(*findings: Finding, **gold: Any) -> Any:
    """A gold story of two originals and one contradicted day, and what a record says of it."""
    claims = [
        {"file": f, "start": 0, "end": len(t), "text": t, "status": "happened"} for f, t in TEXT.items()
    ]
    event = {
        "id": "E1", "event_type": "SANCTION", "mode": None, "status": "happened", "actor_states": ["NOR"],
        "recipient_states": ["ISL"], "date": "2019-05-08", "place": None, "claims": claims,
    }  # fmt: skip
    row = {"event": "E1", "property": "date", "verdict": "contradicted", "values": [
        {"value": "2019-05-08", "origins": ["A"]}, {"value": "2019-05-09", "origins": ["B"]}]}  # fmt: skip
    labels = {
        "reports": [{"file": "01.txt", "origin": "A"}, {"file": "02.txt", "origin": "B"}],
        "events": [event], "findings": [row | gold],
    }  # fmt: skip
    facts = SimpleNamespace(
        findings=list(findings), claims={}, claims_of={}, quotes={}, mentions={},
        sentences={"r1": [sentence("r1", TEXT["01.txt"])], "r2": [sentence("r2", TEXT["02.txt"])]},
        origin_of=lambda report_id: report_id.replace("r", "o"),
    )  # fmt: skip
    return SimpleNamespace(
        gold=GoldStory(slug="s", folder=Path("s"), labels=labels, texts=TEXT), facts=facts,
        ids={"01.txt": "r1", "02.txt": "r2"}, files={"r1": "01.txt", "r2": "02.txt"},
    )  # fmt: skip


def scored(story: Any) -> dict[str, tuple[int, int, int]]:
    return {s.name.strip(): (s.right, s.predicted, s.gold) for s in score_findings([story]).scores}


def test_the_gold_row_itself_is_right_on_every_line() -> None:
    found = scored(told(FOUND))
    assert found["findings"] == found["and originals"] == found["every row counted"] == (1, 1, 1)


def test_another_verdict_is_wrong() -> None:
    assert scored(told(replace(FOUND, verdict=Verdict.COMPATIBLE)))["findings"] == (0, 1, 1)


def test_another_value_is_right_only_whatever_the_values() -> None:
    other = replace(FOUND, values=(FOUND.values[0], replace(FOUND.values[1], value="2019-05-10")))
    found = scored(told(other))
    assert (found["findings"], found["whatever the values"]) == ((0, 1, 1), (1, 1, 1))


def test_values_of_the_wrong_originals_are_right_without_them_alone() -> None:
    swapped = replace(FOUND, values=(replace(FOUND.values[0], origin_ids=("o2",)), FOUND.values[1]))
    found = scored(told(swapped))
    assert (found["findings"], found["and originals"]) == ((1, 1, 1), (0, 1, 1))


def test_the_same_row_twice_is_wrong_once() -> None:
    again = replace(FOUND, finding_id="g", subject_id="r2-s")
    assert scored(told(FOUND, again))["findings"] == (1, 2, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fourteen sailors", 14), ("two hundred and five men", 205), ("11,000 square kilometres", 11_000),
        ("some 4 hundred vans", 400), ("ninety-five", 95), ("a number of minutes", None), ("one million", 1_000_000),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_words(text: str, number: float | None) -> None:
    assert number_in(text) == number
