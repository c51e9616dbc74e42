"""Reads saved RSS and Atom feeds: a report an entry, never fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from communique.reading.compose import Fields
from communique.reading.decode import NotText, decode
from communique.reading.named import plain_words
from communique.reading.reader import Found, Refused


class FeedReader:
    """One report an `item` (RSS) or `entry` (Atom), by the fullest text it carries."""

    suffixes = (".rss", ".atom", ".xml")

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The feed's reports in their order."""
        raw = path.read_bytes()
        try:
            if b"<!ENTITY" in raw:
                raise NotText("declares entities of its own, which no feed needs")
            root = ElementTree.fromstring(_undeclared(decode(raw)))
        except (NotText, ElementTree.ParseError) as error:
            yield Refused(
                content=raw, reason=str(error) if isinstance(error, NotText) else f"is no XML: {error}"
            )
            return
        entries = [node for node in root.iter() if _name(node) in {"item", "entry"}]
        if not entries:
            yield Refused(content=raw, reason="is XML but no RSS or Atom feed with entries")
        outlet = _outlet(root)
        for record, entry in enumerate(entries):
            yield Found(fields=_fields(entry, outlet), record=record)


def _fields(entry: ElementTree.Element, outlet: str | None) -> Fields:
    return Fields(
        title=_text(entry, "title"),
        body=plain_words(_text(entry, "encoded", "content", "description", "summary") or ""),
        url=_link(entry),
        guid=_text(entry, "guid", "id"),
        outlet=_text(entry, "publisher") or outlet,
        byline=_text(entry, "creator", "author"),
        language=_text(entry, "language"),
        published=_text(entry, "pubDate", "published", "date", "updated"),
    )


def _outlet(root: ElementTree.Element) -> str | None:
    channel = next((node for node in root.iter() if _name(node) == "channel"), root)
    return _text(channel, "title")


def _text(node: ElementTree.Element, *names: str) -> str | None:
    """The words of the first child that goes by the first name that has any."""
    for name in names:
        for child in node:
            if _name(child) == name and (words := "\n".join(child.itertext()).strip()):
                return words
    return None


def _link(entry: ElementTree.Element) -> str | None:
    links = [node for node in entry if _name(node) == "link"]
    for node in sorted(links, key=lambda node: node.get("rel", "alternate") != "alternate"):
        if words := (node.get("href") or node.text or "").strip():
            return words
    return None


def _name(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _undeclared(text: str) -> str:
    """The text without its XML declaration: it is decoded already."""
    text = text.lstrip()
    return text.split("?>", 1)[1] if text.startswith("<?xml") and "?>" in text else text
