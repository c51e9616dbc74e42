"""The narrations of one story made ready for many comparisons: every word is weighed and every run is cut once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.copies.words import Line, shingles, weight

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Runs = frozenset[tuple[str, ...]]
LONGEST = 400  # sentences looked at in one report


@dataclass(frozen=True, slots=True)
class Narration:
    """One report's sentences with all that comparing asks of them again and again.

    `cells` holds the sentence, the number of the stem and how often it stands there, one column an entry; stems are
    numbered in alphabetical order over the story. `little` are the light words of each sentence, one sign a word.
    """

    lines: tuple[Line, ...]
    total: float
    held: tuple[frozenset[str], ...]
    weighed: tuple[tuple[tuple[str, float], ...], ...]
    little: tuple[str, ...]
    cells: Numbers
    stems: Numbers
    fives: Runs
    triples: Runs
    anchors: Runs


@dataclass(frozen=True, slots=True)
class Words:
    """All stems of a story by number, in alphabetical order, and their weights."""

    number: Mapping[str, int]
    weights: Matrix


def narrations(texts: Mapping[str, Sequence[Line]]) -> tuple[Words, dict[str, Narration]]:
    """The words of the story and each report's narration, by report."""
    cut = {report_id: tuple(rows[:LONGEST]) for report_id, rows in texts.items()}
    keys = sorted({key for rows in cut.values() for line in rows for key in line.stems})
    weights = {key: weight(key) for key in keys}
    number = {key: n for n, key in enumerate(keys)}
    words = Words(number, np.array([weights[key] for key in keys], dtype=np.float32))
    return words, {report_id: _narration(rows, number, weights) for report_id, rows in cut.items()}


def cosines(left: Narration, right: Narration, words: Words) -> Matrix:
    """Cosines of weighted stems, one row a left sentence, one column a right one."""
    known = np.union1d(left.stems, right.stems)
    weights = words.weights[known]
    product: Matrix = _vectors(left, known, weights) @ _vectors(right, known, weights).T
    return product


def _narration(rows: tuple[Line, ...], number: Mapping[str, int], weights: Mapping[str, float]) -> Narration:
    counts: dict[tuple[int, int], int] = {}
    for n, line in enumerate(rows):
        for key in line.stems:
            counts[n, number[key]] = counts.get((n, number[key]), 0) + 1
    cells = np.array([(*at, times) for at, times in counts.items()], dtype=np.int64).reshape(-1, 3).T
    stems = [line.stems for line in rows]
    return Narration(
        lines=rows,
        total=sum(line.mass for line in rows),
        held=tuple(frozenset(line.stems) for line in rows),
        weighed=tuple(tuple((key, weights[key]) for key in line.stems) for line in rows),
        little=tuple(_signs([key for key in line.stems if weights[key] < 1.0], number) for line in rows),
        cells=cells,
        stems=np.unique(cells[1]),
        fives=shingles(stems, 5),
        triples=shingles(stems, 3),
        anchors=shingles([tuple(key for line in rows for key in line.anchors)], 3),
    )


def _signs(keys: Sequence[str], number: Mapping[str, int]) -> str:
    """The words as one sign each, which compares faster and to the same end."""
    return "".join(chr(number[key] % 0x110000) for key in keys)


def _vectors(rows: Narration, known: Numbers, weights: Matrix) -> Matrix:
    vectors = np.zeros((len(rows.lines), len(known)), dtype=np.float32)
    vectors[rows.cells[0], np.searchsorted(known, rows.cells[1])] = rows.cells[2]
    vectors *= weights
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normed: Matrix = vectors / np.maximum(lengths, 1e-9)
    return normed
