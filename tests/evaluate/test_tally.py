"""Counting, BCubed and intervals come out as worked by hand."""

from __future__ import annotations

import pytest

from communique.evaluate.audit import wilson
from communique.evaluate.tally import Score, Tally, bcubed


def test_precision_recall_and_f1_follow_the_counts() -> None:
    score = Score(name="x", right=3, predicted=4, gold=6)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)


def test_a_score_without_gold_has_no_f1() -> None:
    assert Score(name="x", right=3, predicted=4, gold=0).f1 == 0.0


def test_the_interval_lies_around_the_score_and_is_the_same_twice() -> None:
    tally = Tally()
    for unit in range(20):
        tally.add(unit, "a", right=unit % 2, predicted=1, gold=1)
    one, two = tally.score("x"), tally.score("x")
    assert one == two
    assert one.low is not None and one.high is not None
    assert one.low < one.f1 < one.high


def test_macro_f1_leaves_out_labels_that_gold_does_not_have() -> None:
    tally = Tally()
    tally.add("u", "a", right=1, predicted=1, gold=1)
    tally.add("u", "b", right=0, predicted=1, gold=1)
    tally.add("u", "c", predicted=5)
    assert tally.macro() == 0.5


def test_bcubed_of_the_same_clusters_is_one_and_of_one_heap_is_its_purity() -> None:
    gold = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert bcubed(gold, dict(gold)) == (1.0, 1.0, 1.0)
    heap = bcubed(gold, dict.fromkeys(gold, "all"))
    assert heap == (0.5, 1.0, pytest.approx(2 / 3))


def test_wilsons_interval_of_half_of_ten() -> None:
    low, high = wilson(0.5, 10)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
