"""In: a report with blocks, sentences and grammar. Out: what looks like a name, role, state, place, date, quotation.

Spotting needs one report only and resolves nothing beyond what the words say.
Will not: decide who is meant, what day is meant, or who speaks.
"""

from communique.spot.report import spot_report

__all__ = ["spot_report"]
