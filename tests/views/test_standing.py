"""The state of a relationship: every line cited, borne out, and counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique import views
from communique.cli import app
from communique.record import Record
from communique.views import Brief, Facts, faults, write_brief, write_status


@pytest.fixture(scope="module")
def facts(seeds: Record) -> Facts:
    return Facts(seeds.rows)


@pytest.fixture(scope="module")
def standing(facts: Facts) -> Brief:
    made = write_status(facts, "CHN-USA")
    assert made is not None
    return made


def test_every_line_is_cited_and_borne_out(standing: Brief, facts: Facts) -> None:
    lines = [line for section in standing.sections for line in section.lines]
    assert len(lines) > 10
    for line in lines:
        assert line.citations, line.text
        assert not faults(line.text, line.citations, facts), line.text
        for cited in line.citations:
            assert facts.reports[cited.report_id].text[cited.start : cited.end] == cited.exact


def test_no_line_counts_more_origins_than_the_record_has(standing: Brief, facts: Facts) -> None:
    for section in standing.sections:
        for line in section.lines:
            assert 1 <= line.n_origins <= len(facts.origins), line.text


def test_the_sections_an_analyst_asks_for_are_there(standing: Brief) -> None:
    titles = [section.title for section in standing.sections]
    assert titles[0] == "Lines of communication"
    assert {
        "Ahead",
        "What came of what was planned",
        "In dispute",
        "What the originals tell differently",
    } <= set(titles)


def test_nothing_ahead_lies_before_the_last_report(standing: Brief, facts: Facts) -> None:
    ahead = next(section for section in standing.sections if section.title == "Ahead")
    rows = {a.appointment_id: a for a in facts.appointments}
    for line in ahead.lines:
        row = rows[line.subject_id or ""]
        assert (row.date or "9999") >= "2023-06" and row.status in ("planned", "tentative")


def test_since_a_day_holds_only_what_its_reports_bear_on(facts: Facts) -> None:
    every, late = write_status(facts, "CHN-USA"), write_status(facts, "CHN-USA", since="2023-06-19")
    assert every is not None and late is not None
    assert not late.sections
    for brief in write_brief(facts, since="2023-06-18"):
        for section in brief.sections:
            for line in section.lines:
                assert line.kind != "event" or line.note, line.text


def test_a_plan_that_came_about_is_told_as_changed(facts: Facts) -> None:
    notes = [
        line.note
        for brief in write_brief(facts, dyad="CHN-USA", since="2023-06-17")
        for section in brief.sections
        for line in section.lines
    ]
    assert any(note and "planned" in note and note.endswith("until then") for note in notes)


def test_a_dyad_nobody_tells_of_is_none(facts: Facts) -> None:
    assert write_status(facts, "AND-LIE") is None


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["status", "CHN"], 2, "is no dyad"),
        (["status", "AND-LIE"], 1, "the record holds no story about AND-LIE"),
        (["series", "--dyad", "CHN-USA", "--actor", "FRA"], 2, "none of CHN-USA"),
        (["series", "--dyad", "CHN-USA", "--plot", "x.gif"], 2, "name it .png"),
        (["network", "--from", "yesterday"], 2, "is no day"),
        (["series", "--dyad", "AND-LIE"], 1, "the record holds no story about AND-LIE"),
    ],
)
def test_a_wrong_question_gets_one_line_that_helps(
    seeds: Record, arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from communique import cli

    monkeypatch.setattr("sys.argv", ["communique", *arguments, "--db", seeds.store.path])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == code
    assert words in " ".join(capsys.readouterr().err.split())


def test_status_as_json_is_the_same_lines(seeds: Record, standing: Brief) -> None:
    import json

    shown = CliRunner().invoke(app, ["status", "usa-chn", "--db", seeds.store.path, "--json"])
    assert shown.exit_code == 0
    held = json.loads(shown.stdout)[0]
    assert [s["title"] for s in held["sections"]] == [s.title for s in standing.sections]


def test_a_series_and_its_picture_come_from_one_command(seeds: Record, tmp_path: Path) -> None:
    picture = tmp_path / "week.svg"
    arguments = [
        "series",
        "--dyad",
        "CHN-USA",
        "--by",
        "week",
        "--plot",
        str(picture),
        "--db",
        seeds.store.path,
    ]
    shown = CliRunner().invoke(app, arguments)
    assert shown.exit_code == 0 and shown.stdout.startswith("period,n_reports,")
    assert "China and the United States by week" in picture.read_text()
    made = views.dyad_series(Facts(seeds.rows), "CHN-USA", by="week")
    assert len(shown.stdout.strip().split("\n")) == 1 + len(made.points)
