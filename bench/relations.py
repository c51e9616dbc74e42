"""How long pass 4 takes over many claims: made-up claims of 200 dyads, five to an event. One core.

usage: python bench/relations.py [CLAIMS]      (default 100000; prints seconds by table and in all)
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections import defaultdict

from communique.records import (
    Basis,
    BlockKind,
    Claim,
    Degradation,
    Entity,
    EntityKind,
    Event,
    EventType,
    Lineage,
    Link,
    Mention,
    Moment,
    Origin,
    Quote,
    ReportDate,
    Role,
    Sentence,
    Status,
    Story,
    Topic,
    Utterance,
    Verdict,
)
from communique.relations.matters import keep_matters
from communique.relations.relate import relate
from communique.relations.series import make_series
from communique.stage import Group

STATES = tuple(f"{a}{b}{c}" for a in "ABCD" for b in "EFGHI" for c in "XYZ")[:40]
KINDS = (
    (EventType.CONSULT, "visit", 4.0),
    (EventType.CONSULT, "meet", 2.5),
    (EventType.ACCUSE, "allege", -2.0),
    (EventType.AGREE, None, 2.5),
    (EventType.REJECT, "meet", -2.0),
    (EventType.SANCTION, "expel", -6.0),
    (EventType.ASSAULT, None, -9.0),
    (EventType.COERCE, "seize", -7.0),
    (EventType.REQUEST, "change", -1.0),
    (EventType.STATEMENT, None, 0.0),
)
STATUSES = (Status.HAPPENED,) * 5 + (Status.PLANNED, Status.TENTATIVE, Status.POSTPONED, Status.CANCELLED)
WORDS = (
    "The foreign minister of {a} told {b} in talks on Monday that differences over fishing, tariffs and the border "
    "should be settled by the end of the year, a spokesman said."
)


def made_up(n_claims: int) -> dict[str, Group]:
    """The groups of 200 dyads over so many claims: 40 events a story, five claims of two origins an event."""
    chance = random.Random(7)
    pairs = sorted({tuple(sorted(chance.sample(STATES, 2))) for _ in range(260)})[:200]
    rows: dict[str, dict[type, list[object]]] = defaultdict(lambda: defaultdict(list))
    for n in range(n_claims // 200):
        left, right = pairs[n % len(pairs)]
        _story(rows[f"{left}-{right}"], n, left, right, chance)
    return {
        key: Group(key, {kind: tuple(v) for kind, v in held.items()}) for key, held in sorted(rows.items())
    }


def _story(rows: dict[type, list[object]], n: int, left: str, right: str, chance: random.Random) -> None:
    story, day = f"s-{n:06}", datetime.date(2015, 1, 1) + datetime.timedelta(days=chance.randrange(3600))
    reports = [f"r-{n:06}{k}" for k in range(5)]
    text = WORDS.format(a=left, b=right)
    for k, report in enumerate(reports):
        origin = f"o-{n:06}{k % 2}"
        rows[ReportDate].append(
            ReportDate(
                report_id=report,
                published=day.isoformat(),
                published_basis=None,
                published_evidence=None,
                reason="",
            )
        )
        rows[Lineage].append(
            Lineage(report_id=report, origin_id=origin, degradation=Degradation.CLEAN, reason="")
        )
    for k in range(2):
        rows[Origin].append(
            Origin(
                origin_id=f"o-{n:06}{k}",
                wire=None,
                wire_basis=None,
                story_id=story,
                best_report_id=reports[k],
                report_ids=tuple(reports[k::2]),
            )
        )
    for state in (left, right):
        role = Role(
            role="foreign_minister", state=state, start="2014", end=None, as_of="2026", basis="checked"
        )
        for entity_id, kind in ((state, EntityKind.STATE), (f"minister-{state.lower()}", EntityKind.PERSON)):
            rows[Entity].append(
                Entity(
                    entity_id=entity_id,
                    kind=kind,
                    name=entity_id,
                    state=state,
                    sector="GOV",
                    cow=None,
                    gw=None,
                    wikidata_id=None,
                    lat=None,
                    lon=None,
                    geonames_id=None,
                    roles=(role,) if kind is EntityKind.PERSON else (),
                )
            )
    for e in range(40):
        _event(rows, f"e-{n:06}{e:02}", story, reports, (left, right), day, text, chance)
    rows[Story].append(
        Story(
            story_id=story,
            title=text[:40],
            first_published=day.isoformat(),
            last_published=day.isoformat(),
            n_reports=5,
            n_origins=2,
            dyads=(f"{left}-{right}",),
        )
    )


def _event(
    rows: dict[type, list[object]],
    event_id: str,
    story: str,
    reports: list[str],
    sides: tuple[str, str],
    day: datetime.date,
    text: str,
    chance: random.Random,
) -> None:
    kind, mode, intensity = chance.choice(KINDS)
    status = chance.choice(STATUSES)
    actor, recipient = chance.sample(sides, 2)
    when = (day + datetime.timedelta(days=chance.randrange(-30, 60))).isoformat()
    both = {
        "actor": (f"minister-{actor.lower()}", actor),
        "actor_states": (actor,),
        "recipient": (f"minister-{recipient.lower()}", recipient),
        "recipient_states": (recipient,),
        "event_type": kind,
        "mode": mode,
        "status": status,
        "contexts": ("diplomatic",),
        "date": when,
        "date_start": when,
        "date_end": when,
        "place_id": None,
        "intensity": intensity,
        "confidence": 0.8,
    }
    rows[Event].append(
        Event(
            event_id=event_id,
            story_id=story,
            n_reports=5,
            n_origins=2,
            n_witnesses=2,
            background=False,
            verdict=Verdict.CORROBORATED,
            title=f"{actor} {kind} {recipient}",
            **both,
        )
    )
    for k, report in enumerate(reports):
        start = int(event_id[-2:]) * 200
        sentence = f"t-{event_id}{k}"
        rows[Sentence].append(
            Sentence(
                sentence_id=sentence,
                report_id=report,
                start=start,
                end=start + len(text),
                exact=text,
                block_kind=BlockKind.BODY,
            )
        )
        for word in ("fishing", "tariffs", "border"):
            at = text.index(word)
            rows[Topic].append(
                Topic(
                    report_id=report,
                    sentence_id=sentence,
                    start=start + at,
                    end=start + at + len(word),
                    exact=word,
                    label=word,
                    contexts=("economic",),
                    media_topics=(),
                    contested=True,
                    reason="wording",
                )
            )
        rows[Claim].append(
            Claim(
                claim_id=f"c-{event_id}{k}",
                event_id=event_id,
                report_id=report,
                origin_id=f"o-{report[2:8]}{k % 2}",
                start=start,
                end=start + len(text),
                exact=text,
                actor_sectors=("GOV",),
                recipient_sectors=("GOV",),
                actor_text=f"The foreign minister of {actor}",
                recipient_text=recipient,
                alleged_by=None,
                basis=Basis.NAMED_OFFICIAL,
                attributed_to=None,
                date_text="Monday",
                place_text=None,
                lat=None,
                lon=None,
                trigger_start=start + 10,
                trigger_end=start + 14,
                made_by="frame",
                why="",
                **both,
            )
        )


def main() -> None:
    n_claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    groups = made_up(n_claims)
    for kind in (Mention, Moment, Quote, Utterance, Link):
        assert all(not group.of(kind) for group in groups.values())
    for make in (keep_matters, make_series, relate):
        begun = time.process_time()
        rows = sum(1 for group in groups.values() for _ in make(group))
        spent = time.process_time() - begun
        print(f"{make.__name__:<14} {spent:6.2f} s  {rows} rows")
    print(f"relate is all of pass 4: {n_claims} claims of {len(groups)} dyads")


if __name__ == "__main__":
    main()
