"""What two sketches have in common."""

from __future__ import annotations

from communique.records import Sketch
from communique.stories.likeness import compare, profile
from communique.stories.sketch import minhash


def sketched(report_id, *dates):
    return profile(
        Sketch(
            report_id=report_id, published=None, minhash=minhash([report_id]), words=("bridge", "customs", "pier"),
            opening=(), names=("moreno",), name_counts=(1,), lead=None, states=("AAA", "BBB"), dates=dates, anchors=(),
            n_sentences=9,
        )
    )  # fmt: skip


def test_days_that_both_name_raise_the_likeness_and_two_of_them_are_enough():
    one = sketched("a", "--11-25", "--12-02", "--12-05")
    scores = [compare(one, sketched("b", *days)).score for days in ((), one_day(), ("--11-25", "--12-02"))]
    assert scores[0] < scores[1] < scores[2]
    assert compare(one, sketched("b", "--11-25", "--12-02", "--12-05")).score == scores[2]


def test_a_full_date_outside_the_text_is_no_day_in_common():
    assert compare(sketched("a", "2024-11-25"), sketched("b", "2024-11-25")).calendar == 0


def one_day():
    return ("--11-25",)
