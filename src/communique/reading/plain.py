"""Reads plain text and Markdown: the whole file is the text, nothing stripped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.reading.compose import Fields
from communique.reading.decode import NotText, decode
from communique.reading.reader import Found, Refused


class PlainReader:
    """One report a file; its title, dateline and credit are left for cleaning to find."""

    suffixes = (".txt", ".text", ".md", ".markdown")

    def read(self, path: Path) -> Iterator[Found | Refused]:
        """The file's one report."""
        raw = path.read_bytes()
        try:
            yield Found(fields=Fields(whole=decode(raw)))
        except NotText as error:
            yield Refused(content=raw, reason=str(error))
