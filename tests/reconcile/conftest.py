"""Small stories built by hand: one line of a report is one sentence, rows stand on the words they name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from communique.reconcile import reconcile_story
from communique.reconcile.evidence import Story
from communique.records import (
    Block,
    BlockKind,
    Claim,
    Copy,
    Degradation,
    Entity,
    EntityKind,
    Event,
    EventType,
    Finding,
    How,
    Lineage,
    Mention,
    Moment,
    MomentBasis,
    MomentKind,
    Number,
    Origin,
    Pair,
    Quote,
    ReportDate,
    Sentence,
    Status,
    Verdict,
)
from communique.stage import Group


@dataclass
class Draftsman:
    """Collects the rows of one story."""

    rows: dict[type, list[Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def report(
        self, name: str, *lines: str, origin: str = "", damage: Degradation = Degradation.CLEAN,
        day: str = "2019-05-10", dateline: str | None = None,
    ) -> None:  # fmt: skip
        text = "\n".join((*([dateline] if dateline else []), *lines))
        self.texts[name] = text
        for n, m in enumerate(re.finditer(r"[^\n]+", text)):
            where: dict[str, Any] = {"report_id": name, "start": m.start(), "end": m.end(), "exact": m[0]}
            kind = BlockKind.DATELINE if dateline and n == 0 else BlockKind.BODY
            self.add(Block(**where, kind=kind, rule_id=None))
            if kind is BlockKind.BODY:
                self.add(Sentence(sentence_id=f"{name}-{n}", **where, block_kind=kind))
        self.add(Lineage(report_id=name, origin_id=origin or name, degradation=damage, reason=""))
        self.add(ReportDate(
            report_id=name, published=day, published_basis=None, published_evidence=None, reason=""
        ))  # fmt: skip
        held = self.rows.setdefault(Origin, [])
        if all(o.origin_id != (origin or name) for o in held):
            held.append(Origin(
                origin_id=origin or name, wire=None, wire_basis=None, story_id="s", report_ids=(name,),
                best_report_id=name,
            ))  # fmt: skip

    def copy(self, left: str, right: str, *pairs: tuple[str, str], how: How = How.BACK_TRANSLATED) -> None:
        def places(words: tuple[str, str]) -> Pair:
            (a, b), (c, d) = self.line(left, words[0]), self.line(right, words[1])
            return Pair(left_start=a, left_end=b, right_start=c, right_end=d, score=0.9)

        self.add(Copy(
            left_id=left, right_id=right, how=how, parent_id=left, score=1.0, share=1.0, judged_by="test",
            pairs=tuple(places(p) for p in pairs),
        ))  # fmt: skip

    def at(self, name: str, words: str) -> tuple[int, int]:
        start = self.texts[name].index(words)
        return start, start + len(words)

    def line(self, name: str, words: str) -> tuple[int, int]:
        start, _ = self.at(name, words)
        text = self.texts[name]
        end = text.find("\n", start)
        return text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end

    def claim(
        self, name: str, trigger: str, event: str, *, kind: EventType = EventType.COERCE, mode: str | None = None,
        status: Status = Status.HAPPENED, date: str | None = None, words: str | None = None,
        sides: tuple[str, str] = ("NOR", "ISL"),
    ) -> str:  # fmt: skip
        start, end = self.line(name, trigger)
        at, upto = self.at(name, trigger)
        claim_id = f"{name}-{at}-{event}"
        first, last = days(date)
        self.add(Claim(
            claim_id=claim_id, event_id=event, report_id=name, origin_id="", start=start, end=end,
            exact=self.texts[name][start:end], actor=(), actor_states=(sides[0],), actor_sectors=(), recipient=(),
            recipient_states=(sides[1],), recipient_sectors=(), actor_text=None, recipient_text=None, event_type=kind,
            mode=mode, status=status, alleged_by=None, basis=None, attributed_to=None, contexts=(), date_text=words,
            date=date, date_start=first, date_end=last, place_text=None, place_id=None, lat=None, lon=None,
            intensity=0.0, confidence=0.9, trigger_start=at, trigger_end=upto, made_by="", why="",
        ))  # fmt: skip
        held = self.rows.setdefault(Event, [])
        if all(e.event_id != event for e in held):
            held.append(Event(
                event_id=event, story_id="s", event_type=kind, mode=mode, status=status, actor=(),
                actor_states=(sides[0],), recipient=(), recipient_states=(sides[1],), contexts=(), date=None,
                date_start=None, date_end=None, place_id=None, intensity=0.0, n_reports=1, n_origins=1, n_witnesses=1,
                background=False, verdict=Verdict.SINGLE, confidence=0.9, title="",
            ))  # fmt: skip
        return claim_id

    def moment(
        self, name: str, words: str, value: str | None, *, kind: MomentKind = MomentKind.DATE, corrupted: bool = False
    ) -> None:  # fmt: skip
        start, end = self.at(name, words)
        first, last = days(value) if kind is MomentKind.DATE else (None, None)
        self.add(Moment(
            report_id=name, start=start, end=end, exact=words, kind=kind, value=value, date_start=first, date_end=last,
            basis=MomentBasis.STATED, direction=None, corrupted=corrupted, reason="",
        ))  # fmt: skip

    def number(
        self, name: str, words: str, low: float | None, *, noun: str | None = None, unit: str | None = None,
        open_end: bool = False,
    ) -> None:  # fmt: skip
        start, end = self.at(name, words)
        self.add(Number(
            report_id=name, start=start, end=end, exact=words, low=low, high=None if open_end else low, unit=unit,
            of_what=noun, claim_id=None,
        ))  # fmt: skip

    def quote(self, name: str, words: str, utterance: str, speaker: str = "kari-vik", **changes: Any) -> None:
        start, end = self.at(name, words)
        self.add(Quote(**{
            "quote_id": f"q-{name}-{start}", "utterance_id": utterance, "report_id": name, "start": start, "end": end,
            "exact": words, "direct": True, "speaker_id": speaker, "speaker_text": None, "cue": None,
            "carried_over": False, "said_on": None, "venue": None, "alteration": None, "reason": None, **changes,
        }))  # fmt: skip

    def person(self, entity_id: str, state: str) -> None:
        self.add(Entity(
            entity_id=entity_id, kind=EntityKind.PERSON, name=entity_id, state=state, sector=None, cow=None, gw=None,
            wikidata_id=None, lat=None, lon=None, geonames_id=None, roles=(),
        ))  # fmt: skip

    def mention(
        self, name: str, words: str, entity: str, title: str | None = None, corrected: str | None = None
    ) -> None:
        start, end = self.at(name, words)
        self.add(Mention(
            report_id=name, start=start, end=end, exact=words, entity_id=entity, title_as_written=title,
            name_repaired=None, title_corrected=corrected, role_at_date=None, score=1.0, reason="",
        ))  # fmt: skip

    @property
    def group(self) -> Group:
        return Group("s", {kind: tuple(rows) for kind, rows in self.rows.items()})

    @property
    def story(self) -> Story:
        return Story(self.group)

    def findings(self, name: str, verdict: Verdict | None = None) -> list[Finding]:
        """The rows of one property, those of one verdict or all."""
        rows = reconcile_story(self.group)
        return [f for f in rows if f.property == name and verdict in (None, f.verdict)]


def days(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of a day, a month or an interval."""
    if value is None:
        return None, None
    if "/" in value:
        first, last = value.split("/")
        return first, last
    return (value, value) if len(value) == 10 else (f"{value}-01", f"{value}-28")


def told(finding: Finding) -> dict[str, tuple[str, ...]]:
    """Value → originals."""
    return {v.value: v.origin_ids for v in finding.values}


@pytest.fixture
def draw() -> Draftsman:
    return Draftsman()


@pytest.fixture
def values() -> Callable[[Finding], dict[str, tuple[str, ...]]]:
    return told
