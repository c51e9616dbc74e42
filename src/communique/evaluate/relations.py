"""The tables of a relationship against gold: channels, appointments, commitments, incidents, issues in dispute.

A row is judged where the gold story labels the dyad (`dyads`, and any dyad or pair of states its rows name); each gold
row meets one found row at most. `rows` counts found rows beside gold rows: the product should keep under 1.5 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from communique.evaluate.gold import Row
from communique.evaluate.rows_alike import content_words, pair_up, share, share_a_day
from communique.evaluate.tally import Score, Table, Tally
from communique.records import Appointment, Channel, Commitment, Incident, Issue

if TYPE_CHECKING:
    from communique.evaluate.score import Told

RELATIONS: tuple[type, ...] = (Appointment, Channel, Commitment, Incident, Issue)
_DATES = ("last_contact", "next_planned", "last_refusal")
_IN_WHAT, _IN_SENTENCES = 1 / 3, 2 / 3  # of a gold phrase's words, for a row to be about the same


class _Sheet:
    """The tallies of one task, by name, in the order of their first use."""

    def __init__(self, task: str) -> None:
        self.task = task
        self.tallies: dict[str, Tally] = {}
        self.found = self.gold = 0

    def count(self, told: Told, name: str, right: int, found: int, gold: int) -> None:
        tally = self.tallies.setdefault(name, Tally())
        tally.add(told.gold.slug, name, right=right, predicted=found, gold=gold)

    def rows(self, told: Told, name: str, right: int, found: int, gold: int) -> None:
        """Count the first test of a task, which also counts the rows."""
        self.found, self.gold = self.found + found, self.gold + gold
        self.count(told, name, right, found, gold)

    def table(self) -> Table:
        scores = [tally.score(name) for name, tally in self.tallies.items()]
        rows = Score(
            name="rows per gold row", right=min(self.found, self.gold), predicted=self.found, gold=self.gold
        )
        return Table(task=self.task, scores=(*scores, rows))


def score_channels(stories: list[Told]) -> Table:
    """Channels: dyad and level; then the same state; then all three days. Each day given also counts alone.

    A day is right when both rows have one and they share it ("2023-06" meets "2023-06-18"), or neither has one.
    """
    sheet = _Sheet("channels")
    for told in stories:
        gold, found = told.gold.rows("channels"), _in_dyads(told, Channel)
        pairs = pair_up(gold, found, lambda g, f: float((g["dyad"], g["level"]) == (f.dyad, f.level)))
        stated = [(g, f) for g, f in pairs if g["state"] == f.state]
        dated = [(g, f) for g, f in stated if all(_same_day(g[d], getattr(f, d)) for d in _DATES)]
        sheet.rows(told, "dyad and level", len(pairs), len(found), len(gold))
        sheet.count(told, "  and state", len(stated), len(found), len(gold))
        sheet.count(told, "  and days", len(dated), len(found), len(gold))
        for name in _DATES:
            sheet.count(
                told,
                f"  {name} alone",
                sum(bool(g[name]) and _same_day(g[name], getattr(f, name)) for g, f in pairs),
                sum(getattr(f, name) is not None for f in found),
                sum(g[name] is not None for g in gold),
            )
    return sheet.table()


def _same_day(gold: str | None, found: str | None) -> bool:
    return (gold is None) == (found is None) and share_a_day(gold, found)


def score_appointments(stories: list[Told]) -> Table:
    """Appointments: the dyad and a day in common (or one has none); then the same status.

    Of several on one day the one with the same status, then the one told by more of the gold event's sentences, is
    taken.
    """
    sheet = _Sheet("appointments")
    for told in stories:
        gold, found = told.gold.rows("appointments"), _in_dyads(told, Appointment)
        pairs = pair_up(gold, found, lambda g, f, t=told: _like_appointment(t, g, f))  # type: ignore[misc]
        stated = [(g, f) for g, f in pairs if g["status"] == f.status]
        sheet.rows(told, "dyad and day", len(pairs), len(found), len(gold))
        sheet.count(told, "  and status", len(stated), len(found), len(gold))
    return sheet.table()


def _like_appointment(told: Told, gold: Row, found: Appointment) -> float:
    if gold["dyad"] != found.dyad or not share_a_day(gold["date"], found.date):
        return 0.0
    event = next((e for e in told.gold.rows("events") if e["id"] == gold.get("event")), None)
    labels = {(told.ids.get(c["file"]), c["start"]) for c in event["claims"]} if event else set()
    told_by = {(c.report_id, c.start) for c in _claims(told, found.claim_ids)}
    dated = bool(gold["date"] and found.date)
    shared = len(labels & told_by) / (len(labels) + 1)
    return 0.1 + dated + 0.5 * bool(gold["status"] == found.status) + shared


def score_commitments(stories: list[Told]) -> Table:
    """Commitments: who, to whom (a state in common, or one is unsaid) and what; then the same status.

    `what` is the same when a third of the gold phrase's content words stand in the found phrase, or two thirds of
    them in the sentences behind the row.
    """
    sheet = _Sheet("commitments")
    for told in stories:
        gold = told.gold.rows("commitments")
        found = [c for c in _rows(told, Commitment) if _labelled(told, {c.who, *_split(c.to_whom)})]
        pairs = pair_up(gold, found, lambda g, f, t=told: _like_commitment(t, g, f))  # type: ignore[misc]
        stated = [(g, f) for g, f in pairs if g["status"] == f.status]
        sheet.rows(told, "who, to whom, what", len(pairs), len(found), len(gold))
        sheet.count(told, "  and status", len(stated), len(found), len(gold))
    return sheet.table()


def _like_commitment(told: Told, gold: Row, found: Commitment) -> float:
    to_gold, to_found = set(_split(gold["to_whom"])), set(_split(found.to_whom))
    if gold["who"] != found.who or (to_gold and to_found and not to_gold & to_found):
        return 0.0
    return _same_what(told, gold["what"], found.what, found.claim_ids)


def score_incidents(stories: list[Told]) -> Table:
    """Incidents: a party in common, a day in common (or one has none) and what, as for commitments; then the rest.

    An incident also is the same when it rests on a sentence in which the gold labels an event of that very day and
    those parties that shares a content word with the gold phrase.
    """
    sheet = _Sheet("incidents")
    for told in stories:
        gold = told.gold.rows("incidents")
        found = [i for i in _rows(told, Incident) if _labelled(told, set(i.parties))]
        pairs = pair_up(gold, found, lambda g, f, t=told: _like_incident(t, g, f))  # type: ignore[misc]
        sheet.rows(told, "parties, day, what", len(pairs), len(found), len(gold))
        for name in ("status", "alleged_by"):
            right = [(g, f) for g, f in pairs if g[name] == getattr(f, name)]
            sheet.count(told, f"  and {name}", len(right), len(found), len(gold))
    return sheet.table()


def _like_incident(told: Told, gold: Row, found: Incident) -> float:
    if not set(gold["parties"]) & set(found.parties) or not share_a_day(gold["date"], found.date):
        return 0.0
    closer = 0.1 * (gold["status"] == found.status)
    like = _same_what(told, gold["what"], found.what, found.claim_ids)
    return like + closer if like else 0.0


def score_issues(stories: list[Told]) -> Table:
    """Issues in dispute: the dyad and a third of the shorter label's content words; then the originals, counted each.

    A row whose label has other words is the same too when it has a PLOVER context of the gold row and two thirds of the
    gold label's words stand in its evidence.
    """
    sheet = _Sheet("issues")
    for told in stories:
        gold, found = told.gold.rows("issues"), _in_dyads(told, Issue)
        pairs = pair_up(gold, found, lambda g, f, t=told: _like_issue(t, g, f))  # type: ignore[misc]
        sheet.rows(told, "dyad and label", len(pairs), len(found), len(gold))
        exact = right = named = wanted = 0
        for g, f in pairs:
            held = _origins(told, {span.report_id for span in f.evidence})
            exact += held == set(g["origins"])
            right, named, wanted = (
                right + len(held & set(g["origins"])),
                named + len(held),
                wanted + len(g["origins"]),
            )
        sheet.count(told, "  and the same originals", exact, len(found), len(gold))
        sheet.count(told, "  originals of rows met", right, named, wanted)
    return sheet.table()


def _like_issue(told: Told, gold: Row, found: Issue) -> float:
    if gold["dyad"] != found.dyad:
        return 0.0
    wanted, held = content_words(gold["label"]), content_words(found.label)
    like = max(share(wanted, held), share(held, wanted))
    if like >= _IN_WHAT:
        return 1 + like
    spans = [told.facts.reports[s.report_id].text[s.start : s.end] for s in found.evidence]
    inside = share(wanted, content_words(" ".join(spans)))
    return inside if set(gold["contexts"]) & set(found.contexts) and inside >= _IN_SENTENCES else 0.0


# ---------------------------------------------------------------- rows and their evidence


def _rows(told: Told, kind: type) -> list[Any]:
    return list(told.facts.load(kind))


def _in_dyads(told: Told, kind: type) -> list[Any]:
    """The found rows of the dyads that the gold story labels, resting on its own reports."""
    return [row for row in _rows(told, kind) if row.dyad in _dyads(told)]


def _dyads(told: Told) -> set[str]:
    rows = [*told.gold.rows("channels"), *told.gold.rows("appointments"), *told.gold.rows("issues")]
    return set(told.gold.labels.get("dyads", [])) | {row["dyad"] for row in rows}


def _labelled(told: Told, states: Collection[str]) -> bool:
    """Whether a row about these states concerns a labelled dyad (a single state: one of its two sides)."""
    dyads = _dyads(told)
    if len(states) == 1:
        return any(state in dyad.split("-") for dyad in dyads for state in states)
    return any("-".join(pair) in dyads for pair in combinations(sorted(states), 2))


def _split(states: str | None) -> list[str]:
    return states.split("|") if states else []


def _claims(told: Told, claim_ids: Iterable[str]) -> list[Any]:
    wanted = set(claim_ids)
    return [c for claims in told.facts.claims_of.values() for c in claims if c.claim_id in wanted]


def _same_what(told: Told, gold: str, found: str, claim_ids: Sequence[str]) -> float:
    wanted = content_words(gold)
    like = share(wanted, content_words(found))
    if like >= _IN_WHAT:
        return 1 + like
    sentences = " ".join(claim.exact for claim in _claims(told, claim_ids))
    inside = share(wanted, content_words(sentences))
    return inside if inside >= _IN_SENTENCES else 0.0


def _origins(told: Told, report_ids: set[str]) -> set[str]:
    """The gold letters of these reports."""
    letters = {row["file"]: row["origin"] for row in told.gold.rows("reports")}
    found = (letters.get(told.files.get(report_id, "")) for report_id in report_ids)
    return {letter for letter in found if letter}


RELATION_TASKS: dict[str, Callable[[list[Told]], Table]] = {
    "channels": score_channels,
    "appointments": score_appointments,
    "commitments": score_commitments,
    "incidents": score_incidents,
    "issues": score_issues,
}
