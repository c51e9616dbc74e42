"""Writes docs/codebook/ from the event data: a page a type, statuses and coding table, contexts, slots, index.

usage: make_codebook.py                  write the pages
       make_codebook.py --check          exit 1 where the pages are not what would be written
       make_codebook.py --diff OLD NEW   what changed between two versions of the data (git revisions or data folders)
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.rules import Rule, parse_rules

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "communique" / "data"
PAGES = ROOT / "docs" / "codebook"
WRITTEN = "Written by `bench/make_codebook.py` from `src/communique/data`; do not edit."
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codebook's data."""

    version: str
    mark: str  # hash of all files it is made from
    types: tuple[Rule, ...]
    boundaries: tuple[Rule, ...]
    statuses: tuple[Rule, ...]
    decisions: tuple[Rule, ...]
    modes: tuple[Row, ...]
    contexts: tuple[Row, ...]
    slots: tuple[Row, ...]
    cameo: tuple[Row, ...]
    cues: tuple[Row, ...]
    classes: tuple[Row, ...]
    scores: Mapping[tuple[str, str], str]
    notes: tuple[str, ...]  # what the score table says of itself
    frames: tuple[tuple[str, Rule], ...]  # (file, frame)
    says: Mapping[str, str]  # what stands at the head of a page


def read(data: Path) -> Codebook:
    """The codebook of a data folder."""
    own, events = data / "codebook", data / "events"
    frames = sorted((events / "frames").glob("*.toml"))
    tables = (events / f"{name}.tsv" for name in ("classes", "contexts", "intensity"))
    files = [*sorted(own.glob("*")), *frames, *tables]
    mark = hashlib.sha256(
        b"\0".join(path.name.encode() + path.read_bytes() for path in files if path.exists())
    )
    return Codebook(
        version=(_table(own / "version.tsv") or ({"version": "0"},))[-1]["version"],
        mark=mark.hexdigest()[:12],
        types=_rules(own / "types.toml"),
        boundaries=_rules(own / "boundaries.toml"),
        statuses=_rules(own / "statuses.toml"),
        decisions=_rules(own / "decisions.toml"),
        modes=_table(own / "modes.tsv"),
        contexts=_table(own / "contexts.tsv"),
        slots=_table(own / "slots.tsv"),
        cameo=_table(own / "cameo.tsv"),
        cues=_table(events / "contexts.tsv"),
        classes=_table(events / "classes.tsv"),
        scores={(r["event_type"], r["mode"]): r["intensity"] for r in _table(events / "intensity.tsv")},
        notes=tuple(line[2:] for line in _lines(events / "intensity.tsv") if line.startswith("# ")),
        frames=tuple((path.name, rule) for path in frames for rule in _rules(path)),
        says={row["page"]: row["says"] for row in _table(own / "pages.tsv")},
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n") if path.exists() else []


def _rules(path: Path) -> tuple[Rule, ...]:
    return parse_rules("\n".join(_lines(path)), path.name)


def _table(path: Path) -> tuple[Row, ...]:
    lines = [line for line in _lines(path) if line and not line.startswith("#")]
    header = lines[0].split("\t") if lines else []
    return tuple(
        dict(zip(header, [*line.split("\t"), *[""] * len(header)], strict=False)) for line in lines[1:]
    )


# ---------------------------------------------------------------- pages


def pages(book: Codebook) -> Iterator[tuple[str, str]]:
    """(file name, text) of every page."""
    yield "index.md", "\n".join(_index(book))
    for rule in book.types:
        yield f"{rule.id.lower()}.md", "\n".join(_type(rule, book))
    yield "statuses.md", "\n".join(_statuses(book))
    yield "contexts.md", "\n".join(_contexts(book))
    yield "slots.md", "\n".join(_slots(book))
    yield "classes.md", "\n".join(_classes(book))


def _head(title: str, book: Codebook) -> Iterator[str]:
    yield f"# {title}"
    yield ""
    mark = (
        f", {book.mark}" if title == "Codebook" else ""
    )  # the hash once: it moves with every word of the data
    yield f"Codebook {book.version}{mark}. {WRITTEN}"
    yield ""


def _index(book: Codebook) -> Iterator[str]:
    yield from _head("Codebook", book)
    yield book.says["index"]
    yield ""
    yield "| type | class | intensity | modes | frames | means |"
    yield "|---|---|---|---|---|---|"
    for rule in book.types:
        modes = [row["mode"] for row in book.modes if row["event_type"] == rule.id]
        frames = sum(1 for _, frame in book.frames if frame.values.get("event_type") == rule.id)
        score = book.scores.get((rule.id, ""), "")
        link = f"[{rule.id}]({rule.id.lower()}.md)"
        first = rule.why.split(": ")[0].split(". ")[0].rstrip(".")
        yield f"| {link} | {rule.values['class']} | {score} | {', '.join(modes)} | {frames} | {first} |"
    yield ""
    yield "- [Statuses and the coding table](statuses.md): whether an event happened, and what a wording is coded as."
    yield f"- [The {len(book.contexts)} contexts](contexts.md): what an event is about."
    yield "- [Slots](slots.md): where in a sentence a frame finds its sides."
    yield "- [Classes](classes.md): words that frames share."
    yield ""
    yield "## Intensity"
    yield ""
    yield book.says["intensity"]
    yield ""
    yield from (f"- {note}" for note in book.notes)
    yield ""
    yield "## Where it comes from"
    yield ""
    yield book.says["origin"]
    yield ""


def _type(rule: Rule, book: Codebook) -> Iterator[str]:
    yield from _head(rule.id, book)
    yield rule.why
    yield ""
    plover = "none: an extension of ours" if rule.values["class"] == "extension" else f"`{rule.id}`"
    yield f"Class: {rule.values['class']}. PLOVER: {plover}. CAMEO: {_codes(rule.id, None, book) or 'none'}."
    yield ""
    yield from _modes(rule.id, book)
    yield from _close_cases(rule.id, book)
    yield "## Worked sentences"
    yield ""
    yield from (f"- “{text}” → {rule.id}" for text in rule.hits)
    yield from (f"- “{text}” → not {rule.id}" for text in rule.misses)
    yield ""
    frames = [(file, frame) for file, frame in book.frames if frame.values.get("event_type") == rule.id]
    yield f"## Frames ({len(frames)})"
    yield ""
    for file, frame in frames:
        yield from _frame(file, frame, book)


def _codes(event_type: str, mode: str | None, book: Codebook) -> str:
    """The CAMEO codes of a type, or of one of its modes."""
    rows = [row for row in book.cameo if row["event_type"] == event_type]
    return ", ".join(row["cameo"] for row in rows if mode is None or row["mode"] == mode)


def _modes(event_type: str, book: Codebook) -> Iterator[str]:
    yield "## Modes and intensity"
    yield ""
    yield "| mode | means | intensity | CAMEO |"
    yield "|---|---|---|---|"
    own = book.scores.get((event_type, ""), "")
    yield f"| (none) | no mode told, or none that fits | {own} | {_codes(event_type, '', book)} |"
    for row in book.modes:
        if row["event_type"] == event_type:
            score = book.scores.get((event_type, row["mode"]), own)
            yield f"| `{row['mode']}` | {row['means']} | {score} | {_codes(event_type, row['mode'], book)} |"
    yield ""


def _close_cases(event_type: str, book: Codebook) -> Iterator[str]:
    cases = [r for r in book.boundaries if event_type in (r.values["winner"], r.values["loser"])]
    if not cases:
        return
    yield "## Close cases"
    yield ""
    for rule in cases:
        yield f"- **{rule.values['winner']}, not {rule.values['loser']}.** {rule.why}"
        yield from (f"  - “{text}” → {rule.values['winner']}" for text in rule.hits)
        yield from (f"  - “{text}” → not {rule.values['winner']}" for text in rule.misses)
    yield ""


def _frame(file: str, frame: Rule, book: Codebook) -> Iterator[str]:
    values = frame.values
    yield f"### {frame.id}"
    yield ""
    yield f"{frame.why}. (`events/frames/{file}`)"
    yield ""
    for kind in ("verbs", "nouns"):
        if values.get(kind):
            yield f"- {kind}: {', '.join(values[kind])}"
    for side in ("actor", "recipient"):
        if values.get(side):
            yield f"- {side}: {', '.join(values[side])}"
    for key in ("needs", "avoid"):
        for slot, words in values.get(key, {}).items():
            yield f"- {key} in {slot}: {', '.join(words)}"
    mode = values.get("mode") or (
        f"from what is {_FROM[values['mode_from']]}" if "mode_from" in values else None
    )
    if mode:
        yield f"- mode: {mode}"
    equal = _codes(values["event_type"], None if "mode_from" in values else values.get("mode", ""), book)
    yield f"- PLOVER: {_plover(values)}; CAMEO: {equal or 'none'}"
    if values.get("contexts"):
        yield f"- contexts: {', '.join(values['contexts'])}"
    if marks := [says for key, says in _MARKS.items() if values.get(key)]:
        yield f"- {'; '.join(marks)}"
    if values.get("status") or values.get("statuses"):
        yield f"- status: {values.get('status') or 'only ' + ', '.join(values['statuses'])}"
    yield from (f"- “{text}” → {values['event_type']}" for text in frame.hits)
    yield from (f"- “{text}” → left alone" for text in frame.misses)
    yield ""


_FROM = {"request": "asked", "threat": "threatened"}
_MARKS = {
    "symmetric": "all sides are actors",
    "host": "the actor travels, the recipient is host",
    "governs": "a speech act: what stands below it is not coded as done",
    "beside": "speaks beside another frame of the same word",
    "affair": "speaks only in a report about two states, whose sides fill what is left unsaid",
}


def _plover(values: Mapping[str, object]) -> str:
    if values["event_type"] == "STATEMENT":
        return "none"
    mode = values.get("mode")
    return f"{values['event_type']}/{mode}" if mode else str(values["event_type"])


def _statuses(book: Codebook) -> Iterator[str]:
    yield from _head("Statuses and the coding table", book)
    yield book.says["statuses"]
    yield ""
    yield "| status | means | example |"
    yield "|---|---|---|"
    for rule in book.statuses:
        yield f"| `{rule.id}` | {rule.why} | {' '.join(f'“{text}”' for text in rule.hits)} |"
    yield ""
    yield "## The coding table"
    yield ""
    yield "| the text says | coded | example |"
    yield "|---|---|---|"
    for rule in book.decisions:
        yield f"| {rule.why} | {rule.values['coded']} | {' '.join(f'“{text}”' for text in rule.hits)} |"
    yield ""
    yield book.says["rewrites"]
    yield ""


def _contexts(book: Codebook) -> Iterator[str]:
    yield from _head("Contexts", book)
    yield book.says["contexts"]
    yield ""
    yield "| context | means | not | words |"
    yield "|---|---|---|---|"
    for row in book.contexts:
        cues = [cue["phrase"].strip() for cue in book.cues if cue["context"] == row["context"]]
        yield f"| `{row['context']}` | {row['means']} | {row['not']} | {', '.join(cues)} |"
    yield ""


def _slots(book: Codebook) -> Iterator[str]:
    yield from _head("Slots", book)
    yield "Where a frame looks for its sides, and what it can ask to stand there."
    for kind, title in (("slot", "Slots"), ("test", "Tests"), ("filler", "Kinds")):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| name | means |"
        yield "|---|---|"
        for row in book.slots:
            if row["kind"] == kind:
                yield f"| `{row['slot']}` | {row['means']} |"
    prepositions = ", ".join(row["slot"] for row in book.slots if row["kind"] == "preposition")
    yield ""
    yield f"A preposition is a slot too, for what stands after it: {prepositions}."
    yield "With `_side` behind it (`in_side`) a preposition of place asks whose that is."
    yield ""


def _classes(book: Codebook) -> Iterator[str]:
    yield from _head("Classes of words", book)
    yield "Words that several frames share; a frame names a class as `=class`."
    yield ""
    yield "| class | of | words |"
    yield "|---|---|---|"
    for row in book.classes:
        yield f"| `={row['class']}` | {row['kind']} | {row['words'].replace('|', ', ')} |"
    yield ""


# ---------------------------------------------------------------- differences


def differences(old: Codebook, new: Codebook) -> Iterator[str]:
    """What changed, one line a change, headed by the two versions."""
    yield f"codebook {old.version} ({old.mark}) → {new.version} ({new.mark})"
    entries = ("types", "boundaries", "statuses", "decisions")
    for name in entries:
        yield from _changes(name, _by_id(getattr(old, name)), _by_id(getattr(new, name)))
    frames = ({f"{rule.id}": _flat(rule) for _, rule in book.frames} for book in (old, new))
    yield from _changes("frames", *frames)
    for name, keys in (("modes", ("event_type", "mode")), ("contexts", ("context",)), ("slots", ("slot",))):
        yield from _changes(
            name, *({"/".join(r[k] for k in keys): dict(r) for r in getattr(b, name)} for b in (old, new))
        )
    scores = ({"/".join(filter(None, k)): {"intensity": v} for k, v in b.scores.items()} for b in (old, new))
    yield from _changes("intensity", *scores)
    classes = ({r["class"]: {"words": r["words"].split("|")} for r in b.classes} for b in (old, new))
    yield from _changes("classes", *classes)
    nothing: Mapping[str, object] = {}
    cues = ({f"{r['phrase']} → {r['context']}": nothing for r in b.cues} for b in (old, new))
    yield from _changes("context words", *cues)


def _by_id(rules: Iterable[Rule]) -> dict[str, dict[str, object]]:
    return {rule.id: _flat(rule) for rule in rules}


def _flat(rule: Rule) -> dict[str, object]:
    """Everything a rule says, tables by slot."""
    found: dict[str, object] = {"why": rule.why, "hits": list(rule.hits), "misses": list(rule.misses)}
    for key, value in rule.values.items():
        if isinstance(value, dict):
            found |= {f"{key} in {slot}": words for slot, words in value.items()}
        else:
            found[key] = value
    return found


def _changes(
    name: str, old: Mapping[str, Mapping[str, object]], new: Mapping[str, Mapping[str, object]]
) -> Iterator[str]:
    yield from (f"{name}: added {key}{_says(new[key])}" for key in new if key not in old)
    yield from (f"{name}: removed {key}" for key in old if key not in new)
    for key in new:
        if key not in old or old[key] == new[key]:
            continue
        for field in sorted({*old[key], *new[key]}):
            before, after = old[key].get(field), new[key].get(field)
            if before != after:
                yield f"{name}: {key}: {field}: {_change(before, after)}"


def _says(entry: Mapping[str, object]) -> str:
    return f" ({entry['why']})" if entry.get("why") else ""


def _change(before: object, after: object) -> str:
    if isinstance(before, list) and isinstance(after, list):
        gained = [f"+ {word}" for word in after if word not in before]
        lost = [f"- {word}" for word in before if word not in after]
        return "; ".join([*gained, *lost]) or "another order"
    return f"{before!r} → {after!r}"


def version_of(name: str, folder: Path) -> Path:
    """The data folder that a folder or a git revision names; a revision's is laid under `folder`."""
    if Path(name).is_dir():
        return Path(name)
    at = DATA.relative_to(ROOT)
    done = subprocess.run(["git", "archive", name, f"{at}"], cwd=ROOT, capture_output=True)
    if done.returncode:
        sys.exit(f"{name}: is neither a data folder nor a revision of this repository")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return folder / at


def main() -> None:
    """Write the pages, check them, or print what changed."""
    if "--diff" in sys.argv[1:]:
        names = sys.argv[sys.argv.index("--diff") + 1 :]
        if len(names) != 2:
            sys.exit("--diff wants two: OLD NEW")
        with tempfile.TemporaryDirectory() as folder:
            old, new = (read(version_of(name, Path(folder, str(n)))) for n, name in enumerate(names))
            print("\n".join(differences(old, new)))
        return
    made = dict(pages(read(DATA)))
    held = {path.name for path in PAGES.glob("*.md")} - {"labelling.md"}
    if "--check" in sys.argv[1:]:
        stale = [
            n for n, text in made.items() if n not in held or (PAGES / n).read_text(encoding="utf-8") != text
        ]
        stale += sorted(held - set(made))
        if stale:
            sys.exit(f"docs/codebook: {', '.join(stale)} not up to date: run bench/make_codebook.py")
        return
    for name in held - set(made):
        (PAGES / name).unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
