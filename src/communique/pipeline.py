"""The stages in the order of the passes: the table of contents of the product."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from communique import (
    clean,
    copies,
    dates,
    events,
    names,
    parse,
    quotes,
    reading,
    reconcile,
    relations,
    spot,
    status,
    stories,
)
from communique.records import (
    Appointment,
    Block,
    Channel,
    Claim,
    Commitment,
    Copy,
    Entity,
    Event,
    Finding,
    Incident,
    Issue,
    Judgement,
    Lineage,
    Link,
    Membership,
    Mention,
    Moment,
    Number,
    Origin,
    Parse,
    Predicate,
    Quote,
    Reject,
    Report,
    ReportDate,
    Sentence,
    SeriesPoint,
    Sketch,
    Spotted,
    Story,
    Topic,
    Utterance,
    Version,
)
from communique.stage import Group, Stage

PARSER = parse.Parser()


def with_registry(path: Path) -> tuple[Stage, ...]:
    """The stages with a user's registry of persons and offices laid over the shipped one."""
    known = names.load_registry(path)
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    run = partial(names.name_entities, known=known)
    return tuple(replace(s, run=run, options=f"registry {mark}") if s.name == "names" else s for s in STAGES)


def with_frames(folder: Path, stages: Sequence[Stage] | None = None) -> tuple[Stage, ...]:
    """The stages (all, where none are given) with a folder of a user's event frames laid over the shipped ones."""
    given = events.load_user_frames(folder)
    run = partial(events.code_with, given=given)
    return tuple(
        replace(s, run=run, options=f"{s.options} frames {given.mark}".strip()) if s.name == "events" else s
        for s in stages or STAGES
    )


def model_made_by() -> str:
    """The English model's name, version and hash."""
    return PARSER.made_by


def triage(group: Group) -> Iterator[Reject]:
    """A reject for each report of a story that has sentences and not one claim in them."""
    coded = {claim.report_id for claim in group.of(Claim)}
    for report_id in sorted({sentence.report_id for sentence in group.of(Sentence)} - coded):
        yield Reject(stage="triage", record_id=report_id, path=None, reason="holds no political event")


_SPINE = (
    "records.py",
    "spans.py",
    "grammar.py",
    "stage.py",
    "schema.py",
    "rules.py",
    "dyads.py",
    "periods.py",
)

STAGES: tuple[Stage, ...] = (
    # pass 1, per report
    Stage(
        name="clean",
        reads=(Report,),
        writes=(Block, Reject),
        by="report",
        run=clean.clean_report,
        rules=(*_SPINE, "clean", "data/clean"),
    ),
    Stage(
        name="parse",
        reads=(Report, Block),
        writes=(Sentence, Parse),
        by="report",
        run=partial(parse.parse_report, parser=PARSER),
        rules=(*_SPINE, "parse"),
        model=model_made_by,
        heavy=True,
    ),
    Stage(
        name="spot",
        reads=(Report, Block, Sentence, Parse),
        writes=(Spotted,),
        by="report",
        run=spot.spot_report,
        rules=(*_SPINE, "spot", "data/names", "data/names_rules", "data/dates", "data/spot"),
    ),
    Stage(
        name="status",
        reads=(Sentence, Parse),
        writes=(Predicate,),
        by="report",
        run=status.mark_status,
        rules=(*_SPINE, "status", "data/status"),
    ),
    Stage(
        name="sketch",
        reads=(Report, Block, Sentence, Parse, Spotted),
        writes=(Sketch,),
        by="report",
        run=stories.sketch_report,
        rules=(*_SPINE, "stories", "data/stories", "data/copies"),
    ),
    Stage(
        name="topics",
        reads=(Sentence, Parse),
        writes=(Topic,),
        by="report",
        run=relations.spot_topics,
        rules=(*_SPINE, "relations", "data/relations"),
    ),
    # pass 2, whole record
    Stage(
        name="versions",
        reads=(Report,),
        writes=(Version,),
        by="record",
        run=reading.mark_versions,
        rules=(*_SPINE, "reading"),
    ),
    Stage(
        name="stories",
        reads=(Sketch, Version, Judgement),
        writes=(Membership,),
        by="record",
        run=stories.group_stories,
        rules=(*_SPINE, "stories", "data/stories", "data/copies"),
    ),
    # pass 3, per story
    Stage(
        name="published",
        reads=(Report, Block, Sentence, Parse, Spotted, Predicate),
        writes=(ReportDate,),
        by="story",
        run=dates.date_reports,
        rules=(*_SPINE, "dates", "data/dates", "data/names"),
    ),
    Stage(
        name="origins",
        reads=(Report, Block, Sentence, Parse, Spotted, ReportDate, Judgement),
        writes=(Copy, Origin, Lineage),
        by="story",
        run=copies.find_origins,
        rules=(*_SPINE, "copies", "data/copies", "data/stories"),
    ),
    Stage(
        name="names",
        reads=(Report, Block, Sentence, Parse, Spotted, ReportDate, Lineage, Copy),
        writes=(Mention, Entity),
        by="story",
        run=names.name_entities,
        rules=(*_SPINE, "names", "data/names", "data/names_rules", "data/spot"),
    ),
    Stage(
        name="moments",
        reads=(Report, Block, Sentence, Parse, Spotted, Predicate, ReportDate, Lineage, Copy),
        writes=(Moment, Number),
        by="story",
        run=dates.date_moments,
        rules=(*_SPINE, "dates", "data/dates", "data/names"),
    ),
    Stage(
        name="quotes",
        reads=(Report, Block, Sentence, Parse, Spotted, ReportDate, Copy, Lineage, Mention, Entity, Moment),
        writes=(Quote, Utterance),
        by="story",
        run=quotes.attribute_quotes,
        rules=(*_SPINE, "quotes", "data/quotes", "data/names"),
    ),
    Stage(
        name="events",
        reads=(
            Report, Block, Sentence, Parse, Spotted, Predicate, ReportDate, Copy, Lineage, Origin, Mention, Entity,
            Moment, Quote,
        ),
        writes=(Claim, Event, Link),
        by="story",
        run=events.code_events,
        rules=(*_SPINE, "events", "data/events", "data/status", "data/names"),
    ),
    Stage(
        name="triage",
        reads=(Sentence, Claim),
        writes=(Reject,),
        by="story",
        run=triage,
        rules=(*_SPINE, "pipeline.py"),
    ),
    Stage(
        name="titles",
        reads=(Report, Block, Sentence, ReportDate, Origin, Lineage, Event),
        writes=(Story,),
        by="story",
        run=stories.title_story,
        rules=(*_SPINE, "stories", "data/stories"),
    ),
    Stage(
        name="reconcile",
        reads=(
            Report, Block, Sentence, ReportDate, Copy, Lineage, Origin, Entity, Mention, Moment, Number, Quote,
            Utterance, Claim, Event,
        ),
        writes=(Finding,),
        by="story",
        run=reconcile.reconcile_story,
        rules=(*_SPINE, "clocks.py", "reconcile", "data/reconcile", "data/names"),
    ),
    # pass 4, per dyad
    Stage(
        name="relations",
        reads=(
            ReportDate, Lineage, Origin, Entity, Topic, Sentence, Mention, Moment, Quote, Utterance, Claim, Event, Link,
            Story,
        ),
        writes=(Appointment, Channel, Commitment, Incident, Issue, SeriesPoint),
        by="dyad",
        run=relations.relate,
        rules=(*_SPINE, "relations", "data/relations"),
    ),
)  # fmt: skip
