"""Turns public gold into the form `communique eval` reads; nothing it writes may be committed.

usage: convert.py polnear FILE.jsonl OUT        then: communique eval quotes OUT
       convert.py meantime FOLDER OUT           then: communique eval dates OUT
       convert.py basil FILE.jsonl OUT          then: communique eval stories OUT
       convert.py ecbplus FILE.jsonl OUT        then: communique eval stories OUT
       convert.py sentences FILE.jsonl OUT      then: communique eval events OUT
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
MARKS = {"“": "”", '"': '"'}


def rows(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(out: Path, slug: str, reports: dict[str, str], labels: dict[str, Any]) -> None:
    """One gold story: its report files and its labels."""
    folder = out / slug
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for name, text in reports.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    held = {"story": slug, "reports": [{"file": name} for name in reports]} | labels
    (folder / "labels.json").write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def stretch(text: str, start: int, end: int) -> Row:
    """A labelled stretch of the one file of a story."""
    return {"file": "01.txt", "start": start, "end": end, "text": text[start:end]}


def polnear(path: Path, out: Path) -> None:
    """Attributions whose content stands between marks: the words inside, the speaker by its words."""
    for row in rows(path):
        text, labels = row["text"], []
        for attribution in row["attributions"]:
            speaker = " ".join(text[a:b] for a, b in attribution["source"])
            for a, b in attribution["content"]:
                inside = text[a:b].strip()
                start = a + text[a:b].index(inside) if inside else a
                if inside and inside[0] in MARKS and (close := inside.rfind(MARKS[inside[0]])) > 0:
                    span = stretch(text, start + 1, start + close)
                    labels.append(span | {"speaker": f"text:{speaker}", "utterance": None, "altered": False})
        write(out, row["id"][:80], {"01.txt": text}, {"quotes": labels})


def meantime(folder: Path, out: Path) -> None:
    """Dates with a calendar value; weeks, seasons and references without one are left unlabelled (null)."""
    read = runpy.run_path(str(Path(__file__).parent / "dates.py"))["read_meantime"]
    for path in sorted(folder.rglob("*.xml")):
        text, _, _, gold = read(path)
        labels = [
            stretch(text, g.start, g.end)
            | {"kind": "date", "value": g.value if g.value[:4].isdigit() and "W" not in g.value else None}
            for g in gold
        ]
        write(out, path.stem[:60], {"01.txt": text}, {"dates": labels})


def basil(path: Path, out: Path) -> None:
    """One story an event, three outlets each, dated."""
    events: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(path):
        fields = {k: row[k] for k in ("title", "text", "published", "url", "outlet")}
        events[row["event"]][f"{row['outlet']}.jsonl"] = json.dumps(fields)
    for event, reports in events.items():
        write(out, event, reports, {})


def ecbplus(path: Path, out: Path) -> None:
    """One story a topic; two sentences a report, undated."""
    stories: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(path):
        stories[row["story"]][f"{row['id']}.txt"] = row["text"]
    for story, reports in stories.items():
        write(out, story, reports, {})


def sentences(path: Path, out: Path) -> None:
    """One story a sentence, its type as the only label (YIELD is CONCEDE or RETREAT: written as CONCEDE)."""
    for row in rows(path):
        text = row["text"]
        kind = "CONCEDE" if row["event_type"] == "YIELD" else row["event_type"]
        claim = stretch(text, 0, len(text)) | {"status": "happened"}
        event = {"id": "E1", "event_type": kind, "mode": None, "actor_states": None, "recipient_states": None}
        write(out, row["id"], {"01.txt": text}, {"events": [event | {"claims": [claim]}]})


CONVERTERS: dict[str, Callable[[Path, Path], None]] = {
    "polnear": polnear,
    "meantime": meantime,
    "basil": basil,
    "ecbplus": ecbplus,
    "sentences": sentences,
}

if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in CONVERTERS:
        sys.exit(__doc__)
    CONVERTERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
