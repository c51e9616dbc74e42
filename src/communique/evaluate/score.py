"""The tasks: how a record's rows are set against gold labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from communique import job
from communique.errors import UsageError
from communique.evaluate.findings import score_findings
from communique.evaluate.gold import GoldStory, Row
from communique.evaluate.relations import RELATION_TASKS, RELATIONS
from communique.evaluate.same import same_interval, same_parties, same_person, same_speaker, touches
from communique.evaluate.tally import Score, Table, Tally, bcubed, confusions
from communique.records import (
    Claim,
    Copy,
    MomentKind,
    Quote,
)
from communique.views.facts import Facts, Load


@dataclass(frozen=True)
class Told:
    """A gold story and what the record says of its reports."""

    gold: GoldStory
    facts: Facts
    ids: Mapping[str, str]  # file → report_id

    @cached_property
    def files(self) -> dict[str, str]:
        """report_id → file."""
        return {report_id: file for file, report_id in self.ids.items()}


def evaluate(task: str, gold: list[GoldStory]) -> Table:
    """One task's scores over the gold stories, read and coded in memory, each story alone (`stories`: all at once)."""
    if task not in TASKS:
        raise UsageError(f"no task is called {task}; choose from {', '.join(TASKS)}")
    return TASKS[task](_together(gold) if task == "stories" else _apart(gold))


_READ = (
    "reports", "claims", "claims_of", "quotes", "mentions", "moments", "lineages", "story_of", "entities", "copies",
    "dates", "findings", "sentences",
)  # fmt: skip


def _apart(gold: list[GoldStory]) -> list[Told]:
    return [_told(story, *_read_in((story.folder,))) for story in gold]


def _together(gold: list[GoldStory]) -> list[Told]:
    facts, ids = _read_in(tuple(story.folder for story in gold))
    return [_told(story, facts, ids) for story in gold]


@cache
def _read_in(folders: tuple[Path, ...]) -> tuple[Facts, dict[Path, str]]:
    """The facts of the reports in these story folders, coded in one record, and path → report_id.

    Kept for the process: all tasks over one gold folder code its reports once.
    """
    with TemporaryDirectory() as scratch:
        record = job.run([folder / "reports" for folder in folders], db=Path(scratch) / "gold.db")
        with record:
            facts = Facts(cast(Load, cache(record.rows)))
            for name in _READ:
                getattr(facts, name)  # read now: the record closes
            for kind in RELATIONS:
                facts.load(kind)
    return facts, {Path(report.path).resolve(): report.report_id for report in facts.reports.values()}


def _told(story: GoldStory, facts: Facts, ids: dict[Path, str]) -> Told:
    paths = {file: (story.folder / "reports" / file).resolve() for file in story.texts}
    return Told(story, facts, {file: ids[path] for file, path in paths.items() if path in ids})


def _by_damage(tally: Mapping[str, Tally]) -> Iterator[Score]:
    for kind in sorted(tally):
        yield tally[kind].score(f"  {kind}")


# ---------------------------------------------------------------- dates


def score_dates(stories: list[Told]) -> Table:
    """Time expressions with a value: the right stretch with the right days."""
    tally = Tally()
    damage: dict[str, Tally] = {}
    for told in stories:
        for file, report_id in told.ids.items():
            kind = told.gold.damage.get(file, "clean")
            wanted = [
                r
                for r in told.gold.rows("dates")
                if r["file"] == file
                and r["value"]
                and not r.get("corrupted")
                and r["kind"] in ("date", "span")
            ]
            found = [
                m
                for m in told.facts.moments.get(report_id, [])
                if m.value and not m.corrupted and m.kind in (MomentKind.DATE, MomentKind.SPAN)
            ]
            ignored = [r for r in told.gold.rows("dates") if r["file"] == file and r not in wanted]
            found = [m for m in found if not any(touches(r, m.start, m.end) for r in ignored)]
            right = sum(
                1
                for r in wanted
                if any(touches(r, m.start, m.end) and same_interval(r["value"], m) for m in found)
            )
            for one in (tally, damage.setdefault(kind, Tally())):
                one.add(report_id, "dates", right=right, predicted=len(found), gold=len(wanted))
    return Table(
        task="dates", scores=(tally.score("value"), *_by_damage(damage), _planned_into_past(stories))
    )


def _planned_into_past(stories: list[Told]) -> Score:
    wrong = n = 0
    for told in stories:
        for row in told.gold.rows("dates"):
            report_id = told.ids.get(row["file"])
            if row.get("direction") != "future" or report_id is None:
                continue
            published = told.facts.dates[report_id].published if report_id in told.facts.dates else None
            for m in told.facts.moments.get(report_id, []):
                if touches(row, m.start, m.end) and m.date_end and published:
                    n += 1
                    wrong += m.date_end < published
    return Score(name="planned, not into the past", right=n - wrong, predicted=n, gold=n)


# ---------------------------------------------------------------- quotes


def score_quotes(stories: list[Told]) -> Table:
    """Quotations: the stretch, the stretch with its speaker, and utterances across reports (BCubed)."""
    spans, speakers = Tally(), Tally()
    damage: dict[str, Tally] = {}
    clusters: list[tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]] = []
    altered = Tally()
    for told in stories:
        people = {row["id"]: row for row in told.gold.rows("people")}
        gold_ids: dict[Hashable, Hashable] = {}
        found_ids: dict[Hashable, Hashable] = {}
        quotes = [q for held in told.facts.quotes.values() for q in held if q.direct]
        for file, report_id in told.ids.items():
            wanted = [r for r in told.gold.rows("quotes") if r["file"] == file]
            found = [q for q in quotes if q.report_id == report_id]
            pairs = [(r, q) for r in wanted if (q := _best_overlap(r, found))]
            good = [(r, q) for r, q in pairs if same_speaker(r["speaker"], q, people, told.facts.entities)]
            kind = told.gold.damage.get(file, "clean")
            spans.add(report_id, "span", right=len(pairs), predicted=len(found), gold=len(wanted))
            for one in (speakers, damage.setdefault(kind, Tally())):
                one.add(report_id, "speaker", right=len(good), predicted=len(found), gold=len(wanted))
            for r, q in pairs:
                gold_ids[q.quote_id], found_ids[q.quote_id] = r.get("utterance"), q.utterance_id
                said = q.alteration == "altered"
                altered.add(
                    report_id,
                    "altered",
                    right=int(said and r["altered"]),
                    predicted=int(said),
                    gold=int(r["altered"]),
                )
        clusters.append((gold_ids, found_ids))
    rows = (
        spans.score("span"),
        speakers.score("span and speaker"),
        *_by_damage(damage),
        altered.score("altered"),
    )
    return Table(task="quotes", scores=(*rows, _mean_bcubed("utterances, BCubed", clusters)))


def _best_overlap(row: Row, quotes: list[Quote]) -> Quote | None:
    def share(quote: Quote) -> float:
        both = min(row["end"], quote.end) - max(row["start"], quote.start)
        return float(both / (max(row["end"], quote.end) - min(row["start"], quote.start)))

    best = max(quotes, key=share, default=None)
    return best if best is not None and share(best) >= 0.8 else None


def _mean_bcubed(
    name: str, clusters: list[tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]]
) -> Score:
    """BCubed pooled over stories: items of different stories never share a cluster in either."""
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for n, (g, f) in enumerate(clusters):
        gold |= {(n, k): (n, v) for k, v in g.items()}
        found |= {(n, k): (n, v) for k, v in f.items()}
    p, r, _ = bcubed(gold, found)
    scale = 10_000  # a score row holds counts: P and R to four places
    right = round(p * r * scale)
    return Score(name=name, right=right, predicted=round(r * scale), gold=round(p * scale))


# ---------------------------------------------------------------- names


def score_names(stories: list[Told]) -> Table:
    """Mentions of persons: the right person, all of them and the garbled alone."""
    tally, garbled, titles = Tally(), Tally(), Tally()
    for told in stories:
        people = {row["id"]: row for row in told.gold.rows("people")}
        for row in told.gold.rows("mentions"):
            report_id = told.ids.get(row["file"])
            if report_id is None or row.get("person") is None:
                continue
            near = [m for m in told.facts.mentions.get(report_id, []) if touches(row, m.start, m.end)]
            good = any(same_person(people[row["person"]], m.entity_id, told.facts.entities) for m in near)
            found = any(m.entity_id for m in near)
            for one in (tally, garbled) if row.get("garbled") else (tally,):
                one.add(report_id, "mention", right=int(good), predicted=int(found), gold=1)
            if row.get("title_wrong"):
                flagged = any(m.title_corrected for m in near)
                titles.add(report_id, "title", right=int(flagged), predicted=int(flagged), gold=1)
    return Table(
        task="names",
        scores=(
            tally.score("right person"),
            garbled.score("  garbled alone"),
            titles.score("wrong title corrected"),
        ),
    )


# ---------------------------------------------------------------- copies, stories


def score_copies(stories: list[Told]) -> Table:
    """Origins: pairs of reports rightly joined; and the kind of copy."""
    tally, how = Tally(), Tally()
    confusion: Counter[tuple[str, str]] = Counter()
    clusters: list[tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]] = []
    for told in stories:
        rows = [
            r
            for r in told.gold.rows("reports")
            if r["file"] in told.ids and r.get("political", True) and r.get("origin")
        ]
        gold: dict[Hashable, Hashable] = {told.ids[r["file"]]: r["origin"] for r in rows}
        found: dict[Hashable, Hashable] = {i: told.facts.origin_of(str(i)) for i in gold}
        clusters.append((gold, found))
        ids = sorted(map(str, gold))
        for n, left in enumerate(ids):
            for right in ids[n + 1 :]:
                same, joined = gold[left] == gold[right], found[left] == found[right]
                tally.add(
                    told.gold.slug, "pair", right=int(same and joined), predicted=int(joined), gold=int(same)
                )
        for row in rows:
            if row["parent"] and row["parent"] in told.ids:
                said = _how(told, told.ids[row["file"]], told.ids[row["parent"]])
                how.add(
                    told.gold.slug,
                    "how",
                    right=int(said == row["how"]),
                    predicted=int(said is not None),
                    gold=1,
                )
                confusion[row["how"], said or "none"] += 1
    return Table(
        task="copies",
        scores=(
            tally.score("pairs of one origin"),
            _mean_bcubed("origins, BCubed", clusters),
            how.score("kind of copy"),
        ),
        confusion=confusions(confusion),
    )


def _how(told: Told, left: str, right: str) -> str | None:
    found: list[Copy] = [c for c in told.facts.copies if {c.left_id, c.right_id} == {left, right}]
    return str(found[0].how) if found else None


def score_stories(stories: list[Told]) -> Table:
    """Stories over all reports at once, BCubed; reports without any politics are left out."""
    gold: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for told in stories:
        for row in told.gold.rows("reports"):
            report_id = told.ids.get(row["file"])
            if report_id and row.get("political", True):
                gold[report_id] = (told.gold.slug, row.get("affair"))
                found[report_id] = told.facts.story_of.get(report_id, report_id)
    return Table(task="stories", scores=(_mean_bcubed("stories, BCubed", [(gold, found)]),))


# ---------------------------------------------------------------- events


@dataclass(frozen=True, slots=True)
class _Pair:
    event: Row
    label: Row
    claim: Claim


def score_events(stories: list[Told]) -> Table:
    """Claims: type and parties found in the labelled sentence, then with the status; precision of two-state claims."""
    coded, with_status, strict = Tally(), Tally(), Tally()
    confusion: Counter[tuple[str, str]] = Counter()
    for told in stories:
        for file, report_id in told.ids.items():
            labels = [(e, c) for e in told.gold.rows("events") for c in e["claims"] if c["file"] == file]
            claims = told.facts.claims_of.get(report_id, [])
            for event, label in labels:
                near = [c for c in claims if touches(label, c.trigger_start, c.trigger_end)]
                good = [c for c in near if _same_event(event, c)]
                kind = event["event_type"]
                coded.add(report_id, kind, right=bool(good), gold=1)
                with_status.add(report_id, kind, right=any(c.status == label["status"] for c in good), gold=1)
                if near:
                    confusion[kind, str(good[0].event_type if good else near[0].event_type)] += 1
            for claim in claims:
                coded.add(report_id, str(claim.event_type), predicted=1)
                with_status.add(report_id, str(claim.event_type), predicted=1)
                if claim.actor_states and claim.recipient_states:
                    right = any(
                        touches(c, claim.trigger_start, claim.trigger_end) and _same_event(e, claim)
                        for e, c in labels
                    )
                    strict.add(report_id, "two states", right=int(right), predicted=1)
    types = [coded.score(f"  {label}", [label]) for label in coded.labels()]
    return Table(
        task="events",
        scores=(
            coded.score("type and parties"),
            with_status.score("  and status"),
            strict.score("claims of two states"),
            *types,
        ),
        confusion=confusions(confusion),
    )


def _same_event(event: Row, claim: Claim) -> bool:
    return event["event_type"] == claim.event_type and same_parties(event, claim)


def _pairs(told: Told) -> Iterator[_Pair]:
    for event in told.gold.rows("events"):
        for label in event["claims"]:
            claims = told.facts.claims_of.get(told.ids.get(label["file"], ""), [])
            near = [
                c for c in claims if touches(label, c.trigger_start, c.trigger_end) and _same_event(event, c)
            ]
            if near:
                yield _Pair(event, label, near[0])


def score_status(stories: list[Told]) -> Table:
    """The status of claims whose type and parties are right."""
    tally = Tally()
    confusion: Counter[tuple[str, str]] = Counter()
    for told in stories:
        for pair in _pairs(told):
            gold, found = pair.label["status"], str(pair.claim.status)
            confusion[gold, found] += 1
            tally.add(told.gold.slug, gold, right=int(gold == found), gold=1)
            tally.add(told.gold.slug, found, predicted=1)
    kinds = [tally.score(f"  {label}", [label]) for label in tally.labels()]
    return Table(task="status", scores=(tally.score("status"), *kinds), confusion=confusions(confusion))


def score_identity(stories: list[Told]) -> Table:
    """Event identity over claims whose type and parties are right, BCubed."""
    clusters: list[tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]] = []
    events = gold_events = 0
    for told in stories:
        pairs = list(_pairs(told))
        clusters.append(
            (
                {p.claim.claim_id: p.event["id"] for p in pairs},
                {p.claim.claim_id: p.claim.event_id for p in pairs},
            )
        )
        events += len({p.claim.event_id for p in pairs})
        gold_events += len({p.event["id"] for p in pairs})
    rows = Score(
        name="event rows per gold event", right=min(events, gold_events), predicted=events, gold=gold_events
    )
    return Table(task="identity", scores=(_mean_bcubed("events, BCubed", clusters), rows))


TASKS: dict[str, Callable[[list[Told]], Table]] = {
    "events": score_events,
    "status": score_status,
    "identity": score_identity,
    "quotes": score_quotes,
    "dates": score_dates,
    "names": score_names,
    "copies": score_copies,
    "stories": score_stories,
    "findings": score_findings,
    **RELATION_TASKS,
}
