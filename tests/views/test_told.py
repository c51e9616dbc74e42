"""A row is told in the fullest words that its citations bear out, once, and counted right."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from communique.cli import app
from communique.record import Record
from communique.records import Claim, SeriesPoint
from communique.spans import Span
from communique.views import Facts
from communique.views.brief import Citation
from communique.views.network import Network, Tie
from communique.views.plots import MOST_BARS, draw_network, draw_series
from communique.views.since import Since
from communique.views.standing import write_status
from communique.views.terms import reports_told
from communique.views.told import Told, section_of, tellers

TEXT = "In March 2019 the envoys put off a round that had been set for March 9. The ferry was halted."


def made(**tables: Any) -> Any:
    """Facts of one report and nothing else, but for the tables given."""
    empty: dict[str, Any] = {"mentions": {}, "moments": {}, "claims_of": {}, "sentences": {}, "entities": {}}
    reports = {name: SimpleNamespace(text=TEXT) for name in ("r-1", "r-2")}
    origins = {"r-1": "o-1", "r-2": "o-2"}
    return SimpleNamespace(**(empty | {"reports": reports, "origin_of": origins.get} | tables))


def cited(words: str, report_id: str = "r-1") -> Citation:
    start = TEXT.index(words)
    return Citation(report_id=report_id, start=start, end=start + len(words), exact=words)


def moment(value: str) -> Any:
    return SimpleNamespace(start=0, end=len(TEXT), value=value, date_start=value, date_end=value)


def told(*texts: str, **more: Any) -> Told:
    shown = more.pop("shown", [cited("The ferry was halted.")])
    span = Span(report_id="r-1", start=0, end=9)
    return Told(texts=texts, shown=shown, claims=[], subject_id="x", spans=more.pop("spans", [span]), **more)


def test_two_rows_of_one_wording_are_one_line_with_both_citations() -> None:
    facts = made()
    other = [cited("The ferry was halted.", "r-2")]
    rows = [
        told("Ferry halted."),
        told("Ferry halted.", shown=other, spans=[Span(report_id="r-2", start=0, end=9)]),
    ]
    section, refused = section_of("Incidents", rows, Since(facts, None))
    assert [line.text for line in section.lines] == ["Ferry halted."] and not refused
    assert len(section.lines[0].citations) == 2 and section.lines[0].n_origins == 2


def test_a_day_is_not_told_where_the_words_give_its_month_another_year() -> None:
    facts = made(moments={"r-1": [moment("2020-03-09")]})
    words = [cited(TEXT.split(". ")[0])]
    section, _ = section_of(
        "Ahead", [told("Round on 9 March 2020.", "Round put off.", shown=words)], Since(facts, None)
    )
    assert [line.text for line in section.lines] == ["Round put off."]


def test_a_row_of_clauses_and_no_claim_is_told_and_counted() -> None:
    section, refused = section_of("Lines", [told("Ferry halted.")], Since(made(), None))
    assert not refused and section.lines[0].n_origins == section.lines[0].n_witnesses == 1


def test_what_takes_two_sentences_is_refused_with_one() -> None:
    section, refused = section_of("Differences", [told("Ferry halted.", least=2)], Since(made(), None))
    assert not section.lines and refused == 1


def test_a_clause_inside_a_claim_adds_no_witness() -> None:
    claim: Any = SimpleNamespace(report_id="r-1", start=0, end=40, origin_id="o-1", attributed_to="An Aide")
    claims: list[Claim] = [claim]
    assert tellers(claims, [Span(report_id="r-1", start=3, end=20)], made()) == ({"o-1"}, 1)
    assert tellers(claims, [Span(report_id="r-2", start=3, end=20)], made()) == ({"o-1", "o-2"}, 2)


def test_every_difference_is_shown_by_two_sentences_or_more(seeds: Record) -> None:
    standing = write_status(Facts(seeds.rows), "CHN-USA")
    assert standing is not None
    section = next(s for s in standing.sections if s.title == "What the originals tell differently")
    for line in section.lines:
        assert len({(c.report_id, c.start) for c in line.citations}) >= 2, line.text


def test_a_promise_of_a_third_state_is_none_between_the_two(seeds: Record) -> None:
    facts = Facts(seeds.rows)
    standing = write_status(facts, "CHN-USA")
    assert standing is not None
    who = {c.commitment_id: c.who for c in facts.commitments}
    for section in standing.sections:
        for line in section.lines:
            assert who.get(line.subject_id or "", "USA") in ("CHN", "USA"), line.text


def test_one_report_is_counted_in_the_singular() -> None:
    assert reports_told(1, 1) == "1 report of 1 origin tells"
    assert reports_told(5, 4) == "5 reports of 4 origins tell"


@pytest.mark.parametrize("dyad", ["CHN–USA", "usa-chn", " chn - usa "])
def test_a_dyad_may_be_written_as_people_write_it(seeds: Record, dyad: str) -> None:
    shown = CliRunner().invoke(app, ["status", dyad, "--db", seeds.store.path])
    assert shown.exit_code == 0 and shown.stdout.startswith("# CHN-USA:")


def test_a_long_title_is_wrapped_and_a_cut_series_says_so(tmp_path: Path) -> None:
    points = [
        SeriesPoint(
            dyad="AAA-BBB", actor_state=None, period=f"{1900 + n // 12}-{n % 12 + 1:02}", n_reports=0,
            n_origins=0, n_events=0, cooperation=0.0, conflict=0.0, mean_intensity=None, low=None, high=None,
            event_ids=(),
        )
        for n in range(MOST_BARS + 5)
    ]  # fmt: skip
    path = tmp_path / "long.svg"
    draw_series(points, path, title=" ".join(["Grenadines"] * 14), note="n")
    drawn = path.read_text()
    assert f"The last {MOST_BARS} of {MOST_BARS + 5} periods." in drawn
    assert " ".join(["Grenadines"] * 14) not in drawn


def test_a_network_of_two_states_has_room_for_its_line(tmp_path: Path) -> None:
    from PIL import Image

    tie = Tie(
        left="AAA", right="BBB", n_events=1, n_origins=1, cooperation=0.0, conflict=9.0, mean_intensity=-9.0
    )
    path = tmp_path / "two.png"
    draw_network(Network(first=None, last=None, ties=(tie,)), path, title="t", note="n")
    with Image.open(path) as image:
        middle = image.convert("RGB").crop(
            (int(image.width * 0.35), 0, int(image.width * 0.55), image.height)
        )
        colours = [colour for _, colour in middle.getcolors(1 << 20) or ()]
    assert any(max(c) - min(c) > 100 for c in colours if isinstance(c, tuple))


def test_days_the_wrong_way_round_are_a_usage_error(seeds: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique import cli

    arguments = ["network", "--from", "2023-09-01", "--to", "2023-08-01", "--db", seeds.store.path]
    monkeypatch.setattr("sys.argv", ["communique", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
