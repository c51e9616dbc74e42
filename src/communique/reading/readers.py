"""The readers there are: one a format, found by the end of a file's name."""

from __future__ import annotations

from pathlib import Path

from communique.reading.columns import CsvReader, ParquetReader
from communique.reading.feeds import FeedReader
from communique.reading.html import HtmlReader
from communique.reading.lines import JsonReader, LinesReader
from communique.reading.plain import PlainReader
from communique.reading.reader import Reader

READERS: tuple[Reader, ...] = (
    PlainReader(),
    HtmlReader(),
    LinesReader(),
    JsonReader(),
    CsvReader(),
    ParquetReader(),
    FeedReader(),
)


def reader_for(path: Path) -> Reader | None:
    """The reader whose suffix ends this name, the longest first; None where there is none."""
    name = path.name.lower()
    fitting = [(len(s), reader) for reader in READERS for s in reader.suffixes if name.endswith(s)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
