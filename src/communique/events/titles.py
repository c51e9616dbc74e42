"""A line in plain words for an event: "Antony Blinken visits China"."""

from __future__ import annotations

from functools import cache

from communique.events.views import StoryView
from communique.records import Claim, Status
from communique.rules import load_table


@cache
def _phrases() -> dict[tuple[str, str], tuple[str, str]]:
    rows = load_table("events/titles.tsv")
    return {(row["event_type"], row["mode"]): (row["verb"], row["link"]) for row in rows}


def title_event(
    claim: Claim, status: Status, actor: tuple[str, ...], recipient: tuple[str, ...], story: StoryView
) -> str:
    """Who does what to whom, with the status where it is not simply done."""
    verb, link = _phrases().get(
        (claim.event_type.value, claim.mode or ""), _phrases()[claim.event_type.value, ""]
    )
    actors = names_of(actor, claim.actor_text, story)
    if not recipient and len(actor) > 1 and claim.event_type == "CONSULT":
        first, rest = actors[0], actors[1:]
        line = f"{first} {verb} {link + ' ' if link else ''}{_listed(rest)}"
    else:
        recipients = names_of(recipient, claim.recipient_text, story)
        if claim.event_type == "SUPPORT" and not recipients and len(actors) > 1:
            verb = "seals an agreement"
        line = f"{_listed(actors)} {_plural(verb) if len(actors) > 1 else verb}"
        if recipients:
            line += f" {link + ' ' if link else ''}{_listed(recipients)}"
    return (
        line if status in {Status.HAPPENED, Status.ONGOING, Status.THREATENED} else f"{line} ({status.value})"
    )


def _plural(verb: str) -> str:
    """The verb's first word for several doers: "supports" → "support", "reaches" → "reach"."""
    first, _, rest = verb.partition(" ")
    cut = 2 if first.endswith(("ches", "shes", "sses", "oes")) else 1 if first.endswith("s") else 0
    return " ".join(filter(None, (first[: len(first) - cut], rest)))


def names_of(ids: tuple[str, ...], text: str | None, story: StoryView) -> list[str]:
    """The names of entities, the words as written where there are none."""
    found = [story.entities[i].name if i in story.entities else i for i in ids]
    return found or ([text] if text else [])


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
