"""The lexicons of the room."""

from __future__ import annotations

import pytest

from communique.quotes.cues import (
    as_verbs,
    cue_forms,
    said_things,
    speaker_nouns,
    state_nouns,
    strength,
    venue_nouns,
)
from communique.rules import load_table


def test_spun_cues_are_as_strong_as_the_words_they_stand_for() -> None:
    assert strength("mention") == strength("instruct") == strength("inform") == strength("say")


def test_a_verb_that_nobody_listed_is_neither_cue_nor_bar() -> None:
    assert strength("zigzag") == 0
    assert strength("be") < 0


def test_bodies_of_a_state_are_told_from_other_bodies() -> None:
    assert {"ministry", "embassy", "government"} <= state_nouns() and "company" not in state_nouns()


def test_forms_lead_back_to_their_verb() -> None:
    assert cue_forms()["informed"] == "inform" and cue_forms()["replied"] == "reply"


def test_nouns_tell_people_bodies_documents_and_things_said_apart() -> None:
    assert (speaker_nouns()["envoy"], speaker_nouns()["ministry"], speaker_nouns()["letter"]) == (
        "person",
        "body",
        "document",
    )
    assert "warning" in said_things() and "briefing" in venue_nouns() and "dismiss" in as_verbs()


@pytest.mark.parametrize("name", ["cues", "speakers", "venues", "nouns", "function_words"])
def test_word_lists_are_sorted_and_hold_no_word_twice(name: str) -> None:
    words = [next(iter(row.values())) for row in load_table(f"quotes/{name}.tsv")]
    assert words == sorted(set(words))
