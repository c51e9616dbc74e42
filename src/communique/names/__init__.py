"""In: a story's reports with what was spotted in them. Out: mentions, each with whom it names, and the entities.

A story's own words come first, the dated registry second; "unsure" is an answer.
Will not: merge two persons on a family name alone, or correct a title on a row that was only recalled.
"""

from communique.names.registry import Registry, load_registry
from communique.names.resolve import name_entities

__all__ = ["Registry", "load_registry", "name_entities"]
