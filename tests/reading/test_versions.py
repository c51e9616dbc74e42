"""The same address with new text is a later version."""

from __future__ import annotations

from itertools import permutations

from communique.reading import Fields, compose_report, mark_versions
from communique.records import Report, Version
from communique.stage import Group


def make(text: str, **fields: object) -> Report:
    report = compose_report(Fields(body=text, **fields), path="x")  # type: ignore[arg-type]
    assert isinstance(report, Report)
    return report


def versions(*reports: Report) -> dict[str, Version]:
    return {row.report_id: row for row in mark_versions(Group("all", {Report: reports}))}


def test_the_latest_stated_date_counts_in_any_order() -> None:
    old = make("One.", url="https://fjord.example/1", published="2021-03-03")
    new = make("Two.", url="http://www.fjord.example/1/?utm_campaign=x#top", published="2021-03-04")
    other = make("Three.", url="https://fjord.example/2")
    for order in permutations((old, new, other)):
        found = versions(*order)
        assert found[new.report_id].latest and not found[old.report_id].latest
        assert found[new.report_id].supersedes == old.report_id
        assert found[other.report_id].latest and found[other.report_id].supersedes is None


def test_three_versions_make_a_chain() -> None:
    reports = [make(f"{n}.", guid="g", outlet="Fjord", published=f"2021-03-0{n}") for n in (1, 2, 3)]
    found = versions(*reports)
    assert found[reports[2].report_id].supersedes == reports[1].report_id
    assert found[reports[1].report_id].supersedes == reports[0].report_id
    assert sum(row.latest for row in found.values()) == 1


def test_a_bare_host_is_no_page() -> None:
    left, right = (make(text, url="https://fjord.example/") for text in ("One.", "Two."))
    assert all(row.latest for row in versions(left, right).values())


def test_a_withdrawn_last_version_leaves_none_that_counts() -> None:
    old = make("One.", url="https://fjord.example/1", published="2021-03-03")
    gone = make("Two.", url="https://fjord.example/1", published="2021-03-04", withdrawn=True)
    assert not any(row.latest for row in versions(old, gone).values())
