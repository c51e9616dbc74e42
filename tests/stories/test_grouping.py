"""Which sketches tell one affair."""

from __future__ import annotations

import itertools

import pytest

from communique.records import Judgement, Sketch, Version
from communique.spans import cluster_id
from communique.stage import Group
from communique.stories import group_stories
from communique.stories.sketch import minhash

BRIDGE = [
    "bridge",
    "pier",
    "lorry",
    "customs",
    "cattle",
    "smuggler",
    "quota",
    "river",
    "ribbon",
    "crossing",
    "barrier",
    "toll",
    "scanner",
    "ferry",
    "mason",
]
TARIFF = [
    "tariff",
    "soybean",
    "poultry",
    "duty",
    "exporter",
    "retaliation",
    "cotton",
    "wheat",
    "complaint",
    "levy",
    "importer",
    "chip",
    "steel",
    "port",
]
COMMON = ["minister", "meeting", "visit", "official", "country", "talk", "agreement", "trade"]


def sketch(report_id, words, names, *, published=None, states=("AAA", "BBB"), lead=None, text=None, n=14):
    counted = dict(sorted(names.items()))
    words = tuple(sorted({*words, *COMMON}))
    return Sketch(
        report_id=report_id,
        published=published,
        minhash=minhash([text or f"{report_id} stands for itself and for nothing else at all"]),
        words=words,
        opening=words[:4],
        names=tuple(counted),
        name_counts=tuple(counted.values()),
        lead=lead,
        states=states,
        dates=(),
        anchors=(),
        n_sentences=n,
    )


def stories(sketches, *, judgements=(), versions=()):
    group = Group("all", {Sketch: tuple(sketches), Judgement: judgements, Version: versions})
    found = {}
    for membership in group_stories(group):
        found.setdefault(membership.story_id, set()).add(membership.report_id)
    return sorted(map(sorted, found.values()))


def ruling(kind, about, *pair):
    return Judgement(
        judgement_id=f"j-{kind}",
        kind=kind,
        about=about,
        subjects=pair,
        value=None,
        by="ada",
        at="2024-01-01",
        why=None,
    )


@pytest.fixture
def planned():
    return sketch("a", BRIDGE[:11], {"moreno": 5, "vale": 2, "lorne": 3})


@pytest.fixture
def happened():
    return sketch("b", BRIDGE[4:], {"moreno": 4, "vale": 3, "lorne": 2})


@pytest.fixture
def tariff():
    return sketch("c", TARIFF, {"moreno": 2, "vale": 3, "meran": 2})


def test_a_planned_visit_and_the_same_visit_under_way_are_one_story(planned, happened):
    assert stories([planned, happened]) == [["a", "b"]]


def test_another_affair_of_the_same_people_and_states_stays_apart(planned, happened, tariff):
    assert stories([planned, happened, tariff]) == [["a", "b"], ["c"]]


def test_the_order_of_arrival_changes_nothing(planned, happened, tariff):
    outcomes = {str(stories(order)) for order in itertools.permutations([planned, happened, tariff])}
    assert len(outcomes) == 1


def test_dates_half_a_year_apart_keep_two_visits_apart():
    dated = [
        sketch(key, BRIDGE, {"moreno": 5, "vale": 2}, published=day)
        for key, day in (("a", "2024-01-10"), ("b", "2024-07-10"))
    ]
    assert stories(dated) == [["a"], ["b"]]


def test_different_main_states_keep_two_reports_apart():
    assert stories(
        [sketch("a", BRIDGE, {"moreno": 5}), sketch("b", BRIDGE, {"moreno": 5}, states=("CCC", "DDD"))]
    ) == [["a"], ["b"]]


def test_two_visitors_on_like_errands_are_two_stories_and_one_visitor_is_one():
    def pair(lead):
        one = sketch("a", BRIDGE[:9], {"moreno": 6, "dolan": 1, "lorne": 2}, lead="moreno")
        other = sketch("b", BRIDGE[7:9] + TARIFF, {"dolan": 6, "moreno": 1, "lorne": 2}, lead=lead)
        return [one, other]

    assert stories(pair("moreno")) == [["a", "b"]]
    assert stories(pair("dolan")) == [["a"], ["b"]]


def test_a_person_parts_and_links_reports_whatever_the_scores(planned, happened, tariff):
    assert stories([planned, happened], judgements=(ruling("cannot_link", "story", "a", "b"),)) == [
        ["a"],
        ["b"],
    ]
    assert stories([planned, tariff], judgements=(ruling("must_link", "story", "c", "a"),)) == [["a", "c"]]


def test_reports_of_one_origin_by_judgement_are_of_one_story(planned, tariff):
    assert stories([planned, tariff], judgements=(ruling("must_link", "origin", "a", "c"),)) == [["a", "c"]]


def test_an_old_version_is_left_out(planned, happened):
    old = (Version(report_id="a", supersedes=None, latest=False),)
    assert stories([planned, happened], versions=old) == [["b"]]


def test_a_story_is_named_after_its_smallest_report(planned, happened):
    rows = list(group_stories(Group("all", {Sketch: (happened, planned)})))
    assert {row.story_id for row in rows} == {cluster_id("st", ["a", "b"])}


def test_verbatim_copies_join_even_where_nothing_was_spotted():
    text = "the quick brown fox jumps over the lazy dog while the river runs on and on to the sea"
    assert stories(
        [sketch("a", (), {}, text=text, states=()), sketch("b", (), {}, text=text, states=())]
    ) == [["a", "b"]]


def test_no_sketch_makes_no_story():
    assert stories([]) == []
