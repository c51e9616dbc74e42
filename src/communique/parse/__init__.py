"""In: reports and their blocks. Out: sentences and their grammar as flat arrays.

Every paragraph is parsed alone, so that a parse depends on the paragraph and nothing else.
Will not: resolve anything, look at more than one paragraph, or let another room see the parser.
"""

from communique.parse.parser import Parser
from communique.parse.sentences import parse_report

__all__ = ["Parser", "parse_report"]
