"""A user's own event frames: read from a folder of TOML, checked, and laid over the shipped ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from communique.errors import RuleError, UsageError
from communique.events.code import code_events
from communique.events.filling import PREPOSITIONS
from communique.events.frames import Frame, Frames, joined_frames, load_frames, read_frame
from communique.records import Claim, Event, EventType, Link, Status
from communique.rules import Rule, load_table, parse_rules
from communique.stage import Group

_KEYS: Mapping[str, type] = {
    "event_type": str, "mode": str, "mode_from": str, "verbs": list, "nouns": list, "actor": list,
    "recipient": list, "needs": dict, "avoid": dict, "contexts": list, "statuses": list, "status": str,
    "symmetric": bool, "beside": bool, "host": bool, "governs": bool, "affair": bool, "sides": str, "off": bool,
}  # fmt: skip
_LISTS = ("verbs", "nouns", "actor", "recipient", "contexts", "statuses")


@dataclass(frozen=True, slots=True)
class UserFrames:
    """The shipped frames with a user's laid over them; `own` are the user's, by id, `off` the shipped ones put out."""

    frames: Frames
    own: Mapping[str, tuple[Frame, ...]]
    off: frozenset[str]
    mark: str  # hash of the folder's files


def load_user_frames(folder: Path) -> UserFrames:
    """The shipped frames with those of a folder's `*.toml` before them; a frame replaces the shipped one of its id.

    UsageError where there is no such folder or it holds no frame file, RuleError (file, frame, fault, what to do)
    where a frame is not in order.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; give --frames a folder of frame files (*.toml)")
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise UsageError(f"{folder}: holds no frame file; put your frames there as *.toml")
    mark = hashlib.sha256()
    own: dict[str, tuple[Frame, ...]] = {}
    off: set[str] = set()
    for path in paths:
        mark.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
        for rule in parse_rules(_text(path), str(path)):
            where = f"{path}, rule {rule.id}"
            if rule.id in own or rule.id in off:
                raise RuleError(
                    f"{where}: its id stands in another of your files too; give each frame one id"
                )
            _check(rule, where)
            if rule.values.get("off"):
                off.add(rule.id)
            else:
                own[rule.id] = tuple(replace(frame, file=path.name) for frame in read_frame(rule, str(path)))
    kept = [frame for frame in load_frames().all if frame.id not in own and frame.id not in off]
    frames = joined_frames([*(frame for held in own.values() for frame in held), *kept])
    return UserFrames(frames, own, frozenset(off), mark.hexdigest()[:12])


def code_with(group: Group, *, given: UserFrames) -> Iterator[Claim | Event | Link]:
    """The claims, events and links of a story, coded with a user's frames; each claim says whose frame read it."""
    for row in code_events(group, frames=given.frames):
        yield _signed(row, given) if isinstance(row, Claim) else row


def _signed(claim: Claim, given: UserFrames) -> Claim:
    """The claim with the file and purpose of the user's frame that read it, and the mark of the folder."""
    named = re.search(r"\bframe (\S+?):", claim.why)
    held = given.own.get(named[1]) if named else None
    why = claim.why
    if named and held:
        why = f"{why[: named.end() - 1]} of {held[0].file} ({held[0].why}){why[named.end() - 1 :]}"
    return replace(claim, why=why, made_by=f"{claim.made_by} frames {given.mark}")


# ---------------------------------------------------------------- checking


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8") from error


def _check(rule: Rule, where: str) -> None:
    """RuleError where a frame says something that no frame can say, or says nothing that could fire."""
    for fault in _faults(rule.values):
        raise RuleError(f"{where}: {fault}")
    if not all(isinstance(words, str) for words in (*rule.hits, *rule.misses)):
        raise RuleError(f"{where}: an example is no text; write hits and misses as lists of sentences")


def _faults(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if key not in _KEYS:
            yield f"knows no {key}; a frame may hold {', '.join(_KEYS)}"
        if not isinstance(value, _KEYS[key]):
            yield f"{key} is {value!r}; give {_spoken(_KEYS[key])}"
        if key in _LISTS and not all(isinstance(v, str) and v for v in value):
            yield f"{key} holds something that is no word; give a list of words"
    if values.get("off"):
        return
    yield from _type_faults(values)
    yield from _slot_faults(values)
    words = [*values.get("verbs", ()), *values.get("nouns", ())]
    if not words:
        yield "has no trigger; give verbs or nouns in their base form, or off = true to put out the shipped frame"
    yield from _class_faults(words)
    for word in words:
        if word != " ".join(word.lower().split()):
            yield f"the trigger {word!r} can never match; write it in lower case, base form, single spaces"


def _spoken(kind: type) -> str:
    return {str: "a word in quotation marks", list: "a list", dict: "a table", bool: "true or false"}[kind]


def _type_faults(values: Mapping[str, Any]) -> Iterator[str]:
    types = [kind.value for kind in EventType]
    if values.get("event_type") not in types:
        yield f"event_type is {values.get('event_type')!r}; give one of {', '.join(types)}"
    table = load_table("codebook/modes.tsv")
    modes = [row["mode"] for row in table if row["event_type"] == values.get("event_type")]
    if "mode" in values and values["mode"] not in modes:
        known = f"give one of {', '.join(modes)}" if modes else "leave it out"
        yield f"{values['event_type']} has no mode {values['mode']!r}; {known}"
    kinds = sorted({row["kind"] for row in load_table("events/content.tsv")})
    if values.get("mode_from", kinds[0]) not in kinds:
        yield f"mode_from is {values['mode_from']!r}; give one of {', '.join(kinds)}"
    if values.get("sides", "both") != "both":
        yield f"sides is {values['sides']!r}; give both, or leave it out"
    contexts = sorted({row["context"] for row in load_table("codebook/contexts.tsv")})
    for context in values.get("contexts", ()):
        if context not in contexts:
            yield f"{context!r} is no context; give some of {', '.join(contexts)}"
    statuses = [status.value for status in Status]
    for status in (*values.get("statuses", ()), values.get("status", "happened")):
        if status not in statuses:
            yield f"{status!r} is no status; give one of {', '.join(statuses)}"


def _slot_faults(values: Mapping[str, Any]) -> Iterator[str]:
    kinds = {row["slot"]: row["kind"] for row in load_table("codebook/slots.tsv")}
    named = [slot for slot, kind in kinds.items() if kind == "slot"]
    for slot in (*values.get("actor", ()), *values.get("recipient", ())):
        if _kind(slot, kinds) not in ("slot", "preposition"):
            yield f"{slot!r} is no slot; give a preposition or one of {', '.join(named)}"
    for key in ("needs", "avoid"):
        for slot, words in values.get(key, {}).items():
            for part in slot.split("/"):
                if _kind(part, kinds) in (None, "filler"):
                    yield f"{key} asks for {part!r}, which is no slot; give a preposition or one of {', '.join(named)}"
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                yield f'{key} of {slot!r} is no list of words; write ["word", "word"]'
            yield from _class_faults(words)
            for word in words:
                if word.startswith("@") and kinds.get(word) != "filler":
                    known = ", ".join(slot for slot, kind in kinds.items() if kind == "filler")
                    yield f"{key} of {slot!r} asks for {word!r}, which nothing is; give a word or one of {known}"


def _kind(slot: str, kinds: Mapping[str, str]) -> str | None:
    """What a slot is; some prepositions with `_side` are one too: whose the thing is that stands after it."""
    whose = slot.endswith("_side") and slot.removesuffix("_side") in PREPOSITIONS
    return kinds.get(slot) or ("slot" if whose else None)


def _class_faults(words: Iterable[str]) -> Iterator[str]:
    classes = [row["class"] for row in load_table("events/classes.tsv")]
    for word in words:
        if word.startswith("=") and word[1:] not in classes:
            yield f"{word!r} is no class of words; give one of {', '.join(classes)}"
