"""In: one report. Out: its blocks, each a stretch and what it is, or a reject where it is not English prose.

Will not: cut or mend a word, look at another report, or drop a stretch for being badly written. In doubt: body.
"""

from communique.clean.blocks import clean_report

__all__ = ["clean_report"]
