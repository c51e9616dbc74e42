"""Every span in every table verifies, for any input; bad input is set aside with a reason and the rest goes through."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique.errors import UsageError
from communique.record import EXPORTED, Record

NEWS = (
    "DAKAR — Foreign Minister Awa Ndiaye-Sow will visit Lisbon on Tuesday, her spokesman said.\n\n"
    "“We want calm waters,” the minister told reporters on Friday. Portugal expelled two diplomats last month.\n"
)
ODD = ["“", "”", '"', "[ad_1]", "inBali", "\n\n", "31 February", "’", "١٢", "𝔸", "e\u0301", "\u200b", "5-1/2"]
WORDS = [*NEWS.split(), *ODD]


def assert_spans_hold(record: Record) -> int:
    texts = {r["report_id"]: r["text"] for r in record.reports.to_pylist()}
    checked = 0
    for name in EXPORTED:
        for row in record.table(name).to_pylist():
            if {"report_id", "start", "end", "exact"} <= row.keys():
                assert texts[row["report_id"]][row["start"] : row["end"]] == row["exact"], (name, row)
                checked += 1
            if name == "claims":
                assert row["start"] <= row["trigger_start"] < row["trigger_end"] <= row["end"], row
            if name == "copies":
                for pair in row["pairs"]:
                    assert 0 <= pair["left_start"] < pair["left_end"] <= len(texts[row["left_id"]])
                    assert 0 <= pair["right_start"] < pair["right_end"] <= len(texts[row["right_id"]])
    return checked


def test_spans_hold_on_the_examples(examples: Record) -> None:
    assert assert_spans_hold(examples) > 1000


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=80).map(" ".join).filter(str.strip))
def test_spans_hold_whatever_order_news_words_come_in(text: str) -> None:
    with communique.code(text, published="2024-03-08") as record:
        assert_spans_hold(record)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_spans_hold_on_any_text_at_all(text: str) -> None:
    with communique.code(NEWS + text, published="2024-03-08") as record:
        assert_spans_hold(record)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder of one good report and everything that can be wrong with one."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(NEWS, encoding="utf-8")
    (folder / "same-again.txt").write_text(NEWS, encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.txt").write_bytes(NEWS.encode() + b"\xff\xfe\xfa\x00 Lisbon\x00 agreed.")
    (folder / "latin.txt").write_bytes(
        "Ministers met in Asunción on Monday, a spokesman said.".encode("latin-1")
    )
    (folder / "long.txt").write_text("x" * 50_000_000, encoding="utf-8")
    (folder / "chinese.txt").write_text(
        "外交部长星期日抵达首都，与外长举行会谈，讨论双边关系问题。" * 8, encoding="utf-8"
    )
    (folder / "recipe.txt").write_text("Rub the turkey with butter and roast it for three hours. Then carve.")
    rows = [
        {
            "title": "Ministers to meet",
            "text": "The two ministers will meet in Accra on Monday, Ghana said.",
            "url": "https://x.example/1",
            "published": "2024-03-01",
        },
        {
            "title": "Ministers met",
            "text": "The two ministers met in Accra on Monday, Ghana and Togo said.",
            "url": "https://x.example/1",
            "published": "2024-03-05",
        },
        {"text": "Kenya expelled \ud800 three Somali diplomats on Friday after a quarrel over fishing."},
    ]
    lines = [json.dumps(row) for row in rows] + ["{broken"]
    (folder / "feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_what_cannot_be_coded_is_set_aside_with_a_reason_and_the_rest_goes_through(bad: Path) -> None:
    warned: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        record = communique.run([bad], db=bad.parent / "r.db", workers=1, warn=warned.append)
    with record:
        summary = record.summary
        assert summary.adds_up
        assert summary.reports_in == 13
        assert summary.already_held == 1, "one report under two paths is held once"
        paths = {Path(line.split(": ")[0]).name for line in warned}
        assert {"binary.txt", "empty.txt", "long.txt", "chinese.txt", "recipe.txt", "feed.jsonl #0"} <= paths
        assert not {"good.txt", "same-again.txt"} & paths
        assert len(warned) == summary.set_aside.total()
        assert_spans_hold(record)
        reports = record.reports.to_pylist()
        later = [r for r in reports if r["supersedes"]]
        assert [r["title"] for r in later] == ["Ministers met"]
        assert not any("\x00" in r["text"] or "\ud800" in r["text"] for r in reports)
        assert any(r["actor_states"] == ["KEN"] for r in record.claims.to_pylist())


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.txt"):
        communique.run([tmp_path / "nowhere.txt"], db=tmp_path / "r.db")


def test_an_empty_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    with pytest.raises(UsageError, match="void"):
        communique.run([tmp_path / "void"], db=tmp_path / "r.db")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "nowhere"], 2, "nowhere"),
        (["brief", "--db", "none.db"], 1, "no such record"),
        (["brief", "--db", "r.db", "--dyad", "CHN"], 2, "is no dyad"),
        (["brief", "--db", "r.db", "--dyad", "ABW-ZWE"], 1, "no story about ABW-ZWE"),
        (["brief", "--db", "r.db", "--as-of", "soon"], 2, "is no day"),
        (["show", "event", "e-nothing", "--db", "r.db"], 1, "no event has the id"),
        (["judge", "merge", "r-nothing", "r-either", "--db", "r.db"], 1, "no report has the id"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_each_failure_is_one_line_that_says_what_and_where(
    tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    communique.run([tmp_path / "a.txt"], db=tmp_path / "r.db", workers=1, published="2024-03-08").close()
    done = subprocess.run(
        [sys.executable, "-m", "communique.cli", *arguments], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
