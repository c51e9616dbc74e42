"""Time expressions and numbers as written, without a parser."""

from __future__ import annotations

import pytest

from communique.parse import Parser, parse_report
from communique.records import Block, BlockKind, Parse, Report, Sentence, Spotted, SpottedKind
from communique.rules import load_rules
from communique.spot.dates import spot_dates
from communique.spot.dates_forms import FORMS
from communique.stage import Group

RULES = load_rules(FORMS)


def make_report(text: str) -> Report:
    return Report(
        report_id="r", path="r", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip


def make_block(text: str, kind: BlockKind = BlockKind.BODY) -> Block:
    return Block(report_id="r", start=0, end=len(text), exact=text, kind=kind, rule_id=None)


def spot(text: str, kind: BlockKind = BlockKind.BODY) -> list[Spotted]:
    found = list(spot_dates(make_report(text), [make_block(text, kind)], (), ()))
    assert all(text[s.start : s.end] == s.exact for s in found)
    return found


def times(text: str) -> dict[str, str | None]:
    return {s.exact: s.value for s in spot(text) if s.kind is not SpottedKind.NUMBER}


def numbers(text: str) -> dict[str, str | None]:
    return {s.exact: s.value for s in spot(text) if s.kind is SpottedKind.NUMBER}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_form_gives_the_value_it_says_for_each_of_its_hits(rule) -> None:  # type: ignore[no-untyped-def]
    assert len(rule.hits) == len(rule.values["gives"])
    for hit, gives in zip(rule.hits, rule.values["gives"], strict=True):
        assert gives in {s.value for s in spot(hit)}, hit


@pytest.mark.parametrize("rule", [r for r in RULES if r.misses], ids=lambda rule: rule.id)
def test_no_form_fires_on_its_misses(rule) -> None:  # type: ignore[no-untyped-def]
    for miss in rule.misses:
        assert rule.id not in {(s.reason or "").split()[0] for s in spot(miss)}, miss


def test_a_month_glued_to_the_word_before_or_after_it_is_found() -> None:
    assert times("They met inMay and talked.") == {"May": "XXXX-05"}
    assert times("He came in Maywhile she left.") == {"May": "XXXX-05"}


def test_the_verb_may_and_the_verb_march_are_no_months() -> None:
    assert times("They may march on the palace. May they rest. The March on the capital went on.") == {}


def test_a_person_named_after_a_month_is_no_month() -> None:
    assert times("Theresa May spoke to April Jones.") == {}


def test_sun_and_sat_are_weekdays_only_beside_a_date() -> None:
    assert times("The Sun sat low. Sun Tzu wrote.") == {}
    assert "Sun, April 9, 2031" in times("Sun, April 9, 2031 was fair.")


def test_a_count_of_two_thousand_soldiers_is_a_number_and_no_year() -> None:
    assert times("a force of 2000 soldiers") == {}
    assert numbers("a force of 2000 soldiers") == {"2000": "2000|2000||"}


def test_word_spun_forms_are_read_as_meant() -> None:
    assert times("final week")["final week"] == "week:-1"
    assert times("previously this month")["previously this month"] == "month:0#earlier"
    assert times("later within the 12 months")["later within the 12 months"] == "year:0#later~"


def test_a_broken_hyphen_does_not_break_a_length() -> None:
    assert times("a 30- month-old pact") == {"30- month-old": "P30M"}


def test_a_line_break_ends_an_expression() -> None:
    assert times("the last\nfriday") != {"the last\nfriday": "weekday:4@-1"}


def test_dates_in_datelines_and_captions_are_spotted_and_numbers_there_are_not() -> None:
    found = spot("April 9, 2031, with 300 guests", BlockKind.CAPTION)
    assert [s.value for s in found] == ["2031-04-09"]


def test_advertisements_are_not_read() -> None:
    assert spot("Only on April 9, 2031", BlockKind.AD) == []


@pytest.mark.parametrize(
    ("text", "exact", "value"),
    [
        ("at least 300 visas", "at least 300", "300|||"),
        ("no more than two dozen ships", "no more than two dozen", "|24||"),
        ("about 200 guests", "about 200", "180|220||"),
        ("between 3 and 5 million people", "between 3 and 5 million", "3000000|5000000||"),
        ("hundreds of thousands fled", "hundreds of thousands", "200000|||"),
        ("$3.5 billion in aid", "$3.5 billion", "3500000000|3500000000|USD|"),
        ("up to 40% of it", "up to 40%", "|40|%|"),
        ("some 12 km away", "some 12 km", "10.8|13.2|km|"),
        ("5-1/2 tonnes", "5-1/2 tonnes", "5.5|5.5|t|"),
        ("two hundred and fifty men", "two hundred and fifty", "250|250||"),
    ],
)
def test_a_number_keeps_its_bounds_and_unit(text: str, exact: str, value: str) -> None:
    assert numbers(text) == {exact: value}


def test_one_and_some_alone_are_no_numbers() -> None:
    assert numbers("One said some of them left, and many more may.") == {}


def test_the_name_of_a_group_or_an_aircraft_is_no_number() -> None:
    assert numbers("The G20 and the F-16 and COVID-19 were discussed.") == {}


def test_a_very_long_line_is_read_in_reasonable_time() -> None:
    assert len(spot("on Friday in April 2031 " * 2000)) == 4000


def test_last_before_a_length_is_a_verb_where_the_parser_says_so() -> None:
    def parsed(text: str) -> list[tuple[str, SpottedKind]]:
        rows = {Report: (make_report(text),), Block: (make_block(text),)}
        found = list(parse_report(Group("r", rows), parser=Parser()))
        sentences = [r for r in found if isinstance(r, Sentence)]
        parses = [r for r in found if isinstance(r, Parse)]
        return [
            (s.exact, s.kind)
            for s in spot_dates(rows[Report][0], rows[Block], sentences, parses)
            if s.kind is not SpottedKind.NUMBER
        ]

    assert parsed("The visit would last three days.") == [("three days", SpottedKind.DURATION)]
    assert parsed("It rained over the last three days.") == [("the last three days", SpottedKind.SPAN)]


def test_what_is_moved_from_one_day_to_another_has_two_days_and_no_stretch() -> None:
    assert times("The hearing has slipped from Monday to Friday.") == {
        "Monday": "weekday:0",
        "Friday": "weekday:4",
    }
    assert times("The visit was put off from May to July.") == {"May": "XXXX-05", "July": "XXXX-07"}
    assert times("The fair ran from Monday to Friday.") == {"from Monday to Friday": "weekday:0/weekday:4"}
