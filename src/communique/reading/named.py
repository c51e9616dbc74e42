"""Finds the fields of a report in a record whose columns go by many names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from communique.reading.compose import Fields

NAMES: Mapping[str, tuple[str, ...]] = {
    "body": ("text", "body", "body_text", "content", "article", "full_text", "fulltext", "maintext", "content_text"),
    "markup": ("body_html", "body_xhtml", "content_html", "html"),
    "title": ("title", "headline", "headlines"),
    "url": ("url", "link", "canonical_url", "permalink", "uri_web"),
    "guid": ("guid", "id", "uri", "article_id", "doc_id", "uuid"),
    "outlet": ("outlet", "publisher", "source_name", "site", "sitename", "site_name", "infosource", "newspaper"),
    "byline": ("byline", "author", "authors", "creator"),
    "dateline": ("dateline", "located"),
    "credit": ("credit", "creditline", "copyrightholder", "wire", "agency"),
    "language": ("language", "lang"),
    "published": (
        "published", "date", "published_at", "publish_date", "published_date", "date_published", "datepublished",
        "pubdate", "publication_date", "firstcreated", "versioncreated", "published_time",
    ),
}  # fmt: skip
_MARKUP = re.compile(r"<(?:p|div|br|h\d|li|a|span|strong|em)\b[^>]*>", re.IGNORECASE)
_WITHDRAWN = {"withdrawn", "canceled", "cancelled", "withheld", "retracted"}


def named_fields(record: Mapping[str, Any]) -> Fields:
    """The fields of a record by any of their names (`headline` for `title`, `lang` for `language`…)."""
    lowered = {str(key).strip().lower(): value for key, value in record.items()}
    found = {field: next(_texts(lowered, names), None) for field, names in NAMES.items()}
    body, markup = found.pop("body"), found.pop("markup")
    if body is None or (_MARKUP.search(body) and len(_MARKUP.findall(body[:20000])) > 1):
        body = plain_words(body or markup or "") or None
    return Fields(body=body, withdrawn=_withdrawn(lowered), **found)


def plain_words(markup: str) -> str:
    """The paragraphs of a stretch of HTML, one a line."""
    import html

    broken = re.sub(r"(?i)</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|tr|table)\b[^>]*>", "\n", markup)
    bare = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", "", broken)
    lines = (" ".join(line.split()) for line in html.unescape(bare).split("\n"))
    return "\n".join(line for line in lines if line)


def _texts(record: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Whatever the names hold, as text, in the order of the names; nothing for nulls and empty strings."""
    for name in names:
        text = _text(record.get(name))
        if text:
            yield text


def _text(value: Any) -> str | None:
    match value:
        case str():
            return value if value.strip() else None
        case bool() | None:
            return None
        case int() | float():
            return str(int(value)) if value == value and abs(value) < 1e18 else None
        case list():
            return ", ".join(filter(None, map(_text, value))) or None
        case dict():
            return _text(value.get("name") or value.get("value") or value.get("main"))
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else None


def _withdrawn(record: Mapping[str, Any]) -> bool:
    said = record.get("withdrawn")
    if isinstance(said, str):
        return said.strip().lower() in {"true", "yes", "1"}
    return bool(said) or str(record.get("pubstatus") or "").strip().lower() in _WITHDRAWN
