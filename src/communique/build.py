"""A run is a build: it computes the parts whose inputs, rules or model changed, and nothing else.

An output part is (stage, group key). Its fingerprint is a hash of what its group holds and of what the stage is made
by. Parts whose fingerprint changed are computed and replaced, each in one transaction; parts whose key vanished are
deleted. Resume after a kill, repetition, late reports, judgements and upgrades are all this one thing.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from communique import spans
from communique.records import Judgement, Membership, Parse, Reject, Report, Story
from communique.stage import Group, Stage
from communique.stores.sqlite import Part, SqliteStore

BATCH = 64  # parts a transaction
KEPT = 2_000  # parts whose rows are kept for the next dyad
Progress = Callable[[str, int, int], None]


class Engine(Protocol):
    """Where groups are computed."""

    name: str

    def run(self, stage: Stage, groups: Iterable[Group]) -> Iterator[tuple[str, list[Any]]]:
        """(key, rows) of each group, in the groups' order."""
        ...


@dataclass(slots=True)
class Build:
    """One run of the stages over a store. `made` counts the parts computed, `dropped` those deleted."""

    store: SqliteStore
    stages: Sequence[Stage]
    engine: Engine
    progress: Progress = lambda _stage, _done, _all: None
    made: dict[str, int] = field(default_factory=dict)
    dropped: int = 0
    _parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    _writers: dict[type, list[Stage]] = field(default_factory=dict)
    _plans: dict[str, _Plan] = field(default_factory=dict)
    _kept: dict[tuple[type, int], tuple[Any, ...]] = field(default_factory=dict)

    def run(self) -> None:
        """Bring every part up to its inputs, pass by pass."""
        self._parts = self.store.parts()
        self._drop_stages_gone()
        for stage in self.stages:
            self._bring_up(stage)
            self.know(stage)

    def adopt(self, stage: Stage, key: str, rows: list[Any]) -> None:
        """Hold rows as this build's own for a part, because they were made of the same input elsewhere."""
        plan = self._plans.get(stage.name) or self._plans.setdefault(stage.name, self._plan(stage))
        with self.store.transaction():
            part = self.store.replace_part(stage.name, key, self._fingerprint(plan, key), rows, stage.writes)
        self._parts[stage.name, key] = part

    def know(self, stage: Stage) -> None:
        """Let later stages find what this stage wrote."""
        for kind in stage.writes:
            if kind is not Reject:
                self._writers.setdefault(kind, []).append(stage)

    def _drop_stages_gone(self) -> None:
        writes = {stage.name: stage.writes for stage in self.stages}
        gone = [(stage, key) for stage, key in self._parts if stage not in writes]
        everything = tuple({kind for stage in self.stages for kind in stage.writes})
        for stage, key in gone:
            with self.store.transaction():
                self.store.delete_part(stage, key, everything)
            del self._parts[stage, key]

    def _bring_up(self, stage: Stage) -> None:
        plan = self._plan(stage)
        wanted = {key: self._fingerprint(plan, key) for key in plan.keys}
        parsed = self.store.parsed() if Parse in stage.writes else {}
        stale = [
            key
            for key, mark in wanted.items()
            if (held := self._parts.get((stage.name, key))) is None
            or held.fingerprint != mark
            or (Parse in stage.writes and parsed.get(key) != held.digests.get("Parse"))
        ]
        self.made[stage.name] = len(stale)
        self.progress(stage.name, 0, len(stale))
        results = self.engine.run(stage, (self._group(plan, key) for key in stale))
        done = 0
        while batch := list(itertools.islice(results, BATCH if stage.by == "report" else 1)):
            with self.store.transaction():
                for key, rows in batch:
                    self._check(rows)
                    part = self.store.replace_part(stage.name, key, wanted[key], rows, stage.writes)
                    self._parts[stage.name, key] = part
            done += len(batch)
            self.progress(stage.name, done, len(stale))
        self._kept.clear()
        self._drop_keys_gone(stage, wanted)

    def _drop_keys_gone(self, stage: Stage, wanted: dict[str, str]) -> None:
        for name, key in [p for p in self._parts if p[0] == stage.name and p[1] not in wanted]:
            with self.store.transaction():
                self.store.delete_part(name, key, stage.writes)
            del self._parts[name, key]
            self.dropped += 1

    def _check(self, rows: Iterable[Any]) -> None:
        for row in rows:
            exact = getattr(row, "exact", None)
            if exact is not None:
                spans.verify(
                    self.store.text(row.report_id),
                    report_id=row.report_id,
                    start=row.start,
                    end=row.end,
                    exact=exact,
                )

    # ------------------------------------------------------------ keys, fingerprints, groups

    def _plan(self, stage: Stage) -> _Plan:
        keys = dict(self._keys(stage.by))
        shared: dict[type, dict[str, list[Any]]] = {}
        for kind in stage.reads:
            if stage.by != "record" and any(writer.by == "record" for writer in self._writers.get(kind, [])):
                shared[kind] = {}
                for row in self.store.rows(kind):
                    shared[kind].setdefault(row.report_id, []).append(row)
        judgements = sorted(self.store.rows(Judgement), key=repr) if Judgement in stage.reads else []
        return _Plan(stage, stage.made_by, keys, self.store.report_marks(), shared, judgements)

    def _keys(self, by: str) -> Iterator[tuple[str, _Members]]:
        """Every group's key with its reports and stories, sorted by key."""
        if by == "report":
            for report_id in sorted(self.store.report_marks()):
                yield report_id, _Members([report_id], [])
        elif by == "record":
            yield "all", _Members(sorted(self.store.report_marks()), sorted(self._stories()))
        elif by == "story":
            for story_id, report_ids in sorted(self._stories().items()):
                yield story_id, _Members(report_ids, [story_id])
        else:
            yield from self._dyads()

    def _stories(self) -> dict[str, list[str]]:
        stories: dict[str, list[str]] = {}
        if Membership in self._writers:
            for row in self.store.rows(Membership):
                stories.setdefault(row.story_id, []).append(row.report_id)
        return {story: sorted(members) for story, members in stories.items()}

    def _dyads(self) -> Iterator[tuple[str, _Members]]:
        members = self._stories()
        dyads: dict[str, list[str]] = {}
        for story in self.store.rows(Story):
            for dyad in story.dyads:
                dyads.setdefault(dyad, []).append(story.story_id)
        for dyad, stories in sorted(dyads.items()):
            yield dyad, _Members(sorted({r for s in stories for r in members.get(s, [])}), sorted(stories))

    def _parts_of(self, kind: type, plan: _Plan, key: str) -> Iterator[Part]:
        """The parts, in a fixed order, that hold the rows of one type a group reads."""
        members = plan.keys[key]
        for writer in self._writers.get(kind, []):
            if writer.by == "record" and plan.stage.by != "record":
                continue  # taken row by row from plan.shared
            keys = {"report": members.report_ids, "story": members.stories, "record": ["all"], "dyad": [key]}
            for one in keys[writer.by]:
                part = self._parts.get((writer.name, one))
                if part is not None:
                    yield part

    def _fingerprint(self, plan: _Plan, key: str) -> str:
        digest = hashlib.sha256(f"{plan.made_by}\n{key}\n".encode())
        for report_id in plan.keys[key].report_ids:
            digest.update(
                f"{report_id}{plan.marks[report_id] if Report in plan.stage.reads else ''}".encode()
            )
        for kind in plan.stage.reads:
            for part in self._parts_of(kind, plan, key):
                digest.update(part.digests.get(kind.__name__, "").encode())
            for row in plan.shared_rows(kind, key):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
        for row in plan.judged(key):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]

    def _group(self, plan: _Plan, key: str) -> Group:
        report_ids = plan.keys[key].report_ids
        rows: dict[type, tuple[Any, ...]] = {}
        for kind in plan.stage.reads:
            if kind is Report:
                rows[kind] = tuple(self.store.reports(report_ids))
            elif kind is Judgement:
                rows[kind] = tuple(plan.judged(key))
            elif kind is Parse:
                rows[kind] = tuple(self.store.parses(report_ids))
            else:
                parts = [part.part_id for part in self._parts_of(kind, plan, key)]
                held = (
                    self._held(kind, parts) if plan.stage.by == "dyad" else self.store.rows(kind, parts=parts)
                )
                rows[kind] = (*held, *plan.shared_rows(kind, key))
        return Group(key, rows)

    def _held(self, kind: type, parts: list[int]) -> Iterator[Any]:
        """The rows of some parts, kept a while: the dyads of one story read the same ones."""
        for part in parts:
            if (kind, part) not in self._kept:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[kind, part] = tuple(self.store.rows(kind, parts=(part,)))
            yield from self._kept[kind, part]


@dataclass(frozen=True, slots=True)
class _Members:
    """What a group is made of."""

    report_ids: list[str]
    stories: list[str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that is needed to fingerprint and fill the groups of one stage."""

    stage: Stage
    made_by: str
    keys: dict[str, _Members]
    marks: dict[str, str]
    shared: dict[type, dict[str, list[Any]]]
    judgements: list[Judgement]

    def shared_rows(self, kind: type, key: str) -> list[Any]:
        """The rows of whole-record stages that concern this group."""
        held = self.shared.get(kind, {})
        return [row for report_id in self.keys[key].report_ids for row in held.get(report_id, [])]

    def judged(self, key: str) -> list[Judgement]:
        """The judgements about this group's reports."""
        if not self.judgements:
            return []
        reports = set(self.keys[key].report_ids)
        return [j for j in self.judgements if any(s.split(":")[0] in reports for s in j.subjects)]
