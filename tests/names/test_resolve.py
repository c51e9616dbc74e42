from __future__ import annotations

import pytest

from communique.names import name_entities
from communique.names.alike_names import SAME, name_score
from communique.names.forms import parts_of, same_person
from communique.names.knowledge import make_registry
from communique.names.state_words import state_of
from communique.parse import Parser, parse_report
from communique.records import (
    Block,
    BlockKind,
    Copy,
    Degradation,
    Entity,
    How,
    Lineage,
    Mention,
    Pair,
    Parse,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
)
from communique.spot.names import spot_names
from communique.stage import Group

EMPTY = make_registry([])
OFFICE = {
    "person_id": "lena-marsk", "name": "Lena Marsk", "aliases": "", "family": "Marsk", "state": "DNK",
    "role": "foreign_minister", "title": "Minister of Foreign Affairs", "start": "2031-01-01", "end": "",
    "as_of": "2032-01-01", "basis": "recalled", "wikidata_id": "",
}  # fmt: skip


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


def story(parser: Parser, *texts: str, day: str = "2031-05-01") -> Group:
    rows: dict[type, list[object]] = {k: [] for k in (Report, Block, Sentence, Parse, Spotted, ReportDate)}
    for number, text in enumerate(texts):
        report = Report(
            report_id=f"r{number}", path="", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
            dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
        )  # fmt: skip
        block = Block(
            report_id=report.report_id, start=0, end=len(text), exact=text, kind=BlockKind.BODY, rule_id=None
        )
        parsed = list(parse_report(Group("r", {Report: (report,), Block: (block,)}), parser=parser))
        sentences = [r for r in parsed if isinstance(r, Sentence)]
        parses = [r for r in parsed if isinstance(r, Parse)]
        rows[Report].append(report)
        rows[Block].append(block)
        rows[Sentence] += sentences
        rows[Parse] += parses
        rows[Spotted] += spot_names(report, [block], sentences, parses)
        rows[ReportDate].append(
            ReportDate(
                report_id=report.report_id,
                published=day,
                published_basis=PublishedBasis.GIVEN,
                published_evidence=None,
                reason="given",
            )
        )
    return Group("s", {kind: tuple(found) for kind, found in rows.items()})


def resolve(group: Group, known=EMPTY) -> tuple[list[Mention], dict[str, Entity]]:
    rows = list(name_entities(group, known=known))
    texts = {r.report_id: r.text for r in group.of(Report)}
    mentions = [r for r in rows if isinstance(r, Mention)]
    assert all(texts[m.report_id][m.start : m.end] == m.exact for m in mentions)
    entities = {r.entity_id: r for r in rows if isinstance(r, Entity)}
    assert all(m.entity_id is None or m.entity_id in entities for m in mentions)
    return mentions, entities


def whom(mentions: list[Mention], entities: dict[str, Entity], exact: str) -> list[str | None]:
    return [entities[m.entity_id].name if m.entity_id else None for m in mentions if m.exact == exact]


def test_a_surname_goes_to_the_person_named_in_full(parser: Parser) -> None:
    found = resolve(
        story(parser, "Danish Foreign Minister Lena Marsk flew to Oslo. Marsk said she would return.")
    )
    assert whom(*found, "Marsk") == ["Lena Marsk"]
    assert whom(*found, "she") == ["Lena Marsk"]


def test_a_garbled_name_is_repaired_by_the_other_reports(parser: Parser) -> None:
    clean = (
        "Danish Foreign Minister Leonard Brinkman met Keita. Brinkman smiled. Brinkman spoke. Brinkman left."
    )
    damaged = "Foreign Minister Lenard Brink arrived in Oslo. Officials met with Rinkman in Oslo."
    mentions, entities = resolve(story(parser, clean, damaged))
    by_exact = {m.exact: m for m in mentions}
    assert by_exact["Lenard Brink"].name_repaired == "Leonard Brinkman"
    assert entities[by_exact["Lenard Brink"].entity_id or ""].name == "Leonard Brinkman"
    assert by_exact["Rinkman"].name_repaired == "Leonard Brinkman"


def test_two_persons_are_never_merged_on_a_family_name(parser: Parser) -> None:
    text = (
        "Chinese Foreign Minister Wang Haoran met Chinese Foreign Ministry spokesman Wang Lifen. "
        "Wang Lifen said Wang Haoran was glad."
    )
    mentions, _ = resolve(story(parser, text))
    ids = {m.exact: m.entity_id for m in mentions if m.exact.startswith("Wang")}
    assert len(set(ids.values())) == 2


def test_a_bare_family_name_of_two_goes_to_the_one_last_named_in_full(parser: Parser) -> None:
    text = "Envoy Amina Kone met General Tidiane Kone. Later Amina Kone left. Kone flew home."
    found = resolve(story(parser, text))
    assert whom(*found, "Kone") == ["Amina Kone"]


def test_bill_and_alice_of_one_name_stay_two(parser: Parser) -> None:
    found = resolve(
        story(parser, "Founder Bill Yates met lawyer Alice Yates. Bill Yates spoke. Bill Yates left.")
    )
    assert whom(*found, "Alice Yates") == ["Alice Yates"]


def test_the_storys_majority_corrects_a_generic_title_to_the_states_own(parser: Parser) -> None:
    right = "US Secretary of State Harold Penn flew to Lima on Monday."
    wrong = "Foreign Minister Harold Penn flew to Lima on Monday."
    mentions, _ = resolve(story(parser, right, right + " He smiled.", wrong))
    corrected = [m for m in mentions if m.title_corrected]
    assert [(m.title_as_written, m.title_corrected) for m in corrected] == [
        ("Foreign Minister", "Secretary of State")
    ]


def test_a_recalled_row_alone_corrects_no_title(parser: Parser) -> None:
    known = make_registry([OFFICE])
    mentions, _ = resolve(story(parser, "Danish Prime Minister Lena Marsk flew to Oslo."), known)
    assert not any(m.title_corrected for m in mentions)


def test_text_gives_a_role_its_date(parser: Parser) -> None:
    _, entities = resolve(story(parser, "Danish Foreign Minister Lena Marsk flew to Oslo."))
    (person,) = [e for e in entities.values() if e.name == "Lena Marsk"]
    assert [(r.role, r.state, r.as_of, r.basis) for r in person.roles] == [
        ("foreign_minister", "DNK", "2031-05-01", "text")
    ]


def test_the_registry_gives_its_id_and_an_open_row_is_silent_after_its_date(parser: Parser) -> None:
    known = make_registry([OFFICE])
    group = story(parser, "Lena Marsk of Denmark flew to Oslo.", day="2035-01-01")
    mentions, entities = resolve(group, known)
    assert "lena-marsk" in entities
    assert next(m for m in mentions if m.exact == "Lena Marsk").role_at_date is None


def test_an_unnamed_spokesman_stands_for_his_state(parser: Parser) -> None:
    mentions, _ = resolve(story(parser, "A Peruvian foreign ministry spokesman denied it."))
    assert "PER" in {m.entity_id for m in mentions if m.title_as_written}


def test_a_possessor_lends_his_state_to_his_adviser(parser: Parser) -> None:
    text = "Chilean President Inés Roldán spoke. Roldán's national security adviser Pablo Iturra agreed."
    _, entities = resolve(story(parser, text))
    assert {e.name: e.state for e in entities.values()}["Pablo Iturra"] == "CHL"


def test_the_order_of_reports_changes_nothing(parser: Parser) -> None:
    group = story(parser, "Lena Marsk met Harold Penn.", "Marsk left. Penn stayed.", "Mr Penn told Marsk no.")
    turned = Group("s", {kind: tuple(reversed(rows)) for kind, rows in group.rows.items()})
    assert list(name_entities(group, known=EMPTY)) == list(name_entities(turned, known=EMPTY))


def copied(group: Group, damage: Degradation = Degradation.BACK_TRANSLATED) -> Group:
    """The story with its second report a damaged copy of the first, sentence by sentence."""
    one, other = group.of(Report)
    told = [[s for s in group.of(Sentence) if s.report_id == r.report_id] for r in (one, other)]
    pairs = tuple(
        Pair(left_start=a.start, left_end=a.end, right_start=b.start, right_end=b.end, score=0.7)
        for a, b in zip(*told, strict=True)
    )
    copy = Copy(
        left_id=one.report_id, right_id=other.report_id, how=How.BACK_TRANSLATED, parent_id=one.report_id, score=0.8,
        share=0.8, judged_by="alignment", pairs=pairs,
    )  # fmt: skip
    lineage = tuple(
        Lineage(report_id=r.report_id, origin_id="o1", degradation=d, reason="")
        for r, d in ((one, Degradation.CLEAN), (other, damage))
    )
    return Group("s", {**group.rows, Copy: (copy,), Lineage: lineage})


def test_a_translated_family_name_is_its_originals_in_the_aligned_sentence(parser: Parser) -> None:
    original = "Rain fell. Danish envoy Torleif Aaskov asked for a week. He left."
    copy = "It rained. Danish envoy Torleif Hilltop requested seven days. He went."
    mentions, entities = resolve(copied(story(parser, original, copy)))
    (mention,) = [m for m in mentions if m.exact == "Torleif Hilltop"]
    assert mention.name_repaired == "Torleif Aaskov"
    assert [e.name for e in entities.values() if e.kind == "person"] == ["Torleif Aaskov"]


def test_another_person_in_an_aligned_sentence_stays_another(parser: Parser) -> None:
    original = "Danish envoy Torleif Aaskov asked for a week."
    copy = "Danish envoy Birgit Moestrup requested seven days."
    _, entities = resolve(copied(story(parser, original, copy)))
    assert {e.name for e in entities.values() if e.kind == "person"} == {"Torleif Aaskov", "Birgit Moestrup"}


def test_a_copys_title_yields_to_its_originals(parser: Parser) -> None:
    original = "Ghana's deputy foreign minister, Esi Mbroh, smiled."
    copy = "Ghana's foreign minister, Esi Mbroh, laughed."
    mentions, entities = resolve(copied(story(parser, original, copy)))
    assert [m.title_corrected for m in mentions if m.exact == "Esi Mbroh"] == [
        None,
        "deputy foreign minister",
    ]
    (person,) = [e for e in entities.values() if e.name == "Esi Mbroh"]
    assert [r.role for r in person.roles] == ["deputy_foreign_minister"]


def test_the_clean_spelling_names_the_person_though_the_damaged_one_is_longer(parser: Parser) -> None:
    group = copied(story(parser, "Danish envoy Lise Tarp left.", "Danish envoy Lise Tarpp went."))
    _, entities = resolve(group)
    assert [e.name for e in entities.values() if e.kind == "person"] == ["Lise Tarp"]


def test_its_spokesman_speaks_for_the_state_named_before(parser: Parser) -> None:
    text = "Iceland's coast guard denied it. “The Danish boat turned,” said its spokesman, Bragi Ketilsson."
    _, entities = resolve(story(parser, text))
    assert {e.name: e.state for e in entities.values()}["Bragi Ketilsson"] == "ISL"


def test_a_persons_nation_beside_the_name_is_the_state(parser: Parser) -> None:
    text = "Chile waited. Ana Reyle of the Chilean foreign ministry spoke. Hugo Ramos, a Peruvian skipper, said no."
    _, entities = resolve(story(parser, text))
    told = {e.name: e.state for e in entities.values()}
    assert (told["Ana Reyle"], told["Hugo Ramos"]) == ("CHL", "PER")


def test_organisations_nobody_lists_have_the_sector_of_their_word(parser: Parser) -> None:
    _, entities = resolve(story(parser, "Analysts at the Volmar Institute in Oslo doubted it."))
    assert {e.sector for e in entities.values() if "Volmar" in e.name} == {"EDU"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Antony J. Marlow", "Antony Marlow", True),
        ("Tran Bao Long", "Long Tran Bao", True),
        ("Sergei Orlov", "Sergey Orlov", True),
        ("Bill Yates", "Alice Yates", False),
        ("Anthony Marlow", "Anthony Barlett", False),
        ("Kim Jong Ho", "Kim Jong Su", False),
    ],
)
def test_full_names_are_one_by_their_words(left: str, right: str, same: bool) -> None:
    assert same_person(parts_of(left), parts_of(right)) is same


def test_name_score_forgives_order_and_script_and_not_another_family() -> None:
    assert name_score("Orlov, Sergei", "Sergey Orlov") >= SAME
    assert name_score("Сергей Орлов", "Sergei Orlov") >= SAME
    assert name_score("Sergei Orlov", "Sergei Petrenko") < SAME


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Kenyan", "KEN"),
        ("the Netherlands", "NLD"),
        ("Frankreich", "FRA"),
        ("Papa New Guinea", "PNG"),
        ("Afganistan", "AFG"),
        ("Republic of Peru", "PER"),
    ],
)
def test_a_country_word_finds_its_state(word: str, state: str) -> None:
    found = state_of(word)
    assert found is not None and found.iso3 == state
