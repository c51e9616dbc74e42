"""Judgements can be turned round, reading changes nothing, non-id fields merge in any order, the past stands alone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import communique
from communique.cli import app
from communique.record import Record
from communique.records import Judgement

STORY = Path(__file__).parents[2] / "examples" / "saudi-iran"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    communique.run([STORY], db=path, workers=1).close()
    return path


def judged(db: Path, kind: str, subjects: tuple[str, ...]) -> int:
    """The number of origins after a judgement on two reports."""
    row = Judgement(
        judgement_id="j-1",
        kind=kind,
        about="origin",
        subjects=subjects,
        value=None,
        by="t",
        at="2024-01-01",
        why=None,
    )
    with communique.judge(db, row) as record:
        return len(record.origins)


def test_a_judgement_holds_in_later_runs_and_can_be_turned_round(db: Path) -> None:
    with Record.open(db) as record:
        pair = next(o["report_ids"] for o in record.origins.to_pylist() if len(o["report_ids"]) > 1)
        before = len(record.origins)
    subjects = tuple(sorted(pair)[:2])
    assert judged(db, "cannot_link", subjects) == before + 1
    with communique.run([STORY], db=db, workers=1) as again:
        assert len(again.origins) == before + 1
    assert judged(db, "must_link", subjects) == before
    assert judged(db, "cannot_link", subjects) == before + 1


def test_reading_a_record_leaves_its_folder_as_it_was(db: Path) -> None:
    def state() -> dict[str, str]:
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(db.parent.iterdir())}

    before = state()
    for arguments in (["brief"], ["search", "embassies"], ["brief", "--as-of", "2023-04-05"]):
        done = CliRunner().invoke(app, [*arguments, "--db", str(db)])
        assert done.exit_code == 0, done.output
    assert state() == before


def test_a_withdrawal_counts_in_whatever_order_it_comes(tmp_path: Path) -> None:
    text = "The foreign minister of Peru will visit Ecuador on Monday, her office said on Friday in Lima."
    stands = {"text": text, "url": "https://x.example/1", "published": "2024-03-01"}
    (tmp_path / "a.jsonl").write_text(json.dumps(stands), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(stands | {"withdrawn": True}), encoding="utf-8")
    for order in (("a", "b"), ("b", "a")):
        db = tmp_path / f"{''.join(order)}.db"
        for name in order:
            communique.run([tmp_path / f"{name}.jsonl"], db=db, workers=1).close()
        with Record.open(db) as record:
            assert [r["withdrawn"] for r in record.reports.to_pylist()] == [True]
            assert set(record.set_aside().values()) == {"withdrawn by its outlet"}
            assert len(record.claims) == 0


def test_on_the_day_before_the_meeting_it_is_still_a_plan(db: Path) -> None:
    with Record.open(db) as record, communique.as_of(record, "2023-04-05") as earlier:
        assert 0 < len(earlier.reports) < len(record.reports)
        assert all(r["published"] <= "2023-04-05" for r in earlier.reports.to_pylist())
        told = {e["status"] for e in earlier.events.to_pylist() if e["date"] == "2023-04-06"}
        assert told
        assert not told & {"happened", "ongoing"}


def test_a_broken_side_file_is_made_again(db: Path) -> None:
    with Record.open(db) as record:
        before = record.claims.to_pylist()
    side = db.with_name(db.name + ".parses")
    side.write_bytes(b"garbage" * 500)
    with communique.run([STORY], db=db, workers=1) as record:
        assert record.claims.to_pylist() == before
        assert record.summary.parts_made["parse"] == len(record.reports)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    done = CliRunner().invoke(app, ["brief", "--db", str(path)])
    assert isinstance(done.exception, communique.CommuniqueError)
    assert path.read_bytes() == before
