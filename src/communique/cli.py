"""The command line: a door to the same functions as the Python package."""

from __future__ import annotations

import datetime
import getpass
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from communique import __version__, doctor, schema, settings, spans
from communique.errors import CommuniqueError, NotFound, UsageError

app = typer.Typer(
    name="communique",
    help="One verified record of what states do to each other, from the reports that tell it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
err = Console(stderr=True, highlight=False)

Db = Annotated[
    Path | None, typer.Option("--db", help="The record's file (default communique.db).", show_default=False)
]
WIKIDATA = "https://query.wikidata.org/sparql"
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
FramesDir = Annotated[
    Path | None,
    typer.Option("--frames", help="A folder of event frames of your own (TOML).", show_default=False),
]


class BriefFormat(StrEnum):
    """What a brief is printed as."""

    MD = "md"
    HTML = "html"
    JSON = "json"


class TableFormat(StrEnum):
    """What tables are written as."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    CSV = "csv"


class Kind(StrEnum):
    """What can be shown."""

    REPORT = "report"
    ORIGIN = "origin"
    STORY = "story"
    EVENT = "event"
    QUOTE = "quote"
    ENTITY = "entity"


class Verdict(StrEnum):
    """What a person can judge of two reports."""

    MERGE = "merge"
    SPLIT = "split"


class About(StrEnum):
    """What two reports are judged to share, or not to share."""

    ORIGIN = "origin"
    STORY = "story"


def main() -> None:
    """Run the command line; exit 0 on success, 2 on a usage error, 1 on a failure with one line."""
    try:
        app()
    except UsageError as error:
        err.print(f"communique: {error}", markup=False, soft_wrap=True)
        sys.exit(2)
    except CommuniqueError as error:
        err.print(f"communique: {error}", markup=False, soft_wrap=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        err.print(
            f"communique: {where}{error.strerror or error}; check the path", markup=False, soft_wrap=True
        )
        sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """One verified record of what states do to each other, from the reports that tell it."""


# ---------------------------------------------------------------- run


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders or globs of reports.")],
    db: Db = None,
    published: Annotated[
        str | None, typer.Option(help="Day of publication for files that state none (2023-06-18).")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Read at most so many reports.", min=1)] = None,
    workers: Annotated[
        int | None, typer.Option(help="Worker processes (default: one a core).", min=1)
    ] = None,
    frames: FramesDir = None,
    as_json: AsJson = False,
) -> None:
    """Read reports into the record: communique run examples/saudi-iran --db r.db"""
    from communique import job

    chosen = settings.load()
    with _progress() as progress:
        record = job.run(
            inputs,
            db=db or chosen.db,
            published=published,
            limit=limit or chosen.limit,
            workers=workers or chosen.workers or os.cpu_count() or 1,
            stages=_stages(frames),
            progress=progress,
            warn=lambda line: err.print(f"set aside: {line}", markup=False, soft_wrap=True),
        )
    with record:
        counts = {name: len(record.rows(kind)) for name, kind in _counted().items()}
        summary = record.summary
    if as_json:
        _print_json(
            {
                "reports_in": summary.reports_in,
                "coded": summary.coded,
                "set_aside": dict(summary.set_aside),
                "already_held": summary.already_held,
                "record": counts,
            }
        )
    else:
        typer.echo(_screen(summary, counts, str(db or chosen.db)))


def _stages(frames: Path | None = None) -> Any:
    """The stages, with the registry that communique.toml names and the frames given, else named there."""
    from communique import pipeline

    chosen = settings.load()
    stages = pipeline.with_registry(chosen.registry) if chosen.registry else pipeline.STAGES
    folder = frames or chosen.frames
    return pipeline.with_frames(folder, stages) if folder else stages


def _counted() -> dict[str, type]:
    from communique import records

    return {
        "reports": records.Report,
        "origins": records.Origin,
        "stories": records.Story,
        "events": records.Event,
        "claims": records.Claim,
        "quotes": records.Quote,
    }


def _screen(summary: Any, counts: dict[str, int], db: str) -> str:
    aside = summary.set_aside.total()
    lines = [
        f"{summary.reports_in} reports in = {summary.coded} coded + {aside} set aside"
        f" + {summary.already_held} already held",
        *(f"    {n} × {reason}" for reason, n in sorted(summary.set_aside.items())),
        f"the record {db} now holds",
        *(f"    {n:>6} {name}" for name, n in counts.items()),
        f"next: communique brief --db {db}",
    ]
    return "\n".join(lines)


@contextmanager
def _progress() -> Iterator[Any]:
    """Progress on stderr: a bar on a terminal, plain lines otherwise."""
    if not err.is_terminal:
        yield _plain_progress
        return
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if total:
                tasks.setdefault(
                    stage, bars.add_task(stage, total=total) if stage not in tasks else tasks[stage]
                )
                bars.update(tasks[stage], completed=done)

        yield show


def _plain_progress(stage: str, done: int, total: int) -> None:
    if total and done == total:
        err.print(f"{stage}: {total}", markup=False)


# ---------------------------------------------------------------- reading the record


@contextmanager
def _opened(db: Path | None, day: str | None = None) -> Iterator[Any]:
    from communique import past
    from communique.record import Record

    with Record.open(db or settings.load().db) as record:
        if record.store.building():
            err.print(
                "a run is under way or was interrupted; `communique run` makes the record whole", markup=False
            )
        if day is None:
            yield record
        else:
            stages = _stages()
            _warn_of_frames(record, stages)
            with past.as_of(record, day, stages=stages) as earlier:
                yield earlier


def _warn_of_frames(record: Any, stages: Any) -> None:
    """Say so where events were coded with frames of the user's that the stages do not have."""
    from communique.records import Claim

    claim = next(iter(record.store.rows(Claim)), None)
    mark = claim.made_by.partition(" frames ")[2] if claim else ""
    if mark and not any(f"frames {mark}" in stage.made_by for stage in stages):
        line = "frames of yours coded this record and are not named now; name their folder in communique.toml"
        err.print(f'{line}: frames = "FOLDER"', markup=False, soft_wrap=True)


@app.command()
def brief(
    db: Db = None,
    dyad: Annotated[str | None, typer.Option(help="Two states, alphabetical: CHN-USA.")] = None,
    story: Annotated[str | None, typer.Option(help="One story's id.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Only what reports of that day or later add or change.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The record of the reports published by that day.")
    ] = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="md, html or json.")] = BriefFormat.MD,
) -> None:
    """A cited account in prose: communique brief --db r.db --dyad IRN-SAU"""
    from communique import job, views

    job.check_day(since)
    with _opened(db, as_of) as record:
        facts = views.Facts(record.rows)
        story_id = record.get("story", story)["story_id"] if story else None
        dyad = _known_dyad(dyad, facts) if dyad else None
        briefs = views.write_brief(facts, story_id=story_id, dyad=dyad, since=since)
        if dyad and not story and (standing := views.write_status(facts, dyad, since=since)):
            briefs = [standing, *briefs]
        if not briefs:
            raise NotFound(_nothing(dyad, facts))
        _print_briefs(briefs, facts, form)


def _print_briefs(briefs: list[Any], facts: Any, form: BriefFormat) -> None:
    from communique import views

    match form:
        case BriefFormat.MD:
            typer.echo(views.as_markdown(briefs, facts))
        case BriefFormat.HTML:
            typer.echo(views.as_html(briefs, facts))
        case BriefFormat.JSON:
            typer.echo(views.as_json(briefs))


def _known_dyad(dyad: str, facts: Any) -> str:
    sides = sorted(side.strip().upper() for side in re.split("[-\u2010-\u2013]", dyad))
    if len(sides) != 2 or not all(sides) or sides[0] == sides[1]:
        raise UsageError(f"{dyad!r} is no dyad; write two different states as CHN-USA")
    return "-".join(sides)


def _nothing(dyad: str | None, facts: Any) -> str:
    dyads = sorted({d for story in facts.stories.values() for d in story.dyads})
    about = f" about {dyad}" if dyad else ""
    return f"the record holds no story{about}; it has {', '.join(dyads[:12]) or 'none at all'}"


def _no_series(dyad: str, facts: Any) -> str:
    if not any(dyad in story.dyads for story in facts.stories.values()):
        return _nothing(dyad, facts)
    return (
        f"no report of {dyad} and no event between them has a day; "
        "run again with --published DATE for reports that state none"
    )


class By(StrEnum):
    """The kinds of period of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@app.command()
def status(
    dyad: Annotated[str, typer.Argument(help="Two states: CHN-USA.")],
    db: Db = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The record of the reports published by that day.")
    ] = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="md, html or json.")] = BriefFormat.MD,
    as_json: AsJson = False,
) -> None:
    """The state of a relationship, line by line with its words: communique status CHN-USA --db r.db"""
    from communique import views

    with _opened(db, as_of) as record:
        facts = views.Facts(record.rows)
        wanted = _known_dyad(dyad, facts)
        standing = views.write_status(facts, wanted)
        if standing is None:
            raise NotFound(_nothing(wanted, facts))
        _print_briefs([standing], facts, BriefFormat.JSON if as_json else form)


@app.command()
def series(
    dyad: Annotated[str, typer.Option(help="Two states: CHN-USA.")],
    db: Db = None,
    by: Annotated[By, typer.Option(help="day, week or month.")] = By.MONTH,
    actor: Annotated[str | None, typer.Option(help="Only what this state of the two did.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw it too: a .png, .svg or .pdf file.")] = None,
    events: Annotated[bool, typer.Option("--events", help="List the events behind each period.")] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The record of the reports published by that day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Two states through time, as CSV: communique series --dyad CHN-USA --by week --plot week.png --db r.db"""
    from communique import views

    with _opened(db, as_of) as record:
        facts = views.Facts(record.rows)
        wanted = _known_dyad(dyad, facts)
        if actor is not None and actor.upper() not in wanted.split("-"):
            raise UsageError(f"{actor} is none of {wanted}; name one of its two states")
        made = views.dyad_series(facts, wanted, by=by, actor=actor.upper() if actor else None)
        if not made.points:
            raise NotFound(_no_series(wanted, facts))
        if plot is not None:
            views.draw_series(made.points, plot, title=made.title, note=made.note)
            err.print(f"drawn: {plot}", markup=False, soft_wrap=True)
        if as_json:
            _print_json(made.as_json(events=events))
        else:
            typer.echo("\n".join(made.as_csv(events=events)))


@app.command()
def network(
    db: Db = None,
    since: Annotated[str | None, typer.Option("--from", help="First day: 2023-06-01.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day: 2023-06-30.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw it too: a .png, .svg or .pdf file.")] = None,
    graphml: Annotated[Path | None, typer.Option(help="Write it as GraphML too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Who dealt with whom in some days, as CSV: communique network --from 2023-06-01 --to 2023-06-30 --db r.db"""
    from communique import job, views

    job.check_day(since)
    job.check_day(until)
    if since and until and since > until:
        raise UsageError(f"no day lies from {since} to {until}; give the earlier day to --from")
    with _opened(db) as record:
        facts = views.Facts(record.rows)
        origins = {event: {c.origin_id for c in claims} for event, claims in facts.claims.items()}
        made = views.make_network(facts.events.values(), origins, first=since, last=until)
    days = f"{since or 'the beginning'} to {until or 'the end'}" if since or until else "all days"
    if graphml is not None:
        made.write_graphml(graphml)
    if plot is not None:
        note = "Lines: events that came about. Colour: mean intensity (PLOVER, -10 to 10)."
        views.draw_network(made, plot, title=f"Who deals with whom, {days}", note=note)
    if as_json:
        _print_json(schema.as_plain(made))
    else:
        typer.echo("\n".join(made.as_csv()))


@app.command()
def show(
    kind: Annotated[Kind, typer.Argument(help="report, origin, story, event, quote or entity.")],
    row_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, or a unique start of it.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """One thing with its evidence and why: communique show event e-1a2b --db r.db"""
    from communique import views
    from communique.record import KEYS

    with _opened(db) as record:
        row = record.get(kind, row_id)
        if as_json:
            _print_json(row)
        else:
            typer.echo(views.show(kind, row[KEYS[kind][1]], views.Facts(record.rows)))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words to look for.")],
    db: Db = None,
    limit: Annotated[int, typer.Option(help="At most so many hits.", min=1)] = 20,
    as_json: AsJson = False,
) -> None:
    """Full text over reports, quotes and events: communique search "grain corridor" --db r.db"""
    if not query.strip():
        raise UsageError("nothing to look for; give a word or two")
    with _opened(db) as record:
        hits = record.store.search(query, limit=limit)
    if as_json:
        _print_json([{"kind": kind, "id": row_id, "words": words} for kind, row_id, words in hits])
    else:
        for kind, row_id, words in hits:
            typer.echo(f"{kind:<7} {row_id}  {' '.join(words.split())}")
        if not hits:
            err.print(f"nothing holds {query!r}", markup=False)


@app.command()
def export(
    to: Annotated[Path, typer.Option("--to", help="The folder to write into.")],
    db: Db = None,
    form: Annotated[TableFormat, typer.Option("--format", help="jsonl, parquet or csv.")] = TableFormat.JSONL,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The record of the reports published by that day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The tables, one file each, with their codebook: communique export --to out --db r.db"""
    from communique import exports
    from communique.record import EXPORTED

    with _opened(db, as_of) as record:
        written = exports.write_tables(((name, record.table(name)) for name in EXPORTED), to, form=form)
    if as_json:
        _print_json([str(path) for path in written])
    for path in written if not as_json else []:
        typer.echo(str(path))


# ---------------------------------------------------------------- judging, mending


@app.command()
def judge(
    verdict: Annotated[Verdict, typer.Argument(help="merge: the same; split: not the same.")],
    reports: Annotated[list[str], typer.Argument(help="Two report ids, or unique starts of them.")],
    db: Db = None,
    about: Annotated[About, typer.Option(help="Are they one origin (copies) or one story?")] = About.ORIGIN,
    why: Annotated[str | None, typer.Option(help="The reason, kept with the judgement.")] = None,
    by: Annotated[str | None, typer.Option(help="Who judges (default: the user's name).")] = None,
) -> None:
    """Correct the record for good: communique judge split r-1a2b r-3c4d --about story --db r.db"""
    from communique import job
    from communique.records import Judgement

    path = db or settings.load().db
    stages = _stages()
    with _opened(path) as record:
        _warn_of_frames(record, stages)
        subjects = sorted({record.get("report", report_id)["report_id"] for report_id in reports})
    if len(subjects) != 2:
        raise UsageError("a judgement is about two different reports; give two report ids")
    kind = "must_link" if verdict is Verdict.MERGE else "cannot_link"
    judgement = Judgement(
        judgement_id=spans.content_id("j", about, *subjects),
        kind=kind,
        about=about,
        subjects=tuple(subjects),
        value=None,
        by=by or getpass.getuser(),
        at=_now(),
        why=why,
    )
    with _progress() as progress:
        job.judge(path, judgement, stages=stages, progress=progress).close()
    typer.echo(
        f"{judgement.judgement_id}: {kind} ({about}) {' '.join(subjects)}; it stands in every later run"
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


@app.command("eval")
def eval_command(
    task: Annotated[
        str,
        typer.Argument(
            help="events, status, identity, quotes, dates, names, copies, stories, findings or all."
        ),
    ],
    gold: Annotated[
        Path, typer.Argument(help="A folder of gold stories, each with reports/ and labels.json.")
    ],
    as_json: AsJson = False,
) -> None:
    """Score against gold labels: communique eval dates tests/gold/dev"""
    from communique import evaluate

    stories = evaluate.load_gold(gold)
    tables = [evaluate.evaluate(name, stories) for name in (evaluate.TASKS if task == "all" else [task])]
    if as_json:
        _print_json({table.task: [_score(score) for score in table.scores] for table in tables})
    else:
        typer.echo("\n\n".join("\n".join(table.lines()) for table in tables))


def _score(score: Any) -> dict[str, Any]:
    row: dict[str, Any] = schema.as_plain(score)
    return row | {"precision": score.precision, "recall": score.recall, "f1": score.f1}


@app.command()
def audit(
    sheet: Annotated[Path, typer.Argument(help="The sheet to draw, or, filled in, to score.")],
    db: Db = None,
    n: Annotated[int, typer.Option(help="How many claims to draw.", min=1)] = 200,
    by: Annotated[str, typer.Option(help="Strata: type, status or origin.")] = "type",
    score: Annotated[bool, typer.Option("--score", help="Read the filled sheet back.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="With --score: hold the answers as judgements.")
    ] = False,
) -> None:
    """Draw a sheet of claims to judge, then turn it into precision: communique audit sheet.csv --n 200 --by type"""
    from communique import evaluate, job, views

    if score:
        for name, right, judged, precision, low, high in evaluate.score_sheet(sheet):
            typer.echo(f"{name:<16} {precision:.3f}  95 % {low:.3f}–{high:.3f}  ({right} of {judged})")
        if keep:
            path = db or settings.load().db
            job.keep_judgements(path, evaluate.judgements_of(sheet, by=getpass.getuser(), at=_now()))
        return
    with _opened(db) as record:
        drawn = evaluate.draw_sheet(views.Facts(record.rows), sheet, n=n, by=by)
    typer.echo(
        f"{sheet}: {drawn} claims; fill the last column with y or n, then: communique audit {sheet} --score"
    )


names_app = typer.Typer(help="The registry of persons and offices.", no_args_is_help=True)
app.add_typer(names_app, name="names")


@names_app.command("refresh")
def names_refresh_command(
    out: Annotated[Path, typer.Argument(help="The registry file to write or extend (TSV).")],
    states: Annotated[str, typer.Option(help="States to ask for, as ISO codes: FRA,DEU.")],
    endpoint: Annotated[str, typer.Option(help="A SPARQL endpoint of Wikidata's form.")] = WIKIDATA,
    cache: Annotated[Path, typer.Option(help="Where answers are kept.")] = Path(".communique-cache"),
) -> None:
    """Ask Wikidata who holds office: communique names refresh offices.tsv --states FRA,DEU"""
    from communique import names_refresh

    chosen = [state.strip().upper() for state in states.split(",") if state.strip()]
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    rows = names_refresh.refresh(out, endpoint=endpoint, states=chosen, cache=cache, as_of=day)
    typer.echo(f'{out}: {rows} rows; name it in communique.toml: registry = "{out}"')


@app.command("doctor")
def doctor_command(frames: FramesDir = None, as_json: AsJson = False) -> None:
    """What is installed, what is missing, the command that mends it: communique doctor --frames my-frames"""
    folder = frames or settings.load().frames
    checks = doctor.examine() + (doctor.examine_frames(folder) if folder else [])
    if as_json:
        _print_json([schema.as_plain(check) for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'ok     ' if check.good else 'MISSING'} {check.name}: {check.found}")
            if check.remedy:
                typer.echo(f"        {check.remedy}")
    if not all(check.good for check in checks):
        raise typer.Exit(1)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
