"""Numbers that damage changed, and numbers on which originals differ."""

from __future__ import annotations

from typing import Any

import pytest

from communique.reconcile.amounts import singular, what_is_counted
from communique.records import Degradation, EventType, MomentKind, Verdict


def family(draw: Any, first: str, second: str) -> None:
    """An original and its spun copy, each one sentence that tells of a seizure."""
    draw.report("a", first, origin="o")
    draw.report("b", second, origin="o", damage=Degradation.SPUN)
    draw.copy("b", "a", (second[:9], first[:9]))


def originals(draw: Any, first: str, second: str, kind: EventType = EventType.COERCE) -> None:
    draw.report("a", first)
    draw.report("b", second)
    draw.claim("a", "seized", "e", kind=kind)
    draw.claim("b", "taken", "e", kind=kind)


def test_a_number_that_differs_between_copies_of_one_original_is_damage(draw: Any, values: Any) -> None:
    family(draw, "Officers seized 212 lorries.", "Officers grabbed 112 trucks.")
    draw.claim("a", "seized", "e")
    draw.number("a", "212", 212, noun="lorries")
    draw.number("b", "112", 112, noun="trucks")
    (finding,) = draw.findings("number")
    assert (finding.subject_id, finding.verdict) == ("e", Verdict.ALTERED_COPY)
    assert values(finding) == {"212 lorries": ("o",), "112 trucks": ("o",)}


def test_a_number_spun_into_a_vague_word_is_damage(draw: Any, values: Any) -> None:
    family(draw, "Officers searched forty vans.", "Officers searched lots of vans.")
    draw.number("a", "forty", 40, noun="vans")
    (finding,) = draw.findings("number")
    assert finding.verdict is Verdict.ALTERED_COPY
    assert set(values(finding)) == {"forty vans", "lots of"}


def test_a_length_of_time_is_a_number_too(draw: Any, values: Any) -> None:
    family(draw, "They spoke for twelve minutes.", "They spoke for twelve hours.")
    draw.moment("a", "twelve minutes", "PT12M", kind=MomentKind.DURATION)
    draw.moment("b", "twelve hours", "PT12H", kind=MomentKind.DURATION)
    assert set(values(draw.findings("number")[0])) == {"twelve minutes", "twelve hours"}


def test_figures_for_words_and_synonyms_are_no_damage(draw: Any) -> None:
    family(draw, "Officers seized two trucks.", "Officers grabbed 2 vans.")
    draw.number("a", "two", 2, noun="trucks")
    draw.number("b", "2", 2, noun="vans")
    assert draw.findings("number") == []


def test_two_originals_with_other_numbers_of_one_thing_contradict_each_other(draw: Any, values: Any) -> None:
    originals(draw, "Officers seized fourteen sailors.", "Sixteen crewmen were taken.")
    draw.number("a", "fourteen", 14, noun="sailors")
    draw.number("b", "Sixteen", 16, noun="crewmen")
    (finding,) = draw.findings("number")
    assert finding.verdict is Verdict.CONTRADICTED
    assert values(finding) == {"fourteen sailors": ("a",), "Sixteen crewmen": ("b",)}


def test_a_bound_and_a_number_within_it_are_compatible(draw: Any) -> None:
    originals(draw, "Officers seized at least 12 sailors.", "In all 15 sailors were taken.")
    draw.number("a", "at least 12", 12, noun="sailors", open_end=True)
    draw.number("b", "15", 15, noun="sailors")
    assert [f.verdict for f in draw.findings("number")] == [Verdict.COMPATIBLE]


@pytest.mark.parametrize(
    ("first", "second", "nouns"),
    [
        ("Officers seized four boats; three died.", "Five were hurt and a boat taken.", (None, None)),
        ("Officers seized 4 Kenyan men.", "Some 9 Ugandan men were taken.", ("Kenyan men", "Ugandan men")),
        ("Officers seized 20 of the 71 sailors.", "In all 30 sailors were taken.", ("sailors", "sailors")),
    ],
)  # fmt: skip
def test_what_counts_other_things_is_not_compared(
    draw: Any, first: str, second: str, nouns: tuple[str | None, str | None]
) -> None:
    originals(draw, first, second)
    for name, words, low, noun in (
        ("a", next(w for w in ("three", "4", "20") if w in first), {"t": 3, "4": 4, "2": 20}, nouns[0]),
        ("b", next(w for w in ("Five", "9", "30") if w in second), {"F": 5, "9": 9, "3": 30}, nouns[1]),
    ):
        draw.number(name, words, low[words[0]], noun=noun or "people")
    assert draw.findings("number", Verdict.CONTRADICTED) == []


def test_miles_and_kilometres_of_one_length_agree(draw: Any) -> None:
    originals(draw, "Officers seized the boat 25 miles out.", "The boat was taken 40 kilometres out.")
    draw.number("a", "25 miles", 25, unit="mi")
    draw.number("b", "40 kilometres", 40, unit="km")
    assert [f.verdict for f in draw.findings("number")] == [Verdict.CORROBORATED]


def test_one_and_two_of_a_thing_contradict_nothing(draw: Any) -> None:
    originals(draw, "Officers seized two boats.", "One boat was taken.")
    draw.number("a", "two", 2, noun="boats")
    draw.number("b", "One", 1, noun="boat")
    assert draw.findings("number", Verdict.CONTRADICTED) == []


def test_a_number_ten_times_as_large_counts_something_else(draw: Any) -> None:
    originals(draw, "Officers seized 12 boats.", "The fleet from which a boat was taken has 120 boats.")
    draw.number("a", "12", 12, noun="boats")
    draw.number("b", "120", 120, noun="boats")
    assert draw.findings("number", Verdict.CONTRADICTED) == []


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("coffee trucks", "vehicle"),
        ("crewmen", "person"),
        ("Ugandans", "person"),
        ("fishing permits", "paper"),
    ],
)
def test_things_are_counted_by_their_kind(noun: str, kind: str) -> None:
    assert what_is_counted(noun)[1] == kind


@pytest.mark.parametrize(("word", "one"), [("ferries", "ferry"), ("glass", "glass"), ("guns", "gun")])
def test_plurals(word: str, one: str) -> None:
    assert singular(word) == one
