"""In: a story's reports with marks, grammar, mentions and moments. Out: quotes with speakers, and utterances.

A quotation is found by its marks and given to a speaker by grammar and place, never by a list of verbs alone. A
speaker phrase beside a name is that person, a role alone the one person the report names with it, a ministry its
state. Words are `altered` against another origin, a verbatim copy, or a less damaged sibling (see `alterations`).
Will not: edit a quotation, or call it altered where nothing better kept has it otherwise.
"""

from communique.quotes.attribution import attribute_quotes

__all__ = ["attribute_quotes"]
