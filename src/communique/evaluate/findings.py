"""Findings against gold: the verdict on a property of an event, its values, and the originals that give each.

A found row stands on stretches of text: the claims of its values, the quotations of an utterance, the mentions of a
person. It is about a gold event when one of them touches a sentence that the gold event, its quotation or its title is
labelled in, or when it has the very values of a gold row, two at least, each with its originals.

Gold lists every contradiction and change, but of what is corroborated or told by one original only a sample, and of
altered quotations and titles those worth a row (labelling guide, section 8). A found row of these kinds that is not
listed is set against the other labels (claims, quotations, mentions): where they bear it out it is counted neither
right nor wrong. `every row counted` counts it wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from communique.evaluate.gold import Row
from communique.evaluate.rows_alike import content_words, pair_up, share
from communique.evaluate.same import same_parties, touches, words
from communique.evaluate.tally import Score, Table, Tally
from communique.records import Claim, Degradation, Finding, FindingValue, Verdict

if TYPE_CHECKING:
    from communique.evaluate.score import Told

_SAMPLED = {Verdict.CORROBORATED, Verdict.SINGLE}
_DONE = {"happened", "ongoing"}
_SAME_WORDS, _SAME_TITLE = 0.8, 0.75  # of the words of the shorter text
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_GREAT = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def score_findings(stories: list[Told]) -> Table:
    """Findings by event, property, verdict and values; then with the originals of each value; looser; stricter."""
    main, origins, loose, strict, reachable = Tally(), Tally(), Tally(), Tally(), Tally()
    found = gold = 0
    for told in stories:
        sheet = _Sheet(told)
        pairs = pair_up(sheet.gold, sheet.found, sheet.likeness)
        good = [(g, f) for g, f in pairs if sheet.same_values(g, f)]
        credited = [(g, f) for g, f in good if sheet.same_origins(g, f)]
        right = {id(f) for _, f in good}
        open_rows = [f for f in sheet.found if id(f) in right or not sheet.borne_out(f)]
        for row in sheet.gold:
            main.add(told.gold.slug, row["verdict"], gold=1, right=sum(g is row for g, _ in good))
            reach = sheet.is_found(row)
            reachable.add(
                told.gold.slug, "all", gold=int(reach), right=sum(g is row for g, _ in good) * reach
            )
        for f in open_rows:
            main.add(told.gold.slug, str(f.verdict), predicted=1)
        _count(origins, told, len(credited), len(open_rows), len(sheet.gold))
        _count(loose, told, len(pairs), len(open_rows), len(sheet.gold))
        _count(strict, told, len(good), len(sheet.found), len(sheet.gold))
        found, gold = found + len(sheet.found), gold + len(sheet.gold)
    within = reachable.score("  where the event is found")
    return Table(
        task="findings",
        scores=(
            main.score("findings"),
            origins.score("  and originals"),
            loose.score("  whatever the values"),
            strict.score("  every row counted"),
            Score(name=within.name, right=within.right, predicted=within.right, gold=within.gold),
            Score(name="rows per gold row", right=min(found, gold), predicted=found, gold=gold),
            *(main.score(f"  {label}", [label]) for label in main.labels()),
        ),
    )


def _count(tally: Tally, told: Told, right: int, predicted: int, gold: int) -> None:
    tally.add(told.gold.slug, "all", right=right, predicted=predicted, gold=gold)


@dataclass(frozen=True)
class _Sheet:
    """One story's gold findings and found ones, with what each stands on."""

    told: Told

    @cached_property
    def gold(self) -> list[Row]:
        """The gold rows, one for an event, a property and a verdict."""
        rows: dict[tuple[str, str, str], Row] = {}
        for row in self.told.gold.rows("findings"):
            held = rows.setdefault((row["event"], row["property"], row["verdict"]), {**row, "values": []})
            held["values"] = [*held["values"], *row["values"]]
        return list(rows.values())

    @cached_property
    def found(self) -> list[Finding]:
        """The record's rows for this story."""
        return [f for f in self.told.facts.findings if any(self._stands_on(f))]

    @cached_property
    def events(self) -> dict[str, Row]:
        """Gold events by id."""
        return {row["id"]: row for row in self.told.gold.rows("events")}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Found claims by id."""
        return {c.claim_id: c for held in self.told.facts.claims.values() for c in held}

    @cached_property
    def sentences(self) -> dict[str, tuple[str, int, int]]:
        """sentence_id → its stretch."""
        held = (s for rows in self.told.facts.sentences.values() for s in rows)
        return {s.sentence_id: (s.report_id, s.start, s.end) for s in held}

    @cached_property
    def letters(self) -> dict[str, str]:
        """origin_id → the gold letter most of its reports bear."""
        votes: dict[str, Counter[str]] = {}
        for row in self.told.gold.rows("reports"):
            report_id = self.told.ids.get(row["file"])
            if report_id and row.get("origin"):
                votes.setdefault(self.told.facts.origin_of(report_id), Counter())[row["origin"]] += 1
        return {origin: min(held, key=lambda o: (-held[o], o)) for origin, held in votes.items()}

    @cached_property
    def letter_of(self) -> dict[str, str]:
        """file → gold letter; mash-ups are left out, whose sentences are other originals'."""
        return {
            row["file"]: row["origin"]
            for row in self.told.gold.rows("reports")
            if row.get("origin") and row.get("degradation") != Degradation.GARBLED
        }

    # ------------------------------------------------------------ what a row stands on

    def _stands_on(self, finding: Finding) -> Iterable[tuple[str, int, int]]:
        """(file, start, end) of the stretches a found row rests on."""
        facts, files = self.told.facts, self.told.files
        spans = [
            (c.report_id, c.start, c.end)
            for v in finding.values
            for i in v.claim_ids
            if (c := self.claims.get(i))
        ]
        if finding.subject_kind == "sentence" and finding.subject_id in self.sentences:
            spans.append(self.sentences[finding.subject_id])
        if finding.subject_kind == "utterance":
            spans += [(q.report_id, q.start, q.end) for q in facts.quotes.get(finding.subject_id, [])]
        if finding.subject_kind == "person":
            spans += [
                (m.report_id, m.start, m.end)
                for held in facts.mentions.values()
                for m in held
                if m.entity_id == finding.subject_id and m.title_as_written
            ]
        return [(files[r], start, end) for r, start, end in spans if r in files]

    def _labelled_in(self, row: Row) -> list[Row]:
        """The labels a gold finding rests on: its event's sentences, its quotation's or title's own stretches."""
        labels = list(self.events[row["event"]]["claims"]) if row["event"] in self.events else []
        values = {v["value"] for v in row["values"]}
        if row["property"] == "wording":
            labels += [q for q in self.told.gold.rows("quotes") if _any_alike("wording", q["text"], values)]
        if row["property"] == "title":
            labels += [m for m in self.told.gold.rows("mentions") if m.get("title_as_written") in values]
        return labels

    def _about(self, labels: list[Row], finding: Finding) -> bool:
        return any(
            touches(label, start, end)
            for file, start, end in self._stands_on(finding)
            for label in labels
            if label["file"] == file
        )

    def is_found(self, row: Row) -> bool:
        """Whether a claim of the right type and sides stands in a sentence of the gold event."""
        event = self.events.get(row["event"])
        return event is not None and any(
            touches(label, claim.trigger_start, claim.trigger_end)
            and claim.event_type == event["event_type"]
            and same_parties(event, claim)
            for label in event["claims"]
            for claim in self.told.facts.claims_of.get(self.told.ids.get(label["file"], ""), [])
        )

    # ------------------------------------------------------------ when rows say the same

    def likeness(self, row: Row, finding: Finding) -> float:
        """0 for rows of another property, verdict or event, more where values and originals agree too."""
        if (row["property"], row["verdict"]) != (finding.property, str(finding.verdict)):
            return 0.0
        values, origins = self.same_values(row, finding), self.same_origins(row, finding)
        telling = row["property"] != "status" and len(row["values"]) > 1 and values and origins
        if not telling and not self._about(self._labelled_in(row), finding):
            return 0.0
        return 1.0 + values + origins

    def same_values(self, row: Row, finding: Finding) -> bool:
        """Whether every value of the gold row is among the found ones."""
        return all(self._value(row, v["value"], finding) for v in row["values"])

    def same_origins(self, row: Row, finding: Finding) -> bool:
        """Whether every value of the gold row is found with the same originals.

        Of damage the family counts: the gold lists others that have kept the value in some rows and not in others.
        """
        for value in row["values"]:
            held, wanted = self._letters(self._value(row, value["value"], finding)), set(value["origins"])
            if held != wanted and not (held & wanted and row["verdict"] == Verdict.ALTERED_COPY):
                return False
        return True

    def _value(self, row: Row, value: str, finding: Finding) -> list[FindingValue]:
        return [v for v in finding.values if _alike(row["property"], value, v.value)]

    def _letters(self, values: Iterable[FindingValue]) -> set[str]:
        return {self.letters.get(o, o) for v in values for o in v.origin_ids}

    # ------------------------------------------------------------ rows beyond the sample

    def borne_out(self, finding: Finding) -> bool:
        """Whether the other labels bear out a row that the findings' sample leaves out."""
        if finding.verdict is Verdict.ALTERED_COPY:
            return self._labelled_damage(finding)
        if finding.verdict not in _SAMPLED or len(finding.values) != 1:
            return False
        (value,) = finding.values
        ours = self._letters(finding.values)
        if finding.property == "wording":
            quotes = [q for q in self.told.gold.rows("quotes") if _alike("wording", value.value, q["text"])]
            return ours <= {self.letter_of.get(q["file"]) for q in quotes}
        return any(
            self._says(event, finding, value.value, ours)
            for event in self.events.values()
            if self._about(event["claims"], finding) and self._same_doing(event, finding)
        )

    def _labelled_damage(self, finding: Finding) -> bool:
        """Whether a quotation is labelled as altered, or a title as wrong, in the words of a found value.

        A story whose quotations or names are not labelled cannot say no.
        """
        if finding.property == "wording":
            labels = self.told.gold.rows("quotes")
            wrong = [q["text"] for q in labels if q.get("altered")]
        elif finding.property == "title":
            labels = self.told.gold.rows("mentions")
            wrong = [m["title_as_written"] for m in labels if m.get("title_wrong")]
        else:
            return False
        return not labels or any(_any_alike(finding.property, v.value, wrong) for v in finding.values)

    def _same_doing(self, event: Row, finding: Finding) -> bool:
        held = [self.claims[i] for v in finding.values for i in v.claim_ids if i in self.claims]
        return any(c.event_type == event["event_type"] and same_parties(event, c) for c in held)

    def _says(self, event: Row, finding: Finding, value: str, ours: set[str]) -> bool:
        given = [c for c in event["claims"] if c["file"] in self.letter_of]
        if finding.property == "status":
            told = {self.letter_of[c["file"]] for c in given if _alike("status", value, c["status"])}
        elif finding.property in ("date", "place"):
            told = {self.letter_of[c["file"]] for c in given}
            if not event[finding.property] or not _alike(finding.property, event[finding.property], value):
                return False
        else:
            return False
        return ours == told if finding.verdict is Verdict.SINGLE else ours <= told


def _any_alike(name: str, value: str, others: Iterable[str]) -> bool:
    return any(_alike(name, value, other) for other in others)


def _alike(name: str, left: str, right: str) -> bool:
    """Whether two values of a property mean the same."""
    match name:
        case "status":
            return left == right or {left, right} == _DONE
        case "date":
            return left == right
        case "number":
            return number_in(left) == number_in(right)
        case "wording":
            return _share(words(left), words(right)) >= _SAME_WORDS
        case "title":
            return _share(content_words(left), content_words(right)) >= _SAME_TITLE
        case _:
            return _share(words(left), words(right)) == 1.0


def _share(left: list[str], right: list[str]) -> float:
    shorter, longer = sorted((left, right), key=len)
    return share(shorter, longer) if 2 * len(shorter) >= len(longer) or len(shorter) < 3 else 0.0


def number_in(text: str) -> float | None:
    """The first number of a text, in digits or English words; None where it has none ("numerous")."""
    total, current, seen = 0.0, 0.0, False
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower().replace("-", " ")):
        if _DIGITS.fullmatch(token) and not seen:
            current, seen = float(token.replace(",", "")), True
        elif token in _SMALL:
            current, seen = current + _SMALL[token], True
        elif token in _GREAT and seen:
            total, current = (
                (total, current * 100) if token == "hundred" else (total + current * _GREAT[token], 0.0)
            )
        elif seen and token != "and":
            break
    return total + current if seen else None
