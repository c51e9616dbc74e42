"""In: the rows of a record. Out: what a person reads: briefs, one thing with its evidence, search hits.

Every sentence of a view rests on spans of reports and can be opened there.
Will not: add a fact that no row holds, or print a sentence whose words its spans do not bear out.
"""

from communique.views.brief import Brief, Citation, Line, Section, write_brief
from communique.views.check import faults
from communique.views.facts import Facts
from communique.views.render import as_html, as_json, as_markdown
from communique.views.show import show

__all__ = [
    "Brief",
    "Citation",
    "Facts",
    "Line",
    "Section",
    "as_html",
    "as_json",
    "as_markdown",
    "faults",
    "show",
    "write_brief",
]
