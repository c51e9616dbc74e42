"""What can go wrong, and what to do about it.

CommuniqueError
├── UsageError        the call itself is off: a path, a date, an option (exit 2)
├── AnchorError       a span does not hold its words
├── RuleError         a data file is wrong; names file and entry
├── MissingModel      a model is not installed; names the command that installs it
├── StoreError        the record on disk cannot be read or written
└── NotFound          no row has that id
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """The root: every error this package raises on purpose."""


class UsageError(CommuniqueError):
    """The call is off: says what, where and what to do."""


class AnchorError(CommuniqueError):
    """A span does not hold the words it claims to hold."""


class RuleError(CommuniqueError):
    """A data file breaks the form of rules: names the file, the entry and the fault."""


class MissingModel(CommuniqueError):
    """A language model is not installed: names the command that installs it."""


class StoreError(CommuniqueError):
    """The record on disk cannot be opened, read or written."""


class NotFound(CommuniqueError):
    """Nothing in the record has this id."""
