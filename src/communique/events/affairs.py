"""Between which two states a report's affair is: counted over what it names, the lead and headline first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from communique.events.frames import word_list
from communique.events.party import Party, of_states, state_of
from communique.events.views import ReportView, StoryView
from communique.records import Entity, EntityKind

HEADLINE, LEAD, BODY = 3.0, 2.0, 1.0
LEAD_SENTENCES = 3
LEAST = 3.0  # what the weaker side must weigh: a state named once in passing is no side
CLEAR = 1.5  # how much more it must weigh than the strongest third
SPORT = 4  # different words of sport that make a report one of sport
ALONE = 4  # sentences below which a text is too short to tell of an affair


@dataclass(frozen=True, slots=True)
class Affair:
    """The two sides of an affair, in alphabetical order."""

    left: str
    right: str

    @property
    def sides(self) -> tuple[str, str]:
        """Both states."""
        return self.left, self.right

    def other(self, states: tuple[str, ...]) -> str | None:
        """The side facing the given states, None where they are not exactly one side."""
        if len(states) != 1 or states[0] not in self.sides:
            return None
        return self.right if states[0] == self.left else self.left

    def outside(self, states: tuple[str, ...]) -> bool:
        """Whether states are told and none of them is a side."""
        return bool(states) and not set(states) & set(self.sides)

    def side(self, state: str, weight: float = 0.7) -> Party:
        """One side as a party that no words name."""
        return Party((state,), (state,), ("GOV",), "", -1, weight)

    def both(self, text: str = "", token: int = -1, weight: float = 0.75) -> Party:
        """Both sides as one party."""
        return Party(self.sides, self.sides, ("GOV",), text, token, weight)


def affairs_of(story: StoryView) -> dict[str, Affair]:
    """report_id → the affair it tells; reports that tell none clearly, not even with the story's help, are left out."""
    weights = {
        r.report.report_id: weights_in(r, story.entities)
        for r in story.reports
        if len(r.sentences) >= ALONE and not of_sport(r)
    }
    total: dict[str, float] = {}
    for report_id in sorted(weights):
        for state, weight in weights[report_id].items():
            total[state] = total.get(state, 0.0) + weight
    common = clearest(total)
    affairs = {}
    for report_id, found in weights.items():
        affair = clearest(found)
        if affair is None and common is not None and all(found.get(s, 0) >= LEAD for s in common.sides):
            affair = common
        if affair is not None:
            affairs[report_id] = affair
    return affairs


def of_sport(report: ReportView) -> bool:
    """Whether a report tells of a match, where states win and shoot without doing each other anything."""
    text = {word.strip(".,;:!?").lower() for word in report.report.text.split()}
    return len(text & word_list("sport")) >= SPORT


def clearest(weights: Mapping[str, float]) -> Affair | None:
    """The affair of the two heaviest states where no third comes near."""
    ranked = sorted(weights, key=lambda s: (-weights[s], s))
    if len(ranked) < 2 or weights[ranked[1]] < LEAST:
        return None
    if len(ranked) > 2 and weights[ranked[1]] < CLEAR * weights[ranked[2]]:
        return None
    left, right = sorted(ranked[:2])
    return Affair(left, right)


def weights_in(report: ReportView, entities: Mapping[str, Entity]) -> dict[str, float]:
    """State → how much a report is about it: each sentence that names it or its people counts once."""
    found: dict[str, float] = {}
    for state, weight in _named(report, entities):
        found[state] = found.get(state, 0.0) + weight
    return found


def _named(report: ReportView, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    body = 0
    for view in report.sentences:
        if view.title:
            weight = HEADLINE
        else:
            weight = LEAD if body < LEAD_SENTENCES else BODY
            body += 1
        states = {
            s
            for m in view.mentions
            if (e := entities.get(m.entity_id or "")) is not None
            and e.kind is not EntityKind.PLACE
            and not of_states(e)
            and (s := state_of(e))
        }
        for state in sorted(states):
            yield state, weight
