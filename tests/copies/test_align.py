"""Alignment of two narrations."""

from __future__ import annotations

import numpy as np

from communique.copies.align import ALIKE, LEAST, chains


def grid(*rows):
    return np.array(rows, dtype=np.float32)


def test_a_run_in_order_makes_one_chain():
    found = chains(grid([0.9, 0, 0], [0, 0.8, 0], [0, 0, 0.9]))
    assert [cells for _, cells in found] == [[(0, 0), (1, 1), (2, 2)]]


def test_blocks_that_changed_places_make_two_chains():
    found = chains(grid([0, 0.9], [0.9, 0]))
    assert sorted(cell for _, cells in found for cell in cells) == [(0, 1), (1, 0)]
    assert len(found) == 2


def test_one_weak_pair_makes_no_chain():
    assert chains(grid([ALIKE + LEAST - 0.05])) == []


def test_no_sentence_stands_in_two_chains():
    found = chains(np.full((4, 4), 0.9, dtype=np.float32))
    rows = [i for _, cells in found for i, _ in cells]
    assert len(rows) == len(set(rows))
