"""Tells which report replaces which: the same address or guid with new text is a later version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from communique.records import PublishedBasis, Report, Version
from communique.stage import Group


def mark_versions(group: Group) -> Iterator[Version]:
    """One row a report: what it replaces, and whether it is the one that counts.

    Versions of one page are ordered by the date they state, then by id; undated ones come first. Where the
    latest is withdrawn none of them counts.
    """
    families = _families(sorted(group.of(Report), key=lambda report: report.report_id))
    rows = [row for family in families for row in _chain(family)]
    yield from sorted(rows, key=lambda row: row.report_id)


def _chain(family: list[Report]) -> Iterator[Version]:
    ordered = sorted(family, key=lambda report: (_stated(report), report.report_id))
    before: str | None = None
    for report in ordered:
        latest = report is ordered[-1] and not report.withdrawn
        yield Version(report_id=report.report_id, supersedes=before, latest=latest)
        before = report.report_id


def _families(reports: list[Report]) -> list[list[Report]]:
    """Reports joined by a shared address or guid, through any chain of them."""
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for report in reports:
        for key in _keys(report):
            left, right = sorted((find(report.report_id), find(key)))
            root[right] = left
    families: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        families[find(report.report_id)].append(report)
    return list(families.values())


def _keys(report: Report) -> list[str]:
    keys = [f"url {address}"] if (address := _address(report.url)) else []
    return [*keys, f"guid {report.outlet_id} {report.guid}"] if report.guid else keys


def _address(url: str | None) -> str | None:
    """An address without fragment, scheme and campaign marks; None for a bare host, which names no page."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith(("utm_", "fbclid", "gclid"))]
    path = parts.path.rstrip("/")
    if not path and not query:
        return None
    return urlunsplit(("", parts.netloc.lower().removeprefix("www."), path, urlencode(query), ""))


def _stated(report: Report) -> str:
    return (report.published or "") if report.published_basis is PublishedBasis.STATED else ""
