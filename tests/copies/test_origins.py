"""Origins of a small story: who copies whom, and how."""

from __future__ import annotations

import itertools

import pytest

from communique.copies import find_origins
from communique.records import Copy, Degradation, How, Judgement, Lineage, Origin
from communique.spans import cluster_id


def found(group):
    rows = list(find_origins(group))
    copies = {(c.left_id, c.right_id): c for c in rows if isinstance(c, Copy)}
    origins = {o.report_ids: o for o in rows if isinstance(o, Origin)}
    lineages = {n.report_id: n for n in rows if isinstance(n, Lineage)}
    return copies, origins, lineages


def ruling(kind, *pair):
    return Judgement(
        judgement_id=f"j-{kind}",
        kind=kind,
        about="origin",
        subjects=pair,
        value=None,
        by="ada",
        at="2024-01-01",
        why=None,
    )


def test_spun_and_translated_copies_are_of_one_origin_and_an_independent_report_is_not(texts, build):
    _, origins, _ = found(build(texts))
    assert set(origins) == {("original", "spun", "translated"), ("rival",)}


def test_the_kind_of_each_copy_and_its_parent_are_named(texts, build):
    copies, _, _ = found(build(texts))
    assert copies["original", "spun"].how is How.SPUN
    assert copies["original", "translated"].how is How.BACK_TRANSLATED
    assert copies["original", "spun"].parent_id == "original"
    assert copies["original", "translated"].parent_id == "original"


def test_two_siblings_of_an_unseen_original_have_no_parent(texts, build):
    copies, origins, _ = found(build({key: texts[key] for key in ("spun", "translated")}))
    assert set(origins) == {("spun", "translated")}
    assert copies["spun", "translated"].parent_id is None


def test_a_shared_quotation_unites_nobody(texts, build):
    copies, origins, _ = found(build({key: texts[key] for key in ("original", "rival")}))
    assert copies["original", "rival"].how is How.SHARED_QUOTES_ONLY
    assert len(origins) == 2


def test_pairs_point_at_the_sentences_they_align(texts, build):
    group = build(texts)
    copies, _, _ = found(group)
    ends = {
        (s.report_id, s.start): s.end
        for s in group.rows[next(k for k in group.rows if k.__name__ == "Sentence")]
    }
    copy = copies["original", "spun"]
    assert len(copy.pairs) >= 9
    assert all(ends["original", p.left_start] == p.left_end for p in copy.pairs)
    assert all(ends["spun", p.right_start] == p.right_end for p in copy.pairs)


def test_damage_is_told_apart_and_the_least_damaged_report_is_best(texts, build):
    _, origins, lineages = found(build(texts))
    assert lineages["original"].degradation is Degradation.CLEAN
    assert lineages["spun"].degradation is Degradation.SPUN
    assert lineages["translated"].degradation is Degradation.BACK_TRANSLATED
    assert origins["original", "spun", "translated"].best_report_id == "original"


def test_an_invented_wire_is_credited_from_its_dateline(texts, build):
    _, origins, _ = found(build(texts))
    origin = origins["original", "spun", "translated"]
    assert (origin.wire, origin.wire_basis) == ("Harbour Wire", "credited")


def test_the_order_of_arrival_changes_nothing(texts, build):
    outcomes = [list(find_origins(build(dict(order)))) for order in itertools.permutations(texts.items())]
    assert all(outcome == outcomes[0] for outcome in outcomes)


def test_a_verbatim_copy_and_a_trimmed_one_are_called_so(texts, build):
    copies, origins, _ = found(
        build({"a": texts["original"], "b": texts["original"], "c": texts["original"][:8]})
    )
    assert copies["a", "b"].how is How.VERBATIM
    assert copies["a", "c"].how is How.TRIMMED
    assert copies["a", "c"].parent_id == "a"
    assert len(origins) == 1


def test_the_earlier_of_two_verbatim_copies_is_the_parent(texts, build):
    reports = {"a": texts["original"], "b": texts["original"]}
    copies, _, _ = found(build(reports, {"a": "2024-03-06", "b": "2024-03-05"}))
    assert copies["a", "b"].parent_id == "b"
    copies, _, _ = found(build(reports))
    assert copies["a", "b"].parent_id is None


def test_a_mash_up_hangs_on_both_and_unites_nobody(texts, build):
    mashed = texts["original"][:6] + texts["rival"][5:]
    copies, origins, _ = found(build({"a": texts["original"], "b": texts["rival"], "m": mashed}))
    assert not any("a" in members and "b" in members for members in origins)
    assert copies["a", "m"].how is How.PARTIAL


OWN = [
    "Fishermen in the lower harbour mended nets that a winter storm had torn.",
    "A choir from the hill parish sang while volunteers carried sandbags to the mill.",
    "Nobody in the tavern had read a newspaper since Sunday, its owner joked.",
]


def test_a_report_taken_in_most_from_one_other_from_the_opening_on_goes_with_it(texts, build):
    mashed = texts["original"][:7] + OWN
    copies, origins, _ = found(build({"a": texts["original"], "m": mashed}))
    assert copies["a", "m"].parent_id == "a"
    assert ("a", "m") in origins


def test_a_few_sentences_taken_into_the_end_of_a_report_unite_nobody(texts, build):
    mashed = [*OWN, *OWN[::-1], *texts["original"][5:9]]
    _, origins, _ = found(build({"a": texts["original"], "m": mashed}))
    assert ("a", "m") not in origins


def test_a_person_parts_a_pair_for_good(texts, build):
    _, origins, _ = found(build(texts, judgements=(ruling("cannot_link", "spun", "original"),)))
    assert not any({"original", "spun"} <= set(members) for members in origins)


def test_a_person_links_a_pair_for_good(texts, build):
    copies, origins, _ = found(build(texts, judgements=(ruling("must_link", "rival", "original"),)))
    assert tuple(sorted(texts)) in origins
    assert copies["original", "rival"].judged_by == "judgement"


def test_a_brief_of_two_sentences_is_a_copy_only_by_its_very_words(texts, build):
    brief, retold = (
        texts["original"][5:7],
        ["The ministers signed a customs paper.", "Lorries may cross from autumn on."],
    )
    _, origins, _ = found(build({"a": texts["original"], "b": brief, "c": retold}))
    assert set(origins) == {("a", "b"), ("c",)}


def test_a_report_without_narration_is_an_origin_of_its_own(texts, build):
    _, origins, lineages = found(
        build({"a": texts["original"], "e": ["“Only words between marks stand here today.”"]})
    )
    assert ("e",) in origins
    assert lineages["e"].degradation is Degradation.UNSURE


def test_an_origin_is_named_after_its_smallest_member(texts, build):
    _, origins, _ = found(build(texts))
    assert origins["original", "spun", "translated"].origin_id == cluster_id(
        "o", ["original", "spun", "translated"]
    )


@pytest.mark.parametrize("cut", range(6, 12, 2))
def test_a_spun_copy_is_found_however_it_is_cut(texts, build, cut):
    _, origins, _ = found(build({"original": texts["original"], "spun": texts["spun"][-cut:]}))
    assert set(origins) == {("original", "spun")}
