"""Signs of damage in a single report."""

from __future__ import annotations

import pytest

from communique.copies.readings import read_report, tokens
from communique.copies.signs import signs_of, spinner_phrases
from communique.records import BlockKind, Report, Sentence, Spotted, SpottedKind


def reading(text, persons=()):
    report = Report(
        report_id="r", path="r.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    sentence = Sentence(
        sentence_id="s", report_id="r", start=0, end=len(text), exact=text, block_kind=BlockKind.BODY
    )
    spotted = [
        Spotted(
            report_id="r", start=text.index(name), end=text.index(name) + len(name), exact=name,
            kind=SpottedKind.PERSON, sentence_id="s", value=None, state=None, reason=None,
        )
        for name in persons
    ]  # fmt: skip
    return read_report(report, [sentence], spotted, None)


def test_the_longest_spinner_phrase_counts_once():
    found = spinner_phrases([tokens("They informed press reporters in between the 2 powers")])
    assert dict(found) == {"informed press reporters": 1, "in between the 2": 1}


def test_words_inside_quotations_are_no_sign_of_spinning():
    assert signs_of(reading("“Overseas ministers shook fingers,” she said.")).spun == 0
    assert signs_of(reading("The overseas ministers shook fingers, she said.")).spun > 0


@pytest.mark.parametrize("text", ["Talks inGeneva ended.", "The talks ended.Both left."])
def test_glued_words_are_garbled(text):
    assert signs_of(reading(text)).garbled > 0


def test_a_surname_beside_its_twin_is_a_mark_of_translation():
    text = "Moreno came. Moreno spoke. Moreno left. Moreno slept. Morena was thanked."
    assert signs_of(reading(text, ["Moreno", "Morena"])).translated > 0
    assert signs_of(reading("Moreno came. Valdes left.", ["Moreno", "Valdes"])).translated == 0
