"""The network and how it is trained: numpy alone, seeded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from examples import UNSURE, Example

from communique.events.telling import LABELS, NOTHING, VISIT, Floats, Telling, part_vectors

HIDDEN, EPOCHS, FIRST_EPOCHS, BATCH = 48, 12, 4, 128
RATE, DENSE_RATE, DECAY, DENSE_DECAY = 0.05, 0.015, 3.2e-4, 3.2e-3
DROPPED, PART_DROPPED, SMOOTHING = 0.3, 0.15, 0.03
LEAST = 2  # examples a cue must stand in
SIDED = 0.5  # weight of the word found to tell a sentence of known type
COLUMN = {label: n for n, label in enumerate(LABELS)}
WEIGHTS = ("sparse", "hidden", "hidden_bias", "deep", "dense", "bias")

Words = dict[str, int]


@dataclass
class Data:
    """Examples as numbers: rows of cues, vectors of parts."""

    rows: list[Any]
    vectors: Floats


def numbers(examples: list[Example], index: Words, words: Words, vectors: Floats) -> Data:
    """Examples under a given index of cues."""
    rows = [
        np.array(sorted({index[n] for n in e.cues.names if n in index}), dtype=np.int64) for e in examples
    ]
    return Data(rows, np.stack([part_vectors(e.cues, words, vectors) for e in examples]))


def index_of(examples: list[Example]) -> Words:
    """The cues of at least LEAST examples, in alphabetical order."""
    counts = Counter(name for e in examples for name in set(e.cues.names))
    return {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}


def openers_of(examples: list[Example]) -> frozenset[str]:
    """The lemmas of words other than verbs that tell an event somewhere."""
    return frozenset(
        e.token.lemma
        for e in examples
        if e.token.pos != "VERB" and e.kind != "sided" and e.labels != (NOTHING,)
    )


def eligible(example: Example, openers: frozenset[str]) -> bool:
    """Whether the finder would look at this word."""
    return example.token.pos == "VERB" or example.token.lemma in openers


def learn(examples: list[Example], members: int, words: Words, vectors: Floats) -> Telling:
    """The model of all examples: first without the sentences of known type, whose telling words it then finds."""
    openers = openers_of(examples)
    held = [e for e in examples if eligible(e, openers)]
    firm = [e for e in held if e.kind != "sided"]
    open_ones = [e for e in held if e.kind == "sided"]
    index = index_of(firm)
    first = train(numbers(firm, index, words, vectors), firm, len(index), 0, FIRST_EPOCHS)
    odds = softmax(logits(first, numbers(open_ones, index, words, vectors)))
    chosen = [*firm, *found_words(open_ones, odds)]
    index = index_of(chosen)
    data = numbers(chosen, index, words, vectors)
    nets = [train(data, chosen, len(index), seed, EPOCHS) for seed in range(members)]
    return Telling(
        rows=index, **joined(nets), words=words, vectors=vectors, openers=openers, temperature=1.0,
        least=dict.fromkeys(LABELS, 0.4), sure=(np.array([0.0, 1.0]), np.array([0.0, 1.0])),
    )  # fmt: skip


def found_words(examples: list[Example], odds: Floats) -> list[Example]:
    """Of each sentence of known type the word likeliest to tell it, under that type, its other words as nothing."""
    best: dict[tuple[Any, ...], tuple[float, int, str]] = {}
    for n, example in enumerate(examples):
        label = example.labels[0]
        names = (label, VISIT) if label == "CONSULT" else (label,)
        share, name = max((float(odds[n, COLUMN[one]]), one) for one in names)
        if example.place not in best or share > best[example.place][0]:
            best[example.place] = (share, n, name)
    told = {n: name for _, n, name in best.values()}
    return [
        Example(e.cues, (told[n],), "sided", e.place, SIDED)
        if n in told
        else Example(e.cues, (NOTHING,), "sided", e.place, UNSURE * SIDED)
        for n, e in enumerate(examples)
    ]


def joined(nets: list[dict[str, Floats]]) -> dict[str, Floats]:
    """Several networks as one: hidden units side by side, linear parts averaged."""
    n, linear = len(nets), len(LABELS)
    mean = sum(net["sparse"][:, :linear] for net in nets) / n
    return {
        "sparse": np.concatenate([mean, *(net["sparse"][:, linear:] for net in nets)], axis=1),
        "hidden": np.concatenate([net["hidden"] for net in nets], axis=1),
        "hidden_bias": np.concatenate([net["hidden_bias"] for net in nets]),
        "deep": np.concatenate([net["deep"] for net in nets]) / n,
        "dense": sum(net["dense"] for net in nets) / n,
        "bias": sum(net["bias"] for net in nets) / n,
    }  # type: ignore[dict-item]


def train(data: Data, examples: list[Example], size: int, seed: int, epochs: int) -> dict[str, Floats]:
    """AdaGrad (Duchi et al. 2011) with dropped cues and smoothed labels, the later half of its epochs averaged."""
    rng = np.random.default_rng(seed)
    net = start(size, data.vectors.shape[1], rng)
    past = {name: np.full_like(value, 1e-3) for name, value in net.items()}
    total = {name: np.zeros_like(value) for name, value in net.items()}
    wanted, weight = targets(examples), np.array([e.weight for e in examples], dtype=np.float32)
    for epoch in range(epochs):
        order = rng.permutation(len(examples))
        for at in range(0, len(order), BATCH):
            step(net, past, data, order[at : at + BATCH], wanted, weight, rng)
        if epoch >= epochs // 2:
            for name, value in net.items():
                total[name] += value
    return {name: value / (epochs - epochs // 2) for name, value in total.items()}


def start(size: int, width: int, rng: Any) -> dict[str, Floats]:
    """Small random hidden weights, zeros elsewhere."""
    n = len(LABELS)
    sparse = np.zeros((size, n + HIDDEN), dtype=np.float32)
    sparse[:, n:] = rng.normal(0, 0.1, (size, HIDDEN))
    return {
        "sparse": sparse,
        "hidden": rng.normal(0, 0.1, (width, HIDDEN)).astype(np.float32),
        "hidden_bias": np.zeros(HIDDEN, dtype=np.float32),
        "deep": rng.normal(0, 0.2, (HIDDEN, n)).astype(np.float32),
        "dense": np.zeros((width, n), dtype=np.float32),
        "bias": np.zeros(n, dtype=np.float32),
    }


def targets(examples: list[Example]) -> Floats:
    """The smoothed labels; several of one word share its weight."""
    made = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
    for n, example in enumerate(examples):
        for label in example.labels:
            made[n, COLUMN[label]] += 1 / len(example.labels)
    return made * (1 - SMOOTHING) + SMOOTHING / len(LABELS)


def step(
    net: dict[str, Floats],
    past: dict[str, Floats],
    data: Data,
    at: Any,
    wanted: Floats,
    weight: Floats,
    rng: Any,
) -> None:
    """One batch."""
    linear = len(LABELS)
    rows = [held[rng.random(len(held)) > DROPPED] for held in (data.rows[i] for i in at)]
    parts = (rng.random((len(at), 6)) > PART_DROPPED).astype(np.float32)
    vectors = data.vectors[at] * parts.repeat(data.vectors.shape[1] // 6, axis=1)
    sums, flat, lengths, scale = bags(net["sparse"], rows)
    units = np.maximum(sums[:, linear:] + vectors @ net["hidden"] + net["hidden_bias"], 0)
    scores = sums[:, :linear] + units @ net["deep"] + vectors @ net["dense"] + net["bias"]
    slope = (softmax(scores) - wanted[at]) * weight[at, None] * (32 / len(at))
    below = (slope @ net["deep"].T) * (units > 0)
    whole = np.concatenate([slope, below], axis=1) * scale[:, None]
    order = np.argsort(flat, kind="stable")
    known = flat[order]
    if known.size:
        first = np.flatnonzero(np.concatenate([[True], known[1:] != known[:-1]]))
        own = np.repeat(np.arange(len(at)), lengths)[order]
        moved = known[first]
        turn = np.add.reduceat(whole[own], first, axis=0) + DECAY * net["sparse"][moved]
        past["sparse"][moved] += turn * turn
        net["sparse"][moved] -= RATE * turn / np.sqrt(past["sparse"][moved])
    turns = {
        "hidden": vectors.T @ below + DENSE_DECAY * net["hidden"],
        "hidden_bias": below.sum(axis=0),
        "deep": units.T @ slope + DENSE_DECAY * net["deep"],
        "dense": vectors.T @ slope + DENSE_DECAY * net["dense"],
        "bias": slope.sum(axis=0),
    }
    for name, turn in turns.items():
        past[name] += turn * turn
        rate = RATE if name.endswith("bias") else DENSE_RATE
        net[name] -= rate * turn / np.sqrt(past[name])


def bags(sparse: Floats, rows: list[Any]) -> tuple[Floats, Any, Any, Floats]:
    """The summed rows of each example, scaled by the root of their number; the rows end to end, their counts."""
    lengths = np.array([len(held) for held in rows])
    flat = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    sums = np.zeros((len(rows), sparse.shape[1]), dtype=np.float32)
    scale = (1 / np.sqrt(np.maximum(lengths, 1))).astype(np.float32)
    if flat.size:
        first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        full = lengths > 0
        sums[full] = np.add.reduceat(sparse[flat], np.minimum(first, flat.size - 1), axis=0)[full]
    return sums * scale[:, None], flat, lengths, scale


def logits(net: dict[str, Floats], data: Data) -> Floats:
    """The scores of the labels."""
    linear = len(LABELS)
    sums, *_ = bags(net["sparse"], data.rows)
    units = np.maximum(sums[:, linear:] + data.vectors @ net["hidden"] + net["hidden_bias"], 0)
    return np.asarray(sums[:, :linear] + units @ net["deep"] + data.vectors @ net["dense"] + net["bias"])


def softmax(scores: Floats) -> Floats:
    """Scores as probabilities along the last axis."""
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))
