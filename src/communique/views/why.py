"""Why a claim was coded, in plain words: the word that told it, the frame that read it, what settled its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from communique.rules import DATA, load_rules

_COPY = re.compile(r"'(?P<own>[^']+)', as the cleaner copy tells this sentence: ")
_WHY = re.compile(
    r"frame (?P<id>\S+?)(?: of (?P<file>\S+) \((?P<says>.*?)\))?: '(?P<word>[^']+)'(?:, read as '(?P<reading>[^']+)')?"
    r"(?:; (?P<notes>.*))?; (?P<status>\w+): (?P<cause>.*)",
    re.S,
)


@cache
def shipped() -> dict[str, str]:
    """What each shipped frame reads, by its id."""
    names = sorted(path.name for path in Path(DATA, "events", "frames").glob("*.toml"))
    return {rule.id: rule.why for name in names for rule in load_rules(f"events/frames/{name}")}


def explained(why: str) -> Iterator[str]:
    """The lines that say why; the reason as it stands where it has another form."""
    copied = _COPY.match(why)
    found = _WHY.fullmatch(why, copied.end() if copied else 0)
    if found is None:
        yield f"why: {why}"
        return
    read = f", read as “{found['reading']}”" if found["reading"] else ""
    own = f"“{copied['own']}”, in the cleaner copy " if copied else ""
    yield f"told by {own}“{found['word']}”{read} ({_frame(found)})"
    if found["notes"]:
        yield f"inferred: {found['notes']}"
    yield f"{found['status']} because: {found['cause']}"


def _frame(found: re.Match[str]) -> str:
    if found["file"]:
        return f"your frame {found['id']} in {found['file']}: {found['says']}"
    says = shipped().get(found["id"])
    return f"frame {found['id']}" + (f": {says}" if says else "")
