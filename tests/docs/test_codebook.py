"""The codebook's pages are what the data says, and every sentence in them is coded as they say."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import communique
from communique.records import Claim, EventType, Status
from communique.rules import DATA, Rule, load_rules, load_table

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "bench" / "make_codebook.py"
BOOK = runpy.run_path(str(SCRIPT))
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "codebook").glob("*.md")}
TYPES, BOUNDARIES, STATUSES, DECISIONS = (
    load_rules(f"codebook/{name}.toml") for name in ("types", "boundaries", "statuses", "decisions")
)


@cache
def coded(text: str) -> tuple[Claim, ...]:
    """The claims of one sentence, through every pass."""
    with communique.code(text, published="2024-05-20") as record:
        return tuple(record.rows(Claim))


def types_of(text: str) -> set[str]:
    return {claim.event_type.value for claim in coded(text)}


def by_id(rules: tuple[Rule, ...]) -> list[Any]:
    return [pytest.param(rule, id=rule.id) for rule in rules]


def test_the_pages_are_what_the_data_would_write() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("rule", by_id(TYPES))
def test_a_worked_sentence_has_the_type_of_its_page(rule: Rule) -> None:
    assert [text for text in rule.hits if rule.id not in types_of(text)] == []
    assert [text for text in rule.misses if rule.id in types_of(text)] == []


@pytest.mark.parametrize("rule", by_id(BOUNDARIES))
def test_a_close_case_falls_as_the_page_says(rule: Rule) -> None:
    winner, loser = rule.values["winner"], rule.values["loser"]
    for text in rule.hits:
        assert winner in types_of(text), text
        assert loser not in types_of(text), text
    assert [text for text in rule.misses if winner in types_of(text)] == []


@pytest.mark.parametrize("rule", by_id(STATUSES))
def test_a_status_is_that_of_its_example(rule: Rule) -> None:
    assert all(rule.id in {claim.status.value for claim in coded(text)} for text in rule.hits)


@pytest.mark.parametrize("rule", by_id(DECISIONS))
def test_the_coding_table_codes_its_example_so(rule: Rule) -> None:
    asked = rule.values
    for text in rule.hits:
        found = [c for c in coded(text) if (c.event_type, c.status) == (asked["event_type"], asked["status"])]
        assert found, text
        assert asked.get("mode") in (None, found[0].mode)
        assert found[0].alleged_by or "alleged_by" not in asked["coded"]


def test_every_type_and_every_status_is_defined_once() -> None:
    assert [rule.id for rule in TYPES] == [kind.value for kind in EventType]
    assert {rule.id for rule in STATUSES} == {status.value for status in Status}


def test_every_mode_that_is_scored_is_defined_and_every_context_that_words_give() -> None:
    modes = {(row["event_type"], row["mode"]) for row in load_table("codebook/modes.tsv")}
    scored = {(row["event_type"], row["mode"]) for row in load_table("events/intensity.tsv") if row["mode"]}
    assert scored <= modes
    contexts = [row["context"] for row in load_table("codebook/contexts.tsv")]
    assert len(contexts) == len(set(contexts)) == 37
    assert {row["context"] for row in load_table("events/contexts.tsv")} <= set(contexts)


def test_every_equivalent_is_a_type_and_mode_there_is() -> None:
    modes = {(row["event_type"], row["mode"]) for row in load_table("codebook/modes.tsv")}
    for row in load_table("codebook/cameo.tsv"):
        assert row["event_type"] in {kind.value for kind in EventType}
        assert not row["mode"] or (row["event_type"], row["mode"]) in modes


def test_every_frame_stands_on_the_page_of_its_type_with_its_sentences() -> None:
    for path in sorted((DATA / "events" / "frames").glob("*.toml")):
        for frame in load_rules(f"events/frames/{path.name}"):
            page = PAGES[f"{frame.values['event_type'].lower()}.md"]
            assert f"### {frame.id}\n" in page, frame.id
            assert all(f"“{text}”" in page for text in (*frame.hits, *frame.misses)), frame.id


def test_the_index_prints_the_version_and_both_slips_of_the_manual() -> None:
    book = BOOK["read"](DATA)
    assert f"Codebook {book.version}, {book.mark}" in PAGES["index.md"]
    assert "ACCUSE" in PAGES["index.md"]
    assert len(book.notes) == 2


def test_the_difference_of_two_versions_names_frames_and_definitions(tmp_path: Path) -> None:
    for part in ("codebook", "events/frames"):
        shutil.copytree(DATA / part, tmp_path / part)
    for name in ("classes.tsv", "contexts.tsv", "intensity.tsv"):
        shutil.copy(DATA / "events" / name, tmp_path / "events" / name)
    types = tmp_path / "codebook" / "types.toml"
    types.write_text(
        types.read_text(encoding="utf-8").replace("without naming a penalty", "politely"), encoding="utf-8"
    )
    request = tmp_path / "events" / "frames" / "request.toml"
    text = (
        request.read_text(encoding="utf-8")
        .replace('"beseech", ', "")
        .replace('id = "order"', 'id = "ordering"')
    )
    request.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, SCRIPT, "--diff", DATA, tmp_path], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0].startswith("codebook ")
    assert "frames: demand-verb: verbs: - beseech" in lines
    assert "frames: removed order" in lines
    assert any(line.startswith("frames: added ordering (") for line in lines)
    assert any(line.startswith("types: REQUEST: why: ") for line in lines)
    same = subprocess.run([sys.executable, SCRIPT, "--diff", DATA, DATA], capture_output=True, text=True)
    assert len(same.stdout.splitlines()) == 1
