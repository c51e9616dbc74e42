"""Which way weekdays and months point by the clause they stand in, in sentences written for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from communique.dates import date_moments
from communique.dates.clauses import words
from communique.parse import Parser, parse_report
from communique.records import (
    Block,
    BlockKind,
    Moment,
    Parse,
    Predicate,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
)
from communique.spot.dates import spot_dates
from communique.stage import Group
from communique.status import mark_status

DAY = "2031-04-09"  # a Wednesday
TABLE = Path(__file__).with_name("directions.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@cache
def parser() -> Parser:
    return Parser()


def moments(text: str) -> list[Moment]:
    report = Report(
        report_id="r", path="r", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    block = Block(report_id="r", start=0, end=len(text), exact=text, kind=BlockKind.BODY, rule_id=None)
    rows: dict[type, tuple[object, ...]] = {Report: (report,), Block: (block,)}
    parsed = list(parse_report(Group("r", rows), parser=parser()))
    sentences = [row for row in parsed if isinstance(row, Sentence)]
    parses = [row for row in parsed if isinstance(row, Parse)]
    rows |= {Sentence: tuple(sentences), Parse: tuple(parses)}
    rows[Spotted] = tuple(spot_dates(report, [block], sentences, parses))
    rows[Predicate] = tuple(mark_status(Group("r", rows)))
    rows[ReportDate] = (
        ReportDate(
            report_id="r",
            published=DAY,
            published_basis=PublishedBasis.STATED,
            published_evidence=None,
            reason="",
        ),
    )
    return [row for row in date_moments(Group("r", rows)) if isinstance(row, Moment)]


@pytest.mark.parametrize(("way", "sentence"), ROWS, ids=[row[1] for row in ROWS])
def test_a_day_points_the_way_its_clause_says(way: str, sentence: str) -> None:
    at = sentence.index("[")
    text = re.sub(r"[\[\]]", "", sentence)
    (moment,) = [m for m in moments(text) if m.start <= at < m.end]
    assert moment.date_start is not None and moment.date_end is not None
    assert (moment.date_start > DAY) if way == "ahead" else (moment.date_end < DAY)


def test_no_word_of_a_deed_is_also_one_of_an_end_to_come() -> None:
    assert not words("deed") & words("term")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Chad demanded that the crew be freed within ten days.", "2031-04-19"),
        ("The crew was found within ten days.", "P10D"),
        ("The gate opened on April 2. Ninety carts crossed on the first day.", "2031-04-02"),
        ("Togo must pay by 28 April. The envoy urged it not to wait for the last day.", "2031-04-28"),
        ("They met on Monday, the palace said on Tuesday. The line was open that day.", "2031-04-07"),
        ("The pact was signed on April 2. Two days later it broke.", "2031-04-04"),
        ("The pact was signed on April 2. It took effect the following Monday.", "2031-04-07"),
        ("The duke was to have led a mission to Lagos in October.", "2031-10"),
        ("The visit had been pencilled in for December but was put off.", "2030-12"),
        ("The meeting, booked for 2 April, fell through.", "2031-04-02"),
        ("The meeting, due on 25 April, has been pushed back.", "2031-04-25"),
        ("The state visit has slipped from May to an unnamed week in July.", "2031-07"),
        ("Togo promised a plan in June.", "2031-06"),
        ("The king came in March 2028, and in August of that year he left.", "2028"),
    ],
)
def test_a_time_counted_from_what_was_told_before_means_this_day(text: str, value: str) -> None:
    assert moments(text)[-1].value == value
