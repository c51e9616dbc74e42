"""Stories told in a few words, spotted without a parser; direction then rests on the words before an expression."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from communique.dates import date_moments, date_reports
from communique.records import (
    Block,
    BlockKind,
    Moment,
    PublishedBasis,
    Report,
    ReportDate,
    Sentence,
    Spotted,
    SpottedKind,
)
from communique.spans import content_id
from communique.spot.dates import spot_dates
from communique.stage import Group

Told = tuple[dict[str, ReportDate], dict[str, list[Moment]]]


def _rows(name: str, text: str, published: str | None) -> dict[type, list[object]]:
    report = Report(
        report_id=name, path=name, record=None, url=None, guid=None, outlet_id=None, title=None, byline=None,
        dateline=None, credit=None, language="en", published=published,
        published_basis=PublishedBasis.STATED if published else None, text=text, sha256="",
    )  # fmt: skip
    blocks, sentences = [], []
    for line in re.finditer(r"[^\n]+", text):
        kind = BlockKind.CAPTION if line.group().startswith("Photo: ") else BlockKind.BODY
        blocks.append(
            Block(
                report_id=name,
                start=line.start(),
                end=line.end(),
                exact=line.group(),
                kind=kind,
                rule_id=None,
            )
        )
        for part in re.finditer(r"\S.*?(?:[.!?]”?(?=\s|$)|$)", line.group()):
            start, end = line.start() + part.start(), line.start() + part.end()
            sentences.append(
                Sentence(
                    sentence_id=content_id("s", name, start),
                    report_id=name,
                    start=start,
                    end=end,
                    exact=text[start:end],
                    block_kind=kind,
                )
            )
    spotted = list(spot_dates(report, blocks, sentences, ()))
    for quote in re.finditer(r"“([^”]+)”", text):
        spotted.append(
            Spotted(
                report_id=name,
                start=quote.start(1),
                end=quote.end(1),
                exact=quote.group(1),
                kind=SpottedKind.QUOTATION,
                sentence_id=None,
                value=None,
                state=None,
                reason=None,
            )
        )
    return {Report: [report], Block: blocks, Sentence: sentences, Spotted: spotted}


@pytest.fixture
def tell() -> Callable[..., Told]:
    """Dates a story of (text, stated day or None) by name: the report dates, and each report's moments."""

    def run(*, reverse: bool = False, **reports: tuple[str, str | None]) -> Told:
        rows: dict[type, list[object]] = {}
        for name, (text, published) in sorted(reports.items(), reverse=reverse):
            for kind, found in _rows(name, text, published).items():
                rows.setdefault(kind, []).extend(found)
        group = {kind: tuple(found) for kind, found in rows.items()}
        dates = tuple(date_reports(Group("story", group)))
        group[ReportDate] = dates
        moments: dict[str, list[Moment]] = {name: [] for name in reports}
        for row in date_moments(Group("story", group)):
            if isinstance(row, Moment):
                moments[row.report_id].append(row)
        return {row.report_id: row for row in dates}, moments

    return run
