"""Issues in dispute: what two states differ on, by whom it is told, in whose words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import communique
from communique.records import Issue, Origin, Quote, Report

FIRST = """Norway and Portugal at odds over cod

OSLO, 3 April 2019 — The list of differences between Norway and Portugal is long: from cod quotas and human rights to
the hacking of a dockyard.

“Our sea is not a shop window,” Norwegian Foreign Minister Kari Voll told reporters in Oslo on Wednesday. She accused
Portugal of holding eleven Norwegian trawlers at Sines.

Portugal demanded compensation for the cooks of the trawlers. Portuguese Foreign Minister Rui Tavora said that he would
not take the call which Norway announced.
"""
SECOND = """Lisbon keeps the trawlers

LISBON, 5 April 2019 — Portugal said on Friday that the row over cod had not moved an inch.

Portuguese customs officers seized eleven Norwegian trawlers at Sines in March, and nobody has counted the nets since.
“A trawler is a fact,” Portuguese Foreign Minister Rui Tavora told a radio station. Norway has dropped its demand for an
apology.
"""


def unwrapped(text: str) -> str:
    """A text with each paragraph on one line, as the reader has it."""
    return re.sub(r"(?<!\n)\n(?!\n|$)", " ", text)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The issues of an invented story of two originals, with its reports' texts and quotations."""
    folder = tmp_path_factory.mktemp("issues")
    for name, text in (("1.txt", FIRST), ("2.txt", SECOND)):
        (folder / name).write_text(unwrapped(text), encoding="utf-8")
    with communique.run(sorted(folder.glob("*.txt")), db=folder / "r.db") as record:
        return {
            "issues": [i for i in record.rows(Issue) if i.dyad == "NOR-PRT"],
            "texts": {r.report_id: r.text for r in record.rows(Report)},
            "quotes": {q.quote_id: q for q in record.rows(Quote)},
            "origins": record.rows(Origin),
        }


def named(told: dict[str, object], word: str) -> Issue:
    """The one issue whose label holds a word."""
    (found,) = [i for i in told["issues"] if word in i.label.split()]  # type: ignore[attr-defined]
    return found  # type: ignore[no-any-return]


def test_every_entry_of_a_list_of_differences_is_an_issue(told: dict[str, object]) -> None:
    labels = " ".join(i.label for i in told["issues"])  # type: ignore[attr-defined]
    assert "human rights" in labels
    assert "hacking" in labels


def test_an_issue_is_counted_over_its_originals(told: dict[str, object]) -> None:
    assert len(told["origins"]) == 2  # type: ignore[arg-type]
    assert named(told, "trawlers").n_origins == 2
    assert named(told, "rights").n_origins == 1


def test_an_issue_is_dated_by_its_reports(told: dict[str, object]) -> None:
    issue = named(told, "trawlers")
    assert (issue.first_seen, issue.last_seen) == ("2019-04-03", "2019-04-05")


def test_evidence_is_one_stretch_a_report(told: dict[str, object]) -> None:
    texts = told["texts"]
    for issue in told["issues"]:  # type: ignore[attr-defined]
        reports = [span.report_id for span in issue.evidence]
        assert len(reports) == len(set(reports))
        assert all(texts[s.report_id][s.start : s.end].strip() for s in issue.evidence)  # type: ignore[index]


def test_each_side_speaks_in_its_own_words(told: dict[str, object]) -> None:
    positions = {p.state: p for p in named(told, "trawlers").positions}
    assert set(positions) == {"NOR", "PRT"}
    quotes = told["quotes"]
    assert quotes[positions["NOR"].quote_id].exact.startswith("Our sea")  # type: ignore[index]


def test_a_demand_given_up_is_no_issue(told: dict[str, object]) -> None:
    assert not [i for i in told["issues"] if "apology" in i.label]  # type: ignore[attr-defined]


def test_issues_do_not_depend_on_the_order_of_reports(tmp_path: Path) -> None:
    found = []
    for names in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        folder = tmp_path / names[0][0]
        folder.mkdir()
        for name, text in zip(names, (FIRST, SECOND), strict=True):
            (folder / name).write_text(unwrapped(text), encoding="utf-8")
        with communique.run(sorted(folder.glob("*.txt")), db=folder / "r.db") as record:
            found.append(sorted(record.rows(Issue), key=lambda i: i.issue_id))
    assert found[0] == found[1]
