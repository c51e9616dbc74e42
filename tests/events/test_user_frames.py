"""A user's frames add to the shipped ones, replace them, prove themselves, and say what is wrong in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import communique
from communique import doctor, pipeline
from communique.cli import app
from communique.errors import CommuniqueError, RuleError, UsageError
from communique.events.frames import load_frames
from communique.events.user_frames import load_user_frames
from communique.records import Claim, Event, Report
from communique.rules import load_table

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "your-own-frames.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.M | re.S)
FRAME, OFF = (body for language, body in FENCES if language == "toml")
SHOWN = [body for language, body in FENCES if language == "text"]
REPORT = next(body for body in SHOWN if body.startswith("Trawlers"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the guide's worked example."""
    made = tmp_path / "my-frames"
    made.mkdir()
    (made / "ports.toml").write_text(FRAME, encoding="utf-8")
    return made


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in FRAME
    (folder / "ports.toml").write_text(FRAME.replace(old, new), encoding="utf-8")
    return folder


def events_stage(folder: Path | None) -> str:
    stages = pipeline.with_frames(folder) if folder else pipeline.STAGES
    return next(stage.made_by for stage in stages if stage.name == "events")


def test_the_guide_s_example_runs_as_the_guide_shows_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("harbour.txt").write_text(REPORT, encoding="utf-8")
    run = CliRunner().invoke(app, ["run", "harbour.txt", "--frames", "my-frames", "--db", "ports.db"])
    assert run.exit_code == 0, run.output
    with communique.Record.open("ports.db") as record:
        event = next(e for e in record.rows(Event) if e.mode == "discontinue")
    assert (event.actor, event.recipient) == (("ECU",), ("PER",))
    shown = CliRunner().invoke(app, ["show", "event", event.event_id, "--db", "ports.db"]).output
    for line in next(body for body in SHOWN if body.startswith("told by")).splitlines():
        assert line in shown
    checked = CliRunner().invoke(app, ["doctor", "--frames", "my-frames"]).output
    assert next(body for body in SHOWN if body.startswith("ok ")).strip() in checked


def test_communique_toml_may_name_the_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("harbour.txt").write_text(REPORT, encoding="utf-8")
    Path("communique.toml").write_text('frames = "my-frames"\n', encoding="utf-8")
    assert CliRunner().invoke(app, ["run", "harbour.txt", "--db", "ports.db"]).exit_code == 0
    with communique.Record.open("ports.db") as record:
        assert any("of ports.toml" in claim.why for claim in record.rows(Claim))


def test_judging_without_the_frames_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for n in (1, 2):
        Path(f"harbour-{n}.txt").write_text(REPORT.replace("three", f"{n + 2}"), encoding="utf-8")
    with communique.run(["harbour-1.txt", "harbour-2.txt"], db="ports.db", frames=folder) as record:
        ids = [report.report_id for report in record.rows(Report)]
    judged = CliRunner().invoke(app, ["judge", "split", *ids, "--about", "origin", "--db", "ports.db"])
    assert judged.exit_code == 0, judged.output
    assert "frames of yours coded this record" in judged.stderr
    again = CliRunner().invoke(app, ["judge", "merge", *ids, "--about", "origin", "--db", "ports.db"])
    assert "frames of yours" not in again.stderr


def test_the_events_stage_is_another_one_when_a_frame_changes_and_the_same_when_none_does(
    folder: Path,
) -> None:
    first = events_stage(folder)
    assert first != events_stage(None)
    assert first == events_stage(folder)
    assert first != events_stage(changed(folder, "A port closed", "A port shut"))


def test_only_events_are_made_anew_when_frames_come_in(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "harbour.txt"
    report.write_text(REPORT, encoding="utf-8")
    communique.run([report], db=tmp_path / "r.db").close()
    with communique.run([report], db=tmp_path / "r.db", frames=folder) as record:
        made = {name for name, parts in record.summary.parts_made.items() if parts}
        own = [claim for claim in record.rows(Claim) if "of ports.toml" in claim.why]
    assert "events" in made
    assert not made & {"clean", "parse", "spot", "status", "sketch", "names", "quotes"}
    assert own and all(claim.made_by.endswith(load_user_frames(folder).mark) for claim in own)


def test_a_frame_takes_the_place_of_the_shipped_one_of_its_id(folder: Path) -> None:
    given = load_user_frames(changed(folder, '"port-closed"', '"demand-verb"')).frames
    assert [frame.file for frame in given.all if frame.id == "demand-verb"] == ["ports.toml"]
    assert len(given.all) == len(load_frames().all)


def test_a_shipped_frame_can_be_put_out(folder: Path) -> None:
    (folder / "less.toml").write_text(OFF, encoding="utf-8")
    given = load_user_frames(folder)
    assert given.off == {"order"}
    assert all(frame.id != "order" for frame in given.frames.all)


def test_the_doctor_names_the_example_that_a_frame_does_not_read_and_what_to_try(folder: Path) -> None:
    missed = doctor.examine_frames(changed(folder, '"bar", "turn away"', '"exclude"'))[0]
    assert not missed.good
    assert "Chile turned away" in missed.found
    assert "turn" in (missed.remedy or "")
    wrong = "Norway turned away a Danish vessel on Monday."
    taken = doctor.examine_frames(
        changed(folder, "The harbour master turned away two drunken sailors in Chile.", wrong)
    )[0]
    assert not taken.good
    assert wrong in taken.found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"SANCTION"', '"EMBARGO"', "event_type is 'EMBARGO'; give one of AGREE"),
        ('"discontinue"', '"visit"', "SANCTION has no mode 'visit'; give one of convict"),
        ('"object_side"', '"objekt"', "'objekt' is no slot; give a preposition or one of"),
        ('"subject" = ["@party"]', '"subjct" = ["@party"]', "needs asks for 'subjct'"),
        ('"@party"', '"@partie"', "'@partie', which nothing is"),
        ('"ship", ', '"=shipz", ', "'=shipz' is no class of words"),
        ('"economic"', '"economy"', "'economy' is no context"),
        ('"turn away"', '"Turned Away"', "can never match; write it in lower case"),
        ("verbs =", "verb =", "knows no verb; a frame may hold event_type"),
        ('["bar", "turn away"]', '"bar"', "verbs is 'bar'; give a list"),
        ('["bar", "turn away"]', "[]", "has no trigger"),
        ('why = "A port closed to the ships of another state"\n', "", "has no why"),
        ("[[rule]]", "[[rule", "is not TOML"),
    ],
)
def test_a_fault_is_one_line_with_file_frame_and_remedy(folder: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(RuleError) as raised:
        load_user_frames(changed(folder, old, new))
    line = str(raised.value)
    assert "ports.toml" in line
    assert fault in line
    assert "\n" not in line
    assert "TOML" in fault or "port-closed" in line


def test_one_id_in_two_files_is_a_fault(folder: Path) -> None:
    (folder / "again.toml").write_text(FRAME, encoding="utf-8")
    with pytest.raises(RuleError, match="port-closed: its id stands in another of your files too"):
        load_user_frames(folder)


def test_a_folder_without_frames_is_a_usage_error(tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match="frame file"):
            load_user_frames(wrong)


def test_a_faulty_frame_makes_no_record(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "harbour.txt"
    report.write_text(REPORT, encoding="utf-8")
    with pytest.raises(CommuniqueError):
        communique.run([report], db=tmp_path / "r.db", frames=changed(folder, "SANCTION", "BAN"))
    assert not (tmp_path / "r.db").exists()


def test_every_slot_and_kind_that_a_shipped_frame_names_is_explained() -> None:
    known = {row["slot"] for row in load_table("codebook/slots.tsv")}
    for frame in load_frames().all:
        slots = {part for slot in (*frame.actor, *frame.recipient, *frame.needs) for part in slot.split("/")}
        asked = {word for words in (*frame.needs.values(), *frame.avoid.values()) for word in words}
        named = {
            slot.removesuffix("_side") if slot not in known else slot for slot in slots if "_" in slot
        } | {word for word in asked if word.startswith("@")}
        assert named <= known, frame.id
