"""Any order, any batches, any interruption end in the same rows."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import communique
from communique.record import EXPORTED, HISTORY, Record

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = [EXAMPLES / "saudi-iran", EXAMPLES / "india-canada"]


def tables(record: Record) -> dict[str, list[dict[str, object]]]:
    """Every table outside history, as exports show it."""
    return {name: record.table(name).to_pylist() for name in EXPORTED if name not in HISTORY}


def assert_equal(left: Record, right: Record) -> None:
    a, b = tables(left), tables(right)
    for name in a:
        assert a[name] == b[name], f"table {name} differs"


def files() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(folder.glob("*.*"))]


def test_reports_read_one_by_one_in_shuffled_order_end_in_the_same_rows(tmp_path: Path) -> None:
    with communique.run(FOLDERS, db=tmp_path / "all.db", workers=1) as together:
        shuffled = files()
        random.Random(7).shuffle(shuffled)
        for path in shuffled:
            communique.run([path], db=tmp_path / "one.db", workers=1).close()
        with Record.open(tmp_path / "one.db") as apart:
            assert len(tables(together)["reports"]) > 5
            assert_equal(together, apart)


def test_the_same_input_twice_adds_no_row_and_computes_nothing(tmp_path: Path) -> None:
    communique.run(FOLDERS[:1], db=tmp_path / "r.db", workers=1).close()
    with Record.open(tmp_path / "r.db") as first:
        before = tables(first)
    with communique.run(FOLDERS[:1], db=tmp_path / "r.db", workers=1) as second:
        assert tables(second) == before
        assert not any(second.summary.parts_made.values())
        assert second.summary.already_held == second.summary.reports_in > 0


def test_two_workers_end_in_the_same_rows_as_one(tmp_path: Path) -> None:
    copied = tmp_path / "reports"
    copied.mkdir()
    for path in FOLDERS[0].glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for n, part in enumerate(text.split("\n\n")):
            if len(part) > 80:
                (copied / f"{path.stem}-{n}.txt").write_text(part, encoding="utf-8")
    with (
        communique.run([copied], db=tmp_path / "a.db", workers=1) as one,
        communique.run([copied], db=tmp_path / "b.db", workers=2) as two,
    ):
        assert one.summary.parts_made["parse"] > 24, "too few reports to start workers"
        assert_equal(one, two)


def test_a_run_killed_at_random_moments_and_resumed_ends_in_the_same_rows(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "communique.cli", "run", *map(str, FOLDERS), "--workers", "1", "--db"]
    with communique.run(FOLDERS, db=tmp_path / "whole.db", workers=1) as whole:
        moments = random.Random(11)
        for _ in range(4):
            killed = subprocess.Popen([*command, str(tmp_path / "cut.db")], stdout=-3, stderr=-3)
            time.sleep(moments.uniform(1.0, 6.0))
            killed.kill()
            killed.wait()
        subprocess.run([*command, str(tmp_path / "cut.db")], check=True, capture_output=True)
        with Record.open(tmp_path / "cut.db") as resumed:
            assert_equal(whole, resumed)


def test_a_lost_side_file_of_parses_is_made_again_without_a_change(tmp_path: Path) -> None:
    with communique.run(FOLDERS[:1], db=tmp_path / "r.db", workers=1) as record:
        before = tables(record)
    for path in tmp_path.glob("r.db.parses*"):
        path.unlink()
    with communique.run(FOLDERS[:1], db=tmp_path / "r.db", workers=1) as record:
        assert record.summary.parts_made["parse"] == len(before["reports"])
        assert record.summary.parts_made["spot"] == 0
        assert tables(record) == before


def test_a_record_that_grew_leads_old_ids_to_new_ones(tmp_path: Path) -> None:
    late, early = files()[0], files()[1:6]
    with communique.run(early, db=tmp_path / "r.db", workers=1) as record:
        old = {row["story_id"] for row in tables(record)["stories"]}
    with communique.run([late], db=tmp_path / "r.db", workers=1) as record:
        new = {row["story_id"] for row in tables(record)["stories"]}
        for story_id in old - new:
            assert record.redirected(story_id) in new
        assert all(record.get("story", story_id) for story_id in old)


def test_a_copy_of_the_database_file_opens_as_the_same_record(tmp_path: Path) -> None:
    communique.run(FOLDERS[:1], db=tmp_path / "r.db", workers=1).close()
    shutil.copy(tmp_path / "r.db", tmp_path / "copy.db")
    with Record.open(tmp_path / "r.db") as left, Record.open(tmp_path / "copy.db") as right:
        assert_equal(left, right)
