"""Measures copy detection on BASIL under two damage families, and on Clough and Stevenson (2011).

Call: python bench/copies.py ../shared/bench [--fit] [--reports N]. Numbers only leave this script. `--fit` prints
logistic weights fitted on family A; what ships stands in data/copies/weights.tsv.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from damage import family_a, family_b

from communique.copies.damage import assess
from communique.copies.judge import FEATURES, Judged, features, judge
from communique.copies.narration import narrations
from communique.copies.readings import Reading, read_report
from communique.records import BlockKind, Degradation, Report, Sentence

_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"A-Z(])")


def split(text: str) -> list[str]:
    """Sentences by stops and capitals, paragraph by paragraph."""
    return [s for line in text.split("\n") for s in _END.sub("\x00", _marks(line)).split("\x00") if s.strip()]


def _marks(line: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", line.strip())


def reading(report_id: str, sentences: Sequence[str], published: str | None = None) -> Reading:
    """A report laid out from its sentences, one a line."""
    text = "\n".join(sentences)
    rows, at = [], 0
    for n, s in enumerate(sentences):
        rows.append(
            Sentence(
                sentence_id=f"{report_id}-{n}",
                report_id=report_id,
                start=at,
                end=at + len(s),
                exact=s,
                block_kind=BlockKind.BODY,
            )
        )
        at += len(s) + 1
    report = Report(
        report_id=report_id, path="", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=published, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    return read_report(report, rows, (), published)


def compare(left: Reading, right: Reading) -> Judged:
    """The verdict on two readings."""
    one, other = left.report.report_id, right.report.report_id
    words, told = narrations({one: left.lines, other: right.lines})
    return judge(one, told[one], other, told[other], words)


def positives(reports: Sequence[dict[str, str]], family: str) -> Iterator[tuple[str, Judged]]:
    """Original with damaged copy, and two damaged copies with each other, by kind."""
    module = family_a if family == "A" else family_b
    kinds = list(module.KINDS)
    for n, row in enumerate(reports):
        sentences = split(row["text"])
        original = reading("a", sentences)
        made = {kind: reading("b", module.damage(sentences, kind, row["id"])) for kind in kinds}
        for kind in kinds:
            yield kind, compare(original, made[kind])
        one, other = random.Random(f"siblings {row['id']}").sample(kinds, 2)
        yield "two siblings", compare(reading("a", module.damage(sentences, one, row["id"])), made[other])
        if family == "A":
            rival = split(reports[(n + 1) % len(reports)]["text"])
            mashed = reading("b", family_a.mash(sentences, rival, random.Random(row["id"])))
            yield "mash-up", compare(original, mashed)


def negatives(reports: Sequence[dict[str, str]]) -> Iterator[Judged]:
    """Independent reports of one event, every pair."""
    readings = {row["id"]: reading(row["id"], split(row["text"])) for row in reports}
    for one, other in combinations(reports, 2):
        if one["event"] == other["event"]:
            yield compare(readings[one["id"]], readings[other["id"]])


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """The chance that a copy scores above a non-copy."""
    values, lows = np.array(high), np.sort(np.array(low))
    below, upto = np.searchsorted(lows, values, "left"), np.searchsorted(lows, values, "right")
    return float(((below + upto) / 2).mean() / len(lows))


def fit(copies: Sequence[Judged], others: Sequence[Judged]) -> None:
    """Prints logistic weights by Newton's method with a ridge of one, classes of equal weight."""
    x = np.array([(1.0, *features(j.likeness)) for j in (*copies, *others)])
    y = np.array([1.0] * len(copies) + [0.0] * len(others))
    share = np.where(y > 0, 0.5 / len(copies), 0.5 / len(others)) * len(y)
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag([0.0, *[1.0] * len(FEATURES)])
        w -= np.linalg.solve(hessian, x.T @ (share * (p - y)) + np.array([0.0, *w[1:]]))
    print("fitted:", dict(zip(("bias", *FEATURES), w.round(2).tolist(), strict=True)))


def by_damage(reports: Sequence[dict[str, str]]) -> None:
    """How reports are labelled by what was done to them, each alone."""
    for name, make in (
        ("untouched", lambda row: split(row["text"])),
        ("A spin 40", lambda row: family_a.damage(split(row["text"]), "spin 40", row["id"])),
        ("B round trip", lambda row: family_b.damage(split(row["text"]), "round trip", row["id"])),
    ):
        found = [assess([reading("x", make(row))], [])["x"].degradation for row in reports]
        print(f"  {name:14}", {str(kind): found.count(kind) for kind in Degradation if found.count(kind)})


def clough(folder: Path) -> None:
    """Degrees of copying in short answers: share called a copy of the original, by category."""
    rows = [
        line.split(",")
        for line in (folder / "file_information.csv").read_text(errors="replace").splitlines()[1:]
    ]
    found: dict[str, list[Judged]] = {}
    for row in rows:
        name, task, category = row[0], row[-2].strip(), row[-1].strip()
        if category not in ("cut", "light", "heavy", "non"):
            continue
        texts = [
            (folder / file).read_text(encoding="utf-8", errors="replace")
            for file in (f"orig_task{task}.txt", name)
        ]
        found.setdefault(category, []).append(
            compare(*(reading(str(n), split(t)) for n, t in enumerate(texts)))
        )
    for category in ("cut", "light", "heavy", "non"):
        verdicts = found.get(category, [])
        mean = sum(j.score for j in verdicts) / max(1, len(verdicts))
        print(
            f"  {category:6} n={len(verdicts):3} copies={sum(j.copy for j in verdicts):3} mean score={mean:.2f}"
        )
    copied = [j.score for kind in ("cut", "light", "heavy") for j in found[kind]]
    print(f"  AUC copied against not: {auc(copied, [j.score for j in found['non']]):.3f}")


def main() -> None:
    """Prints recall by kind, false positives, AUC, and the labels of damage."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--fit", action="store_true")
    options.add_argument("--reports", type=int, default=150)
    given = options.parse_args()
    lines = (given.folder / "copies/basil_dev.jsonl").read_text().splitlines()
    reports = [json.loads(line) for line in lines][: given.reports]
    others = list(negatives(reports))
    wrong = [j for j in others if j.copy]
    print(
        f"independent pairs: {len(others)}, called copies: {len(wrong)}, joined: {sum(j.whole for j in wrong)}"
    )
    for family in "AB":
        pairs = list(positives(reports, family))
        scores = [j.score for _, j in pairs]
        print(f"family {family}: {len(pairs)} pairs, AUC {auc(scores, [j.score for j in others]):.4f}")
        for kind in dict.fromkeys(kind for kind, _ in pairs):
            of_kind = [j for k, j in pairs if k == kind]
            copies, whole = sum(j.copy for j in of_kind), sum(j.whole for j in of_kind)
            print(
                f"  {kind:24} n={len(of_kind):4} recall={copies / len(of_kind):.3f} joined={whole / len(of_kind):.3f}"
            )
        if given.fit and family == "A":
            fit([j for _, j in pairs], others)
    print("damage labels")
    by_damage(reports)
    print("Clough and Stevenson")
    clough(given.folder / "copies/clough_stevenson")


if __name__ == "__main__":
    main()
