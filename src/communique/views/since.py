"""What reports of a day or later add to, or change in, what was told before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.records import Claim, Event
from communique.views.facts import Facts


@dataclass(frozen=True, slots=True)
class Since:
    """A day, and what is new from then on. A report without a date is taken for old: nothing shows that it is new."""

    facts: Facts
    day: str | None

    def recent(self, report_id: str) -> bool:
        """Whether a report was published on the day or later; True for all where there is no day."""
        if self.day is None:
            return True
        date = self.facts.dates.get(report_id)
        return bool(date and date.published and date.published >= self.day)

    def touches(self, claims: Iterable[Claim]) -> bool:
        """Whether some claim is recent."""
        return any(self.recent(claim.report_id) for claim in claims)

    def note(self, event: Event) -> str | None:
        """How an event changed: "told as planned until then"; "new" where nothing was told before; None if neither."""
        if self.day is None:
            return None
        before = [c for c in self.facts.claims.get(event.event_id, []) if not self.recent(c.report_id)]
        if not before:
            return "new"
        statuses = sorted({str(claim.status) for claim in before})
        return None if event.status in statuses else f"told as {' or '.join(statuses)} until then"

    def changes(self, event: Event) -> bool:
        """Whether an event is new or its status has moved; True for all where there is no day."""
        return self.day is None or (
            self.touches(self.facts.claims.get(event.event_id, [])) and self.note(event) is not None
        )
