"""Reads web pages: the body by trafilatura, title, date and outlet by what the page states of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.reading.compose import Fields
from communique.reading.decode import NotText, decode, normalise
from communique.reading.page import PageFacts, page_facts
from communique.reading.reader import Found, Refused


class HtmlReader:
    """One report a page."""

    suffixes = (".html", ".htm", ".xhtml")

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The page's one report."""
        raw = path.read_bytes()
        try:
            yield Found(fields=page_fields(decode(raw, markup=True)))
        except NotText as error:
            yield Refused(content=raw, reason=str(error))


def page_fields(markup: str) -> Fields:
    """The fields of a page. Raises NotText where nothing on it can be taken for a report."""
    import trafilatura

    tree = trafilatura.load_html(normalise(markup))
    if tree is None:
        raise NotText("is no HTML page")
    facts = page_facts(tree)
    body = _body(tree, facts)
    if not body:
        raise NotText("is a page without any text that could be a report")
    return Fields(
        title=facts.title,
        body=body,
        url=facts.url,
        outlet=facts.outlet,
        byline=facts.byline,
        language=facts.language,
        published=facts.published,
    )


def _body(tree: Any, facts: PageFacts) -> str:
    """The paragraphs of a page, blank lines between; the headline, composed in front anyway, is left out."""
    import trafilatura

    _keep_captions(tree)
    found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    lines = ((found.text if found else None) or "").split("\n")
    if not any(line.strip() for line in lines):
        lines = [" ".join(node.text_content().split()) for node in tree.xpath("//body//p")]
    paragraphs = [line.strip() for line in lines if line.strip()]
    while paragraphs and facts.title and _same(paragraphs[0], facts.title):
        paragraphs.pop(0)
    return "\n\n".join(paragraphs)


def _keep_captions(tree: Any) -> None:
    """Turns captions into paragraphs: they carry dates and places, and extraction would drop them."""
    for node in tree.xpath("//figcaption | //*[contains(@class, 'caption-text')]"):
        for parent in node.iterancestors("figure", "div"):
            if parent.tag == "figure" or "caption" in (parent.get("class") or ""):
                parent.tag = "div"
                parent.attrib.clear()
        node.tag = "p"
        node.attrib.clear()


def _same(left: str, right: str) -> bool:
    return re.sub(r"\W+", "", left).casefold() == re.sub(r"\W+", "", right).casefold()
