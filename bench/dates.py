"""Value F1 of dates and lengths against TIMEX3 gold: MEANTIME and the worked answers of two seeds.

    python bench/dates.py ../shared/bench/dates/meantime ../shared/seeds [--gold tests/gold/dev] [--show]

A gold expression is found where an expression of ours overlaps it, and right where the values are equal after both
are written as TIMEX3 (parts of the day and mods aside). Value F1 counts right ones against all of ours and all gold;
the figure for value accuracy counts them against the found ones. Creation times and empty tags are left out, and so
are gold tags without a calendar value (XXXX-XX-XX), which nobody can score.
"""

from __future__ import annotations

import argparse
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from communique.clean import clean_report
from communique.dates import date_moments, date_reports
from communique.parse import Parser, parse_report
from communique.records import (
    Block,
    BlockKind,
    Moment,
    Parse,
    Predicate,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
    SpottedKind,
)
from communique.spot import spot_report
from communique.stage import Group
from communique.status import mark_status

PARSER = Parser()
TIMES = {SpottedKind.DATE, SpottedKind.SPAN, SpottedKind.DURATION, SpottedKind.REPEATED}
ANNOTATED = 5  # MEANTIME marks the headline (0) and the first sentences (its dateline counts as one)
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


@dataclass(frozen=True)
class Gold:
    """One TIMEX3: where it stands, its type and value."""

    start: int
    end: int
    exact: str
    kind: str
    value: str


def make_report(name: str, text: str, published: str | None) -> Report:
    """A report of plain text."""
    return Report(
        report_id=name, path=name, record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=published,
        published_basis=PublishedBasis.STATED if published else None, text=text, sha256="",
    )  # fmt: skip


def read_story(
    reports: list[Report], *, cleaned: bool = False
) -> tuple[dict[str, ReportDate], list[tuple[Moment, str]]]:
    """The report dates of a story and its moments, each with the value as spotted."""
    rows: dict[type, list[object]] = defaultdict(list)
    for report in reports:
        blocks = [
            Block(
                report_id=report.report_id,
                start=line.start(),
                end=line.end(),
                exact=line.group(),
                kind=BlockKind.BODY,
                rule_id=None,
            )
            for line in re.finditer(r"[^\n]*\S[^\n]*", report.text)
        ]
        if cleaned:
            blocks = [
                b for b in clean_report(Group(report.report_id, {Report: (report,)})) if isinstance(b, Block)
            ]
        base: dict[type, tuple[object, ...]] = {Report: (report,), Block: tuple(blocks)}
        parsed = list(parse_report(Group(report.report_id, base), parser=PARSER))
        base[Sentence] = tuple(r for r in parsed if isinstance(r, Sentence))
        base[Parse] = tuple(r for r in parsed if isinstance(r, Parse))
        base[Spotted] = tuple(spot_report(Group(report.report_id, base)))
        base[Predicate] = tuple(mark_status(Group(report.report_id, base)))
        for kind, found in base.items():
            rows[kind].extend(found)
    group = {kind: tuple(found) for kind, found in rows.items()}
    dates = tuple(date_reports(Group("story", group)))
    group[ReportDate] = dates
    spotted = {
        (s.report_id, s.start, s.end): s.value or ""
        for s in rows[Spotted]
        if isinstance(s, Spotted) and s.kind in TIMES
    }
    moments = [
        (m, spotted[m.report_id, m.start, m.end])
        for m in date_moments(Group("story", group))
        if isinstance(m, Moment)
    ]
    return {d.report_id: d for d in dates}, moments


def ends(moment: Moment, spotted: str) -> list[tuple[int, int, str, str]]:
    """A moment as the gold writes it: the two ends of a range are two expressions."""
    value = timex(moment, spotted)
    if "/" not in value or "/" not in spotted:
        return [(moment.start, moment.end, value, moment.exact)]
    middle = moment.start + re.search(r".\b(and|to|through|until|–|-)\b|[–-]", moment.exact).start()  # type: ignore[union-attr]
    first, last = value.split("/")
    return [(moment.start, middle, first, moment.exact), (middle, moment.end, last, moment.exact)]


def timex(moment: Moment, spotted: str) -> str:
    """Our value as TIMEX3 writes it."""
    value = moment.value or ""
    if spotted.startswith("vague:"):
        return spotted.split(":")[1].upper() + "_REF"
    if spotted.startswith("window:"):
        return spotted.split(":")[1].lstrip("+-")
    if spotted.startswith("every:"):
        return spotted.removeprefix("every:")
    if spotted.startswith(("ago:PX", "after:PX", "before:PX")):
        return "PAST_REF"
    if (
        re.search(r"week(?!end|day)", spotted.split("@")[0])
        and "/" in value
        and moment.date_start
        and "weekday" not in spotted
    ):
        return _week(date.fromisoformat(value.split("/")[0]))
    if spotted.startswith("weekend:") and moment.date_start:
        return _week(date.fromisoformat(moment.date_start)) + "-WE"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, part = match.groups()
        if part in SEASONS:
            return f"{year}-{SEASONS[part]}"
        return f"{year}-Q{int(part) - 32}" if int(part) > 30 else value
    return value


def _week(start: date) -> str:
    middle = start + timedelta(days=3)
    year, week, _ = middle.isocalendar()
    return f"{year}-W{week:02d}"


def same(ours: str, gold: str) -> bool:
    """Equal, parts of the day, zones and a decade's X aside; an open stretch (PXM) may be written as a reference."""
    if gold in {"PAST_REF", "FUTURE_REF"} and re.fullmatch(r"PX[A-Z]+", ours):
        return True
    return _plain(ours) == _plain(gold)


def _plain(value: str) -> str:
    value = re.sub(r"T(MO|AF|EV|NI|\d\d:?\d\d.*)$", "", value) if not value.startswith("P") else value
    value = re.sub(r"^(\d{4}-\d\d)-XX$", r"\1", value)
    value = value.replace("PM6", "P6M").replace("PY5", "P5Y")
    value = re.sub(r"^P1?0Y$|^P1DE$", "P10Y", value)
    return re.sub(r"^(\d{3})X$", r"\1", value)


def read_meantime(path: Path) -> tuple[str, str, list[tuple[int, int]], list[Gold]]:
    """A file's text, its creation day and its expressions."""
    root = ElementTree.parse(path).getroot()
    text, line = "", None
    spans: dict[str, tuple[int, int]] = {}
    sentence_of: dict[str, str] = {}
    for token in root.iter("token"):
        word = token.text or ""
        if line is not None and token.get("sentence") != line:
            text += "\n"
        elif text and not re.match(r"[.,;:!?%)\]]|'s$|n't$", word):
            text += " "
        line = token.get("sentence")
        sentence_of[token.get("t_id") or ""] = token.get("sentence") or "0"
        spans[token.get("t_id") or ""] = (len(text), len(text) + len(word))
        text += word
    created, gold, stated = "", [], []
    text = text[: max((e for i, (_, e) in spans.items() if int(sentence_of[i]) <= ANNOTATED), default=0)]
    for mark in root.iter("TIMEX3"):
        held = [a.get("t_id") or "" for a in mark.iter("token_anchor")]
        if mark.get("functionInDocument") == "CREATION_TIME":
            value = mark.get("value") or ""
            if held:
                stated.append((spans[held[0]][0], spans[held[-1]][1]))
            created = (
                value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "-".join(reversed(value.split("-")))
            )
        elif held:
            start, end = spans[held[0]][0], spans[held[-1]][1]
            gold.append(Gold(start, end, text[start:end], mark.get("type") or "", mark.get("value") or ""))
    return text, created, stated, [g for g in gold if not g.value.startswith("XXXX-XX")]


def score(
    found: list[tuple[int, int, str, str]], gold: list[Gold], show: str | None = None
) -> tuple[int, int, int, int]:
    """Overlapping, right, ours, gold."""
    used: set[int] = set()
    hit = right = 0
    for g in gold:
        over = [(i, f) for i, f in enumerate(found) if f[0] < g.end and g.start < f[1]]
        best = next(((i, f) for i, f in over if same(f[2], g.value)), over[0] if over else None)
        if best:
            hit += 1
            used.update(i for i, _ in over)
            right += same(best[1][2], g.value)
        if show is not None and not (best and same(best[1][2], g.value)):
            print(f"{show}\t{g.kind}\t{g.exact!r}\tgold {g.value}\tours {best[1][2:] if best else '-'}")
    if show is not None:
        for i, f in enumerate(found):
            if i not in used:
                print(f"{show}\tEXTRA\t{f[3]!r}\t{f[2]}")
    doubled = sum(max(0, sum(1 for f in found if f[0] < g.end and g.start < f[1]) - 1) for g in gold)
    return hit, right, len(found) - doubled, len(gold)


def print_figures(name: str, hit: int, right: int, ours: int, gold: int) -> None:
    """Found and value precision, recall and F1."""
    found = 2 * hit / max(ours + gold, 1)
    value = 2 * right / max(ours + gold, 1)
    print(
        f"{name}: gold {gold}, ours {ours}; found F1 {found:.3f}; value F1 {value:.3f};"
        f" value accuracy {right / max(hit, 1):.3f}"
    )


def run_meantime(folder: Path, show: bool) -> None:
    """All files, dates alone and all types; vague words we mark and the gold does not are left out of `ours`."""
    total: dict[str, list[int]] = {"dates and lengths": [0] * 4, "without vague": [0] * 4}
    for path in sorted(folder.rglob("*.xml")):
        text, created, stated, gold = read_meantime(path)
        _, moments = read_story([make_report(path.stem, text, created)])
        found = [
            f for m, s in moments for f in ends(m, s) if not any(f[0] < e and b < f[1] for b, e in stated)
        ]
        for name, keep in (("dates and lengths", False), ("without vague", True)):
            g = [x for x in gold if not (keep and x.value.endswith("_REF"))]
            f = [x for x in found if not (keep and x[2].endswith("_REF"))]
            for i, n in enumerate(score(f, g, path.stem[:14] if show and keep else None)):
                total[name][i] += n
    for name, counts in total.items():
        print_figures(f"MEANTIME, {name}", *counts)


def run_seeds(folder: Path, show: bool) -> None:
    """The worked answers of 000 and 003, dated by their story."""
    answers = json.loads((folder / "answers_000_003.json").read_text(encoding="utf-8"))["times"]
    reports = [
        make_report(p.name, p.read_text(encoding="utf-8"), None)
        for p in sorted((folder / "reports").glob("*.txt"))
    ]
    dates, moments = read_story(reports)
    for name, row in dates.items():
        print(name[:3], row.published, row.published_basis)
    counts = [0] * 4
    for name in sorted({a["seed"] for a in answers}):
        core = [a for a in answers if a["seed"] == name and a["core"]]
        other = [(a["start"], a["end"]) for a in answers if a["seed"] == name and not a["core"]]
        gold = [Gold(a["start"], a["end"], a["text"], a["type"], a["value"]) for a in core]
        found = [
            (m.start, m.end, timex(m, s), m.exact)
            for m, s in moments
            if m.report_id == name and not any(m.start < e and b < m.end for b, e in other)
        ]
        for i, n in enumerate(score(found, gold, name[:3] if show else None)):
            counts[i] += n
    print_figures("seeds, core expressions", *counts)


def run_gold(folder: Path, show: bool) -> None:
    """Labelled stories: report dates, value F1 and direction of their `dates`, and plans dated behind the report."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*/labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        files = [r["file"] for r in labels["reports"]]
        texts = {name: (path.parent / "reports" / name).read_text(encoding="utf-8") for name in files}
        dates, moments = read_story(
            [make_report(name, text, None) for name, text in texts.items()], cleaned=True
        )
        counts["reports"] += len(files)
        counts["dated"] += sum(dates[r["file"]].published == r["published"] for r in labels["reports"])
        _score_gold(
            labels["dates"], [m for m, _ in moments], dates, counts, path.parent.name if show else None
        )
    total = counts["gold"] + counts["found"] + counts["extra"]
    print(
        f"{folder}: report days {counts['dated']} of {counts['reports']}; found F1 {2 * counts['found'] / total:.3f}"
    )
    print(
        f"  value F1 {2 * counts['value'] / total:.3f}; direction right {counts['direction']} of {counts['found']}"
    )
    print(f"  plans dated behind the report {counts['plans behind']} of {counts['plans']}")


def _score_gold(
    gold: list[dict[str, str]],
    ours: list[Moment],
    dates: dict[str, ReportDate],
    counts: Counter[str],
    show: str | None,
) -> None:
    used = set()
    for label in gold:
        start, end = int(label["start"]), int(label["end"])
        over = [m for m in ours if m.report_id == label["file"] and m.start < end and start < m.end]
        used.update((m.report_id, m.start) for m in over)
        best = next((m for m in over if _dated(m) == label["value"]), over[0] if over else None)
        counts["gold"] += 1
        if best is None:
            continue
        published = dates[label["file"]].published
        behind = bool(
            label["direction"] == "future" and best.date_end and published and best.date_end < published
        )
        counts["plans"] += label["direction"] == "future"
        counts["plans behind"] += behind
        counts["found"] += 1
        counts["value"] += _dated(best) == label["value"]
        counts["direction"] += best.direction == label["direction"]
        if show and _dated(best) != label["value"]:
            print(f"{show}\t{label['file']}\t{label['text']!r}\tgold {label['value']}\tours {best.value}")
    counts["extra"] += sum((m.report_id, m.start) not in used for m in ours)


def _dated(moment: Moment) -> str | None:
    """The value as the gold has it: none for lengths and repeated times."""
    return None if (moment.value or "").startswith(("P", "R")) else moment.value


def main() -> None:
    """Reads the two folders and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("meantime", type=Path)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--gold", type=Path, help="a folder of labelled stories")
    parser.add_argument("--show", action="store_true", help="list what was missed, wrong or too much")
    options = parser.parse_args()
    run_seeds(options.seeds, options.show)
    run_meantime(options.meantime, options.show)
    if options.gold:
        run_gold(options.gold, options.show)


if __name__ == "__main__":
    main()
