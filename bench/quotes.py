"""Scores quotations: span and speaker, on PolNeAR and on the worked answers of the seeds.

python bench/quotes.py polnear ../shared/bench/quotes/polnear_dev.jsonl [--show N]
python bench/quotes.py seeds ../shared/seeds [--show N]

Gold of PolNeAR: every stretch between marks that lies in the content of an attribution with a speaker. A quotation
counts where its words overlap a gold one by .8 (intersection over union) and the speaker shares a content word with
the gold one's words. Mentions are a stand-in (the parser's entities), so that this measures the room alone.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path

from communique.parse import Parser, parse_report
from communique.quotes import attribute_quotes
from communique.records import (
    Block,
    BlockKind,
    Entity,
    EntityKind,
    Mention,
    Moment,
    MomentBasis,
    MomentKind,
    Parse,
    Quote,
    Report,
    Spotted,
    Utterance,
)  # fmt: skip
from communique.spans import content_id
from communique.spot.marks import spot_marks
from communique.stage import Group

EMPTY = {"the", "a", "an", "of", "and", "mr", "mrs", "ms", "for", "in", "at", "s", "one", "to", "from", "who"}


def make_report(text: str, path: str) -> Report:
    return Report(
        report_id=content_id("r", text), path=path, record=None, url=None, guid=None, outlet_id=None, title=None,
        byline=None, dateline=None, credit=None, language="en", published=None, published_basis=None, text=text,
        sha256="",
    )  # fmt: skip


def make_blocks(report: Report) -> list[Block]:
    lines = (m for m in re.finditer(r"[^\n]+", report.text) if m.group().strip())
    return [
        Block(
            report_id=report.report_id, start=m.start(), end=m.end(), exact=m.group(), kind=BlockKind.BODY, rule_id=None
        )
        for m in lines
    ]  # fmt: skip


def read_report(report: Report, blocks: list[Block], parser: Parser) -> dict[type, list]:
    rows: dict[type, list] = {Report: [report], Block: blocks}
    group = Group("r", {Report: (report,), Block: tuple(blocks)})
    for row in parse_report(group, parser=parser):
        rows.setdefault(type(row), []).append(row)
    return rows


def stand_in(rows: dict[type, list]) -> None:
    """Persons by surname, other names by their words, as a names room would roughly give them."""
    entities: dict[str, Entity] = {}
    for parse in rows.get(Parse, []):
        n = 0
        while n < len(parse.texts):
            label = parse.entities[n][2:]
            stop = n + 1
            while stop < len(parse.texts) and parse.entities[stop].startswith("I-"):
                stop += 1
            if label in {"PERSON", "GPE", "ORG"}:
                _mention(rows, entities, parse, n, stop, label)
            n = stop
    rows[Entity] = list(entities.values())


def _mention(rows, entities, parse, n, stop, label) -> None:
    report = rows[Report][0]
    while stop - n > 1 and parse.texts[stop - 1] in {"’s", "'s", "’", "'"}:
        stop -= 1
    start, end = parse.starts[n], parse.ends[stop - 1]
    exact = report.text[start:end]
    key = parse.texts[stop - 1].lower() if label == "PERSON" else exact.lower()
    kind = {"PERSON": EntityKind.PERSON, "GPE": EntityKind.STATE, "ORG": EntityKind.ORGANISATION}[label]
    entities.setdefault(key, Entity(
        entity_id=key, kind=kind, name=exact, state=None, sector=None, cow=None, gw=None, wikidata_id=None, lat=None,
        lon=None, geonames_id=None, roles=(),
    ))  # fmt: skip
    rows.setdefault(Mention, []).append(Mention(
        report_id=report.report_id, start=start, end=end, exact=exact, entity_id=key, title_as_written=None,
        name_repaired=None, title_corrected=None, role_at_date=None, score=1.0, reason="",
    ))  # fmt: skip


WEEK = {"Wednesday": "2023-06-14", "Friday": "2023-06-16", "Saturday": "2023-06-17", "Sunday": "2023-06-18"}


def stand_in_days(rows: dict[type, list]) -> None:
    """The seeds' weekdays, as a dates room would give them."""
    for report in rows[Report]:
        for m in re.finditer("|".join(WEEK), report.text):
            rows.setdefault(Moment, []).append(Moment(
                report_id=report.report_id, start=m.start(), end=m.end(), exact=m.group(), kind=MomentKind.DATE,
                value=WEEK[m.group()], date_start=None, date_end=None, basis=MomentBasis.ANCHORED, direction=None,
                corrupted=False, reason="",
            ))  # fmt: skip


def quotes_of(rows: dict[type, list]) -> list[Quote]:
    found = attribute_quotes(Group("s", {k: tuple(v) for k, v in rows.items()}))
    return sorted((q for q in found if isinstance(q, Quote) and q.direct), key=lambda q: q.start)


# ---------------------------------------------------------------- gold


def gold_polnear(row: dict) -> tuple[list[tuple[int, int, list[str]]], set[tuple[int, int]]]:
    """Quoted stretches in attributed content with every speaker they may have; and those left out of the count."""
    text = row["text"]
    marks = [m.span(1) for m in re.finditer(r"[“\"]([^“”\"\n]*)[”\"]|''((?:(?!'').)*)''", text) if m.group(1)]
    marks += [m.span(1) for m in re.finditer(r"''((?:(?!'')[^\n])*)''", text)]
    marks += [m.span(1) for m in re.finditer(r"(?m)^[“”\"]([^“”\"\n]+)$", text)]
    marks += [m.span(1) for m in re.finditer(r"(?m)^”([^“”\"\n]+)”", text)]
    gold, left_out = [], set()
    for start, end in sorted(set(marks)):
        names, unnamed = [], False
        for item in row["attributions"]:
            inside = sum(max(0, min(e, end) - max(s, start)) for s, e in item["content"])
            if inside >= 0.5 * (end - start):
                words = " ".join(text[s:e] for s, e in item["source"])
                names += [words] if words else []
                unnamed |= not words
        if names:
            gold.append((start, end, names))
        elif unnamed:
            left_out.add((start, end))
    return gold, left_out


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / (max(a[1], b[1]) - min(a[0], b[0]) or 1)


def content(words: str | None) -> set[str]:
    return set(re.findall(r"\w+", (words or "").lower())) - EMPTY


def same_speaker(quote: Quote, names: list[str], entity: str | None) -> bool:
    mine = content(quote.speaker_text)
    return any(mine & content(n) or (entity and entity in content(n)) for n in names)


def score_polnear(path: Path, show: int) -> None:
    parser, tally, spent, errors = Parser(), Counter(), 0.0, []
    for line in path.read_text().splitlines():
        row = json.loads(line)
        report = make_report(row["text"], row["id"])
        blocks = make_blocks(report)
        rows = read_report(report, blocks, parser)
        stand_in(rows)
        began = time.perf_counter()
        rows[Spotted] = list(spot_marks(report, blocks))
        quotes = quotes_of(rows)
        spent += time.perf_counter() - began
        errors += compare_polnear(row, rows[Spotted], quotes, tally)
    for error in list(dict.fromkeys(errors))[:show]:
        print(error)
    report_figures(tally, spent)


def compare_polnear(row: dict, marks: list[Spotted], quotes: list[Quote], tally: Counter[str]) -> list[str]:
    gold, left_out = gold_polnear(row)
    used: set[int] = set()
    errors = []
    tally["marks"] += len(marks)
    for start, end, names in gold:
        tally["gold"] += 1
        tally["marks_hit"] += any(overlap((s.start, s.end), (start, end)) >= 0.8 for s in marks)
        hits = [n for n, q in enumerate(quotes) if overlap((q.start, q.end), (start, end)) >= 0.8]
        told = quotes[hits[0]] if hits else None
        used.update(hits[:1])
        right = told is not None and same_speaker(told, names, told.speaker_id)
        tally["span"] += told is not None
        tally["both"] += right
        if not right:
            said = (told.speaker_text, told.cue, told.reason) if told else "MISSED"
            errors.append(f"{names} {said}\n    {around(row['text'], start, end)}")
    for n, quote in enumerate(quotes):
        if any(overlap((quote.start, quote.end), s) >= 0.5 for s in left_out):
            continue
        tally["said"] += 1
        if n not in used:
            errors.append(
                f"EXTRA {quote.speaker_text} {quote.cue}\n    {around(row['text'], quote.start, quote.end)}"
            )
    return errors


def around(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - 150) : start]} >> {text[start : min(end, start + 150)]} << {text[end : end + 100]}"
    return shown.replace("\n", "¶")


def report_figures(tally: Counter[str], spent: float) -> None:
    for name, hits, said in (("span", "span", "said"), ("span+speaker", "both", "said")):
        p, r = tally[hits] / max(1, tally[said]), tally[hits] / max(1, tally["gold"])
        print(f"{name:13} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")
    print(dict(tally), f"{spent:.2f} s in the room")


# ---------------------------------------------------------------- seeds


def score_seeds(folder: Path, show: int) -> None:
    everything = read_folder(folder / "reports")
    began = time.perf_counter()
    found = list(attribute_quotes(Group("s", {k: tuple(v) for k, v in everything.items()})))
    spent = time.perf_counter() - began
    paths = {r.report_id: r.path for r in everything[Report]}
    quotes = [q for q in found if isinstance(q, Quote) and q.direct]
    answers = json.loads((folder / "answers_000_003.json").read_text())["quotes"]
    tally: Counter[str] = Counter(gold=len(answers))
    for quote in sorted(quotes, key=lambda q: (paths[q.report_id], q.start)):
        verdict = compare_seed(quote, [a for a in answers if a["seed"] == paths[quote.report_id]], tally)
        if show:
            print(
                verdict,
                paths[quote.report_id][:3],
                repr(quote.exact[:60]),
                "|",
                quote.speaker_text,
                "|",
                end=" ",
            )
            print(quote.speaker_id, "|", quote.cue, "|", quote.said_on, "|", quote.venue, "|", end=" ")
            print(quote.alteration, "|", quote.reason)
    report_figures(tally, spent)
    for utterance in (u for u in found if isinstance(u, Utterance) and u.n_reports > 1 and show):
        print(utterance.n_reports, utterance.n_origins, utterance.speaker_id)
        for q in (q for q in quotes if q.utterance_id == utterance.utterance_id):
            print(
                "    ", "*" if q.quote_id == utterance.best_quote_id else " ", paths[q.report_id][:3], q.exact
            )


def read_folder(folder: Path) -> dict[type, list]:
    parser = Parser()
    everything: dict[type, list] = {}
    for path in sorted(folder.glob("*.txt")):
        report = make_report(path.read_text(), path.name)
        blocks = make_blocks(report)
        rows = read_report(report, blocks, parser)
        stand_in(rows)
        rows[Spotted] = list(spot_marks(report, blocks))
        for kind, found in rows.items():
            everything.setdefault(kind, []).extend(found)
    everything[Entity] = list({e.entity_id: e for e in everything[Entity]}.values())
    stand_in_days(everything)
    return everything


def compare_seed(quote: Quote, answers: list[dict], tally: Counter[str]) -> str:
    if not answers:
        return "."
    tally["said"] += 1
    gold = [a for a in answers if overlap((a["start"], a["end"]), (quote.start, quote.end)) >= 0.8]
    if not gold:
        return "EXTRA"
    names = [gold[0]["speaker_mention"], gold[0]["speaker"].replace("-", " ")]
    right = same_speaker(quote, names, quote.speaker_id)
    tally["span"] += 1
    tally["exact"] += gold[0]["text"] == quote.exact
    tally["cue"] += gold[0]["cue"] == quote.cue
    tally["said_on"] += gold[0]["said_on"] == quote.said_on
    tally["both"] += right
    return "ok" if right else "WRONG"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["polnear", "seeds"])
    parser.add_argument("path", type=Path)
    parser.add_argument(
        "--show", type=int, default=0, help="how many errors to print (seeds: 1 prints every quote)"
    )
    given = parser.parse_args()
    {"polnear": score_polnear, "seeds": score_seeds}[given.what](given.path, given.show)


if __name__ == "__main__":
    main()
