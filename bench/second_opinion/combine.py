"""What the second opinion adds to the frames: veto, repair and find, offline, over claims as the frames make them.

Call: python bench/second_opinion/combine.py ../shared/bench tests/gold/dev [--keep FILE]

Codes sentences_dev, detection_dev and the gold stories (`--keep` holds them between runs), asks the opinion about
every claim and every sentence without one, and prints each set's scores under each rule.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from communique import job
from communique.evaluate.gold import load_gold
from communique.evaluate.same import same_parties, touches
from communique.events import opinion
from communique.events.frames import load_frames
from communique.grammar import Tree
from communique.parse import Parser
from communique.records import (
    BlockKind,
    Claim,
    Entity,
    EntityKind,
    EventType,
    Mention,
    Parse,
    Report,
    Sentence,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import events as bench

Odds = dict[EventType | None, float]
Span = tuple[int, int]
PARSER = Parser()
COLUMNS = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")
FRAME = re.compile(r"frame ([\w-]+)")
AFFAIRS = {frame.id for frame in load_frames().all if frame.affair}


@dataclass
class Heard:
    """One sentence: what the frames say of it, and the opinion on each claim and on the sentence's own sides."""

    row: Any  # the gold: a benchmark row, or (file's labels, report) of a story
    claims: list[tuple[Claim, Odds]]
    found: tuple[Claim, Odds] | None  # a claim the frames did not make, type still open
    set_name: str = ""
    labels: list[Any] = field(default_factory=list)


# ---------------------------------------------------------------- what the frames say


def hear(text: str, offset: int, claims: list[Claim], mentions: list[tuple[int, int, Entity]]) -> Any:
    """The opinion on each claim of one sentence, and on two known sides where there is no claim."""
    trees = [tree_of(s, offset) for s in PARSER([text.replace("\n", " ")])[0] if s.starts]
    heard = []
    for claim in claims:
        tree = next((t for t in trees if t[0].start <= claim.trigger_start < t.tokens[-1].end), trees[0])
        actor = place(text, offset, claim.actor_text)
        recipient = place(text, offset, claim.recipient_text)
        heard.append((claim, opinion.read(tree, actor, recipient)))
    return heard, None if claims or not trees else unheard(trees, mentions)


def tree_of(parsed: Any, offset: int) -> Tree:
    """A parsed sentence with offsets of its report."""
    columns = {name: getattr(parsed, name) for name in COLUMNS}
    columns["starts"] = tuple(s + offset for s in parsed.starts)
    columns["ends"] = tuple(e + offset for e in parsed.ends)
    return Tree(Parse(report_id="", sentence_id="", **columns))


def place(text: str, offset: int, words: str | None) -> Span | None:
    """Where a side stands: its words, or the first of several parties."""
    for part in (words, (words or "").split(", ")[0]):
        at = text.find(part) if part else -1
        if part and at >= 0:
            return offset + at, offset + at + len(part)
    return None


def unheard(trees: list[Tree], mentions: list[tuple[int, int, Entity]]) -> Any:
    """The first two parties of different states in a sentence, subject first, and the opinion on them."""
    for tree in trees:
        held = [(tree.between(a, b)[-1:], e) for a, b, e in mentions]
        parties = [
            (tokens[0], e) for tokens, e in held if tokens and e.kind is not EntityKind.PLACE and state(e)
        ]
        parties.sort(key=lambda p: (not subject(tree, p[0]), p[0].i))
        for token, entity in parties[:1]:
            others = [(t, e) for t, e in parties if state(e) != state(entity)]
            if others:
                other, its = min(others, key=lambda p: p[0].i)
                span, to = (token.start, token.end), (other.start, other.end)
                root = tree.roots()[0]
                return (entity, its, root, tree), opinion.read(tree, span, to)
    return None


def subject(tree: Tree, token: Any) -> bool:
    """Whether a token stands within a subject."""
    return any(t.dep in {"nsubj", "nsubjpass"} for t in (token, *list(tree.ancestors(token))[:2]))


def state(entity: Entity) -> str | None:
    """The state an entity is or belongs to."""
    return entity.entity_id if entity.kind is EntityKind.STATE else entity.state


# ---------------------------------------------------------------- rules

Rule = Callable[[Heard], list[Claim]]


def top(odds: Odds) -> EventType:
    """The likeliest type, none and statements aside."""
    return max((k for k in odds if k not in {None, EventType.STATEMENT}), key=lambda k: odds[k])  # type: ignore[return-value]


def plain(heard: Heard) -> list[Claim]:
    """The frames alone."""
    return [c for c, _ in heard.claims]


def veto(low: float, none: float) -> Rule:
    """Drops a claim whose type is unlikely where no event is likely."""
    return lambda h: [c for c, o in h.claims if not (o[c.event_type] < low and o[None] > none)]


def in_sentence(claim: Claim) -> bool:
    """Whether a claim rests on its sentence alone: no frame of an affair, both sides written there."""
    frame = FRAME.search(claim.why)
    held = [place(claim.exact, 0, side) for side in (claim.actor_text, claim.recipient_text)]
    return frame is not None and frame.group(1) not in AFFAIRS and None not in held


def repair(sure: float, low: float, *, anywhere: bool = False) -> Rule:
    """Takes the opinion's type where it is sure and gives the frame's type next to nothing.

    Only for claims that rest on their sentence alone, unless `anywhere`: the opinion does not see the story.
    """

    def mended(claim: Claim, odds: Odds) -> Claim:
        best = top(odds)
        if odds[best] < sure or odds[claim.event_type] > low or not (anywhere or in_sentence(claim)):
            return claim
        return replace(claim, event_type=best, mode=None)

    return lambda h: [mended(c, o) for c, o in h.claims]


def find(sure: float, none: float) -> Rule:
    """A claim for a sentence of two states that has none."""

    def made(heard: Heard) -> list[Claim]:
        if heard.claims or heard.found is None:
            return plain(heard)
        claim, odds = heard.found
        best = top(odds)
        if odds[best] < sure or odds[None] > none:
            return []
        return [replace(claim, event_type=best)]

    return made


def together(vetoing: Rule, mending: Rule, finding: Rule) -> Rule:
    """Veto, then repair, of what the frames say; find where they said nothing."""

    def run(heard: Heard) -> list[Claim]:
        if not heard.claims:
            return finding(heard)
        kept = {c.claim_id for c in vetoing(heard)}
        return mending(replace(heard, claims=[(c, o) for c, o in heard.claims if c.claim_id in kept]))

    return run


# ---------------------------------------------------------------- scores


def on_sentences(heard: list[Heard], rule: Rule) -> str:
    """Micro and macro F1 over 15 labels and four classes."""
    chosen = [bench.choose(rule(h), h.row["actor_text"], h.row["recipient_text"]) for h in heard]
    told = [bench.label(c) if c else None for c in chosen]
    gold = [h.row["event_type"] for h in heard]
    names = sorted(set(gold))
    macro = sum(bench.f1(told, gold, n)[2] for n in names) / len(names)
    classes = [bench.CLASSES.get(t or "") for t in told]
    return f"{bench.micro(told, gold):.3f}/{macro:.3f}/{bench.micro(classes, [int(h.row['quad']) for h in heard]):.3f}"


def on_detection(heard: list[Heard], rule: Rule) -> str:
    """Events found (all, without statements) and false fires."""
    fired = [bool(rule(h)) for h in heard]
    events = [n for n, h in enumerate(heard) if h.row["share_relevant"] > 0.5]
    firm = [n for n in events if not bench._majority(heard[n].row).startswith("0-")]
    wrong = sum(f for n, f in enumerate(fired) if n not in set(events))
    return f"{sum(fired[n] for n in events)}/{len(events)} {sum(fired[n] for n in firm)}/{len(firm)} false {wrong}"


def on_gold(heard: list[Heard], rule: Rule) -> str:
    """Recall, precision over all claims and over those of two states, of type and parties."""
    labels: dict[int, tuple[Any, Any]] = {}
    claims: list[tuple[Claim, list[Any]]] = []
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for h in heard:
        for event, label in h.labels:
            labels[id(label)] = (event, label)
        for claim in rule(h):
            by_report[h.set_name].append(claim)
            claims.append((claim, h.labels))

    def right(event: Any, label: Any, claim: Claim) -> bool:
        same = event["event_type"] == claim.event_type and same_parties(event, claim)
        return touches(label, claim.trigger_start, claim.trigger_end) and same

    hit = sum(
        any(right(e, c, claim) for h in heard if (e, c) in h.labels for claim in rule(h))
        for e, c in labels.values()
    )
    good = [any(right(e, c, claim) for e, c in held) for claim, held in claims]
    two = [g for g, (c, _) in zip(good, claims, strict=True) if c.actor_states and c.recipient_states]
    return (
        f"recall {hit}/{len(labels)} ({hit / len(labels):.3f}) precision {sum(good) / max(1, len(good)):.3f} "
        f"of {len(good)}, two states {sum(two) / max(1, len(two)):.3f} of {len(two)}"
    )


# ---------------------------------------------------------------- sets


def collect(bench_folder: Path, gold: Path) -> dict[str, list[Heard]]:
    """Every set coded by the frames, with the opinions."""
    made = {
        name: list(singles(bench_folder / "events" / f"{name}.jsonl"))
        for name in ("sentences_dev", "detection_dev")
    }
    return made | {"gold": list(stories(gold))}


def singles(path: Path) -> Iterator[Heard]:
    """The sentences of a benchmark file, each a report of its own."""
    for row in bench.read(path):
        claims, mentions = coded(str(row["text"]))
        heard, found = hear(str(row["text"]), 0, claims, mentions)
        yield Heard(row=row, claims=heard, found=as_claim(found, str(row["text"])))


def coded(text: str) -> tuple[list[Claim], list[tuple[int, int, Entity]]]:
    """The claims and mentions of one text in a record of its own rows."""
    rows = bench_rows(text)
    entities = {e.entity_id: e for e in rows.get(Entity, ())}
    mentions = [
        (m.start, m.end, entities[m.entity_id]) for m in rows.get(Mention, ()) if m.entity_id in entities
    ]
    return list(rows.get(Claim, ())), mentions


def bench_rows(text: str) -> dict[type, Any]:
    """All rows of one text taken through every room, as bench/events.py takes it."""
    kept: dict[type, Any] = {}
    group = bench.Group

    def watching(key: str, rows: dict[type, Any]) -> Any:
        kept.update(dict(rows.items()))
        return group(key, rows)

    bench.Group = watching  # type: ignore[misc,assignment]
    try:
        kept[Claim] = bench.code(text)
    finally:
        bench.Group = group  # type: ignore[misc]
    return kept


def stories(folder: Path) -> Iterator[Heard]:
    """The sentences of the gold stories, each story coded alone."""
    for story in load_gold(folder):
        with (
            TemporaryDirectory() as scratch,
            job.run([story.folder / "reports"], db=Path(scratch) / "g.db") as record,
        ):
            rows = {kind: list(record.rows(kind)) for kind in (Report, Sentence, Claim, Mention, Entity)}
        entities = {e.entity_id: e for e in rows[Entity]}
        files = {r.report_id: Path(r.path).name for r in rows[Report]}
        for sentence in rows[Sentence]:
            if sentence.block_kind in {BlockKind.BODY, BlockKind.TITLE}:
                yield in_story(story, sentence, rows, entities, files[sentence.report_id])


def in_story(story: Any, sentence: Any, rows: Any, entities: Any, file: str) -> Heard:
    """One sentence of a story with its claims, mentions and the labels that touch it."""

    def inside(row: Any) -> bool:
        return row.report_id == sentence.report_id and sentence.start <= row.start < sentence.end

    claims = [c for c in rows[Claim] if inside(c)]
    mentions = [
        (m.start, m.end, entities[m.entity_id])
        for m in rows[Mention]
        if inside(m) and m.entity_id in entities
    ]
    labels = [
        (e, c)
        for e in story.labels["events"]
        for c in e["claims"]
        if c["file"] == file and c["start"] < sentence.end and c["end"] > sentence.start
    ]
    heard, found = hear(sentence.exact, sentence.start, claims, mentions)
    return Heard(
        row=sentence.exact, claims=heard, found=as_claim(found, sentence.exact), labels=labels,
        set_name=f"{story.slug}/{file}",
    )  # fmt: skip


def as_claim(found: Any, text: str) -> tuple[Claim, Odds] | None:
    """A claim the opinion alone would make, type still open."""
    if found is None:
        return None
    (actor, recipient, root, _), odds = found
    sides = {"actor": (actor.entity_id,), "recipient": (recipient.entity_id,)}
    blank = dict.fromkeys((n for n in Claim.__dataclass_fields__), None)
    claim = Claim(**blank)  # type: ignore[arg-type]
    return replace(
        claim, claim_id="found", **sides, actor_states=(state(actor),), recipient_states=(state(recipient),),
        status="happened", actor_text=actor.name, recipient_text=recipient.name, exact=text,
        trigger_start=root.start, trigger_end=root.end, why="opinion",
    ), odds  # fmt: skip


def main() -> None:
    """Prints the opinion alone, then every rule on every set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    if chosen.keep and chosen.keep.exists():
        sets = pickle.loads(chosen.keep.read_bytes())
    else:
        sets = collect(chosen.bench, chosen.gold)
        if chosen.keep:
            chosen.keep.write_bytes(pickle.dumps(sets))
    confirmed(sets)
    line("frames alone", sets, plain)
    for low, none in product((0.02, 0.05, 0.1), (0.3, 0.5, 0.7)):
        line(f"veto type<{low} none>{none}", sets, veto(low, none))
    for sure, low in product((0.6, 0.8, 0.9), (0.02, 0.05, 0.1)):
        line(f"repair top>={sure} type<={low}", sets, repair(sure, low))
    line("repair .8 .1 anywhere", sets, repair(0.8, 0.1, anywhere=True))
    for sure, none in product((0.4, 0.5, 0.6, 0.7, 0.8), (0.1, 0.3)):
        line(f"find top>={sure} none<={none}", sets, find(sure, none))
    line("all three", sets, together(veto(0.02, 0.5), repair(0.9, 0.05), find(0.5, 0.3)))


def line(name: str, sets: dict[str, list[Heard]], rule: Rule) -> None:
    """One rule's figures on the three sets."""
    figures = (on_sentences(sets["sentences_dev"], rule), on_detection(sets["detection_dev"], rule))
    print(f"{name:28} | {figures[0]} | {figures[1]} | {on_gold(sets['gold'], rule)}", flush=True)


def confirmed(sets: dict[str, list[Heard]]) -> None:
    """How often a claim of the gold is right, by how probable the opinion holds its type."""
    bins: dict[str, list[bool]] = defaultdict(list)
    for name in ("gold", "sentences_dev"):
        for h in sets[name]:
            for claim, odds in h.claims:
                good = any(
                    e["event_type"] == claim.event_type and same_parties(e, claim) for e, _ in h.labels
                )
                if name == "sentences_dev":
                    good = bench.label(claim) == h.row["event_type"]
                agreed = "first" if top(odds) == claim.event_type else "second or later"
                bins[f"{name} {agreed}"].append(good)
                bins[f"{name} P {min(4, int(odds[claim.event_type] * 5)) / 5:.1f}+"].append(good)
    told = (f"{b} {sum(v)}/{len(v)}={sum(v) / len(v):.2f}" for b, v in sorted(bins.items()))
    print("claims right, by the opinion's rank and probability of their type:", "; ".join(told))


if __name__ == "__main__":
    main()
