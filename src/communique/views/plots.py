"""Pictures for print: the series of a dyad, and the network of dyads of a period. PNG, SVG or PDF by file name."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import UsageError
from communique.records import SeriesPoint
from communique.views import phrases
from communique.views.network import Network

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMS = (".png", ".svg", ".pdf")
# Colours told apart by readers who do not see red and green (Okabe and Ito 2008), and in grey print
COOPERATION, CONFLICT, MEAN, GREY = "#0072B2", "#D55E00", "#222222", "#8a8a8a"
_STYLE = {
    "font.family": "DejaVu Sans", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False,
    "axes.linewidth": 0.8, "svg.hashsalt": "communique", "svg.fonttype": "none", "figure.dpi": 100,
    "savefig.dpi": 200, "hatch.linewidth": 0.5,
}  # fmt: skip
MOST_BARS = 240
WIDEST = 78  # letters of a title on one line


def check_form(path: Path) -> None:
    """UsageError where the file name asks for a picture we cannot draw."""
    if path.suffix.lower() not in FORMS:
        raise UsageError(f"{path}: cannot draw {path.suffix or 'this'}; name it .png, .svg or .pdf")


def draw_series(points: Sequence[SeriesPoint], path: Path, *, title: str, note: str) -> None:
    """The series as a picture: cooperation above the line and conflict below, the mean with its interval, the origins.

    `points` run gapless through time, all of one kind of period and one actor. Periods without reports are hatched:
    nothing is known of them, which is not the same as nothing happened.
    """
    check_form(path)
    if not points:
        raise UsageError("there is nothing to draw: the series has no period")
    if len(points) > MOST_BARS:
        note = f"The last {MOST_BARS} of {len(points)} periods. {note}"
        points = points[-MOST_BARS:]
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    with mpl.rc_context(_STYLE):
        figure, (top, low) = plt.subplots(
            2, 1, figsize=(7.2, 4.4), height_ratios=(4, 1.1), sharex=True, layout="constrained"
        )
        _means(top, points)
        _sums(top, points)
        _origins(low, points)
        _hatched((top, low), points)
        _dates(low, points)
        figure.suptitle(_wrapped(title), x=0.01, ha="left", fontsize=11, fontweight="bold")
        figure.supxlabel(note, x=0.01, ha="left", fontsize=7, color=GREY)
        _save(figure, path)
        plt.close(figure)


def _sums(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    places = range(len(points))
    axes.bar(places, [p.cooperation or 0 for p in points], color=COOPERATION, width=0.8, label="cooperation")
    axes.bar(places, [-(p.conflict or 0) for p in points], color=CONFLICT, width=0.8, label="conflict")
    axes.axhline(0, color=MEAN, linewidth=0.8)
    axes.set_ylabel("sum of intensities")
    axes.margins(x=0.01)
    if not any(p.cooperation or p.conflict for p in points):
        axes.set_ylim(-1, 1)
    axes.legend(
        loc="upper left", bbox_to_anchor=(0, 1.14), ncols=4, frameon=False, fontsize=8, borderaxespad=0
    )


def _means(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    means = [(n, p.mean_intensity) for n, p in enumerate(points) if p.mean_intensity is not None]
    if not means:
        return
    places, values = zip(*means, strict=True)
    axes.plot(
        places,
        values,
        color=MEAN,
        marker="o",
        markersize=3,
        linewidth=0,
        label="mean intensity, 95 % over origins",
    )
    for n, point in enumerate(points):
        if point.low is not None and point.high is not None:
            axes.vlines(n, point.low, point.high, color=MEAN, linewidth=1)


def _origins(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    axes.bar(range(len(points)), [p.n_origins or 0 for p in points], color=GREY, width=0.8)
    axes.set_ylabel("origins")
    most = max((p.n_origins or 0 for p in points), default=0)
    axes.set_yticks([0, most] if most else [0])


def _hatched(both: Sequence[Axes], points: Sequence[SeriesPoint]) -> None:
    missing = [n for n, p in enumerate(points) if p.n_reports is None]
    for axes in both:
        for first, last in _stretches(missing):
            axes.axvspan(
                first - 0.5,
                last + 0.5,
                facecolor="#f1f1f1",
                edgecolor="#cfcfcf",
                hatch="////",
                linewidth=0,
                zorder=0,
            )
    if missing:
        label = "hatched: no reports in the record"
        both[1].annotate(label, (1, 1.05), xycoords="axes fraction", ha="right", fontsize=7, color=GREY)


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in places:
        if found and place == found[-1][1] + 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _dates(axes: Axes, points: Sequence[SeriesPoint]) -> None:
    step = max(1, -(-len(points) // 8))
    places = list(range(0, len(points), step))
    axes.set_xticks(places, [_label(points[n].period) for n in places])
    axes.set_xlim(-0.6, len(points) - 0.4)


def _label(period: str) -> str:
    if len(period) == 7:
        day = datetime.date.fromisoformat(f"{period}-01")
        return f"{phrases.MONTHS[day.month - 1][:3]} {day.year}"
    day = datetime.date.fromisoformat(period[:10])
    return f"{day.day} {phrases.MONTHS[day.month - 1][:3]}\n{day.year}"


def _wrapped(title: str) -> str:
    return "\n".join(textwrap.wrap(title, WIDEST))


def _save(figure: Figure, path: Path) -> None:
    undated: dict[str, Any] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {}}
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata=undated[path.suffix.lower()])


# ---------------------------------------------------------------- network


def draw_network(network: Network, path: Path, *, title: str, note: str) -> None:
    """The network as a picture: a line a dyad, as thick as it has events and coloured by their mean intensity."""
    check_form(path)
    if not network.ties:
        raise UsageError("there is nothing to draw: no event of two states lies in these days")
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    with mpl.rc_context(_STYLE):
        figure, axes = plt.subplots(figsize=(7.2, 5.4), layout="constrained")
        places = network.places()
        most = max(tie.n_events for tie in network.ties)
        colours = mpl.colors.LinearSegmentedColormap.from_list("", (CONFLICT, "#bdbdbd", COOPERATION))
        for tie in sorted(network.ties, key=lambda t: t.n_events):
            (x1, y1), (x2, y2) = places[tie.left], places[tie.right]
            colour = colours((max(-10.0, min(10.0, tie.mean_intensity)) + 10) / 20)
            axes.plot((x1, x2), (y1, y2), color=colour, linewidth=0.8 + 6 * tie.n_events / most, zorder=1)
        for state, (x, y) in places.items():
            axes.text(
                x, y, state, ha="center", va="center", fontsize=8, zorder=2,
                bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": MEAN, "linewidth": 0.8},
            )  # fmt: skip
        scale = mpl.cm.ScalarMappable(mpl.colors.Normalize(-10, 10), colours)
        bar = figure.colorbar(scale, ax=axes, shrink=0.5, fraction=0.05, pad=0.06)
        bar.set_label("mean intensity")
        bar.outline.set_visible(False)
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_xlim(
            -1.2, 1.2
        )  # two states lie on one line: limits of its own keep it from a box without height
        axes.set_ylim(-1.2, 1.2)
        figure.suptitle(_wrapped(title), x=0.01, ha="left", fontsize=11, fontweight="bold")
        figure.supxlabel(note, x=0.01, ha="left", fontsize=7, color=GREY)
        _save(figure, path)
        plt.close(figure)
