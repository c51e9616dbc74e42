"""What a clean sentence tells is carried to its damaged copy, and both tell one event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.events import code_events
from communique.records import Claim, Copy, Degradation, EventType, How, Lineage, Pair
from communique.stage import Group

CLEAN = "Kenya closed its border with Uganda on Friday."
SPUN = "Kenya slammed its verge along with Uganda on Friday."


@pytest.fixture(scope="module")
def told(group: Callable[..., Group]) -> list[Claim]:
    story = group({"a": CLEAN, "b": SPUN}, {"a": "2024-05-20", "b": "2024-05-20"})
    pair = Pair(left_start=0, left_end=len(CLEAN), right_start=0, right_end=len(SPUN), score=0.8)
    copy = Copy(
        left_id="a", right_id="b", how=How.SPUN, parent_id="a", score=1.0, share=1.0, judged_by="test", pairs=(pair,)
    )  # fmt: skip
    kinds = {"a": Degradation.CLEAN, "b": Degradation.SPUN}
    lineages = tuple(
        Lineage(report_id=key, origin_id="o", degradation=kind, reason="test") for key, kind in kinds.items()
    )
    rows = {**story.rows, Copy: (copy,), Lineage: lineages}
    return [row for row in code_events(Group(story.key, rows)) if isinstance(row, Claim)]


def test_a_damaged_sentence_tells_what_its_clean_copy_tells(told: list[Claim]) -> None:
    clean, spun = (next(c for c in told if c.report_id == key) for key in "ab")
    assert (spun.event_type, spun.actor, spun.recipient) == (clean.event_type, clean.actor, clean.recipient)
    assert clean.event_type in {EventType.SANCTION, EventType.COERCE}


def test_a_carried_claim_points_at_the_words_that_stand_for_the_trigger(told: list[Claim]) -> None:
    spun = next(c for c in told if c.report_id == "b")
    assert SPUN[spun.trigger_start : spun.trigger_end] == "slammed"
    assert SPUN[spun.start : spun.end] == spun.exact


def test_a_carried_claim_says_where_it_comes_from(told: list[Claim]) -> None:
    assert "cleaner copy" in next(c for c in told if c.report_id == "b").why


def test_a_carried_claim_is_of_the_event_of_its_clean_copy(told: list[Claim]) -> None:
    assert len({c.event_id for c in told}) == 1


def test_a_carried_claim_is_less_sure_than_the_clean_one(told: list[Claim]) -> None:
    clean, spun = (next(c for c in told if c.report_id == key) for key in "ab")
    assert spun.confidence < clean.confidence
