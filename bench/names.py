"""Measures names on the shared benchmark: country words, person-name pairs, offices at a date.

usage: python bench/names.py ../shared/bench
Prints figures only; nothing of the data is kept.
"""

from __future__ import annotations

import csv
import itertools
import random
import re
import sys
from datetime import date
from pathlib import Path

from communique.names.alike_names import SAME, name_score
from communique.names.forms import fold
from communique.names.knowledge import registry, states
from communique.names.state_words import state_of
from communique.rules import cells

SAMPLE = 2000
CODES = {
    "XKX": "KOS",
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "KSV": "KOS",
    "UNK": "KOS",
    "PAL": "PSE",
    "WSB": "PSE",
}


OWNED = {
    "GBR": "AIA BMU VGB CYM FLK GIB GGY IMN JEY MSR PCN SHN TCA SGS IOT",
    "NLD": "ABW BES CUW SXM",
    "USA": "ASM GUM MNP PRI VIR UMI",
    "FRA": "GUF PYF GLP MTQ MYT NCL REU BLM MAF SPM WLF ATF",
    "AUS": "CXR CCK NFK HMD",
    "NZL": "COK NIU TKL",
    "DNK": "FRO GRL",
    "NOR": "SJM BVT",
    "FIN": "ALA",
    "MAR": "ESH",
    "CHN": "HKG MAC",
}
SOVEREIGN = {part: state for state, parts in OWNED.items() for part in parts.split()}


def main(bench: Path) -> None:
    """Prints one line a measure."""
    country_words(bench / "events" / "actors")
    name_pairs(bench / "names" / "name_pairs.csv")
    offices(bench / "names" / "office_holders_2000_2022.csv")


def country_words(folder: Path) -> None:
    """Share of country words given the right state, in four samples.

    - names and demonyms: every distinct name and nationality word of countries.csv with the head and first synonym
      (name and demonym) of each Phoenix block. These are the words of the floor; both files hold no 2,000 of them.
    - countries.csv and Phoenix heads: the two halves of it.
    - every name: the above with all of a Phoenix block before its capital, that is misspellings, nicknames ("the
      graveyard of empires") and names in dozens of languages, seen while the table of foreign names was made.
    - sample of both: 2,000 of all words, half of which are rivers, provinces, villages and hills.
    """
    listed = _listed(folder / "countries.csv")
    phoenix = _phoenix(folder / "Phoenix.Countries.actors.txt")
    heads = _heads(folder)
    random.seed(7)
    mixed = random.sample(sorted(set(listed + phoenix)), SAMPLE)
    for name, words in (
        ("names and demonyms", sorted({*listed, *heads})),
        ("countries.csv", listed),
        ("Phoenix heads", heads),
        ("every name", sorted({*listed, *_before_capital(phoenix)})),
        ("sample of both", mixed),
    ):
        words = [(w, s) for w, s in words if s in states()]
        right = [
            (w, s)
            for w, s in words
            if (found := state_of(w)) and s in (found.iso3, SOVEREIGN.get(found.iso3))
        ]
        print(f"country words, {name}: {len(right)}/{len(words)} = {len(right) / len(words):.3f}")
        if "-v" in sys.argv:
            wrong = sorted(set(words) - set(right))
            for word, state in wrong[:: max(1, len(wrong) // 60)]:
                print("   ", word, state, state_of(word))


def _listed(path: Path) -> list[tuple[str, str]]:
    found = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for word in [row["Name"], *re.split(r"\s*,\s*", row["Nationality"])]:
                if word:
                    found.append((word, CODES.get(row["CCA3"], row["CCA3"])))
    return found


def _phoenix(path: Path, *, names_only: bool = False) -> list[tuple[str, str]]:
    found, state, head = [], None, 0
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        entry = line.split("#")[0].strip()
        code = re.search(r"\[([A-Z]{3})\]", entry)
        if entry and not entry.startswith(("+", "\t")):
            state = CODES.get(code[1], code[1]) if code and code[1] in {*states(), *CODES} else None
            head = 0
        word = re.sub(r"\[.*|_$", "", entry.lstrip("+")).strip().strip("_").replace("_", " ")
        plain_date = re.search(r"\[[^\]]*[<>:\d]", entry)
        if state and word and not entry.startswith("\t") and not plain_date and (not names_only or head < 2):
            found.append((_shape(word), state))
        head += 1
    return found


def _heads(folder: Path) -> list[tuple[str, str]]:
    """The head and first synonym of each country's block: name and demonym."""
    return _phoenix(folder / "Phoenix.Countries.actors.txt", names_only=True)


def _before_capital(phoenix: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each block's words up to its capital; the first two of a block whose capital is not listed."""
    found: list[tuple[str, str]] = []
    for state, block in itertools.groupby(phoenix, key=lambda word: word[1]):
        words = list(block)
        capitals = {_plain(name) for name in cells(states()[state], "capital")}
        at = next((i for i, (word, _) in enumerate(words) if i and _plain(word) in capitals), 2)
        found += words[:at]
    return found


def _plain(name: str) -> str:
    return "".join(fold(word) for word in name.split())


def _shape(word: str) -> str:
    return word.title() if len(word) > 3 else word


def name_pairs(path: Path) -> None:
    """Person F1 at the shipped threshold."""
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    said = [name_score(row["name1"], row["name2"]) >= SAME for row in rows]
    gold = [row["is_match"] == "true" for row in rows]
    both = sum(s and g for s, g in zip(said, gold, strict=True))
    precision, recall = both / max(1, sum(said)), both / max(1, sum(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"name_pairs, Person ({len(rows)}): P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


OFFICES = {
    ("United States of America", "President"): ("USA", "head_of_state"),
    ("United States of America", "Vice President"): ("USA", "vice_head"),
    ("United States of America", "Secretary of State"): ("USA", "foreign_minister"),
    ("United States of America", "Secretary of Defence"): ("USA", "defence_minister"),
    ("United States of America", "Secretary of the Treasury"): ("USA", "finance_minister"),
    ("United States of America", "Secretary of Commerce"): ("USA", "trade_minister"),
    ("United States of America", "National Security Advisor"): ("USA", "national_security_adviser"),
    ("(international organisation)", "Secretary-General of the United Nations"): ("UN", "igo_head"),
}


def offices(path: Path) -> None:
    """Share of terms of chief offices in whose middle the registry names the same holder."""
    asked = right = 0
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = OFFICES.get((row["country"], row["role"])) or _chinese(row)
            middle = _middle(row["start"], row["end"])
            if key is None or middle is None:
                continue
            asked += 1
            held = registry().holders(*key, middle)
            hit = any(
                o.wikidata_id == row["wikidata"] or name_score(o.name, row["name"]) >= SAME for o in held
            )
            right += hit
            if not hit and "-v" in sys.argv:
                print("   ", row["name"], row["role"], row["start"], row["end"], [o.name for o in held])
    print(f"office at a date: {right}/{asked} = {right / max(1, asked):.3f}")


def _chinese(row: dict[str, str]) -> tuple[str, str] | None:
    if "China" not in row["country"] or "Taiwan" in row["country"]:
        return None
    role = row["role"].lower()
    for part, found in (
        ("foreign", "foreign_minister"), ("defen", "defence_minister"), ("premier", "head_of_government"),
        ("president of", "head_of_state"), ("commerce", "trade_minister"), ("finance", "finance_minister"),
    ):  # fmt: skip
        if part in role and "vice" not in role and "deputy" not in role:
            return "CHN", found
    return None


def _middle(start: str, end: str) -> str | None:
    """The day halfway through a term, None before 2000 or where a date is missing."""
    if len(start) != 10 or len(end) != 10 or end < "2000":
        return None
    first, last = date.fromisoformat(max(start, "2000-01-01")), date.fromisoformat(end)
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).isoformat()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
