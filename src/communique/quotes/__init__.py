"""In: a story's reports with marks, grammar, mentions and moments. Out: quotes with speakers, and utterances.

A quotation is found by its marks and given to a speaker by grammar and place, never by a list of verbs alone.
Will not: edit a quotation, or call it altered without an independent witness or a verbatim copy.
"""

from communique.quotes.attribution import attribute_quotes

__all__ = ["attribute_quotes"]
