"""A report's blocks say what each stretch is, and lose nothing."""

from __future__ import annotations

import string
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.clean import clean_report
from communique.records import Block, BlockKind, Reject, Report
from communique.spans import verify
from communique.stage import Group

LEDE = (
    "Norway's trade envoy landed in the Indonesian capital on Monday for talks on a quarrel over nets that has soured "
    "the ties of the two countries since the autumn, officials of both sides said."
)
SECOND = (
    "The envoy said that she hoped for a deal within days. “We are not here to lecture anyone,” she told reporters at "
    "the harbour, and the minister who stood beside her nodded."
)
THIRD = (
    "Indonesia seized three trawlers in October, and Oslo took the matter to a court in Hamburg, which has yet to say "
    "when it will hear the two governments."
)


def report_of(text: str, title: str | None = None, byline: str | None = None) -> Report:
    return Report(
        report_id="r", path="x", record=None, url=None, guid=None, outlet_id=None, title=title, byline=byline,
        dateline=None, credit=None, language=None, published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip


def rows(text: str, title: str | None = None, byline: str | None = None) -> list[Block | Reject]:
    return list(clean_report(Group("r", {Report: (report_of(text, title, byline),)})))


def blocks(text: str, title: str | None = None, byline: str | None = None) -> list[tuple[str, str]]:
    return [(row.kind.value, row.exact) for row in rows(text, title, byline) if isinstance(row, Block)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]


def joined(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_headline_variants_and_the_bait_below_them_are_told_apart() -> None:
    text = joined(
        "Norway envoy set for hard fish see in Jakarta with stress increasing",
        "Norway envoy set for hard fish talks in Jakarta with tension rising",
        "Revealed: The Habits Our Readers Used To Pay Off A House",
        LEDE,
        SECOND,
    )
    assert kinds(text) == ["title", "title", "teaser", "body", "body"]


def test_the_same_headline_again_is_a_repeat() -> None:
    text = joined("Envoys meet over nets in Jakarta", "Envoys meet over nets in Jakarta", LEDE)
    assert kinds(text) == ["title", "repeat", "body"]


@pytest.mark.parametrize(
    "dateline",
    [
        "JAKARTA —", "JAKARTA, June 3 (Fjord Wire) -", "NEW DELHI, 3 June 2024 (Fjord News Agency) —", "Jakarta:",
        "SÃO PAULO (AP) —", "OSLO/JAKARTA, June 3 (Fjord) --", "New Delhi, Fjord Agency:", "Jakarta, June 3:",
        "JAKARTA, Indonesia –", "(Fjord Wire) -", "Jakarta [Indonesia], June 3 (ANI):",
    ],
)  # fmt: skip
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    found = blocks(joined("Envoys meet over nets in Jakarta", f"{dateline} {LEDE}", SECOND))
    assert found[1:3] == [("dateline", dateline), ("body", LEDE)]


@pytest.mark.parametrize("head", ["Background: ", "Why It Matters: ", "What’s Next: ", "Exclusive: "])
def test_a_section_head_is_no_dateline(head: str) -> None:
    assert blocks(head + LEDE)[0] == ("body", head + LEDE)


@pytest.mark.parametrize("head", ["Risk of a wider quarrel", "The News", "What Happened In October"])
def test_a_section_head_between_paragraphs_stays_body(head: str) -> None:
    assert kinds(joined("Envoys meet over nets in Jakarta", LEDE, head, THIRD)) == [
        "title",
        "body",
        "body",
        "body",
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "Envoy Kari Solberg arrives in Jakarta, Indonesia, June 3, 2024.",
        "Kari Solberg shakes hands with her hosts in Jakarta on June 3, 2024.",
        "The hall before the signing, 3 June 2024. Photograph: Fjord News",
        "Firemen at work in the port of Bitung, Indonesia, June 3, 2024. (Fjord News photo)",
        "FILE PHOTO: Trawlers in Bitung harbour",
    ],
)
def test_a_caption_between_paragraphs_is_found(caption: str) -> None:
    assert kinds(joined("Envoys meet over nets in Jakarta", LEDE, caption, SECOND))[2] == "caption"


@pytest.mark.parametrize(
    "sentence",
    [
        "The trawlers were seized in Bitung, Indonesia, on October 3, 2023.",
        "The pact was signed in Oslo on March 10, 2021.",
        "The envoy said the talks had ended.",
    ],
)
def test_a_short_paragraph_of_news_is_no_caption(sentence: str) -> None:
    assert kinds(joined("Envoys meet over nets in Jakarta", LEDE, sentence, SECOND))[2] == "body"


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (" — Reuters", "credit"), (" (AFP)", "credit"), (" - Fjord News Agency", "credit"),
        (" (Reporting by Ana Lima; Editing by Bo Ek)", "credit"), ("Source link", "credit"),
    ],
)  # fmt: skip
def test_a_credit_behind_the_last_sentence_is_cut_off(ending: str, kind: str) -> None:
    assert blocks(joined(LEDE, THIRD + ending))[-2:] == [("body", THIRD), (kind, ending.strip())]


def test_a_speaker_behind_a_pulled_quotation_stays_body() -> None:
    line = "“The nets are smaller than the quarrel that we have made of them.” — Kari Solberg"
    assert ("body", line) in blocks(joined(LEDE, line, THIRD))


def test_links_and_what_is_listed_under_them_are_related() -> None:
    text = joined(
        LEDE,
        "Read more: Ten islands for the autumn",
        SECOND,
        "Most read",
        "Ten ways to cook rice",
        "Why cats purr at night",
    )
    assert kinds(text) == ["body", "related", "body", "related", "related", "related"]


def test_everything_under_the_comments_head_is_comment() -> None:
    text = joined(
        LEDE, SECOND, THIRD, "Source link", "3 Comments", "bigfish says:", "The envoy should stay at home."
    )
    assert kinds(text)[-4:] == ["credit", "comment", "comment", "comment"]


def test_a_comment_button_above_the_report_takes_nothing_with_it() -> None:
    assert kinds(joined("Envoys meet over nets in Jakarta", "Leave a comment", LEDE, SECOND)) == [
        "title", "comment", "body", "body",
    ]  # fmt: skip


def test_a_body_that_stands_twice_counts_once() -> None:
    text = "\n".join(
        [
            "[ad_1]",
            f"Jakarta: {LEDE}",
            SECOND,
            THIRD,
            "[ad_2]",
            "[ad_1]",
            f"Jakarta: {LEDE}",
            SECOND,
            THIRD[:70],
        ]
    )
    assert kinds(text) == [
        "shortcode", "dateline", "body", "body", "body", "shortcode", "shortcode", "repeat", "repeat", "repeat",
    ]  # fmt: skip


def test_a_repeat_begins_where_the_first_copy_breaks_off() -> None:
    found = blocks(f"{LEDE} {SECOND} {THIRD} {SECOND} {THIRD}")
    assert [kind for kind, _ in found] == ["body", "repeat"]
    assert found[1][1] == f"{SECOND} {THIRD}"


def test_like_sentences_with_other_numbers_are_no_repeat() -> None:
    lines = [
        f"The ministry said on Monday that it had summoned the envoy over {n} boats seized off Bitung."
        for n in (3, 14, 27)
    ]
    assert kinds("\n".join(lines)) == ["body"] * 3


def test_a_sentence_quoted_twice_stays_body() -> None:
    assert (
        kinds(
            joined(
                LEDE,
                "“We are not here to lecture anyone,” she said.",
                THIRD,
                "“We are not here to lecture anyone,” she said.",
            )
        )
        == ["body"] * 4
    )


def test_spun_words_and_missing_full_stops_stay_body() -> None:
    spun = "The envoy fulfilled the minister inJakarta and the two talked about nets whereas ships waited in the bay"
    assert kinds(joined("Envoys meet over nets in Jakarta", LEDE, spun, THIRD)) == [
        "title",
        "body",
        "body",
        "body",
    ]


def test_bylines_and_stated_dates_above_the_first_paragraph_are_bylines() -> None:
    text = joined(
        "Envoys meet over nets in Jakarta", "By Ana Lima and Bo Ek", "June 3, 2024 4:12 PM GMT", LEDE
    )
    assert kinds(text) == ["title", "byline", "byline", "body"]
    assert blocks(joined("ANA LIMA", LEDE), byline="Ana Lima")[0] == ("byline", "ANA LIMA")


def test_lines_wrapped_at_a_width_are_judged_as_paragraphs() -> None:
    wrapped = joined(
        "Envoys meet over nets in Jakarta", *(textwrap.fill(p, 72) for p in (f"OSLO — {LEDE}", SECOND, THIRD))
    )
    assert kinds(wrapped) == ["title", "dateline", "body", "body", "body"]


def test_an_edited_second_copy_is_a_repeat() -> None:
    edited = [p.replace("said", "told").replace("talks", "negotiations") for p in (LEDE, SECOND)]
    assert kinds("\n".join([LEDE, SECOND, THIRD, *edited, THIRD])) == ["body"] * 3 + ["repeat"] * 3


def test_tags_left_in_a_text_are_marked_and_the_words_stay() -> None:
    assert blocks(f"<p>{LEDE}</p>\n<br>\n{SECOND}")[1] == ("body", LEDE)


def test_one_sentence_is_a_report() -> None:
    text = "Norway's envoy will land in Jakarta on Monday for talks about nets."
    assert blocks(text) == [("body", text)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Le ministre norvégien du commerce est arrivé lundi à Jakarta pour des entretiens sur la pêche.",
            "French",
        ),
        ("Норвежский министр прибыл в Джакарту в понедельник.", "Russian"),
        ("外務大臣は月曜日に北京を訪問した。会談は二時間続いた。", "not in English"),
        ("a" * 100_000, "is no prose"),
        ("\n".join(f"2024-01-01 12:00:{n:02} INFO start port=8080 id={n}" for n in range(60)), "is no prose"),
        ("\n".join(f"USD,EUR,{n},{n}.5,77,A{n}" for n in range(90)), "is no prose"),
        ("123 456\n789", "is no prose"),
    ],
)
def test_what_is_not_english_prose_is_set_aside_with_its_reason(text: str, reason: str) -> None:
    (row,) = rows(text)
    assert isinstance(row, Reject) and reason in row.reason and row.record_id == "r"


def test_english_full_of_foreign_names_is_english() -> None:
    text = "Hossein Amir-Abdollahian met Faisal bin Farhan Al Saud and Nguyễn Xuân Phúc in Ulaanbaatar on Monday."
    assert blocks(text)


@pytest.mark.parametrize(
    "text", ["Envoys of Oslo, Jakarta meet in Bitung", "Solberg phones Widodo", "Riga summons Oslo envoy"]
)
def test_a_short_headline_is_not_taken_for_another_language(text: str) -> None:
    assert blocks(text) == [("body", text)]


def test_a_line_of_fifty_megabytes_is_done_within_seconds() -> None:
    started = time.perf_counter()
    assert isinstance(rows("a" * 50_000_000)[0], Reject)
    assert rows(f"{LEDE} {SECOND} {THIRD} " * 20_000)
    assert time.perf_counter() - started < 10


WORDS = st.sampled_from(
    [
        *LEDE.split(),
        "[ad_1]",
        "Source link",
        "\n",
        "\n\n",
        "Leave a Comment",
        "“",
        "”",
        "— Reuters",
        "By Ana Lima",
        "*",
        "#",
        "# ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=80).map(" ".join)
    | st.text(string.printable + "é—“”\u2028\x85\u3000", max_size=300)
)
def test_blocks_verify_lie_in_order_and_lose_no_word(text: str) -> None:
    at = 0
    found = [row for row in rows(text) if isinstance(row, Block)]
    for block in found:
        verify(text, report_id="r", start=block.start, end=block.end, exact=block.exact)
        assert at <= block.start < block.end
        assert block.exact == block.exact.strip()
        assert not set(text[at : block.start]) - set(" #>\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u3000")
        at = block.end
    assert not found or not text[at:].strip(" #>\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u3000")


def test_blocks_are_of_kinds_the_contract_knows() -> None:
    assert {kind for kind, _ in blocks(joined("[ad_1]", LEDE))} <= {kind.value for kind in BlockKind}
