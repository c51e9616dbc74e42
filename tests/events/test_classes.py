"""Classes of words stand for all their words in a frame, and a class that is not there is said so."""

from __future__ import annotations

import pytest

from communique.errors import RuleError
from communique.events.frames import load_frames, word_class
from communique.rules import cells, load_table


def test_a_frame_that_names_a_class_is_triggered_by_every_verb_of_it() -> None:
    frames = load_frames()
    assert all(
        any(frame.id == "stop-goods" for frame in frames.verbs[word]) for word in word_class("stopping")
    )


def test_a_class_that_no_row_holds_is_an_error_with_its_name() -> None:
    with pytest.raises(RuleError, match="nosuchclass"):
        word_class("nosuchclass")


def test_every_class_holds_words_each_once() -> None:
    for row in load_table("events/classes.tsv"):
        words = cells(row, "words")
        assert words and len(words) == len(set(words)), row["class"]
