"""In: files, folders, globs. Out: reports with their text fixed for good, their outlets, and rejects with a reason.

Formats: plain text, HTML, JSON and JSON lines, CSV, Parquet, RSS and Atom; each a `Reader` of its own.
Will not: fetch anything, guess a date from a file's time, or edit a text.
"""

from communique.reading.compose import Fields, compose_report
from communique.reading.inputs import read_inputs
from communique.reading.reader import Reader
from communique.reading.readers import READERS
from communique.reading.versions import mark_versions

__all__ = ["READERS", "Fields", "Reader", "compose_report", "mark_versions", "read_inputs"]
