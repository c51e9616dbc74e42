"""A spliced report's sentences keep the day of the report they were taken from."""

from __future__ import annotations

from datetime import date

from communique.dates.borrowed import borrowed_days
from communique.records import Copy, How, Pair, PublishedBasis, ReportDate


def dated(name: str, day: str, basis: PublishedBasis) -> ReportDate:
    return ReportDate(
        report_id=name, published=day, published_basis=basis, published_evidence=None, reason="told"
    )


def spliced(how: How = How.PARTIAL) -> Copy:
    pair = Pair(left_start=0, left_end=40, right_start=10, right_end=50, score=0.9)
    return Copy(
        left_id="mixed", right_id="wire", how=how, parent_id=None, score=0.9, share=0.5, judged_by="words",
        pairs=(pair,),
    )  # fmt: skip


WIRE = dated("wire", "2031-04-14", PublishedBasis.STATED)
MIXED = dated("mixed", "2031-04-20", PublishedBasis.INFERRED_FROM_STORY)


def test_a_part_taken_from_a_dated_report_has_that_reports_day() -> None:
    assert borrowed_days([spliced()], [WIRE, MIXED]) == {"mixed": [(0, 40, date(2031, 4, 14))]}


def test_a_report_that_states_its_own_day_and_a_copy_as_a_whole_borrow_none() -> None:
    own = dated("mixed", "2031-04-20", PublishedBasis.STATED)
    assert borrowed_days([spliced()], [WIRE, own]) == {}
    assert borrowed_days([spliced(How.SPUN)], [WIRE, MIXED]) == {}
