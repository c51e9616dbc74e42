"""The finder makes claims of words that no frame reads, and none of sport, cooking, metaphor and background."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.events.finder import plans
from communique.events.telling import LABELS, NOTHING
from communique.records import Claim

AFFAIR = (
    "Kenya and Uganda are at odds over an island. Kenya put its case to Uganda. Uganda gave its answer to Kenya. "
    "The quarrel of Kenya and Uganda is old. "
)
ODD = (
    ("Uganda yanked the permits of the Kenyan hauliers.", "SANCTION"),
    ("Kenya begged Uganda for patience.", "REQUEST"),
    ("Uganda rebuffed the Kenyan idea within the hour.", "REJECT"),
    ("Kenyan marines carted off two Ugandan skippers in irons.", "COERCE"),
)
NOTHING_TOLD = (
    "The ferry between Kenya and Uganda takes four hours.",
    "Kenya stunned Uganda in the second half after a late goal in the final.",
    "The bank shot down rumours of higher rates.",
    "Fold in the cream, add salt and serve the turkey with butter.",
    "The carpet in the hall was new.",
)


def found(rows: list[Claim]) -> list[Claim]:
    return [c for c in rows if c.why.startswith("frame opinion")]


@pytest.mark.parametrize(("sentence", "wanted"), ODD)
def test_a_wording_is_read_by_frame_or_model(
    claims: Callable[[str], list[Claim]], sentence: str, wanted: str
) -> None:
    told = [c for c in claims(AFFAIR + sentence) if c.exact == sentence]
    assert wanted in {c.event_type.value for c in told}, told


@pytest.mark.parametrize("sentence", NOTHING_TOLD)
def test_what_is_no_event_stays_uncoded(claims: Callable[[str], list[Claim]], sentence: str) -> None:
    assert [c for c in found(claims(AFFAIR + sentence)) if c.exact == sentence] == []


def test_a_find_says_which_cues_spoke_for_it(claims: Callable[[str], list[Claim]]) -> None:
    rows = [c for sentence, _ in ODD for c in found(claims(AFFAIR + sentence))]
    assert all("by the statistical opinion, most for '" in c.why for c in rows)


def test_every_label_has_a_place_for_its_sides() -> None:
    assert set(plans()) == set(LABELS) - {NOTHING}


def test_the_same_text_gives_the_same_claims(claims: Callable[[str], list[Claim]]) -> None:
    text = AFFAIR + " ".join(sentence for sentence, _ in ODD)
    assert claims(text) == claims(text)
