"""Seconds per stage on N and on 4N variant reports, and the ratio of the two: a stage near to linear stays under 6.

usage: speed.py [N] [--folder FOLDER]... [--until STAGE] [--seed SEED]     (default N = 50, on examples/)

A variant is an example retold: some paragraphs lost, now and then one of another report of its affair put in, some
words left out. Four times the reports are four times as many copies of the same few affairs, the hardest way to grow.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from communique import job
from communique.pipeline import STAGES
from communique.reading import read_inputs
from communique.records import Report
from communique.stage import Group, Stage

EXAMPLES = Path(__file__).parent.parent / "examples"
LIMIT = 6.0
KEPT, SPLICED, WORD_LOST = 0.85, 0.3, 0.02
NAMES_AND_DATES = {"spot", "published", "names", "moments"}  # spotting marks included
FLOOR = 200
LEAST = 0.05  # seconds at N under which a ratio says nothing


def affairs(folders: Sequence[Path]) -> list[list[Report]]:
    """The example reports, folder by folder."""
    rows = [[r for r in read_inputs([folder]) if isinstance(r, Report)] for folder in folders]
    return [sorted(reports, key=lambda r: r.report_id) for reports in rows if reports]


def variants(told: Sequence[Sequence[Report]], n: int, seed: int) -> Iterator[dict[str, str]]:
    """`n` retold reports, the same ones for the same seed; the first ones stay the same when `n` grows."""
    chance = random.Random(seed)
    for number in range(n):
        affair = told[number % len(told)]
        base, other = chance.choice(affair), chance.choice(affair)
        title, *paragraphs = [part for part in base.text.split("\n\n") if part.strip()]
        kept = [_thinned(part, chance) for part in paragraphs if chance.random() < KEPT]
        if chance.random() < SPLICED:
            kept.append(_thinned(chance.choice(other.text.split("\n\n")[1:]), chance))
        row = {"title": title, "text": "\n\n".join([*kept, f"Retold for edition {number}."])}
        yield {**row, "published": base.published} if base.published else row


def _thinned(part: str, chance: random.Random) -> str:
    return " ".join(word for word in part.split(" ") if chance.random() >= WORD_LOST)


def seconds(rows: Sequence[dict[str, str]], stages: Sequence[Stage]) -> dict[str, float]:
    """Seconds each stage computes on the reports, in one process, without reading and storing."""
    spent = {stage.name: 0.0 for stage in stages}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "variants.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        timed = [replace(stage, run=_timed(stage, spent)) for stage in stages]
        with job.run([path], db=Path(scratch) / "r.db", workers=1, stages=timed):
            return spent


def _timed(stage: Stage, spent: dict[str, float]) -> Callable[[Group], list[Any]]:
    def run(group: Group) -> list[Any]:
        start = time.process_time()
        rows = list(stage.run(group))
        spent[stage.name] += time.process_time() - start
        return rows

    return run


def main() -> None:
    """Print one line a stage, marked where it grows faster than the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("n", type=int, nargs="?", default=50)
    parser.add_argument("--folder", type=Path, action="append")
    parser.add_argument("--until", choices=[stage.name for stage in STAGES], default=STAGES[-1].name)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    names = [stage.name for stage in STAGES]
    stages = STAGES[: names.index(asked.until) + 1]
    told = affairs(asked.folder or sorted(path for path in EXAMPLES.iterdir() if path.is_dir()))
    seconds(list(variants(told, 2, asked.seed)), stages)  # tables and model are loaded once, before
    few, many = (seconds(list(variants(told, n, asked.seed)), stages) for n in (asked.n, 4 * asked.n))
    print(f"{'stage':<12}{asked.n:>8} s{4 * asked.n:>8} s   ratio (limit {LIMIT:g})")
    for name in few:
        ratio = many[name] / max(few[name], LEAST)
        print(f"{name:<12}{few[name]:>10.2f}{many[name]:>10.2f}{ratio:>8.1f}{'  over' * (ratio > LIMIT)}")
    if few.keys() >= NAMES_AND_DATES:
        rates = [
            n / sum(spent[name] for name in NAMES_AND_DATES)
            for n, spent in ((asked.n, few), (4 * asked.n, many))
        ]
        print(
            f"names and dates: {rates[0]:.0f} and {rates[1]:.0f} parsed reports per core-second (floor {FLOOR})"
        )


if __name__ == "__main__":
    main()
