"""Measures story grouping (BCubed) on BASIL and ECB+: python bench/stories.py ../shared/bench [--cache FILE].

Numbers only leave this script. Thresholds are those of data/stories/weights.tsv, fixed beforehand.
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from communique.parse import Parser, parse_report
from communique.records import Block, BlockKind, Parse, Report, Sentence, Sketch, Spotted
from communique.spot import spot_report
from communique.stage import Group
from communique.stories import group_stories, sketch_report


def report_of(report_id: str, text: str, published: str | None, title: str | None = None) -> Report:
    """A report with a text and perhaps a date."""
    text = f"{title}\n\n{text}" if title else text
    return Report(
        report_id=report_id, path="", record=None, url=None, guid=None, outlet_id=None, title=title, byline=None,
        dateline=None, credit=None, language="en", published=published, published_basis=None, text=text, sha256="",
    )  # fmt: skip


def blocks_of(report: Report) -> list[Block]:
    """Every line a body block, the first a title where the report has one."""
    found, at = [], 0
    for n, line in enumerate(report.text.split("\n")):
        kind = BlockKind.TITLE if n == 0 and report.title else BlockKind.BODY
        if line.strip():
            found.append(
                Block(
                    report_id=report.report_id,
                    start=at,
                    end=at + len(line),
                    exact=line,
                    kind=kind,
                    rule_id=None,
                )
            )
        at += len(line) + 1
    return found


def sketch(report: Report, parser: Parser) -> Sketch:
    """The report's sketch through parse and spot."""
    blocks = tuple(blocks_of(report))
    rows: dict[type, list[object]] = defaultdict(list)
    for row in parse_report(Group(report.report_id, {Report: (report,), Block: blocks}), parser=parser):
        rows[type(row)].append(row)
    given = {Report: (report,), Block: blocks, Sentence: tuple(rows[Sentence]), Parse: tuple(rows[Parse])}
    given[Spotted] = tuple(spot_report(Group(report.report_id, given)))
    return next(iter(sketch_report(Group(report.report_id, given))))


def bcubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    by_gold, by_found = clusters(gold), clusters(found)
    precision = recall = 0.0
    for key in gold:
        same = len(by_gold[gold[key]] & by_found[found[key]])
        precision += same / len(by_found[found[key]])
        recall += same / len(by_gold[gold[key]])
    p, r = precision / len(gold), recall / len(gold)
    return p, r, 2 * p * r / (p + r)


def clusters(labels: dict[str, str]) -> dict[str, set[str]]:
    """Label → keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, label in labels.items():
        found[label].add(key)
    return found


def score(name: str, sketches: Iterable[Sketch], gold: dict[str, str]) -> None:
    """Prints the figures of one data set."""
    began = time.perf_counter()
    rows: Sequence[Sketch] = tuple(sketches)
    found = {m.report_id: m.story_id for m in group_stories(Group("all", {Sketch: rows}))}
    p, r, f = bcubed({s.report_id: gold[s.report_id] for s in rows}, found)
    spent = time.perf_counter() - began
    print(
        f"{name:28} n={len(rows):4} stories={len(set(found.values())):4} P={p:.3f} R={r:.3f} F1={f:.3f} {spent:.2f}s"
    )


def load(folder: Path, cache: Path | None) -> tuple[dict[str, list[Sketch]], dict[str, str]]:
    """The sketches of each set and the gold story of each report."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())  # type: ignore[no-any-return]
    parser, gold = Parser(), {}
    sets: dict[str, list[Sketch]] = {}
    for name, file, story in (
        ("basil", "copies/basil_dev.jsonl", "event"),
        ("ecb dev", "stories/ecbplus_dev.jsonl", "story"),
        ("ecb train", "stories/ecbplus_train.jsonl", "story"),
    ):
        rows = [json.loads(line) for line in (folder / file).read_text().splitlines()]
        gold.update({row["id"]: row[story] for row in rows})
        reports = [report_of(row["id"], row["text"], row.get("published"), row.get("title")) for row in rows]
        sets[name] = [sketch(report, parser) for report in reports]
    if cache:
        cache.write_bytes(pickle.dumps((sets, gold)))
    return sets, gold


def main() -> None:
    """Scores all sets, BASIL with and without its dates."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--cache", type=Path)
    given = options.parse_args()
    sets, gold = load(given.folder, given.cache)
    score("BASIL, dated", sets["basil"], gold)
    score("BASIL, undated", [replace(s, published=None, dates=()) for s in sets["basil"]], gold)
    half = [replace(s, published=None) if n % 2 else s for n, s in enumerate(sets["basil"])]
    score("BASIL, half dated", half, gold)
    score("ECB+ dev, 2 sentences", sets["ecb dev"], gold)
    score("ECB+ train, 2 sentences", sets["ecb train"], gold)


if __name__ == "__main__":
    main()
