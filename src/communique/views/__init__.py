"""In: the rows of a record. Out: what a person reads: briefs, one thing with its evidence, search hits.

Every sentence of a view rests on spans of reports and can be opened there.
Will not: add a fact that no row holds, or print a sentence whose words its spans do not bear out.
"""

from communique.views.brief import Brief, Citation, Line, Section, write_brief
from communique.views.check import faults
from communique.views.facts import Facts
from communique.views.network import Network, make_network
from communique.views.plots import draw_network, draw_series
from communique.views.render import as_html, as_json, as_markdown
from communique.views.show import show
from communique.views.standing import write_status
from communique.views.timeline import DyadSeries, dyad_series

__all__ = [
    "Brief",
    "Citation",
    "DyadSeries",
    "Facts",
    "Line",
    "Network",
    "Section",
    "as_html",
    "as_json",
    "as_markdown",
    "draw_network",
    "draw_series",
    "dyad_series",
    "faults",
    "make_network",
    "show",
    "write_brief",
    "write_status",
]
