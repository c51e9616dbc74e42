"""Scores the event coder end to end from raw sentences: `python bench/events.py ../shared/bench [--only NAME]`.

Prints micro and macro F1 over the 15 labels and four classes of sentences_dev (one prediction a sentence, none is a
miss), dyad and label F1 on gsr, recall and false fires on detection_dev, the share of probes passed (sentences of
sentences_dev rewritten by script, see probes.py), and MEANTIME's event factuality (see factuality.py). Only numbers
leave it.

Three readings of PLOVER are applied to our claims before they are compared, as its manual and our PLOVER export have
it: what is planned of CONSULT, SUPPORT, COOPERATE, AID, RETREAT and CONCEDE counts as AGREE, planned conflict as
THREATEN, and CONCEDE and RETREAT are one label (YIELD). In gsr a meeting's parties have no order.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from factuality import factuality
from probes import Seed, probes

from communique.grammar import Tree
from communique.pipeline import STAGES
from communique.records import Claim, EventType, Parse, Report, Status
from communique.rules import load_table
from communique.spans import content_id
from communique.stage import Group

SKIPPED = {"versions", "stories", "sketch", "topics", "triage", "titles", "reconcile", "relations"}
COOPERATION = {EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.CONCEDE}
PROMISED = COOPERATION | {EventType.CONSULT}  # planned, PLOVER's manual and our export call them AGREE
CONFLICT = {EventType.COERCE, EventType.ASSAULT, EventType.SANCTION, EventType.MOBILIZE, EventType.PROTEST}
CLASSES = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4, "SANCTION": 4,
}  # fmt: skip
GSR = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
Dyad = tuple[str, str | None, str | None]
TYPOS = {"ITL": "ITA", "JAP": "JPN", "ANG": "AGO", "VTN": "VNM"}


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--only", choices=("sentences", "gsr", "detection", "probes", "factuality"))
    chosen = parser.parse_args()
    scores = {"sentences": sentences, "gsr": gsr, "detection": detection, "probes": probed}
    for name, score in scores.items():
        if chosen.only in (None, name):
            score(chosen.bench / "events")
    if chosen.only in (None, "factuality"):
        factuality(chosen.bench / "dates" / "meantime")


def code(text: str) -> list[Claim]:
    """The claims of one text taken through every room."""
    return parsed_code(text)[0]


def parsed_code(text: str) -> tuple[list[Claim], list[Parse]]:
    """The claims of one text and its sentences' grammar."""
    report_id = content_id("r", text)
    report = Report(
        report_id=report_id, path="-", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    rows: dict[type, tuple[object, ...]] = {Report: (report,)}
    for stage in STAGES:
        if stage.name in SKIPPED:
            continue
        key = report_id if stage.by == "report" else "story"
        made = list(stage.run(Group(key, {kind: rows.get(kind, ()) for kind in stage.reads})))
        for kind in stage.writes:
            rows[kind] = (*rows.get(kind, ()), *(row for row in made if type(row) is kind))
    return (
        [row for row in rows.get(Claim, ()) if isinstance(row, Claim)],
        [row for row in rows.get(Parse, ()) if isinstance(row, Parse)],
    )


def label(claim: Claim) -> str:
    """The claim's label among the 15 of the benchmark."""
    kind, ahead = claim.event_type, claim.status in {Status.PLANNED, Status.TENTATIVE}
    if ahead and kind in PROMISED:
        return "AGREE"
    if ahead and kind in CONFLICT:
        return "THREATEN"
    if claim.status is Status.NEGATED and kind in COOPERATION | {EventType.AGREE}:
        return "REJECT"
    return "YIELD" if kind in {EventType.RETREAT, EventType.CONCEDE} else kind.value


def words(text: str | None) -> set[str]:
    """The words of a side."""
    return set((text or "").replace(",", " ").replace("'s", " ").split())


def choose(claims: Iterable[Claim], actor: str | None, recipient: str | None) -> Claim | None:
    """The one claim about the sides asked for: most words shared, then the first."""
    events = [c for c in claims if c.event_type is not EventType.STATEMENT]
    return max(
        events,
        key=lambda c: (
            2 * bool(words(actor) & words(c.actor_text)) + bool(words(recipient) & words(c.recipient_text)),
            -c.trigger_start,
        ),
        default=None,
    )


def read(path: Path) -> list[dict[str, object]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sentences(folder: Path) -> None:
    """Labels and classes of sentences_dev."""
    rows = read(folder / "sentences_dev.jsonl")
    started = time.perf_counter()
    found = [choose(code(str(r["text"])), str(r["actor_text"]), str(r["recipient_text"])) for r in rows]
    took = time.perf_counter() - started
    told = [label(c) if c else None for c in found]
    gold = [str(r["event_type"]) for r in rows]
    print(
        f"sentences_dev: n {len(rows)}, coded {sum(t is not None for t in told)}, {len(rows) / took:.0f} sentences/s"
    )
    scores = [f1(told, gold, name) for name in sorted(set(gold))]
    for name, (precision, recall, value) in zip(sorted(set(gold)), scores, strict=True):
        print(f"  {name:10} P {precision:.2f} R {recall:.2f} F {value:.2f} n {gold.count(name)}")
    print(f"  micro F1 {micro(told, gold):.3f}  macro F1 {sum(s[2] for s in scores) / len(scores):.3f}")
    classes = [CLASSES.get(t or "") for t in told]
    print(f"  four classes F1 {micro(classes, [int(str(r['quad'])) for r in rows]):.3f}")


def micro(told: list[object] | list[str | None] | list[int | None], gold: list[str] | list[int]) -> float:
    """F1 with a missing prediction as a miss."""
    right = sum(t == g for t, g in zip(told, gold, strict=True))
    made = sum(t is not None for t in told)
    return 2 * right / (made + len(gold)) if made else 0.0


def f1(told: list[str | None], gold: list[str], name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one label."""
    right = sum(t == g == name for t, g in zip(told, gold, strict=True))
    made, there = told.count(name), gold.count(name)
    return right / made if made else 0.0, right / there, 2 * right / (made + there)


def gsr(folder: Path) -> None:
    """Dyad and label together: a claim is right if a gold record of its sentence has label, actor and recipient."""
    right = made = there = 0
    for row in read(folder / "gsr.jsonl"):
        name = GSR.get(str(row["event"]), str(row["event"]))
        want = pairs(name, codes(row["source"]), codes(row["target"]))
        got: set[Dyad] = set()
        for claim in code(str(row["text"])):
            if claim.event_type is not EventType.STATEMENT:
                got |= dyads(claim)
        plain = {"YIELD": {"CONCEDE", "RETREAT"}}
        hits = {
            g
            for g in got
            if any(g[1:] == w[1:] and (w[0] == g[0] or w[0] in plain.get(g[0], set())) for w in want)
        }
        right, made, there = right + len(hits), made + len(got), there + len(want)
    precision, recall = right / made, right / there
    print(
        f"gsr: dyad + label P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
    )


def codes(sides: object) -> set[str]:
    """The state codes of gold sides."""
    found = [str(s.get("code")) for s in sides if isinstance(s, dict)] if isinstance(sides, list) else []
    return {TYPOS.get(c, c)[:3] for c in found if c and c != "None"}


def dyads(claim: Claim) -> set[Dyad]:
    """A claim as label, actor and recipient states; the parties of a meeting pair with each other, in no order."""
    actors, recipients = (
        side(claim.actor_states, claim.actor_sectors),
        side(claim.recipient_states, claim.recipient_sectors),
    )
    return pairs(label(claim), actors, recipients)


def pairs(name: str, actors: set[str], recipients: set[str]) -> set[Dyad]:
    """Each actor with each recipient; of a meeting each party with each other, in alphabetical order."""
    if name == "CONSULT" and len(actors | recipients) > 1:
        meeting = sorted(actors | recipients)
        if not recipients:
            return {(name, a, b) for a in meeting for b in meeting if a < b}
        return {(name, min(a, r), max(a, r)) for a in actors for r in recipients if a != r}
    return {(name, a, r) for a in actors or {None} for r in recipients or {None}}  # type: ignore[misc]


def side(states: tuple[str, ...], sectors: tuple[str, ...]) -> set[str]:
    """The codes of a side as gsr writes them: states, and IGO for any organisation of states."""
    known = state_codes()
    found = {s if s in known else "IGO" for s in states}
    return found | ({"IGO", "NGO"} & set(sectors))


@cache
def state_codes() -> frozenset[str]:
    """All ISO3 codes of states."""
    return frozenset(row["iso3"] for row in load_table("names/states.tsv"))


def probed(folder: Path, most: int = 120) -> None:
    """The share of rewritten sentences that are read as rewritten, at most so many of each kind."""
    made: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for row in read(folder / "sentences_dev.jsonl"):
        seed = _seed(row)
        for probe in probes(seed) if seed is not None else ():
            if made[probe.name] < most:
                made[probe.name] += 1
                passed[probe.name] += probe.holds(code(probe.text))
    shares = ", ".join(f"{n} {passed[n] / made[n]:.2f} ({made[n]})" for n in sorted(made))
    print(f"probes passed: {passed.total() / made.total():.3f} of {made.total()}: {shares}")


def _seed(row: dict[str, object]) -> Seed | None:
    """A sentence as a starting point of probes, where it is one sentence coded with its label and as happened."""
    text, actor, recipient = str(row["text"]), str(row["actor_text"]), str(row["recipient_text"])
    claims, parses = parsed_code(text)
    claim = choose(claims, actor, recipient)
    if claim is None or len(parses) != 1 or label(claim) != row["event_type"]:
        return None
    if claim.status not in {Status.HAPPENED, Status.ONGOING}:
        return None
    tree = Tree(parses[0])
    return Seed(text, actor, recipient, tree, tree.between(claim.trigger_start, claim.trigger_end)[0], claim)


def detection(folder: Path) -> None:
    """Which sentences of real news hold an event: recall with and without statements, and false fires."""
    rows = read(folder / "detection_dev.jsonl")
    fired = {n: [c.event_type for c in code(str(r["text"]))] for n, r in enumerate(rows)}
    events = [n for n, r in enumerate(rows) if float(str(r["share_relevant"])) > 0.5]
    others = [n for n, r in enumerate(rows) if float(str(r["share_relevant"])) <= 0.5]
    statements = {n for n in events if _majority(rows[n]).startswith("0-")}
    told = [n for n in events if fired[n]]
    firm = [n for n in events if n not in statements]
    wrong = [n for n in others if fired[n]]
    print(
        f"detection_dev: recall all {len(told) / len(events):.2f} ({len(events)}), "
        f"without statements {sum(bool(fired[n]) for n in firm) / len(firm):.2f} ({len(firm)}), "
        f"false fires {len(wrong)} of {len(others)}"
    )
    print("  fired:", dict(Counter(t.value for n in fired for t in fired[n])))


def _majority(row: dict[str, object]) -> str:
    votes = row["penta"]
    return str(votes[0][0]) if isinstance(votes, list) and votes else ""


if __name__ == "__main__":
    main()
