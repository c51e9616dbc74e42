"""Names that several owners share are read as the report uses them."""

from __future__ import annotations

import pytest

from communique.parse import Parser, parse_report
from communique.records import Block, BlockKind, Parse, Report, Sentence, Spotted, SpottedKind
from communique.spot.names import spot_names
from communique.stage import Group


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def spot(parser: Parser, text: str) -> list[Spotted]:
    report = Report(
        report_id="r1", path="r1.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    block = Block(report_id="r1", start=0, end=len(text), exact=text, kind=BlockKind.BODY, rule_id=None)
    rows = list(parse_report(Group("r1", {Report: (report,), Block: (block,)}), parser=parser))
    sentences = [r for r in rows if isinstance(r, Sentence)]
    return list(spot_names(report, [block], sentences, [r for r in rows if isinstance(r, Parse)]))


def organisations(found: list[Spotted]) -> list[str | None]:
    return [s.value for s in found if s.kind is SpottedKind.ORGANISATION and s.reason == "bloc"]


def states(found: list[Spotted], kind: SpottedKind, words: str) -> list[str | None]:
    return [s.state for s in found if s.kind is kind and words in s.exact]


def roles(found: list[Spotted]) -> dict[str, tuple[str | None, str | None]]:
    return {s.exact: (s.value, s.state) for s in found if s.kind is SpottedKind.ROLE}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "ECOWAS met in Lomé. The bloc closed the border, and the 12-member bloc froze accounts.",
            ["ECOWAS"] * 2,
        ),
        ("The foreign ministers of ASEAN met. The regional grouping barred the general.", ["ASEAN"]),
        ("The European Union fined Poland. The bloc said it had no choice.", ["EU"]),
        ("Mercosur and the European Union signed. The bloc praised the text.", ["EU"]),
        (
            "SADC will send troops. SADC leaders met. SADC asked the European Union for money. The bloc is short.",
            ["SADC"],
        ),
        ("NATO will train pilots. The alliance wants a base there.", ["NATO"]),
        ("The opposition bloc walked out, and a power bloc in the party followed.", []),
        ("The bloc of ice weighed two tonnes.", []),
    ],
)
def test_the_bloc_is_the_organisation_the_report_tells_of(
    parser: Parser, text: str, meant: list[str]
) -> None:
    assert organisations(spot(parser, text)) == meant


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Germany's Foreign Office spoke first. The Foreign Office gave no details.", "DEU"),
        ("The Foreign Office in Berlin called in the envoy of Mali.", "DEU"),
        ("The Foreign Office said in Islamabad that Pakistan had answered Iran.", "PAK"),
        ("Britain and Oman signed a pact. The Foreign Office said it was a good day.", "GBR"),
        ("Sudan and Egypt signed a pact. The Foreign Office said it was a good day.", None),
    ],
)
def test_a_foreign_office_belongs_to_the_state_told_of(parser: Parser, text: str, state: str | None) -> None:
    assert states(spot(parser, text), SpottedKind.ORGAN, "Foreign Office")[-1] == state


def test_an_organ_keeps_the_owner_told_for_it(parser: Parser) -> None:
    found = spot(parser, "Peru's navy sank a boat. The navy said the crew of the boat had fired first.")
    assert states(found, SpottedKind.ORGAN, "navy") == ["PER", "PER"]
    found = spot(parser, "The foreign ministry in Rabat spoke of a mistake. The ministry named nobody.")
    assert states(found, SpottedKind.ORGAN, "ministry") == ["MAR", "MAR"]


def test_an_organ_of_which_nobody_told_the_owner_stays_open(parser: Parser) -> None:
    assert states(
        spot(parser, "The foreign ministry spoke of a mistake."), SpottedKind.ORGAN, "ministry"
    ) == [None]


def test_a_secretary_of_state_is_a_foreign_minister_in_washington_and_rome_alone(parser: Parser) -> None:
    text = "Vatican Secretary of State Carlo Berti came to Vilnius. The Secretary of State stayed for lunch."
    assert set(roles(spot(parser, text)).values()) == {("foreign_minister", "VAT")}
    found = roles(
        spot(parser, "Estonian secretary of state Mart Kask met the Brazilian state secretary Rui Prado.")
    )
    assert found == {
        "Estonian secretary of state": ("official", "EST"),
        "Brazilian state secretary": ("official", "BRA"),
    }
    (role,) = roles(spot(parser, "Secretary of State Harold Penn left the United States for Oslo.")).values()
    assert role == ("foreign_minister", "USA")


def test_a_foreign_minister_of_nobody_told_is_of_no_state(parser: Parser) -> None:
    text = "Mali waits. Minister of Foreign Affairs Harold Penn came, and the defence minister stayed away."
    assert {state for _, state in roles(spot(parser, text)).values()} == {None}


def test_a_state_secretary_of_nobody_known_is_not_thereby_american(parser: Parser) -> None:
    found = roles(spot(parser, "Norway and Latvia signed. The state secretary said the text was short."))
    assert found["state secretary"][1] is None


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        (
            "Dutch Minister for Foreign Trade and Development Cooperation Lies Vroom spoke.",
            "Dutch Minister for Foreign Trade and Development Cooperation", "Lies Vroom",
        ),
        (
            "Mauritania's deputy minister for African affairs, Sidi Ould Maham, was absent.",
            "Mauritania's deputy minister for African affairs", "Sidi Ould Maham",
        ),
        (
            "The Minister of Civil Defence of Bolivia, Ramiro Choque Tarki, thanked the crews.",
            "Minister of Civil Defence of Bolivia", "Ramiro Choque Tarki",
        ),
        (
            "The deputy minister of international trade and industry, Zulkifli Abdul Hadi, refused.",
            "deputy minister of international trade and industry", "Zulkifli Abdul Hadi",
        ),
    ],
)  # fmt: skip
def test_a_title_holds_its_whole_portfolio_and_the_name_follows(
    parser: Parser, text: str, title: str, name: str
) -> None:
    found = spot(parser, text)
    assert title in roles(found)
    assert name in [s.exact for s in found if s.kind is SpottedKind.PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tanzania's foreign minister January Makoba met the press in Dodoma.", "January Makoba"),
        ("M. Delorme will speak at Verdun on Sunday.", "Delorme"),
        ("Signor Vassalli sent a note to Athens.", "Vassalli"),
        ("Abdirahman Sheikh Noor, a member of parliament, asked who would pay.", "Abdirahman Sheikh Noor"),
        (
            "Korea's Cho Tae-won and Japan's Akibo Takeru agreed to meet in Osaka in the spring.",
            "Akibo Takeru",
        ),
    ],
)
def test_a_name_is_found_whole_where_its_words_are_something_else_elsewhere(
    parser: Parser, text: str, name: str
) -> None:
    assert name in [s.exact for s in spot(parser, text) if s.kind is SpottedKind.PERSON]


@pytest.mark.parametrize(
    "text",
    [
        "Rice, pigeon peas and a fish that was evidence were their lunch.",
        "Since noon the cannon on Ras Dumira have rested.",
        "The boats lie in the waters round San Marcial and wait.",
        "They came back in May and Putin was not there in March.",
    ],
)
def test_a_word_that_only_begins_a_sentence_or_names_a_place_is_nobody(parser: Parser, text: str) -> None:
    found = [s.exact for s in spot(parser, text) if s.kind is SpottedKind.PERSON and s.reason != "capital"]
    assert not [name for name in found if name not in ("Putin", "Vladimir Putin")]
