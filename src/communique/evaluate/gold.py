"""Gold labels as the labelling guide writes them, with every offset checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.errors import UsageError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldStory:
    """One story's labels. `folder` holds `reports/`; `texts` are its files decoded as they stand."""

    slug: str
    folder: Path
    labels: dict[str, Any]
    texts: dict[str, str]

    def rows(self, name: str) -> list[Row]:
        """The labels of one table ([] where the story has none)."""
        return list(self.labels.get(name, []))

    @property
    def damage(self) -> dict[str, str]:
        """file → kind of damage."""
        return {row["file"]: row.get("degradation") or "clean" for row in self.rows("reports")}


def load_gold(folder: Path) -> list[GoldStory]:
    """The stories below a folder, sorted by path. UsageError where there is none or an offset does not hold."""
    found = [_story(path) for path in sorted(folder.rglob("labels.json"))]
    if not found:
        raise UsageError(
            f"{folder}: holds no labels.json; give a folder of gold stories (docs/codebook/labelling.md)"
        )
    return found


def _story(path: Path) -> GoldStory:
    labels = json.loads(path.read_text(encoding="utf-8"))
    files = sorted((path.parent / "reports").iterdir())
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    story = GoldStory(
        slug=labels.get("story", path.parent.name), folder=path.parent, labels=labels, texts=texts
    )
    for row in _spans(labels):
        if texts.get(row["file"], "")[row["start"] : row["end"]] != row["text"]:
            where = f"{path}: {row['file']} {row['start']}-{row['end']}"
            raise UsageError(f"{where} does not hold {row['text'][:40]!r}; mend the offsets")
    return story


def _spans(value: Any) -> list[Row]:
    """Every labelled stretch anywhere in the labels."""
    if isinstance(value, list):
        return [row for item in value for row in _spans(item)]
    if isinstance(value, dict):
        own = [value] if {"file", "start", "end", "text"} <= value.keys() else []
        return own + [row for item in value.values() for row in _spans(item)]
    return []
