"""The day of an event: alike, of other precision, moved on, of another clock, or at odds."""

from __future__ import annotations

from typing import Any

import pytest

from communique.records import Degradation, EventType, Status, Verdict


def two(draw: Any, first: str, second: str, **changes: Any) -> None:
    """Two originals that tell one seizure, each with its day."""
    draw.report("a", "Coast guards seized the trawler that day.", dateline=changes.pop("from_a", None))
    draw.report(
        "b", "The trawler was taken by officers.", dateline=changes.pop("from_b", None), day="2019-05-11"
    )
    draw.claim("a", "seized", "e", date=first, status=changes.pop("status_a", Status.HAPPENED), **changes)
    draw.claim("b", "taken", "e", date=second, **changes)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("2019-05-08", "2019-05-08", Verdict.CORROBORATED),
        ("2019-05-08", "2019-05", Verdict.COMPATIBLE),
        ("2019-05-06/2019-05-12", "2019-05-08", Verdict.COMPATIBLE),
        ("2019-05-08", "2019-05-09", Verdict.CONTRADICTED),
    ],
)
def test_two_originals_days(draw: Any, first: str, second: str, verdict: Verdict) -> None:
    two(draw, first, second)
    assert [f.verdict for f in draw.findings("date")] == [verdict]


def test_both_days_stand_in_the_row_with_their_originals(draw: Any, values: Any) -> None:
    two(draw, "2019-05-08", "2019-05-09")
    (finding,) = draw.findings("date", Verdict.CONTRADICTED)
    assert values(finding) == {"2019-05-08": ("a",), "2019-05-09": ("b",)}
    assert "2019-05-08" in finding.reason and "2019-05-09" in finding.reason


def test_one_evening_is_two_days_on_clocks_half_a_day_apart(draw: Any) -> None:
    two(draw, "2019-05-08", "2019-05-09", from_a="WASHINGTON —", from_b="BEIJING —")
    assert [f.verdict for f in draw.findings("date")] == [Verdict.COMPATIBLE]


def test_a_clock_named_in_the_sentence_counts_before_the_dateline(draw: Any) -> None:
    draw.report("a", "The two spoke on Wednesday evening.", dateline="WASHINGTON —")
    draw.report("b", "The two spoke on Thursday morning, Beijing time.", dateline="WASHINGTON —")
    for name, words, day in (
        ("a", "Wednesday evening", "2019-05-08"),
        ("b", "Thursday morning", "2019-05-09"),
    ):
        draw.claim(name, "spoke", "e", kind=EventType.CONSULT, mode="phone", date=day, words=words)
        draw.moment(name, words, day)
    assert {f.verdict for f in draw.findings("date")} == {Verdict.COMPATIBLE}


def test_the_clock_excuses_nothing_where_the_later_day_lies_west(draw: Any) -> None:
    two(draw, "2019-05-09", "2019-05-08", from_a="WASHINGTON —", from_b="BEIJING —")
    assert [f.verdict for f in draw.findings("date")] == [Verdict.CONTRADICTED]


def test_neighbours_on_one_clock_contradict_each_other(draw: Any) -> None:
    two(draw, "2019-05-08", "2019-05-09", from_a="ATHENS —", from_b="ANKARA —")
    assert [f.verdict for f in draw.findings("date")] == [Verdict.CONTRADICTED]


def test_a_plan_for_another_day_is_updated_by_what_was_done(draw: Any) -> None:
    two(draw, "2019-05-12", "2019-05-11", status_a=Status.PLANNED)
    assert [f.verdict for f in draw.findings("date")] == [Verdict.UPDATED]


def test_days_of_things_said_are_not_set_against_each_other(draw: Any) -> None:
    two(draw, "2019-05-08", "2019-05-09", kind=EventType.REQUEST)
    assert draw.findings("date", Verdict.CONTRADICTED) == []


def test_a_day_that_damage_changed_contradicts_nobody(draw: Any) -> None:
    draw.report("a", "Coast guards seized the trawler on 8 May.")
    draw.report("b", "The trawler was taken on 18 May.", damage=Degradation.SPUN)
    draw.claim("a", "seized", "e", date="2019-05-08", words="8 May")
    draw.claim("b", "taken", "e", date="2019-05-18", words="18 May")
    draw.moment("b", "18 May", "2019-05-18", corrupted=True)
    assert draw.findings("date", Verdict.CONTRADICTED) == []


def test_a_number_that_changed_in_a_copy_is_damage(draw: Any, values: Any) -> None:
    draw.report("a", "The patrol sails on 4 June.", origin="o")
    draw.report("b", "The patrol sails on 14 June.", origin="o", damage=Degradation.SPUN)
    draw.copy("b", "a", ("The patrol", "The patrol"))
    draw.moment("a", "4 June", "2019-06-04")
    draw.moment("b", "14 June", "2019-06-14")
    (finding,) = draw.findings("date")
    assert finding.verdict is Verdict.ALTERED_COPY
    assert values(finding) == {"2019-06-04": ("o",), "2019-06-14": ("o",)}


def test_a_weekday_counted_from_another_print_date_is_no_damage(draw: Any) -> None:
    draw.report("a", "The patrol sailed on Tuesday.", origin="o")
    draw.report("b", "The patrol sailed on Tuesday.", origin="o", damage=Degradation.SPUN)
    draw.copy("b", "a", ("The patrol", "The patrol"))
    draw.moment("a", "Tuesday", "2019-05-07")
    draw.moment("b", "Tuesday", "2019-05-14")
    assert draw.findings("date") == []


def test_sentences_on_one_thing_are_compared_without_an_event(draw: Any) -> None:
    other = ("Bread was cheap.", "A dog slept in the yard.", "Snow fell on the hills.")
    draw.report("a", "Norland's customs closed the viaduct at Brekke on 8 May.", *other)
    draw.report("b", "The viaduct at Brekke that customs closed on 9 May is empty.", *other)
    draw.moment("a", "8 May", "2019-05-08")
    draw.moment("b", "9 May", "2019-05-09")
    (finding,) = draw.findings("date", Verdict.CONTRADICTED)
    assert finding.subject_kind == "sentence"


def test_the_same_words_dated_by_two_clocks_are_compatible(draw: Any) -> None:
    draw.person("kari-vik", "USA")
    words = "We shall not sleep before it is signed"
    draw.report("a", f"“{words},” Vik said on Saturday.")
    draw.report(
        "b", f"Speaking to reporters on Sunday, Vik was calm. “{words},” Vik said.", dateline="BEIJING —"
    )
    for name in ("a", "b"):
        draw.quote(name, words, "u")
    draw.moment("a", "Saturday", "2019-05-11")
    draw.moment("b", "Sunday", "2019-05-12")
    (finding,) = draw.findings("date")
    assert (finding.subject_kind, finding.verdict) == ("utterance", Verdict.COMPATIBLE)
