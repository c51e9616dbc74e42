"""The store replaces parts whole and notes each delivery once."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique import schema
from communique.errors import StoreError
from communique.records import Delivery, PublishedBasis, Reject, Report, Version
from communique.stores import SqliteStore


def a_report(**changes: object) -> Report:
    fields: dict[str, object] = dict.fromkeys(schema.columns(Report))
    fields |= {
        "report_id": "r-1",
        "path": "b.txt",
        "text": "A short text.",
        "sha256": "0",
        "withdrawn": False,
    }
    return Report(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def store() -> SqliteStore:
    return SqliteStore(":memory:")


def test_a_report_under_two_paths_is_one_report_and_two_deliveries(store: SqliteStore) -> None:
    assert store.add_report(a_report(), "run-1")
    assert not store.add_report(a_report(path="a.txt"), "run-1")
    assert not store.add_report(a_report(path="a.txt"), "run-2")
    (held,) = store.reports(["r-1"])
    assert held.path == "a.txt"
    assert [d.path for d in store.rows(Delivery)] == ["b.txt", "a.txt"]


@pytest.mark.parametrize(
    "days", [["2023-06-18", "2023-06-17"], ["2023-06-17", "2023-06-18"], [None, "2023-06-17"]]
)
def test_a_given_date_is_the_earliest_given_in_any_order(store: SqliteStore, days: list[str | None]) -> None:
    for day in days:
        basis = PublishedBasis.GIVEN if day else None
        store.add_report(a_report(published=day, published_basis=basis), "run-1")
    (held,) = store.reports(["r-1"])
    assert (held.published, held.published_basis) == ("2023-06-17", PublishedBasis.GIVEN)


def test_a_stated_date_is_not_overruled_by_a_given_one(store: SqliteStore) -> None:
    store.add_report(a_report(published="2023-06-18", published_basis=PublishedBasis.STATED), "run-1")
    store.add_report(a_report(published="2020-01-01", published_basis=PublishedBasis.GIVEN), "run-1")
    (held,) = store.reports(["r-1"])
    assert (held.published, held.published_basis) == ("2023-06-18", PublishedBasis.STATED)


def test_replacing_a_part_leaves_nothing_of_what_it_held(store: SqliteStore) -> None:
    old = [
        Version(report_id="r-1", supersedes=None, latest=True),
        Reject(stage="s", record_id="x", path=None, reason="y"),
    ]
    new = [Version(report_id="r-2", supersedes=None, latest=True)]
    store.replace_part("s", "all", "1", old, (Version, Reject))
    part = store.replace_part("s", "all", "2", new, (Version, Reject))
    assert list(store.rows(Version)) == new
    assert not list(store.rows(Reject))
    assert store.parts() == {("s", "all"): part}


def test_a_transaction_that_fails_leaves_no_row(store: SqliteStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.add_report(a_report(), "run-1")
        raise ZeroDivisionError
    assert not list(store.rows(Report))


def test_a_file_that_is_no_record_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("not a database, but long enough to look like something " * 20)
    with pytest.raises(StoreError, match=r"x\.db: is no communique record"):
        SqliteStore(path)


def test_a_missing_record_is_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with `communique run"):
        SqliteStore(tmp_path / "none.db", mode="write")
