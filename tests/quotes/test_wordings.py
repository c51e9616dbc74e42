"""How alike two wordings are."""

from __future__ import annotations

from communique.quotes.wordings import align, likeness, words_of


def test_contractions_and_marks_make_no_difference_to_words() -> None:
    assert words_of("We’re not done, U.K. friends") == words_of("We are not done, UK friends")


def test_alignment_keeps_the_order_of_words() -> None:
    assert align(["a", "b", "c", "d"], ["b", "a", "c", "d"]) in (
        [(0, 1), (2, 2), (3, 3)],
        [(1, 0), (2, 2), (3, 3)],
    )


def test_a_part_of_a_remark_is_fully_held_by_the_whole() -> None:
    whole = words_of("The harbour stays open to every ship that keeps our rules.")
    assert likeness(words_of("open to every ship"), whole).share == 1.0


def test_scattered_common_words_are_worth_less_than_runs() -> None:
    scattered = likeness(words_of("the harbour wants ships near"), words_of("near ships no harbour stays"))
    run = likeness(words_of("the harbour stays open"), words_of("our harbour stays open today"))
    assert scattered.share < 0.4 < run.share
