"""The gold stories as the coder gets them: the groups of rows that the events room reads of each."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from communique import job
from communique.evaluate.gold import GoldStory, load_gold
from communique.pipeline import STAGES
from communique.records import Report
from communique.stage import Group


@dataclass(frozen=True)
class Told:
    """A gold story, the groups that the events room reads of its reports, and file → report_id."""

    gold: GoldStory
    groups: tuple[Group, ...]
    ids: dict[str, str]


def read_stories(folders: list[Path], keep: Path | None = None) -> list[Told]:
    """The stories of several gold folders taken through every room up to events; `keep` holds them between runs."""
    if keep and keep.exists():
        return list(pickle.loads(keep.read_bytes()))
    told = [_read(story) for folder in folders for story in load_gold(folder)]
    if keep:
        keep.write_bytes(pickle.dumps(told))
    return told


def _read(story: GoldStory) -> Told:
    groups: list[Group] = []

    def watch(group: Group) -> Iterator[Any]:
        groups.append(group)
        yield from ()

    names = [stage.name for stage in STAGES]
    upto = STAGES[: names.index("events") + 1]
    stages = (*upto[:-1], replace(upto[-1], run=watch))
    with (
        TemporaryDirectory() as scratch,
        job.run([story.folder / "reports"], db=Path(scratch) / "g.db", stages=stages),
    ):
        pass
    ids = {Path(r.path).name: r.report_id for group in groups for r in group.of(Report)}
    return Told(story, tuple(sorted(groups, key=lambda g: g.key)), ids)
