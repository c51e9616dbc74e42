"""Scores status marks against MEANTIME's event factuality: fact, not so, ahead, open.

Certain, positive and not future is fact; negative polarity is not so; future and certain is ahead; possible, probable
or conditional is open. General statements and underspecified mentions are left out. An event word the status room does
not mark counts as a miss of its class.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from communique.pipeline import STAGES
from communique.records import Block, BlockKind, Predicate, Report, Status
from communique.spans import content_id
from communique.stage import Group

OURS = {
    Status.HAPPENED: "fact", Status.ONGOING: "fact", Status.NEGATED: "not", Status.CANCELLED: "not",
    Status.PLANNED: "ahead", Status.POSTPONED: "ahead", Status.THREATENED: "ahead", Status.TENTATIVE: "open",
    Status.HYPOTHETICAL: "open",
}  # fmt: skip
KINDS = ("fact", "not", "ahead", "open")


def factuality(folder: Path, *, show: bool = False) -> None:
    """Prints precision, recall and F1 of the four kinds and their mean."""
    pairs: list[tuple[str, str | None]] = []
    for path in sorted(folder.rglob("*.xml")):
        text, events = _read(path)
        marked = _marks(text)
        for kind, start, end in events:
            found = next((OURS[p.status] for p in marked if p.start < end and p.end > start), None)
            pairs.append((kind, found))
            if show and found != kind:
                print(
                    f"{kind:6}{found}: {text[max(0, start - 70) : start]}[{text[start:end]}]{text[end : end + 50]}"
                )
    gold, told = Counter(k for k, _ in pairs), Counter(f for _, f in pairs)
    right = Counter(k for k, f in pairs if k == f)
    f1 = {k: 2 * right[k] / (gold[k] + told[k]) for k in KINDS}
    for kind in KINDS:
        print(
            f"  {kind:6} P {right[kind] / max(1, told[kind]):.2f} R {right[kind] / max(1, gold[kind]):.2f} "
            f"F {f1[kind]:.2f} n {gold[kind]}"
        )
    on_marked = [(k, f) for k, f in pairs if f is not None]
    macro = sum(f1.values()) / len(KINDS)
    print(
        f"meantime factuality: macro F1 {macro:.3f}, of the marked alone {_macro(on_marked):.3f}; "
        f"marked {len(on_marked)} of {len(pairs)}, accuracy of the marked "
        f"{sum(k == f for k, f in on_marked) / len(on_marked):.3f}"
    )


def _macro(pairs: list[tuple[str, str | None]]) -> float:
    gold, told = Counter(k for k, _ in pairs), Counter(f for _, f in pairs)
    right = Counter(k for k, f in pairs if k == f)
    return sum(2 * right[k] / (gold[k] + told[k]) for k in KINDS) / len(KINDS)


def _read(path: Path) -> tuple[str, list[tuple[str, int, int]]]:
    """The article, one sentence a line, and its event mentions with kind and place."""
    root = ElementTree.parse(path).getroot()
    text, places, line = "", {}, None
    for token in root.iter("token"):
        if line is not None:
            text += " " if token.get("sentence") == line else "\n"
        line = token.get("sentence")
        places[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
        text += token.text or ""
    events = []
    for mention in root.iter("EVENT_MENTION"):
        kind = _kind(mention)
        spans = [places[a.get("t_id")] for a in mention.iter("token_anchor") if a.get("t_id") in places]
        if kind is not None and spans:
            events.append((kind, spans[0][0], spans[-1][1]))
    return text, sorted(events, key=lambda e: e[1])


def _kind(mention: ElementTree.Element) -> str | None:
    certainty, polarity = mention.get("certainty"), mention.get("polarity")
    if mention.get("special_cases") == "GEN" or polarity not in {"POS", "NEG"}:
        return None
    if polarity == "NEG":
        return "not"
    if certainty in {"POSSIBLE", "PROBABLE"} or str(mention.get("special_cases")).startswith("COND"):
        return "open"
    if certainty != "CERTAIN" or mention.get("time") not in {"FUTURE", "NON_FUTURE"}:
        return None
    return "ahead" if mention.get("time") == "FUTURE" else "fact"


def _marks(text: str) -> list[Predicate]:
    report_id = content_id("r", text)
    report = Report(
        report_id=report_id, path="-", record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=None, published_basis=None, text=text, sha256="",
    )  # fmt: skip
    rows: dict[type, tuple[object, ...]] = {Report: (report,), Block: tuple(_blocks(report_id, text))}
    for stage in STAGES:
        if stage.name in {"parse", "status"}:
            made = list(stage.run(Group(report_id, {kind: rows.get(kind, ()) for kind in stage.reads})))
            for kind in stage.writes:
                rows[kind] = tuple(row for row in made if type(row) is kind)
    return [row for row in rows[Predicate] if isinstance(row, Predicate)]


def _blocks(report_id: str, text: str) -> Iterator[Block]:
    """One block a line: the first is the headline, the second the day."""
    at = 0
    for n, line in enumerate(text.split("\n")):
        if line:
            kind = BlockKind.TITLE if n == 0 else BlockKind.BODY
            yield Block(
                report_id=report_id, start=at, end=at + len(line), exact=line, kind=kind, rule_id=None
            )
        at += len(line) + 1
