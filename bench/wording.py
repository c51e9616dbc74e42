"""How many lines of a brief are told in the reports' own words, and a sample of them to be read by a person.

usage: wording.py [--sample N] RECORD.db…
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from communique.record import Record
from communique.records import EventType
from communique.views import Facts, write_brief
from communique.views.brief import Line

WITHOUT = (EventType.CONSULT, EventType.STATEMENT)  # told by phrase or not at all


def lines_of(db: Path, counts: Counter[str]) -> list[Line]:
    """The event lines in own words; `counts` gains those in words, those by phrase, and the refused."""
    with Record.open(db) as record:
        facts = Facts(record.rows)
        briefs = write_brief(facts)
        held = [line for b in briefs for s in b.sections for line in s.lines if line.kind == "event"]
        told = [line for line in held if facts.events[line.subject_id or ""].event_type not in WITHOUT]
    counts["refused"] += sum(brief.refused for brief in briefs)
    counts["in words"] += sum(bool(line.words) for line in told)
    counts["by phrase"] += sum(not line.words for line in told)
    return [line for line in told if line.words]


def main() -> None:
    """Print the counts, then the sample: the line, and below it the sentence it is cut from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    lines = [line for db in options.records for line in lines_of(db, counts)]
    print(", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
    for line in random.Random(0).sample(lines, min(options.sample, len(lines))):
        print(f"- {line.text}\n    {' '.join(line.citations[0].exact.split())}")


if __name__ == "__main__":
    main()
