"""Which quotations are one remark, and what happened to their words."""

from __future__ import annotations

import itertools
from dataclasses import replace

from communique.quotes.utterances import cluster, gather_utterances
from communique.records import Alteration, Copy, Degradation, How, Lineage, Pair, Quote, Utterance

FULL = "The harbour stays open to every ship that keeps our rules, and we will guard it,"
TURNED = "The port remains open to each ship which keeps our rules, and we will protect it,"


def quote(
    report_id: str, exact: str, speaker_id: str | None = "ana-novak", start: int = 0, **more: str
) -> Quote:
    return Quote(
        quote_id=f"q-{report_id}-{start}", utterance_id="", report_id=report_id, start=start,
        end=start + len(exact), exact=exact, direct=True, speaker_id=speaker_id,
        speaker_text=more.get("speaker_text", "Novak"), cue="said", carried_over=False,
        said_on=more.get("said_on"), venue=None, alteration=None, reason=None,
    )  # fmt: skip


def lineage(report_id: str, origin_id: str, degradation: Degradation = Degradation.CLEAN) -> Lineage:
    return Lineage(report_id=report_id, origin_id=origin_id, degradation=degradation, reason="")


def groups(*quotes: Quote) -> list[list[str]]:
    return [[q.report_id for q in group] for group in cluster(quotes)]


def judged(
    quotes: list[Quote], lineages: list[Lineage], copies: list[Copy] | None = None
) -> dict[str, Quote]:
    rows = gather_utterances(quotes, lineages, copies or [])
    return {q.report_id: q for q in rows if isinstance(q, Quote)}


def test_a_short_part_and_an_altered_copy_join_the_whole() -> None:
    assert groups(quote("a", FULL), quote("b", "open to every ship"), quote("c", TURNED)) == [["a", "b", "c"]]


def test_near_same_words_of_two_speakers_stay_two_utterances() -> None:
    assert groups(quote("a", FULL), quote("b", FULL, "piet-oduya")) == [["a"], ["b"]]


def test_the_same_words_on_another_occasion_stay_apart() -> None:
    early, late = quote("a", FULL, said_on="2031-03-02"), quote("b", FULL, said_on="2031-05-20")
    assert groups(early, late) == [["a"], ["b"]]


def test_one_night_between_two_clocks_does_not_part_an_utterance() -> None:
    assert groups(quote("a", FULL, said_on="2031-03-02"), quote("b", FULL, said_on="2031-03-03")) == [
        ["a", "b"]
    ]


def test_an_unnamed_official_is_not_merged_with_a_named_person_on_like_words() -> None:
    assert groups(quote("a", FULL), quote("b", TURNED, None, speaker_text="a senior official")) == [
        ["a"],
        ["b"],
    ]


def test_two_remarks_of_one_speech_with_a_few_words_in_common_stay_apart() -> None:
    left = quote("a", "that the rivalry we have at sea does not slide into conflict")
    right = quote("b", "Hard rivalry needs steady talks to keep it from sliding into clashes or conflict,")
    assert groups(left, right) == [["a"], ["b"]]


def test_groups_do_not_depend_on_the_order_of_quotes() -> None:
    given = [
        quote("a", FULL),
        quote("b", "open to every ship"),
        quote("c", TURNED),
        quote("d", "Nobody asked us."),
    ]
    expected = {frozenset(g) for g in groups(*given)}
    for shuffled in itertools.permutations(given):
        assert {frozenset(g) for g in groups(*shuffled)} == expected


def test_words_changed_in_a_back_translation_are_altered_against_a_better_kept_origin() -> None:
    rows = judged(
        [quote("a", FULL), quote("b", TURNED)],
        [lineage("a", "o1"), lineage("b", "o2", Degradation.BACK_TRANSLATED)],
    )
    assert rows["b"].alteration is Alteration.ALTERED and "“port remains” for “harbour stays”" in str(
        rows["b"].reason
    )
    assert rows["a"].alteration is Alteration.UNSURE


def test_a_part_is_trimmed_and_a_twice_told_wording_verbatim() -> None:
    rows = judged(
        [quote("a", FULL), quote("b", FULL), quote("c", "open to every ship")],
        [lineage("a", "o1"), lineage("b", "o2"), lineage("c", "o3")],
    )
    assert rows["a"].alteration is rows["b"].alteration is Alteration.VERBATIM
    assert rows["c"].alteration is Alteration.TRIMMED


def test_a_sibling_of_the_same_origin_is_no_witness() -> None:
    rows = judged([quote("a", FULL), quote("b", TURNED)], [lineage("a", "o1"), lineage("b", "o1")])
    assert rows["a"].alteration is rows["b"].alteration is Alteration.ONLY_WITNESS
    assert "copy of the same origin has it otherwise" in str(rows["b"].reason)


def test_words_that_a_less_damaged_sibling_has_otherwise_are_altered() -> None:
    rows = judged(
        [quote("a", FULL), quote("b", TURNED)],
        [lineage("a", "o1"), lineage("b", "o1", Degradation.BACK_TRANSLATED)],
    )
    assert rows["b"].alteration is Alteration.ALTERED and "less damaged sibling" in str(rows["b"].reason)
    assert rows["a"].alteration is Alteration.ONLY_WITNESS


def test_agreeing_with_a_less_damaged_sibling_proves_nothing() -> None:
    rows = judged(
        [quote("a", FULL), quote("b", FULL)], [lineage("a", "o1"), lineage("b", "o1", Degradation.SPUN)]
    )
    assert rows["a"].alteration is rows["b"].alteration is Alteration.ONLY_WITNESS


def test_glued_words_are_no_altered_words() -> None:
    glued = FULL.replace("every ship", "everyship")
    rows = judged(
        [quote("a", FULL), quote("b", glued)], [lineage("a", "o1"), lineage("b", "o1", Degradation.GARBLED)]
    )
    assert rows["b"].alteration is Alteration.ONLY_WITNESS


def test_a_lost_end_is_no_alteration() -> None:
    cut = replace(
        quote("b", "The port stays open to every ship that keeps,"),
        reason="cue; closing mark missing, end unsure",
    )
    rows = judged([quote("a", FULL), cut], [lineage("a", "o1"), lineage("b", "o1", Degradation.GARBLED)])
    assert rows["b"].alteration is Alteration.UNSURE


def test_the_only_quotations_of_two_aligned_sentences_are_one_remark_under_a_garbled_name() -> None:
    left, right = quote("a", FULL), quote("b", TURNED, "anna-nowack")
    assert groups(left, right) == [["a"], ["b"]]
    pair = Pair(left_start=0, left_end=90, right_start=0, right_end=90, score=0.8)
    copy = Copy(
        left_id="a", right_id="b", how=How.BACK_TRANSLATED, parent_id="a", score=1.0, share=1.0, judged_by="rule",
        pairs=(pair,),
    )  # fmt: skip
    rows = judged([left, right], [], [copy])
    assert rows["a"].utterance_id == rows["b"].utterance_id


def test_a_verbatim_copy_is_a_witness_though_of_the_same_origin() -> None:
    copy = Copy(
        left_id="a",
        right_id="b",
        how=How.VERBATIM,
        parent_id=None,
        score=1.0,
        share=1.0,
        judged_by="rule",
        pairs=(),
    )
    rows = judged([quote("a", FULL), quote("b", FULL)], [lineage("a", "o1"), lineage("b", "o1")], [copy])
    assert rows["a"].alteration is Alteration.VERBATIM


def test_quotes_in_aligned_sentences_of_two_copies_join_on_few_words() -> None:
    left, right = quote("a", "serve our two harbours"), quote("b", "serve both of our harbours.")
    pair = Pair(left_start=0, left_end=40, right_start=0, right_end=40, score=3.0)
    copy = Copy(
        left_id="a", right_id="b", how=How.BACK_TRANSLATED, parent_id=None, score=1.0, share=1.0, judged_by="rule",
        pairs=(pair,),
    )  # fmt: skip
    rows = judged([left, right], [], [copy])
    assert rows["a"].utterance_id == rows["b"].utterance_id
    alone = judged([left, right], [], [])
    assert alone["a"].utterance_id != alone["b"].utterance_id


def test_an_utterance_counts_origins_not_reports_and_names_the_best_kept_wording() -> None:
    rows = list(
        gather_utterances(
            [quote("a", FULL), quote("b", TURNED), quote("c", TURNED)],
            [
                lineage("a", "o1", Degradation.SPUN),
                lineage("b", "o2", Degradation.BACK_TRANSLATED),
                lineage("c", "o2", Degradation.BACK_TRANSLATED),
            ],
            [],
        )
    )
    (utterance,) = [r for r in rows if isinstance(r, Utterance)]
    assert (utterance.n_reports, utterance.n_origins, utterance.best_quote_id) == (3, 2, "q-a-0")
