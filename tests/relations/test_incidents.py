"""Incidents: what was done, when, and by whose account."""

from __future__ import annotations

import re

import pytest

import communique
from communique.records import Claim, Incident, Status

FIRST = """Estonia protests as Finland holds sailors

TALLINN, 10 September 2015 — Finnish police arrested four Estonian sailors in Kotka on 8 September, Estonia said.
Finland accused Estonia of firing at a buoy tender off Hamina on 7 September. Estonia denied that its ships had fired at
the tender.

In Tallinn about ninety students marched to the Finnish embassy on Wednesday. Estonia warned that it would close the
harbour of Narva. The Estonian foreign minister said that Finland had broken relations in 1931.
"""
SECOND = """Four men in a Finnish cell

HELSINKI, 11 September 2015 — The four Estonian sailors whom Finnish police detained in Kotka on Tuesday were still in
custody on Friday, Finland said. “They have seized nothing but our attention,” a Finnish spokesman said.
"""


def unwrapped(text: str) -> str:
    """A text with each paragraph on one line, as the reader has it."""
    return re.sub(r"(?<!\n)\n(?!\n|$)", " ", text)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Incident], list[Claim]]:
    """The incidents and claims of an invented story."""
    folder = tmp_path_factory.mktemp("incidents")
    for name, text in (("1.txt", FIRST), ("2.txt", SECOND)):
        (folder / name).write_text(unwrapped(text), encoding="utf-8")
    with communique.run(sorted(folder.glob("*.txt")), db=folder / "r.db") as record:
        return record.rows(Incident), record.rows(Claim)


Held = tuple[list[Incident], list[Claim]]


def about(held: Held, word: str) -> list[Incident]:
    return [i for i in held[0] if word in i.what]


def test_two_originals_of_one_arrest_make_one_row(held: Held) -> None:
    (row,) = about(held, "sailors")
    assert row.parties == ("EST", "FIN")
    assert row.date == "2015-09-08"


def test_what_the_other_side_denies_is_alleged_by_the_one(held: Held) -> None:
    (row,) = about(held, "tender")
    assert (row.alleged_by, row.status) == ("FIN", Status.HAPPENED)


def test_a_march_is_an_incident_nobody_alleges(held: Held) -> None:
    (row,) = about(held, "students")
    assert row.alleged_by is None


def test_a_threat_is_no_incident(held: Held) -> None:
    assert not about(held, "Narva")


def test_what_is_quoted_is_no_incident(held: Held) -> None:
    assert not about(held, "attention")


def test_claims_cited_are_claims_held(held: Held) -> None:
    known = {claim.claim_id for claim in held[1]}
    assert all(set(row.claim_ids) <= known for row in held[0])
