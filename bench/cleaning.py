"""How much of real news the cleaning room takes for something else than body, and how fast it is.

    python bench/cleaning.py ../shared/bench/copies/basil_dev.jsonl

Prints, for a JSONL file of reports with a `text`, the blocks and characters of each kind, rejects, reports a second.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from communique.clean import clean_report
from communique.reading import Fields, compose_report
from communique.records import Block, Report
from communique.stage import Group


def main(path: Path) -> None:
    blocks: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    rejects, reports, seconds = 0, 0, 0.0
    for line in path.read_text(encoding="utf-8").splitlines():
        report = compose_report(Fields(whole=json.loads(line)["text"]), path=path.name)
        if not isinstance(report, Report):
            continue
        reports += 1
        started = time.perf_counter()
        rows = list(clean_report(Group(report.report_id, {Report: (report,)})))
        seconds += time.perf_counter() - started
        rejects += sum(not isinstance(row, Block) for row in rows)
        for row in rows:
            if isinstance(row, Block):
                blocks[row.kind] += 1
                characters[row.kind] += len(row.exact)
    total = sum(characters.values())
    print(f"{reports} reports, {rejects} rejects, {reports / seconds:.0f} reports a second")
    for kind, count in blocks.most_common():
        print(f"{kind:10} {count:6} blocks {100 * characters[kind] / total:6.2f} % of characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
