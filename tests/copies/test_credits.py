"""Which agency a report names."""

from __future__ import annotations

import pytest

from communique.copies.credits import head_lost, known_wire, wire_of
from communique.records import Block, BlockKind, Report, Spotted, SpottedKind


def report(text):
    return Report(
        report_id="r", path="r.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip


def credit(text, kind=BlockKind.BODY):
    block = Block(report_id="r", start=0, end=len(text), exact=text, kind=kind, rule_id=None)
    found = wire_of(report(text), [block])
    return (found.wire, found.trust > 1) if found else None


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("LORNE (AP) — Talks resumed on Monday.", ("AP", True)),
        ("LORNE, March 3 (Xinhua) -- Talks resumed on Monday.", ("Xinhua", True)),
        ("Talks resumed. — Reuters", ("Reuters", True)),
        ("Talks resumed. (ANI)", ("ANI", True)),
        ("Talks resumed.\nSource: Yonhap News Agency", ("Yonhap", True)),
        ("By Ada Moreno, Associated Press\nTalks resumed.", ("AP", True)),
        ("LORNE (Harbour Wire) — Talks resumed.", ("Harbour Wire", True)),
        ("Talks resumed, an aide told AFP on condition of anonymity.", ("AFP", False)),
        ("Talks resumed, he told the Meridian Wire on Monday.", None),
        ("Talks resumed in Lorne (and later in Meran).", None),
        ("Talks resumed.\nSource: www.example.org", None),
        ("Talks resumed.", None),
    ],
)
def test_the_agency_a_report_names_is_read_from_head_foot_or_a_cue(text, wire):
    assert credit(text) == wire


def test_a_name_that_calls_itself_no_agency_is_none():
    assert known_wire("Ministry of Roads") is None
    assert known_wire("the Cedar News Service") == "Cedar News Service"


def test_a_full_date_near_the_top_stands_for_a_dateline():
    text = "The Lorne paper, 4 May 2024\nTalks resumed."
    day = Spotted(
        report_id="r", start=17, end=27, exact=text[17:27], kind=SpottedKind.DATE, sentence_id=None,
        value="2024-05-04", state=None, reason=None,
    )  # fmt: skip
    assert head_lost(report(text), [], [day]) == 1
    assert head_lost(report(text), []) == 2
