"""Agreement of two labellers: Krippendorff's alpha for each field of the gold set.

Usage: python bench/agreement.py GOLD_FOLDER SECOND_FOLDER [--loose] [--json] [--list]

GOLD_FOLDER holds the first labels as GOLD_FOLDER/*/STORY/labels.json, SECOND_FOLDER the second ones as
SECOND_FOLDER/STORY.json. Only stories present in both are compared.

How the units are made:

* Mentions, dates and quotations of one file are aligned one to one by overlap, the largest first.
* Claims are aligned where their sentences overlap by half of the shorter and their triggers overlap. Where
  several claims hang on one trigger, the pairing that agrees in most fields is taken. With --loose, a claim
  left alone in its sentence on each side is paired too, whatever its trigger.
* Utterances, events and origins have no names in common between labellers, so each pair of aligned stretches
  (for origins: of reports) in a story is a unit, labelled "same" or "different".
* Persons are compared by name, without case and accents; all unnamed speakers count as one value, since the
  guide leaves their short names free; lists of states are compared as sets; null is a value like any other.

Alpha is nominal, with the coincidence matrix of Krippendorff (2004), Content Analysis, ch. 11: for two
labellers without gaps, 1 - Do/De where De is taken from the pooled values of both, without replacement. It is
undefined (n/a) where only one value occurs. Agreement on which stretches there are is the F1 of stretches
found by both (over: they overlap; exact: same ends); fields are compared only on stretches found by both.
Pairs of a story are not independent of each other: read alpha there as a description, not as a test.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Pair = tuple[Row, Row]
Value = str
Unit = tuple[Value, Value]


def alpha(units: Sequence[Unit]) -> float | None:
    """Nominal alpha for two labellers; None where only one value occurs (or none)."""
    pooled = Counter(value for unit in units for value in unit)
    total = sum(pooled.values())
    expected = total * total - sum(count * count for count in pooled.values())
    if total < 2 or expected == 0:
        return None
    # Each differing unit puts two coincidences off the diagonal.
    observed = 2 * sum(left != right for left, right in units)
    return 1 - (total - 1) * observed / expected


def fold(name: str) -> str:
    """A name without case, accents and doubled blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("ı", "i").split())


def overlap(left: tuple[int, int], right: tuple[int, int]) -> int:
    return min(left[1], right[1]) - max(left[0], right[0])


def ends(row: Row) -> tuple[int, int]:
    return int(row["start"]), int(row["end"])


def align(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """One-to-one pairs of overlapping stretches of one file, the largest overlap (then share) first."""
    scored: list[tuple[float, int, int]] = []
    for i, left in enumerate(first):
        for j, right in enumerate(second):
            common = overlap(ends(left), ends(right))
            if left["file"] == right["file"] and common > 0:
                union = max(left["end"], right["end"]) - min(left["start"], right["start"])
                scored.append((-common / union, i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[Pair] = []
    for _, i, j in sorted(scored):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def claims(labels: Row) -> list[Row]:
    """Every claim with its event beside it and the ends of its trigger in the file."""
    rows: list[Row] = []
    for event in labels["events"]:
        for claim in event["claims"]:
            trigger = claim.get("trigger") or ""
            at = claim["text"].find(trigger) if trigger else -1
            start = claim["start"] + max(at, 0)
            end = start + len(trigger) if at >= 0 else claim["end"]
            rows.append({**claim, "event": event, "trigger_ends": (start, end)})
    return rows


def same_sentence(left: Row, right: Row) -> bool:
    shorter = min(left["end"] - left["start"], right["end"] - right["start"])
    return bool(left["file"] == right["file"] and overlap(ends(left), ends(right)) * 2 >= shorter > 0)


def states(key: str) -> Callable[[Row], Value]:
    return lambda claim: ",".join(sorted(claim["event"].get(key) or [])) or "null"


def of_event(key: str) -> Callable[[Row], Value]:
    return lambda claim: show(claim["event"].get(key))


EVENT_FIELDS: dict[str, Callable[[Row], Value]] = {
    "event_type": of_event("event_type"),
    "mode": of_event("mode"),
    "status of the claim": lambda claim: show(claim.get("status")),
    "status of the event": of_event("status"),
    "actor_states": states("actor_states"),
    "recipient_states": states("recipient_states"),
    "date of the event": of_event("date"),
    "background": of_event("background"),
}


def align_claims(first: Sequence[Row], second: Sequence[Row], loose: bool) -> list[Pair]:
    scored: list[tuple[float, int, int, int]] = []
    for i, left in enumerate(first):
        for j, right in enumerate(second):
            a, b = left["trigger_ends"], right["trigger_ends"]
            if same_sentence(left, right) and overlap(a, b) > 0:
                share = overlap(a, b) / (max(a[1], b[1]) - min(a[0], b[0]))
                agreeing = sum(read(left) == read(right) for read in EVENT_FIELDS.values())
                scored.append((-share, -agreeing, i, j))
    left_over, right_over = set(range(len(first))), set(range(len(second)))
    pairs: list[Pair] = []
    for _, _, i, j in sorted(scored):
        if i in left_over and j in right_over:
            left_over.discard(i)
            right_over.discard(j)
            pairs.append((first[i], second[j]))
    if loose:
        for i in sorted(left_over):
            partners = [j for j in right_over if same_sentence(first[i], second[j])]
            if len(partners) == 1:
                rivals = [k for k in left_over if same_sentence(first[k], second[partners[0]])]
                if rivals == [i]:
                    pairs.append((first[i], second[partners[0]]))
    return pairs


def show(value: object) -> Value:
    return "null" if value is None else str(value)


def names_of(labels: Row) -> dict[str, str]:
    return {person["id"]: fold(person["name"]) for person in labels["people"]}


def person(value: str | None, names: dict[str, str]) -> Value:
    if value is None:
        return "null"
    if value.startswith("anon:"):
        return "anon"
    return names.get(value, value)


@dataclass
class Tally:
    """Units of each field and stretches of each table, over all stories."""

    units: dict[tuple[str, str], list[Unit]] = field(default_factory=dict)
    found: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, table: str, name: str, unit: Unit, where: str, note: bool = True) -> None:
        self.units.setdefault((table, name), []).append(unit)
        if note and unit[0] != unit[1]:
            self.notes.append(f"{table}.{name}: {unit[0]} | {unit[1]}  {where}")

    def count(self, table: str, first: int, second: int, over: int, exact: int) -> None:
        seen = Counter({"first": first, "second": second, "over": over, "exact": exact})
        self.found.setdefault(table, Counter()).update(seen)

    def same(self, table: str, name: str, keys: Sequence[tuple[str, str]], where: str) -> None:
        """Every pair of aligned stretches: does each labeller put the two together?"""
        for (left_a, right_a), (left_b, right_b) in combinations(keys, 2):
            unit = (
                "same" if left_a == left_b else "different",
                "same" if right_a == right_b else "different",
            )
            self.add(table, name, unit, f"{where} ({left_a}, {left_b}) ({right_a}, {right_b})")


def rest(rows: Iterable[Row], paired: Iterable[Row]) -> list[Row]:
    """The rows that found no partner."""
    held = {id(row) for row in paired}
    return [row for row in rows if id(row) not in held]


def lone(tally: Tally, table: str, story: str, rows: Iterable[Row], whose: str) -> None:
    for row in rows:
        text = row.get("trigger") or row["text"]
        tally.notes.append(f"{table}: {whose} only: {story} {row['file']} {row['start']} {text!r}")


def compare(story: str, first: Row, second: Row, tally: Tally, loose: bool) -> None:
    names_first, names_second = names_of(first), names_of(second)

    both = {row["file"]: row for row in second["reports"]}
    reports = [(row, both[row["file"]]) for row in first["reports"] if row["file"] in both]
    for left, right in reports:
        for key in ("how", "degradation", "published", "published_stated", "political", "wire"):
            tally.add("reports", key, (show(left[key]), show(right[key])), f"{story} {left['file']}")
    tally.same("reports", "origin (pairs)", [(a["origin"], b["origin"]) for a, b in reports], story)

    fields: dict[str, tuple[str, ...]] = {
        "mentions": ("garbled", "title_wrong"),
        "dates": ("value", "kind", "direction", "corrupted"),
        "quotes": ("altered",),
    }
    for table, keys in fields.items():
        pairs = align(first[table], second[table])
        exact = sum(ends(a) == ends(b) for a, b in pairs)
        tally.count(table, len(first[table]), len(second[table]), len(pairs), exact)
        lone(tally, table, story, rest(first[table], (a for a, _ in pairs)), "first")
        lone(tally, table, story, rest(second[table], (b for _, b in pairs)), "second")
        for left, right in pairs:
            where = f"{story} {left['file']} {left['start']} {left['text'][:60]!r}"
            if table != "dates":
                key = "person" if table == "mentions" else "speaker"
                unit = (person(left[key], names_first), person(right[key], names_second))
                tally.add(table, key, unit, where)
            for key in keys:
                tally.add(table, key, (show(left[key]), show(right[key])), where)
        if table == "quotes":
            tally.same(
                table, "utterance (pairs)", [(a["utterance"], b["utterance"]) for a, b in pairs], story
            )

    left_claims, right_claims = claims(first), claims(second)
    sentences = [
        list({(row["file"], row["start"], row["end"]): row for row in rows}.values())
        for rows in (left_claims, right_claims)
    ]
    told = align(sentences[0], sentences[1])
    exact = sum(ends(a) == ends(b) for a, b in told)
    tally.count("claim sentences", len(sentences[0]), len(sentences[1]), len(told), exact)
    pairs = align_claims(left_claims, right_claims, loose)
    exact = sum(a["trigger_ends"] == b["trigger_ends"] for a, b in pairs)
    tally.count("claims", len(left_claims), len(right_claims), len(pairs), exact)
    lone(tally, "claims", story, rest(left_claims, (a for a, _ in pairs)), "first")
    lone(tally, "claims", story, rest(right_claims, (b for _, b in pairs)), "second")
    for left, right in pairs:
        where = f"{story} {left['file']} {left['start']} {left['trigger']!r}"
        for name, read in EVENT_FIELDS.items():
            tally.add("claims", name, (read(left), read(right)), where)
    # The same, with a claim that only one labeller made set against "absent": the severest reading.
    read_type = EVENT_FIELDS["event_type"]
    for left, right in pairs:
        tally.add("claims", "event_type or absent", (read_type(left), read_type(right)), story, note=False)
    for left in rest(left_claims, (a for a, _ in pairs)):
        tally.add("claims", "event_type or absent", (read_type(left), "absent"), story, note=False)
    for right in rest(right_claims, (b for _, b in pairs)):
        tally.add("claims", "event_type or absent", ("absent", read_type(right)), story, note=False)
    tally.same("claims", "event (pairs)", [(a["event"]["id"], b["event"]["id"]) for a, b in pairs], story)


def load(path: Path) -> Row:
    labels: Row = json.loads(path.read_text(encoding="utf-8"))
    return labels


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Krippendorff's alpha between two labellers of the gold set."
    )
    parser.add_argument("gold", type=Path, help="folder of the first labels: */STORY/labels.json")
    parser.add_argument("second", type=Path, help="folder of the second labels: STORY.json")
    parser.add_argument("--loose", action="store_true", help="pair claims left alone in a sentence, too")
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--list", action="store_true", help="list every disagreement after the table")
    options = parser.parse_args(arguments)

    tally = Tally()
    stories: list[str] = []
    for path in sorted(options.second.glob("*.json")):
        firsts = sorted(options.gold.glob(f"*/{path.stem}/labels.json"))
        if not firsts:
            print(f"{path.stem}: no first labels under {options.gold}; left out", file=sys.stderr)
            continue
        stories.append(path.stem)
        compare(path.stem, load(firsts[0]), load(path), tally, options.loose)
    if not stories:
        print(f"no story of {options.second} has first labels under {options.gold}", file=sys.stderr)
        return 1

    rows: list[Row] = []
    for (table, name), units in tally.units.items():
        agreed = sum(left == right for left, right in units) / len(units)
        rows.append(
            {"table": table, "field": name, "units": len(units), "agreed": agreed, "alpha": alpha(units)}
        )
    found: list[Row] = []
    for table, seen in tally.found.items():
        total = seen["first"] + seen["second"]
        f1 = {kind: 2 * seen[kind] / total if total else None for kind in ("over", "exact")}
        found.append(
            {"table": table, "first": seen["first"], "second": seen["second"], "both": seen["over"], **f1}
        )

    if options.json:
        print(json.dumps({"stories": stories, "fields": rows, "stretches": found}, indent=1))
        return 0
    print(f"{len(stories)} stories: {', '.join(stories)}\n")
    print(f"{'table':<10} {'field':<22} {'units':>6} {'agreed':>7} {'alpha':>7}")
    for row in rows:
        value = "n/a" if row["alpha"] is None else f"{row['alpha']:.3f}"
        print(f"{row['table']:<10} {row['field']:<22} {row['units']:>6} {row['agreed']:>7.3f} {value:>7}")
    print(f"\n{'stretches':<16} {'first':>6} {'second':>7} {'both':>6} {'F1 over':>8} {'F1 exact':>9}")
    for row in found:
        scores = " ".join("n/a" if row[k] is None else f"{row[k]:>8.3f}" for k in ("over", "exact"))
        print(f"{row['table']:<16} {row['first']:>6} {row['second']:>7} {row['both']:>6} {scores}")
    if options.list:
        print()
        print("\n".join(tally.notes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
