"""In: files, folders, globs. Out: reports with their text fixed for good, their outlets, and rejects with a reason.

Formats: plain text, HTML, JSON and JSON lines, CSV, Parquet, RSS and Atom; each a `Reader` of its own.
Will not: fetch anything, guess a date from a file's time, or edit a text.
"""

from communique.read.compose import Fields, compose_report
from communique.read.inputs import read_inputs
from communique.read.reader import Reader
from communique.read.readers import READERS
from communique.read.versions import mark_versions

__all__ = ["READERS", "Fields", "Reader", "compose_report", "mark_versions", "read_inputs"]
