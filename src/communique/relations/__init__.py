"""The state of each relationship: channels, calendar, commitments, incidents, issues in dispute, series."""

from communique.relations.relate import relate
from communique.relations.topics import spot_topics

__all__ = ["relate", "spot_topics"]
