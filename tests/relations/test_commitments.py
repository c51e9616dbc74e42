"""Commitments: who bound itself to whom to do what by when, and what came of it."""

from __future__ import annotations

import re

import pytest

import communique
from communique.records import Claim, Commitment, Report

FIRST = """Chile and Peru end dispute over a ferry

LIMA, 6 May 2014 — Chile and Peru signed an accord in Lima on Tuesday. Under it, Chile promised to return the ferry
Calandria to Peru by 12 May. Peru undertook to pay for the repair of the ramp by the end of the month.

Chile and Peru agreed to reopen the crossing at Chacalluta, which Peru closed in April.

Chile promised to meet the Peruvian delegation again. Chile is to send two cranes to Peru under the accord by 20 June.
"""
SECOND = """The ferry is home

LIMA, 14 May 2014 — The ferry Calandria returned to Callao on Monday, as promised. Chile and Peru were pleased.

Peru is to pay for the ramp of the ferry by 31 May. The Peruvian foreign minister visited Chile on Tuesday.
"""


def unwrapped(text: str) -> str:
    """A text with each paragraph on one line, as the reader has it."""
    return re.sub(r"(?<!\n)\n(?!\n|$)", " ", text)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Commitment], list[Claim], dict[str, str]]:
    """The commitments of an invented story, its claims, and its texts."""
    folder = tmp_path_factory.mktemp("commitments")
    for name, text in (("1.txt", FIRST), ("2.txt", SECOND)):
        (folder / name).write_text(unwrapped(text), encoding="utf-8")
    with communique.run(sorted(folder.glob("*.txt")), db=folder / "r.db") as record:
        texts = {r.report_id: r.text for r in record.rows(Report)}
        return record.rows(Commitment), record.rows(Claim), texts


Held = tuple[list[Commitment], list[Claim], dict[str, str]]


def about(held: Held, word: str) -> list[Commitment]:
    return [c for c in held[0] if word in c.what]


def test_a_promise_has_its_maker_its_addressee_and_its_day(held: Held) -> None:
    (row,) = about(held, "Calandria")
    assert (row.who, row.to_whom, row.due) == ("CHL", "PER", "2014-05-12")


def test_a_promise_is_said_on_the_day_told_or_printed(held: Held) -> None:
    assert {row.said_on for row in about(held, "ramp")} == {"2014-05-06"}


def test_what_is_promised_are_words_of_a_report(held: Held) -> None:
    words = {w for text in held[2].values() for w in text.split()}
    assert all(set(row.what.split()) <= words | {w.strip(".,") for w in words} for row in held[0])


def test_a_promise_kept_is_kept(held: Held) -> None:
    (row,) = about(held, "Calandria")
    assert row.status == "kept"


def test_a_promise_not_yet_due_is_open(held: Held) -> None:
    assert {row.status for row in about(held, "ramp")} == {"open"}


def test_two_originals_of_one_promise_make_one_row(held: Held) -> None:
    assert len([row for row in about(held, "ramp") if row.who == "PER"]) == 1


def test_what_only_one_side_can_undo_is_its_promise(held: Held) -> None:
    assert [row.who for row in about(held, "Chacalluta")] == ["PER"]


def test_a_plan_under_a_deal_is_a_commitment(held: Held) -> None:
    (row,) = about(held, "cranes")
    assert (row.who, row.due) == ("CHL", "2014-06-20")


def test_an_offer_to_meet_is_none(held: Held) -> None:
    assert not about(held, "delegation")


def test_claims_cited_are_claims_held(held: Held) -> None:
    known = {claim.claim_id for claim in held[1]}
    assert all(set(row.claim_ids) <= known for row in held[0])
