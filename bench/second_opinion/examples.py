"""The words the model learns from: candidates of gold stories, marked sentences, sentences with sides, gold records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.events.cues import Cues, Reader
from communique.events.telling import NOTHING, VISIT
from communique.events.views import ReportView, SentenceView, view_story
from communique.grammar import Token, Tree
from communique.parse import Parser
from communique.records import Parse
from stories import Told

HERE = Path(__file__).parent
CODES = {
    "AG": "AGREE", "CO": "CONSULT", "VI": VISIT, "SU": "SUPPORT", "CE": "CONCEDE", "CP": "COOPERATE", "AI": "AID",
    "RE": "RETREAT", "RQ": "REQUEST", "AC": "ACCUSE", "RJ": "REJECT", "TH": "THREATEN", "PR": "PROTEST",
    "SA": "SANCTION", "MO": "MOBILIZE", "CR": "COERCE", "AS": "ASSAULT", "ST": "STATEMENT",
}  # fmt: skip
GSR = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
MARK = re.compile(r"\{([A-Z]{2}) ([^{}]+)\}")
TELLING = {"NOUN", "PROPN", "ADJ", "ADV", "INTJ", "AUX", "VERB"}
COLUMNS = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")
UNSURE = 0.2  # weight of a word of a sentence whose other events nobody has labelled


@dataclass
class Example:
    """A candidate word: its cues, its labels (several where one word tells several events), where it comes from."""

    cues: Cues
    labels: tuple[str, ...]
    kind: str  # gold, marked, sided, none, gsr
    place: tuple[Any, ...]  # the sentence it stands in
    weight: float = 1.0
    story: str = ""

    @property
    def token(self) -> Token:
        """The word."""
        return self.cues.token


def of_gold(told: list[Told]) -> Iterator[Example]:
    """Every word of the gold stories that may tell something, with the types of the claims it triggers."""
    for one in told:
        files = {report_id: file for file, report_id in one.ids.items()}
        for group in one.groups:
            for report in view_story(group).reports:
                yield from _of_report(one, report, files[report.report.report_id])


def _of_report(one: Told, report: ReportView, file: str) -> Iterator[Example]:
    labels = [(e, c) for e in one.gold.rows("events") for c in e["claims"] if c["file"] == file]
    for n, view in enumerate(report.sentences):
        told: dict[int, list[str]] = {}
        for event, claim in labels:
            token = trigger(view, claim)
            if token is not None:
                told.setdefault(token.i, []).append(label_of(event))
        for token, cues in _candidates(view.tree, told, title=view.title):
            if token.i in told or not view.in_quotation(token):
                place = (one.gold.slug, report.report.report_id, n)
                yield Example(cues, tuple(told.get(token.i, [NOTHING])), "gold", place, story=one.gold.slug)


def label_of(event: Mapping[str, Any]) -> str:
    """The label of a gold event; journeys to a host are apart."""
    return (
        VISIT if event["event_type"] == "CONSULT" and event["mode"] == "visit" else str(event["event_type"])
    )


def trigger(view: SentenceView, claim: Mapping[str, Any]) -> Token | None:
    """The content word of a claim's trigger, None where the sentence does not hold it."""
    sentence, words = view.sentence, str(claim["trigger"])
    if sentence.start >= claim["end"] or sentence.end <= claim["start"]:
        return None
    start = max(claim["start"], sentence.start)
    own = re.search(
        rf"(?<!\w){re.escape(words)}(?!\w)", sentence.exact[start - sentence.start :], re.IGNORECASE
    )
    return content(view.tree.between(start + own.start(), start + own.end())) if own else None


def content(tokens: list[Token]) -> Token | None:
    """The last verb of a phrase, else its first noun, else its first word."""
    verbs = [t for t in tokens if t.pos == "VERB"]
    nouns = [t for t in tokens if t.pos in {"NOUN", "PROPN"}]
    return verbs[-1] if verbs else (nouns or tokens or [None])[0]


def _candidates(tree: Tree, told: Mapping[int, Any], *, title: bool) -> Iterator[tuple[Token, Cues]]:
    reader = Reader(tree, title=title)
    for token in tree.tokens:
        if token.i in told or token.pos in TELLING:
            yield token, reader.read(token)


def of_marked(path: Path = HERE / "marked.txt") -> Iterator[Example]:
    """The sentences in which the words that tell events are marked; all their other words tell nothing."""
    rows = [
        unmarked(line) for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    for n, ((text, spans), tree) in enumerate(zip(rows, trees([text for text, _ in rows]), strict=True)):
        for one in tree:
            told: dict[int, list[str]] = {}
            for start, end, label in spans:
                token = content(one.between(start, end))
                if token is not None:
                    told.setdefault(token.i, []).append(label)
            for token, cues in _candidates(one, told, title=text[-1] not in ".!?”"):
                yield Example(cues, tuple(told.get(token.i, [NOTHING])), "marked", ("marked", n))


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A line without its marks, and where they stood: start, end, label."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[2]), CODES[mark[1]]))
        text, at = text + mark[2], mark.end()
    return text + line[at:], spans


def trees(texts: list[str]) -> Iterator[list[Tree]]:
    """The sentences of each text as trees."""
    for found in Parser()(texts):
        kept = [s for s in found if s.starts]
        yield [
            Tree(Parse(report_id="", sentence_id="", **{name: getattr(s, name) for name in COLUMNS}))
            for s in kept
        ]


def of_sided(path: Path = HERE / "sentences.jsonl") -> Iterator[Example]:
    """The sentences of which only the type is known: which word tells it is found in training."""
    rows = _rows(path)
    for n, (row, found) in enumerate(zip(rows, trees([r["text"] for r in rows]), strict=True)):
        kind = "none" if row["event_type"] == NOTHING else "sided"
        for tree in found:
            for _, cues in _candidates(tree, {}, title=row["text"][-1] not in ".!?”"):
                yield Example(cues, (row["event_type"],), kind, ("sided", n))


def of_gsr(path: Path) -> Iterator[Example]:
    """PLOVER's gold standard records (CC BY-SA 4.0): the first word of the event's text tells it."""
    rows = _rows(path)
    for n, (row, found) in enumerate(zip(rows, trees([r["text"] for r in rows]), strict=True)):
        first = next(iter((row.get("event_text") or "").split()), None)
        for tree in found:
            for token, cues in _candidates(tree, {}, title=False):
                told = token.text == first
                label = GSR.get(row["event"], row["event"]) if told else NOTHING
                yield Example(cues, (label,), "gsr", ("gsr", n), weight=1.0 if told else UNSURE)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
