"""Inputs become reports, outlets and rejects, whatever lies in the folder."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.reading import read_inputs
from communique.records import Outlet, PublishedBasis, Reject, Report

PROSE = "The envoy of Norway met the fisheries minister in Jakarta on Monday."


def reports(*inputs: Path | str, **options: object) -> list[Report]:
    return [row for row in read_inputs(inputs, **options) if isinstance(row, Report)]  # type: ignore[arg-type]


def rejects(*inputs: Path | str) -> list[Reject]:
    return [row for row in read_inputs(inputs) if isinstance(row, Reject)]


def test_a_plain_file_is_kept_to_the_last_blank(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf Head\r\n\r\n" + PROSE.encode() + b"\n\n ")
    (report,) = reports(tmp_path)
    assert report.text == f" Head\n\n{PROSE}\n\n "
    assert (report.title, report.published, report.record) == (None, None, None)


def test_the_id_forgets_the_path_and_files_times(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PROSE)
    os.utime(tmp_path / "a.txt", (0, 0))
    first, second = reports(tmp_path)
    assert first.report_id == second.report_id and first.path != second.path


def test_files_come_in_the_order_of_their_paths_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{PROSE} {name}")
    paths = [Path(report.path).name for report in reports(tmp_path / "b.txt", tmp_path, f"{tmp_path}/*.txt")]
    assert paths == ["a.txt", "b.txt", "d.txt"]


def test_a_given_date_counts_only_where_none_is_stated(tmp_path: Path) -> None:
    rows = [{"text": PROSE}, {"text": PROSE, "published": "2021-03-03T22:00:00-05:00"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    undated, dated = reports(tmp_path, published="2020-01-01")
    assert (undated.published, undated.published_basis) == ("2020-01-01", PublishedBasis.GIVEN)
    assert (dated.published, dated.published_basis) == ("2021-03-03", PublishedBasis.STATED)
    assert undated.report_id == reports(tmp_path)[0].report_id


def test_bad_input_is_refused_with_a_reason_and_the_rest_goes_through(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "page.html").write_text("<html><body></body></html>")
    (tmp_path / "rows.jsonl").write_text('{"text": "' + PROSE + '"}\n{broken\n\n[1]\n{"x": 1}\n')
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 500)[:-20])
    found = {(Path(row.path or "").name, row.reason.split(":")[0]) for row in rejects(tmp_path)}
    assert ("binary.txt", "is a binary file, not text") in found
    assert ("empty.txt", "is empty") in found
    assert ("photo.jpg", "files of this kind (.jpg) are not read") in found
    assert ("rows.jsonl", "line 2 is not JSON") in found
    assert ("rows.jsonl", "line 5 has no text, body or title") in found
    assert {"page.html", "torn.jsonl.gz"} <= {name for name, _ in found}
    assert any(report.text == PROSE and report.record == 0 for report in reports(tmp_path))


@pytest.mark.parametrize("given", ["missing.txt", "none*.txt"])
def test_a_path_that_is_not_there_is_an_error_that_names_it(tmp_path: Path, given: str) -> None:
    with pytest.raises(UsageError, match=given.replace("*", r"\*")):
        read_inputs([tmp_path / given])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no report"):
        read_inputs([tmp_path])


def test_a_date_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="write it as"):
        read_inputs([tmp_path], published="soon")


def test_the_limit_counts_reports(tmp_path: Path) -> None:
    rows = [json.dumps({"text": f"{PROSE} {n}", "outlet": f"Outlet {n}"}) for n in range(9)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    assert len(reports(tmp_path, limit=4)) == 4


def test_fields_go_by_many_names_and_the_text_is_composed(tmp_path: Path) -> None:
    row = {
        "headline": "Envoys  meet", "body": "One.\nTwo.", "source_name": "Fjord News", "link": "https://fjord.example/1",
        "id": 7, "lang": "en-GB", "date": "3 March 2021", "authors": ["Ana Lima", "Bo Ek"], "pubstatus": "canceled",
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    outlet, report = read_inputs([tmp_path])
    assert isinstance(report, Report) and isinstance(outlet, Outlet)
    assert report.text == "Envoys meet\n\nOne.\n\nTwo."
    assert (report.title, report.guid, report.language) == ("Envoys meet", "7", "en")
    assert (report.outlet_id, outlet.name) == ("fjord-news", "Fjord News")
    assert (report.published, report.byline, report.withdrawn) == ("2021-03-03", "Ana Lima, Bo Ek", True)


def test_the_host_stands_in_for_an_outlet_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": PROSE, "url": "https://www.fjord.example/a"}))
    assert reports(tmp_path)[0].outlet_id == "fjord.example"


def test_tables_and_feeds_are_read(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "a.csv").write_text(f'title,body,date\n"Fish, talks","{PROSE}",2021-03-03\n')
    pq.write_table(pa.table({"title": ["Fish talks"], "text": [PROSE]}), tmp_path / "b.parquet")
    (tmp_path / "c.rss").write_text(
        "<rss><channel><title>Fjord News</title><item><title>Fish talks</title><link>https://f.example/1</link>"
        f"<description>&lt;p&gt;{PROSE}&lt;/p&gt;</description><pubDate>Wed, 03 Mar 2021 23:00:00 GMT</pubDate>"
        "</item></channel></rss>"
    )
    csv, parquet, rss = reports(tmp_path)
    assert csv.text == f"Fish, talks\n\n{PROSE}" and csv.published == "2021-03-03"
    assert parquet.text == rss.text == f"Fish talks\n\n{PROSE}"
    assert (rss.published, rss.outlet_id) == ("2021-03-03", "fjord-news")


def test_plain_files_are_read_without_the_extractor(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    code = (
        "import sys; from communique.reading import read_inputs; list(read_inputs([sys.argv[1]]));"
        "print([m for m in ('trafilatura', 'charset_normalizer', 'pyarrow.parquet', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
