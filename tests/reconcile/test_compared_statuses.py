"""What came of an event: denied, put off here and called off there, moved on, told alike."""

from __future__ import annotations

from typing import Any

import pytest

from communique.reconcile.denials import denial_in, types_in
from communique.records import Degradation, EventType, Status, Verdict


def test_a_deed_told_by_one_and_denied_by_another_is_contradicted(draw: Any, values: Any) -> None:
    draw.report("a", "Norland's officers boarded the trawler.")
    draw.report("b", "Norland denied that its officers boarded her.")
    draw.claim("a", "boarded", "e")
    draw.claim("b", "boarded", "e", status=Status.NEGATED)
    (finding,) = draw.findings("status", Verdict.CONTRADICTED)
    assert values(finding) == {"happened": ("a",), "negated": ("b",)}


def test_a_denial_finds_the_charge_before_it_where_no_event_joins_them(draw: Any, values: Any) -> None:
    draw.report("a", "Hauliers said that a driver had been beaten.", "Norland called the story an invention.")
    draw.claim("a", "beaten", "e", kind=EventType.ASSAULT)
    (finding,) = draw.findings("status", Verdict.CONTRADICTED)
    assert finding.subject_id == "e"
    assert values(finding) == {"happened": ("a",), "negated": ("a",)}


def test_a_denial_without_a_charge_makes_no_row(draw: Any) -> None:
    draw.report("a", "The harvest was good.", "Norland denied it.")
    assert draw.findings("status") == []


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Norland denied entry to two inspectors.", None),
        ("Nobody was hurt.", None),
        ("Norland denies any part in it.", "denies"),
        ("He insisted that nobody had refused anything.", "says-nobody"),
        ("Nothing of the kind was fired.", "nothing-of-the-kind"),
    ],
)
def test_denials(sentence: str, rule: str | None) -> None:
    found = denial_in(sentence)
    assert (found.rule_id if found else None) == rule


def test_acts_speak_before_the_things_they_are_done_with() -> None:
    assert types_in("a patrol boat had shot at them") == {EventType.ASSAULT}


def test_put_off_here_and_called_off_there_is_contradicted(draw: Any, values: Any) -> None:
    for name, verb, status in (("a", "postponed", Status.POSTPONED), ("b", "cancelled", Status.CANCELLED)):
        draw.report(name, f"The visit was {verb}.")
        draw.claim(name, verb, "e", kind=EventType.CONSULT, status=status)
    (finding,) = draw.findings("status")
    assert values(finding) == {"postponed": ("a",), "cancelled": ("b",)}


def test_put_off_and_called_off_are_read_from_the_words_where_no_event_joins_them(draw: Any) -> None:
    rest = ("Bread was cheap.", "A dog slept.", "Snow fell.")
    draw.report("a", "The herring commission, due in Brekke on 3 June, has been pushed back.", *rest)
    draw.report("b", "The meeting of the herring commission in Brekke has been scrapped.", *rest)
    assert [f.verdict for f in draw.findings("status")] == [Verdict.CONTRADICTED]


def test_put_off_and_not_called_off_is_put_off(draw: Any) -> None:
    rest = ("Bread was cheap.", "A dog slept.", "Snow fell.")
    draw.report("a", "The herring commission in Brekke has been postponed.", *rest)
    draw.report("b", "The herring commission in Brekke has been postponed, not scrapped.", *rest)
    assert draw.findings("status", Verdict.CONTRADICTED) == []


def test_a_plan_is_updated_by_a_later_original_that_tells_it_done(draw: Any, values: Any) -> None:
    draw.report("a", "The ministers may meet.", day="2019-05-08")
    draw.report("b", "The ministers met.", day="2019-05-12")
    draw.claim("a", "meet", "e", kind=EventType.CONSULT, status=Status.TENTATIVE)
    draw.claim("b", "met", "e", kind=EventType.CONSULT)
    (finding,) = draw.findings("status")
    assert (finding.verdict, values(finding)) == (Verdict.UPDATED, {"tentative": ("a",), "happened": ("b",)})


def test_a_plan_printed_after_the_deed_updates_nothing(draw: Any) -> None:
    draw.report("a", "The ministers may meet.", day="2019-05-12")
    draw.report("b", "The ministers met.", day="2019-05-08")
    draw.claim("a", "meet", "e", kind=EventType.CONSULT, status=Status.TENTATIVE)
    draw.claim("b", "met", "e", kind=EventType.CONSULT)
    assert draw.findings("status", Verdict.UPDATED) == []


def test_copies_of_one_original_corroborate_nothing(draw: Any) -> None:
    draw.report("a", "Norland's officers seized the trawler.", origin="o")
    draw.report("b", "Norland's officers took the trawler.", origin="o", damage=Degradation.SPUN)
    draw.claim("a", "seized", "e")
    draw.claim("b", "took", "e")
    assert draw.findings("status") == []


def test_what_two_originals_tell_alike_is_corroborated(draw: Any, values: Any) -> None:
    draw.report("a", "Norland's officers seized the trawler.")
    draw.report("b", "The trawler was taken.")
    draw.claim("a", "seized", "e")
    draw.claim("b", "taken", "e")
    (finding,) = draw.findings("status")
    assert (finding.verdict, values(finding)) == (Verdict.CORROBORATED, {"happened": ("a", "b")})


def test_a_plan_unsure_that_one_original_alone_tells_is_a_row_and_a_deed_is_none(draw: Any) -> None:
    draw.report("a", "The ministers may meet in June.", "Officers seized a trawler.")
    draw.claim("a", "meet", "e", kind=EventType.CONSULT, status=Status.TENTATIVE)
    draw.claim("a", "seized", "f")
    assert [(f.subject_id, f.verdict) for f in draw.findings("status")] == [("e", Verdict.SINGLE)]
