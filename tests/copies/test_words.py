"""Stems, names and weights."""

from __future__ import annotations

from communique.copies.words import NAME_WEIGHT, shingles, stem, stems_of, weight, weights


def test_forms_of_one_word_share_a_stem():
    assert len({stem(word) for word in ("visit", "visits", "visited", "visiting")}) == 1
    assert stem("agreement") == stem("agreements")


def test_every_name_weighs_the_same():
    assert weight("Moreno") == weight("Washington") == NAME_WEIGHT


def test_rare_words_outweigh_common_ones_and_all_weights_are_positive():
    assert weight(stem("the")) < weight(stem("minister")) < weight(stem("smuggler"))
    assert min(weights().values()) > 0


def test_a_number_in_words_and_in_figures_is_one():
    assert stems_of("two piers") == stems_of("2 piers")


def test_runs_do_not_reach_across_sentences():
    assert shingles([("a", "b"), ("c", "d")], 3) == frozenset()
