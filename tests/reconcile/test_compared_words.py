"""Quotations and titles that damage changed; what two originals quote alike; places they both give."""

from __future__ import annotations

from typing import Any

import pytest

from communique.reconcile.titles import changed_office
from communique.records import Alteration, BlockKind, Degradation, Sentence, Verdict

GATE = "A gate is no wall and a wall is no gate"


def test_a_quotation_two_originals_share_is_corroborated(draw: Any, values: Any) -> None:
    for name in ("a", "b"):
        draw.report(name, f"“{GATE},” she said.")
        draw.quote(name, GATE, "u", alteration=Alteration.VERBATIM)
    (finding,) = draw.findings("wording")
    assert (finding.verdict, values(finding)) == (Verdict.CORROBORATED, {GATE: ("a", "b")})


def test_a_quotation_in_two_copies_of_one_original_is_not(draw: Any) -> None:
    for name in ("a", "b"):
        draw.report(name, f"“{GATE},” she said.", origin="o")
        draw.quote(name, GATE, "u", alteration=Alteration.VERBATIM)
    assert draw.findings("wording") == []


def test_altered_words_stand_beside_those_they_were_made_of(draw: Any, values: Any) -> None:
    worse = "A door is not a barrier and a barrier is not a door"
    draw.report("a", f"“{GATE},” she said.", origin="o")
    draw.report("b", f"“{worse},” she said.", origin="o", damage=Degradation.BACK_TRANSLATED)
    draw.quote("a", GATE, "u", alteration=Alteration.ONLY_WITNESS)
    draw.quote("b", worse, "u", alteration=Alteration.ALTERED)
    (finding,) = draw.findings("wording")
    assert (finding.subject_id, finding.verdict) == ("u", Verdict.ALTERED_COPY)
    assert values(finding) == {GATE: ("o",), worse: ("o",)}


def test_words_beyond_recognition_are_found_by_the_place_of_their_sentence(draw: Any) -> None:
    worse = "The portal makes up no rampart whatever"
    draw.report("a", "The envoy left.", f"“{GATE},” she said.", "The ferry sailed.", origin="o")
    draw.report("b", "The envoy went.", f"“{worse},” she said.", "The ship departed.", origin="o",
                damage=Degradation.BACK_TRANSLATED)  # fmt: skip
    draw.copy("b", "a", ("The envoy", "The envoy"), ("The ship", "The ferry"))
    draw.quote("a", GATE, "u")
    draw.quote("b", worse, "v")
    assert [f.subject_id for f in draw.findings("wording", Verdict.ALTERED_COPY)] == ["u"]


def test_a_title_the_names_room_corrected_is_damage(draw: Any, values: Any) -> None:
    draw.report("a", "The spokeswoman, Kari Vik, left.", origin="o")
    draw.report("b", "Foreign Minister Kari Vik left.", origin="o", damage=Degradation.BACK_TRANSLATED)
    draw.mention("a", "Kari Vik", "kari-vik", title="spokeswoman")
    draw.mention("b", "Kari Vik", "kari-vik", title="Foreign Minister", corrected="spokeswoman")
    (finding,) = draw.findings("title")
    assert (finding.subject_kind, finding.subject_id) == ("person", "kari-vik")
    assert values(finding) == {"spokeswoman": ("o",), "Foreign Minister": ("o",)}


def test_speaker_for_spokeswoman_is_odd_but_right(draw: Any) -> None:
    draw.report("b", "The speaker Kari Vik left.", damage=Degradation.BACK_TRANSLATED)
    draw.mention("b", "Kari Vik", "kari-vik", title="speaker", corrected="spokeswoman")
    assert draw.findings("title") == []


def office(text: str) -> Sentence:
    return Sentence(
        sentence_id="s", report_id="r", start=0, end=len(text), exact=text, block_kind=BlockKind.BODY
    )


@pytest.mark.parametrize(
    ("best", "other", "changed"),
    [
        ("The deputy trade minister came.", "The Trade Minister arrived.", True),
        ("The spokesman of the ministry spoke.", "The minister spoke.", True),
        ("The water minister came.", "The water preacher came.", True),
        ("The deputy minister came.", "The vice minister arrived.", False),
        ("The ambassador left.", "The envoy departed.", False),
        ("The minister and the envoy met.", "The two met.", False),
    ],
)
def test_an_office_that_changed_in_a_copy(best: str, other: str, changed: bool) -> None:
    assert (changed_office(office(best), office(other)) is not None) is changed
