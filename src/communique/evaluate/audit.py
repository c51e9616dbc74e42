"""A sheet drawn from a record for a person to judge, and the filled sheet as precision with intervals."""

from __future__ import annotations

import csv
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

from communique.errors import UsageError
from communique.evaluate.tally import SEED
from communique.records import Claim, Judgement
from communique.spans import content_id
from communique.views.facts import Facts

COLUMNS = (
    "claim_id", "stratum", "weight", "report_id", "start", "end", "actor", "recipient", "event_type", "mode", "status",
    "date", "words", "right",
)  # fmt: skip
STRATA = ("type", "status", "origin")


def draw_sheet(facts: Facts, path: Path, *, n: int, by: str) -> int:
    """Write a stratified sample of claims to a CSV whose last column a person fills with y or n; the rows written.

    Each stratum gets its share but at least five rows where it has them; `weight` is what one row stands for.
    """
    if by not in STRATA:
        raise UsageError(f"cannot draw by {by}; choose from {', '.join(STRATA)}")
    strata: dict[str, list[Claim]] = defaultdict(list)
    for claims in facts.claims.values():
        for claim in claims:
            strata[_stratum(claim, by)].append(claim)
    total = sum(map(len, strata.values()))
    chance = random.Random(SEED)
    rows = []
    for name, claims in sorted(strata.items()):
        wanted = min(len(claims), max(5, round(n * len(claims) / total)))
        drawn = chance.sample(sorted(claims, key=lambda c: c.claim_id), wanted)
        rows += [_row(claim, name, len(claims) / wanted, facts) for claim in drawn]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)


def _stratum(claim: Claim, by: str) -> str:
    return {"type": str(claim.event_type), "status": str(claim.status), "origin": claim.origin_id}[by]


def _row(claim: Claim, stratum: str, weight: float, facts: Facts) -> list[object]:
    actor, recipient = (", ".join(map(facts.name, side)) for side in (claim.actor, claim.recipient))
    words = " ".join(claim.exact.split())
    return [
        claim.claim_id, stratum, f"{weight:.3f}", claim.report_id, claim.start, claim.end, actor, recipient,
        claim.event_type, claim.mode, claim.status, claim.date, words, "",
    ]  # fmt: skip


def score_sheet(path: Path) -> list[tuple[str, int, int, float, float, float]]:
    """(stratum, right, judged, precision, low, high) of a filled sheet, the weighted whole first.

    Intervals are Wilson's (1927) at 95 %. UsageError names a row that is not filled with y or n.
    """
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    weight: dict[str, float] = {}
    with path.open(encoding="utf-8", newline="") as held:
        for number, row in enumerate(csv.DictReader(held), 2):
            answer = (row.get("right") or "").strip().lower()
            if answer not in ("y", "n"):
                raise UsageError(f"{path}, line {number}: 'right' is {answer!r}; fill it with y or n")
            judged[row["stratum"]] += 1
            right[row["stratum"]] += answer == "y"
            weight[row["stratum"]] = float(row["weight"])
    if not judged:
        raise UsageError(f"{path}: has no rows; draw a sheet with `communique audit --n 200 --to {path}`")
    stands_for = {name: judged[name] * weight[name] for name in judged}
    whole = sum(stands_for.values())
    precision = sum(stands_for[name] * right[name] / judged[name] for name in judged) / whole
    n = judged.total()
    rows = [("all, weighted", right.total(), n, precision, *wilson(precision, n))]
    return rows + [
        (
            name,
            right[name],
            judged[name],
            right[name] / judged[name],
            *wilson(right[name] / judged[name], judged[name]),
        )
        for name in sorted(judged)
    ]


def judgements_of(path: Path, *, by: str, at: str) -> list[Judgement]:
    """The filled sheet as judgements, one a row: the claim's stretch and whether it is right."""
    with path.open(encoding="utf-8", newline="") as held:
        rows = list(csv.DictReader(held))
    return [
        Judgement(
            judgement_id=content_id("j", "claim", row["claim_id"]),
            kind="value",
            about="claim",
            subjects=(f"{row['report_id']}:{row['start']}:{row['end']}",),
            value="right" if row["right"].strip().lower() == "y" else "wrong",
            by=by,
            at=at,
            why=f"audit of {row['claim_id']}",
        )
        for row in rows
    ]


def wilson(share: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's score interval of a share of n."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # at the ends the interval touches them, whatever the last bit of a float says
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return (0.0 if share == 0 else low), (1.0 if share == 1 else high)
