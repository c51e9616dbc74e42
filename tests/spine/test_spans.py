"""Spans hold their words, ids depend on content alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import AnchorError
from communique.spans import cluster_id, content_id, trim, verify


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_cut_from_a_text_verifies_and_any_other_words_do_not(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    verify(text, report_id="r", start=start, end=end, exact=text[start:end])
    with pytest.raises(AnchorError):
        verify(text, report_id="r", start=start, end=end, exact=text[start:end] + "x")


def test_a_stretch_beyond_the_text_is_an_anchor_error() -> None:
    with pytest.raises(AnchorError, match="outside the text"):
        verify("short", report_id="r", start=2, end=9, exact="ort")


def test_none_and_the_empty_string_give_different_ids() -> None:
    assert content_id("r", None) != content_id("r", "")


def test_parts_of_an_id_cannot_run_into_each_other() -> None:
    assert content_id("r", "ab", "c") != content_id("r", "a", "bc")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=6))
def test_a_cluster_is_named_by_its_smallest_member_in_any_order(members: list[str]) -> None:
    assert cluster_id("o", members) == cluster_id("o", sorted(members)) == cluster_id("o", [min(members)])


@given(st.text())
def test_trimming_leaves_no_white_space_at_the_ends(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == text.strip()
