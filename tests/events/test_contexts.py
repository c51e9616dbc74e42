"""The contexts words stand for."""

from __future__ import annotations

import re

from communique.events.contexts import contexts_in
from communique.rules import load_table

TEXT = "The air force flew over the camp; a CIA memo on 5G and elections, not unmilitary, was read."


def test_contexts_are_those_a_search_for_each_phrase_finds() -> None:
    wanted = {
        row["context"]
        for row in load_table("events/contexts.tsv")
        if re.search(r"\b" + re.escape(row["phrase"]), TEXT, re.I)
    }
    assert set(contexts_in(TEXT)) == wanted != set()


def test_a_frame_adds_its_own_context() -> None:
    assert "legal" in contexts_in("nothing here", ("legal",))
