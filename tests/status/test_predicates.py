"""Status read off grammar and lexicon: each line is one way of saying that a thing is done, ahead, off or denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.parse import Parser
from communique.records import BlockKind, Direction, Parse, Predicate, Sentence, Status
from communique.rules import load_table
from communique.stage import Group
from communique.status import mark_status

CASES = [
    ("The minister will fly to Oslo.", "fly", Status.PLANNED),
    ("The minister is to meet the queen.", "meet", Status.PLANNED),
    ("The envoy plans to visit Kenya.", "visit", Status.PLANNED),
    ("The envoy is expected to visit Kenya.", "visit", Status.PLANNED),
    ("The talks are scheduled for Monday.", "talk", Status.PLANNED),
    ("He said he would visit Kenya.", "visit", Status.PLANNED),
    ("The envoy may visit Kenya.", "visit", Status.TENTATIVE),
    ("The envoy hopes to meet the queen.", "meet", Status.TENTATIVE),
    ("They discussed a possible meeting.", "meeting", Status.TENTATIVE),
    ("It is unclear whether he will meet the king.", "meet", Status.TENTATIVE),
    ("The visit was postponed.", "visit", Status.POSTPONED),
    ("He put off his trip to Peru.", "trip", Status.POSTPONED),
    ("The two sides called off the talks.", "talk", Status.CANCELLED),
    ("The cancelled meeting angered the king.", "meeting", Status.CANCELLED),
    ("The regime threatened to attack the port.", "attack", Status.THREATENED),
    ("The general warned that he would close the strait.", "close", Status.THREATENED),
    ("The king has not ruled out attacking the port.", "attack", Status.THREATENED),
    ("If the talks fail, the army will attack.", "fail", Status.HYPOTHETICAL),
    ("The UN called for a ceasefire.", "ceasefire", Status.HYPOTHETICAL),
    ("The navy denied sinking the boat.", "sink", Status.NEGATED),
    ("The army did not attack the port.", "attack", Status.NEGATED),
    ("The envoy refused to meet the king.", "meet", Status.NEGATED),
    ("No meeting took place.", "meeting", Status.NEGATED),
    ("The ministers are meeting in Oslo.", "meet", Status.ONGOING),
    ("The visit is under way.", "visit", Status.ONGOING),
    ("The delegation began talks in Oslo.", "talk", Status.ONGOING),
    ("The envoy visited Kenya.", "visit", Status.HAPPENED),
    ("The envoy has visited Kenya.", "visit", Status.HAPPENED),
    ("She is the first queen to visit Kenya.", "visit", Status.HAPPENED),
]
SPUN = [
    ("The envoy deliberate to go away on Monday.", "go away", Status.PLANNED),
    ("The envoy’s go to Kenya was postponed.", "visit", Status.POSTPONED),
    ("The envoy anticipates to consult with the king.", "consult", Status.PLANNED),
    ("He spoke of attainable journeys by two ministers.", "journey", Status.TENTATIVE),
    ("The envoy gets here in Nairobi on Sunday for talks.", "get here", Status.PLANNED),
]


@pytest.fixture(scope="module")
def read() -> Callable[..., list[Predicate]]:
    """A function from one text to its predicates."""
    parser = Parser()

    def predicates(text: str, kind: BlockKind = BlockKind.BODY) -> list[Predicate]:
        sentences, parses = [], []
        for n, parsed in enumerate(parser([text])[0]):
            key = f"s{n}"
            sentences.append(
                Sentence(
                    sentence_id=key,
                    report_id="r",
                    start=parsed.start,
                    end=parsed.end,
                    exact=text[parsed.start : parsed.end],
                    block_kind=kind,
                )
            )
            arrays = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")
            parses.append(
                Parse(report_id="r", sentence_id=key, **{name: getattr(parsed, name) for name in arrays})
            )
        return list(mark_status(Group("r", {Sentence: tuple(sentences), Parse: tuple(parses)})))

    return predicates


@pytest.mark.parametrize(("text", "lemma", "status"), CASES, ids=[c[0] for c in CASES])
def test_the_status_is_read(
    text: str, lemma: str, status: Status, read: Callable[..., list[Predicate]]
) -> None:
    assert [p.status for p in read(text) if p.lemma == lemma] == [status]


@pytest.mark.parametrize(("text", "lemma", "status"), SPUN, ids=[c[0] for c in SPUN])
def test_the_status_is_read_through_spun_words(
    text: str, lemma: str, status: Status, read: Callable[..., list[Predicate]]
) -> None:
    assert [p.status for p in read(text) if p.lemma == lemma] == [status]


def test_the_present_tense_of_a_headline_has_happened(read: Callable[..., list[Predicate]]) -> None:
    (arrives,) = read("President arrives in Kenya", BlockKind.TITLE)
    assert (arrives.status, arrives.direction) == (Status.HAPPENED, Direction.PAST)


def test_an_infinitive_in_a_headline_is_planned(read: Callable[..., list[Predicate]]) -> None:
    statuses = {p.lemma: p.status for p in read("Minister to visit Kenya", BlockKind.TITLE)}
    assert statuses["visit"] is Status.PLANNED


def test_what_is_ahead_points_to_the_future(read: Callable[..., list[Predicate]]) -> None:
    (will,) = [p for p in read("The queen will visit Kenya.") if p.lemma == "visit"]
    assert will.direction is Direction.FUTURE


def test_every_predicate_holds_its_words_and_its_cue(read: Callable[..., list[Predicate]]) -> None:
    text = "The queen, who had planned to visit Kenya, called off the trip and may never meet the king."
    for predicate in read(text):
        assert text[predicate.start : predicate.end] == predicate.exact
        assert predicate.cue_start is None or 0 <= predicate.cue_start < (predicate.cue_end or 0) <= len(text)


@pytest.mark.parametrize("name", ["governors", "modals", "modifiers", "nouns", "spun"])
def test_a_word_list_is_sorted(name: str) -> None:
    keys = [next(iter(row.values())) for row in load_table(f"status/{name}.tsv")]
    assert keys == sorted(keys)
