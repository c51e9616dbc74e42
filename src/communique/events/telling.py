"""A statistical opinion on which words of a sentence tell an event, and of which type.

A small network (one hidden layer beside a linear one) over named cues and word vectors, averaged over several
trainings; `bench/second_opinion/train.py` makes the weights. It knows no frame and no other room's reading.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from communique.errors import RuleError
from communique.events.cues import Cues
from communique.grammar import Token
from communique.records import EventType
from communique.rules import DATA

WEIGHTS = DATA / "events" / "telling.npz"
REMEDY = "make it with `python bench/second_opinion/train.py`"
NOTHING, VISIT = (
    "NONE",
    "VISIT",
)  # a word that tells nothing; a journey to a host, which fills its sides its own way
LABELS = (NOTHING, *(kind.value for kind in EventType), VISIT)
KEPT = 20_000  # words in parts whose additions are kept: 13 MB
SMALL = 64  # rows of one product; a larger one wakes all cores, and waking costs more than the product
NUMERIC = ("sparse", "hidden", "hidden_bias", "deep", "dense", "bias")

Floats = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Telling:
    """Weights: `sparse` has one row a cue, its columns the labels and then the hidden units."""

    rows: Mapping[str, int]
    sparse: Floats  # cues × (labels + hidden)
    hidden: Floats  # (parts · dimensions) × hidden
    hidden_bias: Floats
    deep: Floats  # hidden × labels
    dense: Floats  # (parts · dimensions) × labels
    bias: Floats
    words: Mapping[str, int]
    vectors: Floats  # words × dimensions
    openers: frozenset[str]  # lemmas of words other than verbs that have told an event
    temperature: float
    least: Mapping[str, float]  # label → the probability from which on the finder makes a claim of it
    sure: tuple[Floats, Floats]  # probability → how often such a find was right, on stories kept apart

    @cached_property
    def both(self) -> Floats:
        """What each dimension of a part adds to the labels and the hidden units: parts × dimensions × columns."""
        made = np.hstack([self.dense, self.hidden])
        return made.reshape(-1, self.vectors.shape[1], made.shape[1])

    @cached_property
    def added(self) -> dict[tuple[int, int], Floats]:
        """What a word in a part adds to the columns of `sparse`, kept for the next time it is met."""
        return {}

    def _meant(self, cues: Cues) -> Floats:
        """What the mean word vectors of a candidate's parts, each of length one, add to the columns of `sparse`."""
        total = np.zeros(self.both.shape[2], dtype=np.float32)
        for part, words in enumerate(cues.parts):
            known = [at for word in words if (at := self.words.get(word)) is not None]
            if known:
                mean = self.vectors[known[0]] if len(known) == 1 else self.vectors[known].sum(axis=0)
                own = np.add.reduce([self._adds(part, at) for at in known])
                total += own / max(float(mean @ mean) ** 0.5, 1e-6)
        return total

    def _adds(self, part: int, word: int) -> Floats:
        held = self.added.get((part, word))
        if held is None:
            if len(self.added) >= KEPT:
                self.added.clear()
            held = self.added[part, word] = (self.vectors[word][None, :] @ self.both[part])[0]
        return held

    def may_tell(self, token: Token) -> bool:
        """Whether a word is worth a look: a verb, or a word that has told an event before."""
        return token.pos == "VERB" or token.lemma in self.openers

    def odds(self, found: Sequence[Cues]) -> Floats:
        """How probable each label is for each candidate: candidates × labels, each row summing to one."""
        if not found:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        sums = self._sums(found) + np.stack([self._meant(cues) for cues in found])
        units = np.maximum(sums[:, len(LABELS) :] + self.hidden_bias, 0)
        deeper = [units[n : n + SMALL] @ self.deep for n in range(0, len(units), SMALL)]
        logits = sums[:, : len(LABELS)] + np.concatenate(deeper) + self.bias
        logits = logits / self.temperature
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)

    def reasons(self, cues: Cues, label: str) -> list[str]:
        """The three cues that speak most for a label, strongest first."""
        column, known = LABELS.index(label), dict.fromkeys(cues.names)
        lift = {n: float(self.sparse[r, column]) for n in known if (r := self.rows.get(n)) is not None}
        return [name for name in sorted(lift, key=lambda n: (-lift[n], n))[:3] if lift[name] > 0]

    def confidence(self, odds: float) -> float:
        """How often a find of such a probability was right on stories kept out of training."""
        return float(np.interp(odds, *self.sure))

    def _sums(self, found: Sequence[Cues]) -> Floats:
        """The rows of each candidate's cues summed and scaled by the root of their number."""
        get = self.rows.get
        rows = [{r for n in cues.names if (r := get(n)) is not None} or {0} for cues in found]
        counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        flat = np.fromiter((r for own in rows for r in own), dtype=np.int64, count=int(counts.sum()))
        first = np.concatenate([[0], np.cumsum(counts)[:-1]])
        sums = np.add.reduceat(self.sparse[flat], first, axis=0)
        return np.asarray(sums / np.sqrt(counts)[:, None], dtype=np.float32)


def part_vectors(cues: Cues, words: Mapping[str, int], vectors: Floats) -> Floats:
    """The mean word vector of each part of a candidate, each of length one (zero where empty), end to end."""
    made = np.zeros((len(cues.parts), vectors.shape[1]), dtype=np.float32)
    for row, part in enumerate(cues.parts):
        known = [at for word in part if (at := words.get(word)) is not None]
        if known:
            mean = vectors[known[0]] if len(known) == 1 else vectors[known].sum(axis=0)
            made[row] = mean / max(float(mean @ mean) ** 0.5, 1e-6)
    return made.ravel()


@cache
def load_telling(path: Path = WEIGHTS) -> Telling:
    """The weights in the package. RuleError says how to make them where they are missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as held:
            return _telling({name: held[name] for name in held.files})
    except FileNotFoundError as error:
        raise RuleError(f"{path.name}: the weights of the opinion on words are missing; {REMEDY}") from error
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise RuleError(f"{path.name}: holds no weights of the opinion on words; {REMEDY}") from error


def _telling(held: Mapping[str, Any]) -> Telling:
    if tuple(held["labels"].tolist()) != LABELS:
        raise ValueError("other labels")
    numbers = {n: held[n].astype(np.float32) * held[f"{n}_step"] for n in NUMERIC}
    return Telling(
        rows={name: row for row, name in enumerate(held["cues"].item().split("\n"))},
        **numbers,
        words={word: row for row, word in enumerate(held["words"].item().split("\n"))},
        vectors=held["vectors"].astype(np.float32) * held["vectors_step"],
        openers=frozenset(held["openers"].item().split("\n")),
        temperature=float(held["temperature"]),
        least=dict(zip(LABELS, held["least"].tolist(), strict=True)),
        sure=(held["sure"][0], held["sure"][1]),
    )
