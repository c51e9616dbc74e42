"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import MissingModel
from communique.parse import Parser
from communique.records import Claim, Predicate

if TYPE_CHECKING:
    from communique.events import Frame
    from communique.stage import Stage

_PACKAGES = (
    "spacy",
    "pyarrow",
    "trafilatura",
    "py3langid",
    "charset-normalizer",
    "rapidfuzz",
    "typer",
    "rich",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    good: bool
    found: str
    remedy: str | None = None


def examine() -> list[Check]:
    """Python, packages, SQLite with FTS5, the English model with its hash."""
    return [_python(), *(_package(name) for name in _PACKAGES), _fts5(), _model()]


def examine_frames(folder: Path) -> list[Check]:
    """Each frame of a user's folder against its own examples: it must read its hits and leave its misses alone."""
    from communique.events import load_user_frames  # here: the other checks need no pipeline
    from communique.pipeline import with_frames

    given, stages = load_user_frames(folder), with_frames(folder)
    examples = {
        text for held in given.own.values() for frame in held for text in (*frame.hits, *frame.misses)
    }
    read = {text: _read_in(text, stages) for text in sorted(examples)}
    return [_frame_check(folder, held, read) for held in given.own.values()]


def _read_in(text: str, stages: Sequence[Stage]) -> tuple[set[str], set[str]]:
    """The ids of the frames that read an example, and the base forms of its verbs and event nouns."""
    from communique import job

    with job.code(text, published="2024-05-20", stages=stages) as record:
        named = (re.search(r"\bframe ([^\s:]+)", claim.why) for claim in record.rows(Claim))
        frames = {found[1] for found in named if found}
        return frames, {predicate.lemma for predicate in record.rows(Predicate)}


def _frame_check(folder: Path, held: Sequence[Frame], read: Mapping[str, tuple[set[str], set[str]]]) -> Check:
    frame = held[0]
    missed = [text for text in frame.hits if frame.id not in read[text][0]]
    taken = [text for text in frame.misses if frame.id in read[text][0]]
    name = f"{folder / (frame.file or '')}, frame {frame.id}"
    if missed:
        found, remedy = f"does not read its example “{missed[0]}”", _remedy(held, *read[missed[0]])
    elif taken:
        found = f"reads “{taken[0]}”, which it should leave alone"
        remedy = "say under needs or avoid what tells the two apart"
    else:
        return Check(name=name, good=True, found=f"{len(frame.hits)} hits, {len(frame.misses)} misses")
    return Check(name=name, good=False, found=found, remedy=remedy)


def _remedy(held: Sequence[Frame], frames: set[str], words: set[str]) -> str:
    """What to try where a frame does not read its example."""
    triggers = {trigger.split()[0] for frame in held for trigger in frame.triggers}
    if held[0].kind == "verb" and not triggers & words:
        seen = ", ".join(sorted(words)) or "none"
        return f"no trigger is among the verbs seen there ({seen}); give its base form, or word the example plainly"
    if frames:
        return f"{', '.join(sorted(frames))} comes first: ask for more under needs, or take its place under its id"
    return "its sides or needs are not met; look at actor, recipient, needs and avoid"


def _python() -> Check:
    good = sys.version_info >= (3, 11)
    found = ".".join(map(str, sys.version_info[:3]))
    return Check(
        name="python", good=good, found=found, remedy=None if good else "install Python 3.11 or newer"
    )


def _package(name: str) -> Check:
    try:
        return Check(name=name, good=True, found=metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name=name, good=False, found="not installed", remedy=f"pip install {name}")


def _fts5() -> Check:
    with sqlite3.connect(":memory:") as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
    good = "ENABLE_FTS5" in options
    found = f"{sqlite3.sqlite_version}, {'with' if good else 'without'} FTS5"
    return Check(
        name="sqlite", good=good, found=found, remedy=None if good else "use a Python whose SQLite has FTS5"
    )


def _model() -> Check:
    try:
        return Check(name="English model", good=True, found=Parser().made_by)
    except MissingModel as error:
        return Check(name="English model", good=False, found="not found", remedy=str(error))
