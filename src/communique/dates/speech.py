"""The day on which quoted words were spoken: what they say of time is counted from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from communique.dates.directions import Compass, sayings
from communique.records import Sentence, Spotted, SpottedKind


class Speech:
    """The quotations of one report and the sentences that hold them."""

    def __init__(self, spotted: Iterable[Spotted], sentences: Iterable[Sentence], compass: Compass) -> None:
        rows = list(spotted)
        self._quotes = sorted((s.start, s.end) for s in rows if s.kind is SpottedKind.QUOTATION)
        self._times = [s for s in rows if s.kind is SpottedKind.DATE]
        self._sentences = sorted(sentences, key=lambda s: s.start)
        self._compass = compass

    def quote_at(self, offset: int) -> tuple[int, int] | None:
        """The quotation that holds an offset."""
        return next(((a, b) for a, b in self._quotes if a <= offset < b), None)

    def spoken(self, spotted: Spotted, day_of: Callable[[Spotted], date | None]) -> date | None:
        """The day named with the verb of saying beside the quotation that holds the expression."""
        quote = self.quote_at(spotted.start)
        if quote is None:
            return None
        around = [s for s in self._sentences if s.start <= quote[1] + 2 and s.end >= quote[0] - 2]
        for other in self._times:
            outside = self.quote_at(other.start) is None
            if outside and any(s.start <= other.start < s.end for s in around) and self._said(other):
                found = day_of(other)
                if found is not None:
                    return found
        return None

    def _said(self, other: Spotted) -> bool:
        above = self._compass.governors(other)
        return bool(above) and above[0].lemma in sayings()
