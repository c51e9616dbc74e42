"""The days that expressions mean, against the report's day."""

from __future__ import annotations

import pytest

from communique.dates.doubts import find_doubts
from communique.records import Copy, Direction, How, Moment, MomentBasis, MomentKind, Pair

DAY = "2031-04-11"  # a Friday


def values(tell, text: str, published: str | None = DAY) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    return {m.exact: m.value for m in tell(a=(text, published))[1]["a"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left on Wednesday.", "2031-04-09"),
        ("He will leave on Wednesday.", "2031-04-16"),
        ("He left on Friday.", "2031-04-11"),
        ("He met them last Friday.", "2031-04-04"),
        ("They met last week.", "2031-03-31/2031-04-06"),
        ("They met last month.", "2031-03"),
        ("They will meet next year.", "2032"),
        ("They will meet over the next year.", "2031-04-11/2032-04-11"),
        ("They met in November.", "2030-11"),
        ("They will meet in November.", "2031-11"),
        ("They met two weeks ago.", "2031-03-24/2031-03-30"),
        ("They met three days ago.", "2031-04-08"),
        ("He will leave on the 20th.", "2031-04-20"),
        ("Talks will run from Monday to Wednesday.", "2031-04-14/2031-04-16"),
        ("They will meet June 18–19.", "2031-06-18/2031-06-19"),
        ("It was signed in the third quarter of 2029.", "2029-35"),
        ("It began in the 1990s.", "199X"),
        ("They met last summer.", "2030-22"),
        ("They will meet late next week.", "2031-04-14/2031-04-20"),
        ("It lasted 5-1/2 hours.", "PT5H30M"),
        ("They meet every Friday.", "R/P1W"),
        ("They met recently.", None),
        ("They will meet in coming months.", None),
    ],
)
def test_an_expression_means_these_days(tell, text: str, value: str | None) -> None:  # type: ignore[no-untyped-def]
    assert list(values(tell, text).values()) == [value]


def test_a_plan_is_never_dated_behind_the_report(tell) -> None:  # type: ignore[no-untyped-def]
    names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "April",
        "July",
    ]
    for name in names:
        moments = tell(a=(f"The king will visit Peru {'on' if name.endswith('day') else 'in'} {name}.", DAY))[
            1
        ]["a"]
        assert moments[0].date_end >= DAY, name


def test_a_part_of_a_month_keeps_the_month_as_its_value_and_narrows_its_days(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("They met earlier this month.", DAY))[1]["a"]
    assert (moment.value, moment.date_start, moment.date_end) == ("2031-04", "2031-04-01", DAY)
    assert moment.direction is Direction.PAST


def test_last_week_on_a_sunday_is_the_week_that_ends_with_it(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("They met last week.", "2031-04-13"))[1]["a"]
    assert (moment.date_start, moment.date_end) == ("2031-04-07", "2031-04-13")


def test_last_tuesday_on_a_wednesday_is_not_yesterday(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("They met last Tuesday.", "2031-04-09"))[1]["a"]
    assert moment.value == "2031-04-01"


def test_a_day_set_by_a_verb_of_the_past_is_the_coming_one(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("They set May 15 as the new day.", DAY))[1]["a"]
    assert moment.value == "2031-05-15"


def test_a_day_after_something_else_dates_the_something_else(tell) -> None:  # type: ignore[no-untyped-def]
    moments = tell(a=("He was freed on Thursday, a day after the leaders met.", DAY))[1]["a"]
    assert [m.value for m in moments] == ["2031-04-10", "2031-04-09"]


def test_datelines_and_captions_are_no_moments(tell) -> None:  # type: ignore[no-untyped-def]
    assert tell(a=("Photo: The envoy in Oslo, April 8, 2031.", DAY))[1]["a"] == []


def test_a_day_changed_in_a_copy_of_a_known_parent_is_doubted() -> None:
    left = _moment("a", "10 April", "2031-04-10")
    right = _moment("b", "April 12", "2031-04-12")
    pair = Pair(left_start=0, left_end=50, right_start=0, right_end=50, score=0.9)
    copy = Copy(
        left_id="a",
        right_id="b",
        how=How.SPUN,
        parent_id="a",
        score=0.9,
        share=0.9,
        judged_by="rule",
        pairs=(pair,),
    )
    assert list(find_doubts([left, right], [], [copy])) == [("b", right.start, right.end)]


def _moment(name: str, exact: str, value: str) -> Moment:
    return Moment(
        report_id=name, start=5, end=5 + len(exact), exact=exact, kind=MomentKind.DATE, value=value, date_start=value,
        date_end=value, basis=MomentBasis.ANCHORED, direction=None, corrupted=False, reason="",
    )  # fmt: skip


def test_a_day_counted_from_one_told_before_rests_on_the_event(tell) -> None:  # type: ignore[no-untyped-def]
    moments = tell(
        a=("They signed on April 2. Three days later the pact broke. The following day talks resumed.", DAY)
    )
    assert [m.value for m in moments[1]["a"]] == ["2031-04-02", "2031-04-05", "2031-04-06"]
    assert moments[1]["a"][1].basis is MomentBasis.EVENT


def test_there_is_no_thirty_first_of_february(tell) -> None:  # type: ignore[no-untyped-def]
    for text in ("They met on February 31, 2031.", "They will meet on February 30."):
        (moment,) = tell(a=(text, DAY))[1]["a"]
        assert moment.corrupted
        assert moment.value is None


def test_a_weekday_in_an_undatable_report_has_no_value_and_is_unsure(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("The envoy arrived on Sunday.", None))[1]["a"]
    assert (moment.value, moment.basis) == (None, MomentBasis.UNSURE)


def test_a_year_that_stands_for_last_year_in_another_telling_is_doubted(tell) -> None:  # type: ignore[no-untyped-def]
    _, moments = tell(
        a=("The premier and the king agreed on the harbour visit early at a meeting in 2019 inOslo.", DAY),
        b=("The king and the premier agreed early on the harbour visit at a meeting in Oslo last year.", DAY),
    )
    (doubted,) = moments["a"]
    assert (doubted.value, doubted.corrupted) == ("2019", True)
    assert "last year" in doubted.reason
    assert not moments["b"][0].corrupted


def test_a_year_nobody_contradicts_is_believed(tell) -> None:  # type: ignore[no-untyped-def]
    _, moments = tell(
        a=("The pact was signed in 2019 in Oslo.", DAY), b=("Grain prices rose last year.", DAY)
    )
    assert not moments["a"][0].corrupted


def test_twelve_months_spun_from_the_year_are_read_as_meant_and_flagged(tell) -> None:  # type: ignore[no-untyped-def]
    (moment,) = tell(a=("They will meet later within the 12 months.", DAY))[1]["a"]
    assert (moment.value, moment.corrupted) == ("2031", True)


def test_a_length_runs_from_the_day_told_right_before_it(tell) -> None:  # type: ignore[no-untyped-def]
    moments = tell(a=("He will arrive on Sunday for two days of talks.", DAY))[1]["a"]
    assert (moments[1].date_start, moments[1].date_end) == ("2031-04-13", "2031-04-14")


def test_every_moment_holds_its_words(tell) -> None:  # type: ignore[no-untyped-def]
    text = "InMay he left; on Friday, 30 April 2031, at 16:15 UTC, the last two years ended."
    for moment in tell(a=(text, DAY))[1]["a"]:
        assert text[moment.start : moment.end] == moment.exact
