"""Where in a report a fact is written: position and quotation in one, checked.

A span is the W3C TextPositionSelector and TextQuoteSelector together: `start` and `end` count code points
(end exclusive) and `exact` repeats the words, so that `text[start:end] == exact` or it is an AnchorError.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from communique.errors import AnchorError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of one report's text."""

    report_id: str
    start: int
    end: int


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on its content alone: `prefix-` and 16 hex digits of SHA-256.

    Parts are joined with an unlikely separator; None and "" are told apart.
    """
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def cluster_id(prefix: str, members: list[str] | tuple[str, ...]) -> str:
    """The id of a cluster: the hash of its smallest member, so that it survives growth at the other end."""
    return content_id(prefix, min(members))


def verify(text: str, *, report_id: str, start: int, end: int, exact: str) -> None:
    """Nothing, or an AnchorError where the span does not hold its words."""
    if not 0 <= start <= end <= len(text):
        raise AnchorError(f"{report_id} {start}-{end}: outside the text of {len(text)} code points")
    if text[start:end] != exact:
        raise AnchorError(f"{report_id} {start}-{end}: holds {text[start:end][:60]!r}, not {exact[:60]!r}")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its ends (start == end where nothing is left)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
