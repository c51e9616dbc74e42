"""A statistical second opinion on what the marked sides of a sentence do to each other.

A linear softmax over words, bigrams, grammar between the two sides and word vectors, averaged over several
trainings; `bench/second_opinion/train.py` makes the weights. It knows no frame and no other room's reading.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from communique.errors import RuleError
from communique.events.traits import Traits, traits
from communique.grammar import Tree
from communique.records import EventType
from communique.rules import DATA

WEIGHTS = DATA / "events" / "opinion.npz"
REMEDY = "make it with `python bench/second_opinion/train.py`"
NOTHING = "NONE"  # the label of a sentence in which the marked sides do nothing political
TYPES: tuple[EventType | None, ...] = (*EventType, None)

Span = tuple[int, int]
Floats = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights: one row a trait, one column a label of `TYPES`; and the vectors of the commonest words."""

    rows: Mapping[str, int]
    sparse: Floats  # traits × labels
    dense: Floats  # (parts · dimensions) × labels
    bias: Floats
    words: Mapping[str, int]
    vectors: Floats  # words × dimensions
    temperature: float


def read(tree: Tree, actor: Span | None, recipient: Span | None) -> dict[EventType | None, float]:
    """How probable each type is for what the marked actor does to the marked recipient; None is no event.

    Sides are stretches of the report's text ([start, end) in code points), None where unknown. The figures sum
    to one and are calibrated on sentences kept out of training (temperature scaling, Guo et al. 2017).
    """
    scores = _scores(load_model(), traits(tree, actor, recipient))
    return dict(zip(TYPES, scores.tolist(), strict=True))


def reasons(tree: Tree, actor: Span | None, recipient: Span | None, kind: EventType | None) -> list[str]:
    """The three traits of the sentence that speak most for the type, strongest first, in readable form."""
    model, column = load_model(), TYPES.index(kind)
    known = {name: model.rows[name] for name in traits(tree, actor, recipient).names if name in model.rows}
    lift = {name: float(model.sparse[row, column] - model.sparse[row].mean()) for name, row in known.items()}
    return [name for name in sorted(lift, key=lambda n: (-lift[n], n))[:3] if lift[name] > 0]


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """The weights in the package. RuleError says how to make them where they are missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as held:
            return _model({name: held[name] for name in held.files})
    except FileNotFoundError as error:
        raise RuleError(f"{path.name}: the weights of the second opinion are missing; {REMEDY}") from error
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise RuleError(f"{path.name}: holds no weights of the second opinion; {REMEDY}") from error


def _model(held: Mapping[str, Any]) -> Model:
    if held["labels"].tolist() != [kind.value if kind else NOTHING for kind in TYPES]:
        raise ValueError("other labels")
    return Model(
        rows={name: row for row, name in enumerate(held["traits"].item().split("\n"))},
        sparse=held["sparse"].astype(np.float32) * held["sparse_step"],
        dense=held["dense"].astype(np.float32),
        bias=held["bias"].astype(np.float32),
        words={word: row for row, word in enumerate(held["words"].item().split("\n"))},
        vectors=held["vectors"].astype(np.float32) * held["vectors_step"],
        temperature=float(held["temperature"]),
    )


def _scores(model: Model, found: Traits) -> Floats:
    row_of = model.rows.get
    rows = [row for name in found.names if (row := row_of(name)) is not None]
    logits = model.bias + model.sparse[rows].sum(axis=0) / max(len(rows), 1) ** 0.5
    logits = logits + part_vectors(found, model.words, model.vectors) @ model.dense
    logits = logits / model.temperature
    odds = np.exp(logits - logits.max())
    return np.asarray(odds / odds.sum(), dtype=np.float32)


def part_vectors(found: Traits, words: Mapping[str, int], vectors: Floats) -> Floats:
    """The mean word vector of each part of the sentence, each of length one (zero where empty), end to end."""
    made = np.zeros((len(found.parts), vectors.shape[1]), dtype=np.float32)
    for row, part in enumerate(found.parts):
        known = [at for word in part if (at := words.get(word)) is not None]
        if known:
            mean = vectors[known].sum(axis=0)
            made[row] = mean / max(float(np.sqrt(mean @ mean)), 1e-6)
    return made.ravel()
