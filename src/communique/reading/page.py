"""What a web page states of itself: JSON-LD first, then meta tags, then its own marks; nothing guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique.reading.stated import iso_day

_ARTICLE = re.compile(r"Article|Posting|Report")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='article:published_time' or @property='og:published_time' or @name='publish-date']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='date' or @name='DC.date.issued']/@content",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='cXenseParse:recs:publishtime']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/text()",
    "//article//time[not(ancestor::aside)]/@datetime",
    "//header//time/@datetime",
)
_POSTED = (
    "//*[contains(@class, 'posted-on') or contains(@class, 'entry-date') or contains(@class, 'pubdate')]"
)
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//meta[@name='twitter:title']/@content",
    "//h1//text()",
    "//title/text()",
)
_OUTLETS = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='application-name']/@content",
    "//meta[@name='publisher']/@content",
)
_URLS = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_BYLINES = ("//meta[@name='author']/@content", "//meta[@property='article:author']/@content")
_LANGUAGES = (
    "//html/@lang",
    "//meta[@http-equiv='content-language']/@content",
    "//meta[@property='og:locale']/@content",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page's statements about itself, as written; None where it makes none."""

    title: str | None
    url: str | None
    outlet: str | None
    byline: str | None
    language: str | None
    published: str | None


def page_facts(tree: Any) -> PageFacts:
    """What the page states of itself. `tree` is a parsed page (lxml)."""
    graph = list(_graph(tree))
    article = next((node for node in graph if _ARTICLE.search(_type(node))), {})
    page = next((node for node in graph if "WebPage" in _type(node)), {})
    outlet = _name(article.get("publisher"), graph) or _first(tree, _OUTLETS) or _organisation(graph)
    return PageFacts(
        title=_title(tree, article, outlet),
        url=_address(tree, article),
        outlet=outlet,
        byline=_name(article.get("author"), graph) or _person(_first(tree, _BYLINES)),
        language=_first(tree, _LANGUAGES),
        published=_published(tree, article, page),
    )


def _published(tree: Any, article: dict[str, Any], page: dict[str, Any]) -> str | None:
    for stated in (article.get("datePublished"), page.get("datePublished")):
        if iso_day(stated):
            return str(stated)
    for path in _DATES:
        for stated in tree.xpath(path):
            if iso_day(str(stated)):
                return str(stated)
    for node in tree.xpath(_POSTED)[:3]:
        if iso_day(node.text_content()):
            return str(node.text_content())
    return None


def _title(tree: Any, article: dict[str, Any], outlet: str | None) -> str | None:
    title = article.get("headline") or _first(tree, _TITLES[:2])
    if not isinstance(title, str):
        headings = [
            " ".join(node.text_content().split())
            for node in tree.xpath("//h1")
            if node.text_content().strip()
        ]
        tab = " ".join("".join(tree.xpath("//title//text()")[:1]).split())
        title = next((heading for heading in headings if len(headings) == 1 or heading in tab), tab or None)
    return _without_outlet(" ".join(title.split()), outlet) if title else None


def _without_outlet(title: str, outlet: str | None) -> str:
    """A tab's title without the name of the outlet at its end (`… | Harbour Wire`)."""
    head, mark, tail = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    if not mark or len(head.split()) < 4 or len(tail.split()) > 5:
        return title
    return (
        head
        if " | " in title or (outlet and tail.casefold() == outlet.casefold()) or tail.istitle()
        else title
    )


def _address(tree: Any, article: dict[str, Any]) -> str | None:
    stated = _first(tree, _URLS) or article.get("url") or article.get("mainEntityOfPage")
    stated = stated.get("@id") if isinstance(stated, dict) else stated
    return stated if isinstance(stated, str) and re.match(r"https?://", stated) else None


def _first(tree: Any, paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for found in tree.xpath(path):
            if words := " ".join(str(found).split()):
                return words
    return None


def _person(name: str | None) -> str | None:
    return None if name and re.match(r"https?://", name) else name


def _graph(tree: Any) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of a page, lists and graphs unfolded; broken blocks are passed over."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _unfold(json.loads(block, strict=False), depth=0)
        except (ValueError, RecursionError):
            continue


def _unfold(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 8:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _unfold(item.get("@graph", []), depth + 1)


def _type(node: dict[str, Any]) -> str:
    kind = node.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _name(value: Any, graph: list[dict[str, Any]]) -> str | None:
    """The name of a person or organisation: a string, an object, a reference into the graph, or a list of them."""
    if isinstance(value, str):
        return _person(" ".join(value.split())) or None
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(item, graph) for item in value))) or None
    if isinstance(value, dict):
        if isinstance(value.get("name"), str):
            return " ".join(value["name"].split()) or None
        known = next((node for node in graph if node.get("@id") == value.get("@id") and "name" in node), None)
        return str(known["name"]) if known else None
    return None


def _organisation(graph: list[dict[str, Any]]) -> str | None:
    known = {str(node["name"]) for node in graph if "Organization" in _type(node) and node.get("name")}
    return known.pop() if len(known) == 1 else None
