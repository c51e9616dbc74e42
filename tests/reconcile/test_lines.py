"""Sentences of one original stand in one line, whatever was done to their words."""

from __future__ import annotations

from typing import Any

from communique.records import Degradation, How


def line_of(draw: Any, name: str, words: str) -> Any:
    return draw.story.lines.line_at(name, draw.at(name, words)[0])


def test_a_pair_of_copies_is_one_line_and_the_better_kept_sentence_is_believed(draw: Any) -> None:
    draw.report("a", "Sudmark shut the pass.", origin="o")
    draw.report("b", "Sudmark closed the step.", origin="o", damage=Degradation.BACK_TRANSLATED)
    draw.copy("b", "a", ("Sudmark closed", "Sudmark shut"))
    assert line_of(draw, "b", "closed").best.report_id == "a"


def test_a_sentence_that_lost_its_words_is_found_by_its_place(draw: Any) -> None:
    draw.report("a", "The envoy left.", "A court is no menu card at all.", "The ferry sailed.", origin="o")
    draw.report("b", "The envoy went.", "A yard is no list of meals.", "The ship departed.", origin="o")
    draw.copy("a", "b", ("The envoy", "The envoy"), ("The ferry", "The ship"))
    assert line_of(draw, "b", "list").line_id == line_of(draw, "a", "menu").line_id


def test_a_place_with_more_sentences_on_one_side_joins_none(draw: Any) -> None:
    draw.report("a", "The envoy left.", "He was tired.", "It had rained.", "The ferry sailed.", origin="o")
    draw.report("b", "The envoy went.", "The weather was bad.", "The ship departed.", origin="o")
    draw.copy("a", "b", ("The envoy", "The envoy"), ("The ferry", "The ship"))
    assert line_of(draw, "b", "weather").line_id != line_of(draw, "a", "tired").line_id


def test_a_sentence_of_a_mash_up_counts_for_the_original_it_was_taken_from(draw: Any) -> None:
    draw.report("a", "Sudmark shut the pass.", origin="o")
    draw.report("b", "Norland sent a note.", origin="p")
    draw.report("m", "Sudmark shut the pass.", "Norland sent a note.", origin="o", damage=Degradation.GARBLED)
    draw.copy("m", "a", ("Sudmark", "Sudmark"), how=How.PARTIAL)
    draw.copy("m", "b", ("Norland", "Norland"), how=How.PARTIAL)
    assert line_of(draw, "m", "Norland").origin_id == "p"


def test_reports_that_share_a_quotation_alone_share_no_line(draw: Any) -> None:
    draw.report("a", "“A gate is a gate,” she said.", origin="o")
    draw.report("b", "“A gate is a gate,” she said.", origin="p")
    draw.copy("a", "b", ("A gate", "A gate"), how=How.SHARED_QUOTES_ONLY)
    assert line_of(draw, "a", "gate").line_id != line_of(draw, "b", "gate").line_id
