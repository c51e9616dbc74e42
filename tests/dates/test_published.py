"""The day of a report: stated, from its own words, from its siblings, or left open."""

from __future__ import annotations

from communique.records import PublishedBasis

ARRIVED = (
    "The Kenyan envoy arrived in Oslo on Tuesday for talks on the grain accord with the Norwegian premier."
)
PLANNED = "The ministry announced on Sunday that the Kenyan envoy will leave on Monday for Oslo and the grain talks."
LATER = "The Kenyan envoy left Oslo on Wednesday after the grain accord talks that he began there on Tuesday."


def test_a_stated_day_is_kept_whatever_the_words_say(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=(ARRIVED, "2031-04-11T09:00:00Z"))
    assert (dates["a"].published, dates["a"].published_basis) == ("2031-04-11", PublishedBasis.STATED)


def test_a_dateline_with_a_full_date_is_the_day_and_its_evidence(tell) -> None:  # type: ignore[no-untyped-def]
    text = "OSLO, April 8, 2031 — " + ARRIVED
    dates, _ = tell(a=(text, None))
    row = dates["a"]
    assert (row.published, row.published_basis) == ("2031-04-08", PublishedBasis.STATED)
    assert text[row.published_evidence.start : row.published_evidence.end] == "April 8, 2031"


def test_a_caption_with_a_full_date_and_the_weekdays_give_the_day(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=(ARRIVED + "\nPhoto: The envoy arrives in Oslo, April 8, 2031.", None))
    assert (dates["a"].published, dates["a"].published_basis) == ("2031-04-08", PublishedBasis.INFERRED)


def test_a_picture_from_the_archive_dates_nothing(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=("The envoy was busy.\nPhoto: The envoy in Oslo, April 8, 2029 (file).", None))
    assert dates["a"].published is None


def test_undated_siblings_are_dated_by_shared_events_and_weekdays(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=(ARRIVED, "2031-04-08"), b=(PLANNED, None), c=(LATER, None))
    assert (dates["b"].published, dates["c"].published) == ("2031-04-06", "2031-04-09")
    assert dates["b"].published_basis is PublishedBasis.INFERRED_FROM_STORY
    assert (
        dates["b"].published_evidence.report_id == "b"
    )  # its own weekday: it shares no day with the dated one
    assert dates["c"].published_evidence.report_id == "a"  # both tell of the arrival on Tuesday


def test_the_order_in_which_reports_arrive_does_not_matter(tell) -> None:  # type: ignore[no-untyped-def]
    story = {"a": (ARRIVED, "2031-04-08"), "b": (PLANNED, None), "c": (LATER, None)}
    assert tell(**story) == tell(reverse=True, **story)


def test_a_line_that_says_published_gives_the_day_wherever_it_stands(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(
        a=(ARRIVED + "\nThe talks go on.\nMore soon.\n(Published 9 April 2031 in The Fjord)", None)
    )
    assert (dates["a"].published, dates["a"].published_basis) == ("2031-04-09", PublishedBasis.STATED)


def test_yesterday_told_of_a_dated_event_gives_the_day_after_it(tell) -> None:  # type: ignore[no-untyped-def]
    text = "The Kenyan envoy arrived in Oslo yesterday for talks on the grain accord, the Norwegian premier said."
    dates, _ = tell(a=(ARRIVED, "2031-04-08"), b=(text, None))
    assert dates["b"].published == "2031-04-09"


def test_a_lone_report_of_weekdays_stays_undated(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=(ARRIVED, None), b=(PLANNED, None))
    assert [row.published for row in dates.values()] == [None, None]


def test_a_report_without_weekdays_is_not_dated_by_its_company(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(
        a=(ARRIVED, "2031-04-08"),
        b=("Grain was spoken of: prices rose, Kenyan growers complained, ships waited, nobody budged.", None),
    )
    assert dates["b"].published is None


def test_a_word_for_word_copy_has_its_siblings_day(tell) -> None:  # type: ignore[no-untyped-def]
    text = "The Kenyan envoy spoke of grain in Oslo at length. The premier listened."
    dates, _ = tell(a=(text, "2031-04-08"), b=(text + " More follows.", None))
    assert dates["b"].published == "2031-04-08"


def test_a_dateline_without_year_takes_it_from_weekday_and_the_latest_year_told(tell) -> None:  # type: ignore[no-untyped-def]
    text = "BEIRUT, April 9 (Wire) - The minister arrived on Wednesday for talks. He took office in January 2030."
    dates, _ = tell(a=(text, None))
    assert (dates["a"].published, dates["a"].published_basis) == ("2031-04-09", PublishedBasis.INFERRED)


def test_a_dateline_without_year_takes_it_from_a_dated_sibling(tell) -> None:  # type: ignore[no-untyped-def]
    text = "OSLO, April 9 (Wire) - The Kenyan envoy has begun his grain talks."
    dates, _ = tell(a=(ARRIVED, "2031-04-08"), b=(text, None))
    assert dates["b"].published == "2031-04-09"


def test_a_report_of_1923_is_read_in_1923(tell) -> None:  # type: ignore[no-untyped-def]
    _, moments = tell(a=("LAUSANNE, July 24, 1923 — The powers signed the text on Tuesday.", None))
    assert moments["a"][-1].value == "1923-07-24"


def test_a_line_with_an_outlets_name_and_a_date_states_the_day_though_it_looks_like_a_caption(tell) -> None:  # type: ignore[no-untyped-def]
    dates, _ = tell(a=("The envoy is back\nPhoto: Fjord Courier, Bergen, 9 April 2031\n" + ARRIVED, None))
    assert (dates["a"].published, dates["a"].published_basis) == ("2031-04-09", PublishedBasis.STATED)
    dates, _ = tell(a=("The envoy is back\nPhoto: The envoy in Oslo, 8 April 2031\n" + ARRIVED, None))
    assert dates["a"].published_basis is PublishedBasis.INFERRED


def test_what_retells_a_report_that_states_its_day_is_not_of_a_day_before_it(tell) -> None:  # type: ignore[no-untyped-def]
    text = ARRIVED + " The premier of Norway will visit Nairobi in May, and the accord was drafted on Sunday."
    retold = text.replace("arrived in Oslo on Tuesday", "came to Oslo").replace("drafted", "penned")
    dates, _ = tell(a=(text, "2031-04-09"), b=(retold, None))
    assert dates["b"].published >= "2031-04-09"
