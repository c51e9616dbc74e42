"""What pass 2 sees of a report."""

from __future__ import annotations

from communique.records import BlockKind, Report, Sentence, Spotted, SpottedKind
from communique.stage import Group
from communique.stories import sketch_report
from communique.stories.sketch import BINS, EMPTY, minhash

TEXT = "Moreno visited Lorne. Moreno met Vale. Moreno left the bridge."


def spotted(exact, kind, value=None, nth=0):
    start = [i for i in range(len(TEXT)) if TEXT.startswith(exact, i)][nth]
    return Spotted(
        report_id="r", start=start, end=start + len(exact), exact=exact, kind=kind, sentence_id=None, value=value,
        state=None, reason=None,
    )  # fmt: skip


def group(*rows, sentences=True):
    report = Report(
        report_id="r", path="r.txt", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published="2024-03-05", published_basis=None, text=TEXT, sha256="",
    )  # fmt: skip
    sentence = Sentence(
        sentence_id="s", report_id="r", start=0, end=len(TEXT), exact=TEXT, block_kind=BlockKind.BODY
    )
    return Group("r", {Report: (report,), Sentence: (sentence,) if sentences else (), Spotted: rows})


def test_names_are_counted_and_who_stands_out_leads():
    rows = [spotted("Moreno", SpottedKind.PERSON, nth=n) for n in range(3)]
    (found,) = sketch_report(
        group(*rows, spotted("Vale", SpottedKind.PERSON), spotted("Lorne", SpottedKind.PLACE, "Lorne"))
    )
    assert dict(zip(found.names, found.name_counts, strict=True)) == {"moreno": 3, "vale": 1, "lorne": 1}
    assert found.lead == "moreno"


def test_nobody_leads_where_two_are_named_alike():
    (found,) = sketch_report(
        group(spotted("Moreno", SpottedKind.PERSON), spotted("Vale", SpottedKind.PERSON))
    )
    assert found.lead is None


def test_a_report_without_sentences_has_no_sketch():
    assert list(sketch_report(group(sentences=False))) == []


def test_equal_texts_have_equal_fingerprints_and_different_ones_differ():
    assert minhash([TEXT]) == minhash([TEXT])
    assert minhash([TEXT]) != minhash([TEXT.replace("bridge", "quay")])
    assert len(minhash([TEXT])) == BINS
    assert set(minhash([])) == {EMPTY}


def test_days_named_in_the_text_are_kept_without_their_year_beside_full_dates():
    rows = (
        spotted("Moreno", SpottedKind.DATE, "2024-03-09", nth=0),
        spotted("Lorne", SpottedKind.DATE, "XXXX-04-02"),
        spotted("bridge", SpottedKind.DATE, "weekday:2"),
    )
    (found,) = sketch_report(group(*rows))
    assert found.dates == ("--03-09", "--04-02", "2024-03-09")
