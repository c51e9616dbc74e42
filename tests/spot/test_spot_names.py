from __future__ import annotations

import pytest

from communique.parse import Parser, parse_report
from communique.records import Block, BlockKind, Parse, Report, Sentence, Spotted, SpottedKind
from communique.spot.names import spot_names
from communique.spot.names_gazetteer import gazetteer
from communique.spot.names_words import words
from communique.stage import Group


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


def spot(parser: Parser, text: str, kind: BlockKind = BlockKind.BODY) -> list[Spotted]:
    report = Report(
        report_id="r1", path="r1.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    block = Block(report_id="r1", start=0, end=len(text), exact=text, kind=kind, rule_id=None)
    rows = list(parse_report(Group("r1", {Report: (report,), Block: (block,)}), parser=parser))
    sentences = [r for r in rows if isinstance(r, Sentence)]
    parses = [r for r in rows if isinstance(r, Parse)]
    found = list(spot_names(report, [block], sentences, parses))
    assert all(text[s.start : s.end] == s.exact for s in found)
    return found


def of(found: list[Spotted], kind: SpottedKind) -> list[tuple[str, str | None, str | None]]:
    return [(s.exact, s.value, s.state) for s in found if s.kind is kind]


def names(found: list[Spotted]) -> list[str]:
    return [s.exact for s in found if s.kind is SpottedKind.PERSON and s.reason != "capital"]


def test_a_title_before_a_name_leaves_no_organisation_state(parser: Parser) -> None:
    found = spot(parser, "US Secretary of State Harold Penn arrived on Monday.")
    assert of(found, SpottedKind.ROLE) == [("US Secretary of State", "foreign_minister", "USA")]
    assert of(found, SpottedKind.STATE) == [("US", "USA", "USA")]
    assert names(found) == ["Harold Penn"]
    assert not of(found, SpottedKind.ORGANISATION)


def test_a_spun_title_keeps_its_role(parser: Parser) -> None:
    found = spot(parser, "The nationwide security consultant Ivo Brandt met the Kenyan overseas minister.")
    roles = of(found, SpottedKind.ROLE)
    assert ("Kenyan overseas minister", "foreign_minister", "KEN") in roles
    assert any(value == "national_security_adviser" for _, value, _ in roles)
    assert "Ivo Brandt" in names(found)


def test_a_deputy_is_not_the_minister(parser: Parser) -> None:
    found = spot(parser, "Norwegian deputy foreign minister Kari Lunde spoke first.")
    assert of(found, SpottedKind.ROLE)[0][1] == "deputy_foreign_minister"


def test_a_top_diplomat_is_not_thereby_the_foreign_minister(parser: Parser) -> None:
    found = spot(parser, "Vietnam's top diplomat Tran Bao Long left early.")
    assert of(found, SpottedKind.ROLE)[0][1:] == ("senior_diplomat", "VNM")


def test_lower_case_us_is_no_state_and_a_turkey_is_a_bird(parser: Parser) -> None:
    found = spot(parser, "He told us that the turkey was dry, and US envoys in Turkey laughed.")
    assert of(found, SpottedKind.STATE) == [("US", "USA", "USA"), ("Turkey", "TUR", "TUR")]


def test_glued_words_still_yield_their_names(parser: Parser) -> None:
    found = spot(parser, "Minister Pia Rossi spoke toRossi's hosts. The talks inFrance went on, Rossi said.")
    assert names(found).count("Rossi") == 2
    assert ("France", "FRA", "FRA") in of(found, SpottedKind.STATE)


def test_a_surname_seen_once_in_full_is_a_person_everywhere(parser: Parser) -> None:
    found = spot(parser, "President Amadou Keno flew home. Before that Keno's aides met Keno at the airport.")
    assert names(found).count("Keno") == 2


def test_a_capital_acts_as_a_government_and_lies_on_the_map(parser: Parser) -> None:
    found = spot(parser, "Moscow accused Kyiv of an attack, and the envoy flew to Moscow on Friday.")
    states = [(s.exact, s.value, s.reason) for s in found if s.kind is SpottedKind.STATE]
    places = [s.exact for s in found if s.kind is SpottedKind.PLACE]
    assert ("Moscow", "RUS", "capital") in states
    assert places == ["Moscow"]


def test_a_sea_named_after_a_state_is_a_place(parser: Parser) -> None:
    found = spot(parser, "Ships crossed the South China Sea and the Gulf of Oman.")
    assert not of(found, SpottedKind.STATE)
    assert len(of(found, SpottedKind.PLACE)) == 2


def test_a_language_is_no_state(parser: Parser) -> None:
    found = spot(parser, "She asked him in Russian about the Russian proposal.")
    assert len(of(found, SpottedKind.STATE)) == 1


def test_an_organ_takes_the_state_before_it(parser: Parser) -> None:
    found = spot(parser, "Ghana's foreign ministry said the Ghanaian army would stay.")
    assert {(s.exact, s.state) for s in found if s.kind is SpottedKind.ORGAN} == {
        ("Ghana's foreign ministry", "GHA"),
        ("Ghanaian army", "GHA"),
    }


def test_an_administration_is_named_after_its_head(parser: Parser) -> None:
    found = spot(parser, "President Orla Quinby signed it. The Quinby administration welcomed the vote.")
    assert [s.exact for s in found if s.reason == "administration"] == ["Quinby administration"]


def test_a_longer_title_beats_a_shorter_one_that_begins_before_it(parser: Parser) -> None:
    found = spot(parser, "She was the first Secretary of State to go there.")
    assert of(found, SpottedKind.ROLE)[0][1] == "foreign_minister"


def test_dots_hyphens_and_glue_are_taken_out_of_words() -> None:
    text = "U.S.-led talks inBali with Côte d’Ivoire"
    assert [w.key for w in words(text, 0, len(text))] == [
        "us", "led", "talks", "in", "bali", "with", "cote", "d", "ivoire",
    ]  # fmt: skip


def test_the_gazetteer_knows_names_in_any_case_but_not_in_any_shape() -> None:
    known = gazetteer()
    assert known.exact("Secretary of State")
    for text, hits in (("us", 0), ("US", 1), ("chad", 0), ("Chad", 1)):
        assert len(list(known.scan(words(text, 0, len(text))))) == hits


def test_an_empty_report_has_no_names(parser: Parser) -> None:
    assert spot(parser, "") == []


def test_a_name_beside_a_role_is_a_person_whatever_the_parser_says(parser: Parser) -> None:
    found = spot(parser, "Last month the Danish ambassador in Lima, Ebbe Stolvig, asked for the minutes.")
    assert "Ebbe Stolvig" in names(found)
    found = spot(parser, "The envoy who brought the letter, Tamsir Koité, is a former teacher.")
    assert "Tamsir Koité" in names(found)


def test_an_institute_that_speaks_is_no_person(parser: Parser) -> None:
    found = spot(parser, "Crops failed twice, the Okavara Water Institute said on Monday.")
    assert names(found) == []


def test_a_shoal_with_a_captain_in_its_name_holds_no_role(parser: Parser) -> None:
    found = spot(parser, "The cutter waited for two days near Old Captain Shoal.")
    assert not of(found, SpottedKind.ROLE) and names(found) == []


def test_a_common_word_of_the_report_is_no_name_in_its_headline(parser: Parser) -> None:
    found = spot(parser, "Herring and a bill: Danish envoy flies to Oslo\nThe herring moved north, he said.")
    assert "Herring" not in names(found)


def test_a_head_of_something_is_an_official_of_the_state_named_with_it(parser: Parser) -> None:
    found = spot(parser, "The port is open, according to Ilse Maring, Latvia's head of customs.")
    assert ("Latvia's head of customs", "official", "LVA") in of(found, SpottedKind.ROLE)


def test_a_state_secretary_outside_the_usa_is_no_foreign_minister(parser: Parser) -> None:
    found = spot(parser, "Sweden's state secretary for forestry, Nils Ekdahl, will travel to Riga.")
    assert of(found, SpottedKind.ROLE) == [("Sweden's state secretary for forestry", "official", "SWE")]


def test_a_preacher_with_a_portfolio_is_a_spun_minister(parser: Parser) -> None:
    found = spot(parser, "Peru's substitute overseas preacher Raúl Quiñe informed press reporters.")
    assert of(found, SpottedKind.ROLE)[0] == (
        "Peru's substitute overseas preacher",
        "deputy_foreign_minister",
        "PER",
    )
