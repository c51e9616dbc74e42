"""Checks sentences.jsonl, the training text of the second opinion (our own writing, CC0).

Counts by type and status; actor and recipient must stand in the text; no text twice; at most one sentence
in twenty may share a skeleton (names and numbers masked); no run of ten words may be shared with other texts.
Call: python bench/second_opinion/check.py ../shared/bench ../shared/seeds
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "sentences.jsonl"
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "STATEMENT",
    "NONE",
)
STATUSES = (
    "happened",
    "ongoing",
    "planned",
    "tentative",
    "postponed",
    "cancelled",
    "threatened",
    "hypothetical",
    "negated",
)
FIELDS = ("text", "actor", "recipient", "event_type", "status")
TEXT_FILES = frozenset(
    {".txt", ".json", ".jsonl", ".csv", ".tsv", ".md", ".xml", ".html", ".naf", ".conll", ".ann"}
)
RUN = 10
SHARE = 0.05
NAMES = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:(?:of|the|de|al|el|bin|von|van)\s+)?[A-Z][\w'’.-]*)*")
NUMBERS = re.compile(r"\d[\d.,:]*")
WORDS = re.compile(r"[a-z0-9]+")


class Row(NamedTuple):
    """One sentence with its labels."""

    text: str
    actor: str | None
    recipient: str | None
    event_type: str
    status: str | None


def skeleton(row: Row, parties: bool = False) -> str:
    """The sentence without its names, numbers and punctuation, and without its parties when asked."""
    text = row.text
    for words in (row.actor, row.recipient):
        if parties and words:
            text = text.replace(words, " N ", 1)
    masked = NUMBERS.sub(" 0 ", NAMES.sub(" N ", text))
    return " ".join(re.findall(r"[a-z]+|N|0", masked))


def runs(text: str) -> Iterator[str]:
    """Every run of ten words, lower-cased, punctuation dropped."""
    words = WORDS.findall(text.lower())
    for i in range(len(words) - RUN + 1):
        yield " ".join(words[i : i + RUN])


def load(path: Path) -> tuple[list[Row], list[str]]:
    """The rows, and what is wrong with them one by one."""
    rows: list[Row] = []
    faults: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        record: dict[str, str | None] = json.loads(line)
        if tuple(record) != FIELDS:
            faults.append(f"line {number}: fields are {list(record)}")
            continue
        row = Row(
            record["text"] or "",
            record["actor"],
            record["recipient"],
            record["event_type"] or "",
            record["status"],
        )
        rows.append(row)
        faults.extend(f"line {number}: {fault}: {row.text[:70]}" for fault in row_faults(row))
    return rows, faults


def row_faults(row: Row) -> Iterator[str]:
    """What is wrong with one row."""
    if row.event_type not in TYPES:
        yield f"unknown type {row.event_type}"
    if (row.status is None) != (row.event_type == "NONE") or row.status not in (*STATUSES, None):
        yield f"status {row.status} with {row.event_type}"
    if (row.status == "threatened") != (row.event_type == "THREATEN"):
        yield f"status {row.status} with {row.event_type}"
    spans: list[tuple[int, int]] = []
    for name, words in (("actor", row.actor), ("recipient", row.recipient)):
        if words is None:
            continue
        whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", row.text)
        if not words.strip() or whole is None:
            yield f"{name} is not in the text"
        elif whole.start() != row.text.find(words):
            yield f"{name} stands inside a word before it stands alone"
        else:
            spans.append(whole.span())
    if len(spans) == 2 and spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
        yield "actor and recipient overlap"
    if row.text != " ".join(row.text.split()):
        yield "stray white space"


def shared_runs(rows: list[Row], folders: list[Path]) -> list[str]:
    """Runs of ten words that also stand in the files of these folders, with the file."""
    ours = {run: row.text for row in rows for run in runs(row.text)}
    found: dict[str, str] = {}
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        for path in files:
            if not path.is_file() or path.suffix.lower() not in TEXT_FILES:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            tokens = "\n".join(line.split("\t")[0] for line in text.splitlines())
            for variant in (text, tokens) if path.name.startswith("actors_bio") else (text,):
                for run in runs(variant):
                    if run in ours:
                        found[run] = f"{path}: {run!r}"
    return sorted(found.values())


def main() -> int:
    """Prints the counts and the faults; 1 when there is a fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "against", nargs="*", type=Path, help="files or folders no ten words may be shared with"
    )
    parser.add_argument("--file", type=Path, default=HERE)
    options = parser.parse_args()
    rows, faults = load(options.file)
    faults.extend(f"no such file or folder: {path}" for path in options.against if not path.exists())

    statuses: dict[str, Counter[str]] = {name: Counter() for name in TYPES}
    for row in rows:
        statuses.setdefault(row.event_type, Counter())[row.status or "-"] += 1
    for name, counts in statuses.items():
        print(f"{name:10} {counts.total():5}  " + " ".join(f"{s}={n}" for s, n in counts.most_common()))
    lengths = sorted(len(row.text.split()) for row in rows)
    print(f"{len(rows)} sentences, {lengths[0]} to {lengths[-1]} words, median {lengths[len(lengths) // 2]}")

    texts = Counter(row.text.lower() for row in rows)
    faults.extend(f"twice: {text[:80]}" for text, n in texts.items() if n > 1)
    for parties, masked in ((False, "names and numbers"), (True, "names, numbers and both parties")):
        skeletons = Counter(skeleton(row, parties) for row in rows)
        repeated = {words: n for words, n in skeletons.items() if n > 1}
        share = sum(repeated.values()) / len(rows)
        print(f"{sum(repeated.values())} sentences share a skeleton when {masked} are masked ({share:.2%})")
        for words, n in sorted(repeated.items(), key=lambda item: -item[1]):
            print(f"  {n} x {words}")
        if share > SHARE:
            faults.append(f"{share:.1%} share a skeleton when {masked} are masked")
    faults.extend(f"ten words shared with {where}" for where in shared_runs(rows, options.against))

    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
