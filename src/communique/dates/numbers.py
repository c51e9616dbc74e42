"""From spotted numbers to rows: bounds, unit, what is counted."""

from __future__ import annotations

from communique.records import Number, Spotted


def read_number(spotted: Spotted) -> Number:
    """The number of a spotted stretch; bounds are None where open. Which claim it belongs to is not known here."""
    low, high, unit, of_what = (spotted.value or "|||").split("|", 3)
    return Number(
        report_id=spotted.report_id,
        start=spotted.start,
        end=spotted.end,
        exact=spotted.exact,
        low=float(low) if low else None,
        high=float(high) if high else None,
        unit=unit or None,
        of_what=of_what or None,
        claim_id=None,
    )
