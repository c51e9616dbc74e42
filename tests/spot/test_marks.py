"""Quotation marks as reports have them after republishing: turned, lost, doubled, glued."""

from __future__ import annotations

import pytest

from communique.records import Block, BlockKind, Report, SpottedKind
from communique.spot.marks import spot_marks


def spotted(text: str, kind: BlockKind = BlockKind.BODY) -> list[str]:
    report = Report(
        report_id="r1", path="p", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    block = Block(report_id="r1", start=0, end=len(text), exact=text, kind=kind, rule_id=None)
    rows = list(spot_marks(report, [block]))
    assert all(text[r.start : r.end] == r.exact and r.kind is SpottedKind.QUOTATION for r in rows)
    return [r.exact for r in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He called the plan “bold,” then left.", ["bold,"]),
        ('"We agree", she said, "but not now."', ["We agree", "but not now."]),
        ("``We agree,'' she said. ''We go on.''", ["We agree,", "We go on."]),
        ("«We agree,» she said, „not now“.", ["We agree,", "not now"]),
        ("Port minister: ‘Nothing to discuss’ with the islands", ["Nothing to discuss"]),
    ],
)
def test_paired_marks_of_every_kind_hold_their_words(text: str, expected: list[str]) -> None:
    assert spotted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("”We will keep talking,” the envoy said.", ["We will keep talking,"]),
        ("“We will keep talking,“ the envoy said.", ["We will keep talking,"]),
        ("The envoy said“We will keep talking.”", ["We will keep talking."]),
        ('He said "we agree"and left.', ["we agree"]),
    ],
)
def test_turned_and_glued_marks_still_pair(text: str, expected: list[str]) -> None:
    assert spotted(text) == expected


def test_an_early_closer_does_not_cut_the_quotation_short() -> None:
    text = "“We stand by the treaty.” and will not leave it,” Minister Oduya said."
    assert spotted(text) == ["We stand by the treaty.” and will not leave it,"]


def test_a_lost_closer_is_put_before_the_telling() -> None:
    assert spotted("“We will keep talking, Novak said on Friday.") == ["We will keep talking,"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The lamp is lit and stays lit, said Novak at the pier. She left.",
            "The lamp is lit and stays lit,",
        ),
        ("“The lamp is lit,Novak said. Before dawn, she said, it rained.", "The lamp is lit,"),
        ("“The lamp is lit, shouted one of the pilots. The guard slept.", "The lamp is lit,"),
        ("“The lamp is lit, the harbour minister of Peru Ana Novak had said at dusk.", "The lamp is lit,"),
        ("“The lamp is lit, the harbour minister, Ana Novak, said at dusk.", "The lamp is lit,"),
    ],
)
def test_a_lost_closer_is_put_before_any_way_of_telling(text: str, expected: str) -> None:
    assert spotted(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "She called it “late and half-hearted, recalled Peru's envoy and sent the boats home.",
        'She called it "late and half-hearted, recalled Peru\'s envoy and told them "no" at noon.',
        "She called it “late and half-hearted, recalled Peru's envoy, sent six boats home and closed both ports.”",
    ],
)
def test_a_part_of_a_sentence_without_its_closer_does_not_swallow_the_narration(text: str) -> None:
    assert spotted(text)[0] == "late and half-hearted,"


@pytest.mark.parametrize(
    "text",
    ["““We agree,”” he said.", '""We agree,"" he said.', "<<We agree,>> he said.", "‘‘We agree,’’ he said."],
)
def test_doubled_and_odd_marks_are_one_mark(text: str) -> None:
    assert spotted(text) == ["We agree,"]


def test_a_lost_closer_does_not_swallow_the_next_quotation() -> None:
    text = "“We come here. The road is long. “That is all,” Novak said."
    assert spotted(text) == ["We come here. The road is long.", "That is all,"]


def test_a_lost_opener_is_put_after_colon_or_cue_else_at_the_start() -> None:
    assert spotted("He said: the offer was far from serious.”") == ["the offer was far from serious."]
    assert spotted("He said the offer was far from serious.”") == ["the offer was far from serious."]
    assert spotted("We will keep talking,” Novak said on Friday.") == ["We will keep talking,"]


def test_a_quotation_over_paragraphs_gives_one_row_each() -> None:
    assert spotted("“The first part goes on.\n“The second ends.” He left.") == [
        "The first part goes on.",
        "The second ends.",
    ]


def test_a_nested_quotation_stays_inside_the_outer_one() -> None:
    assert spotted("“He told me ‘never again’ and left,” she said.") == ["He told me ‘never again’ and left,"]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers’ aides said the leaders’ meeting would go on.",
        'The 5" gun and the 6\'2" officer.',
        "O'Brien's aides weren't told.",
        "In the ’90s the two navies’ officers met.",
    ],
)
def test_possessives_elisions_and_inches_are_no_marks(text: str) -> None:
    assert spotted(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    text = "The minister said, ‘We’ll keep the states’ promises to all,’ and left."
    assert spotted(text) == ["We’ll keep the states’ promises to all,"]


def test_captions_and_credits_give_no_quotation() -> None:
    assert spotted("A banner reads “Welcome, friends”", BlockKind.CAPTION) == []


def test_empty_marks_and_stray_marks_at_the_end_give_nothing() -> None:
    assert spotted("He paused. “”") == []
    assert spotted("“") == []
