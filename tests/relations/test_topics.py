"""What a report's sentences name, tell and promise, before anybody knows who disputes what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.parse import Parser, parse_report
from communique.records import Block, BlockKind, Parse, Report, Sentence, Topic
from communique.relations.lexicon import find, frame_of
from communique.relations.topics import spot_topics
from communique.rules import cells, load_table
from communique.stage import Group

Spot = Callable[[str], list[Topic]]


@pytest.fixture(scope="module")
def spot() -> Spot:
    """A function from a text to the topics of its sentences."""
    parser = Parser()

    def read(text: str) -> list[Topic]:
        report = Report(
            report_id="r", path="r.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
            dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
        )  # fmt: skip
        block = Block(report_id="r", start=0, end=len(text), exact=text, kind=BlockKind.BODY, rule_id=None)
        made = list(parse_report(Group("r", {Report: (report,), Block: (block,)}), parser=parser))
        rows = {kind: tuple(row for row in made if isinstance(row, kind)) for kind in (Sentence, Parse)}
        topics = list(spot_topics(Group("r", rows)))
        assert all(text[t.start : t.end] == t.exact for t in topics)
        return topics

    return read


def labels(topics: list[Topic], reason: str) -> list[str]:
    return [t.label for t in topics if t.reason.startswith(reason)]


def test_no_wording_belongs_to_two_matters() -> None:
    rows = load_table("relations/topics.tsv")
    wordings = [w for row in rows for w in cells(row, "wordings")]
    assert len(rows) >= 150
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("talks on microchips", "semiconductors"),
        ("the chip quarrel", "semiconductors"),
        ("precursors for opioids", "fentanyl"),
        ("a cyber attack on the port", "hacking"),
        ("wrongfully detained tourists", "detained citizens"),
        ("a reconnaissance balloon", "surveillance"),
        ("the Paracels", "South China Sea"),
    ],
)
def test_wordings_of_one_matter_have_one_label(text: str, label: str) -> None:
    assert label in [hit.matter.label for hit in find(text)]


def test_the_longest_wording_wins() -> None:
    assert [hit.matter.label for hit in find("export controls on chips")] == ["semiconductors"]


def test_a_sentence_without_quarrel_has_no_frame() -> None:
    assert frame_of("The two ministers walked through the garden.") is None


def test_a_matter_in_a_list_of_differences_is_contested(spot: Spot) -> None:
    topics = spot("The list of differences between Riga and Minsk is long: from human rights to visas.")
    assert {t.label for t in topics if t.contested} >= {"human rights", "visas"}


def test_a_matter_named_in_passing_is_not_contested(spot: Spot) -> None:
    assert not any(t.contested for t in spot("The minister once wrote a book on human rights."))


def test_a_common_word_in_a_name_is_no_matter(spot: Spot) -> None:
    assert not labels(spot("Ivory Coast sent a delegation."), "wording")


def test_an_island_keeps_its_name(spot: Spot) -> None:
    assert "Grey Gull Reef" in labels(spot("Both navies sailed to Grey Gull Reef."), "thing")


def test_a_row_over_something_names_it(spot: Spot) -> None:
    assert "salted anchovies" in labels(spot("The row over salted anchovies has lasted a year."), "dispute")


def test_claims_to_a_place_name_it(spot: Spot) -> None:
    assert labels(spot("Their claims to the northern meadows overlap."), "claim") == ["northern meadows"]


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("Latvian police arrested two Belarusian sailors in Riga.", "arrest told"),
        ("Two Belarusian sailors were detained in Riga.", "arrest told"),
        ("Minsk denied that its guards had beaten a driver.", "beat denied"),
        ("Riga accused Minsk of holding forty lorries.", "withhold alleged"),
        ("Riga warned that it would close the border.", "close threatened"),
        ("Riga demanded the release of the sailors.", "release asked"),
        ("If Riga closed the crossing, trade would stop.", "close supposed"),
        ("Nobody seized the cargo.", "seize denied"),
    ],
)
def test_an_act_is_told_as_the_sentence_tells_it(spot: Spot, text: str, doing: str) -> None:
    kinds = [" ".join(t.reason.split()[1:3]) for t in spot(text) if t.reason.startswith("doing")]
    assert doing in kinds


def test_a_metaphor_between_quotation_marks_is_no_act(spot: Spot) -> None:
    assert not labels(spot("“They have blocked the road to peace,” the envoy said."), "doing")


def test_an_act_is_named_with_its_place(spot: Spot) -> None:
    told = [
        t for t in spot("Customs officers seized nine tankers at Terehova.") if t.reason.startswith("doing")
    ]
    assert told[0].label == "seizure of tankers at Terehova"
    assert told[0].exact == "Customs officers seized nine tankers at Terehova"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Latvia promised to return the tractors by May.", "return the tractors by May"),
        ("Latvia gave its word that the goats may graze there.", "the goats graze there"),
        ("Latvia committed itself to a fee of two euros.", "a fee of two euros"),
        ("Latvia is ready to send engineers.", "send engineers"),
    ],
)
def test_a_promise_holds_its_content(spot: Spot, text: str, content: str) -> None:
    assert labels(spot(text), "promise") == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Latvia promised to meet again in June.",
        "Latvia would promise nothing.",
        "Latvia did not agree to return the tractors.",
    ],
)
def test_a_meeting_or_a_refusal_is_no_promise(spot: Spot, text: str) -> None:
    assert not labels(spot(text), "promise")


def test_what_is_to_be_done_under_a_deal_is_a_plan(spot: Spot) -> None:
    assert labels(spot("Under the accord Latvia is to hand over the tractors by 9 May."), "plan")
