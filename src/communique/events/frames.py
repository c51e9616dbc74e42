"""Event frames: which verb or noun tells which type of event, and where its two sides stand in the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from communique.errors import RuleError
from communique.records import EventType, Status
from communique.rules import DATA, Rule, cells, load_rules, load_table


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an event.

    `actor` and `recipient` name slots in the order in which they are tried (`subject`, `object`, `poss`,
    `to`, `with`…). `needs` holds, per slot, the words of which one must stand there (`@party`, `@clause`,
    `@any` for a kind of filler), `avoid` the words that must not.
    """

    id: str
    event_type: EventType
    mode: str | None
    kind: str  # verb or noun
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: Mapping[str, frozenset[str]]
    avoid: Mapping[str, frozenset[str]]
    contexts: tuple[str, ...]
    symmetric: bool
    beside: bool
    host: bool
    governs: bool
    mode_from: str | None
    statuses: frozenset[Status]
    status: Status | None
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    affair: bool = False  # speaks only in a report of a clear affair of two states
    outside: bool = False  # speaks only outside such a report, where frames of `within.toml` speak for it
    both: bool = False  # its actors are the two sides of that affair, whatever the words around it
    why: str = ""
    triggers: tuple[str, ...] = ()
    file: str | None = None  # the user's file it stands in; None for a shipped frame


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by the word that can trigger them."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    all: tuple[Frame, ...]
    openers: frozenset[str]  # first words of all triggers and of what they may be spun into
    phrasal: frozenset[str]  # those of them that go on ("call off", "hold talks")


@cache
def load_frames() -> Frames:
    """The frames of `data/events/frames`, files in alphabetical order, entries in file order."""
    return joined_frames(
        frame
        for path in sorted(Path(DATA, "events", "frames").glob("*.toml"))
        for rule in load_rules(f"events/frames/{path.name}")
        for frame in read_frame(rule, path.name)
    )


def joined_frames(frames: Iterable[Frame]) -> Frames:
    """Frames ready for look-up; of two that fit a trigger equally well the earlier one is tried first."""
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    found = tuple(frames)
    for frame in found:
        index = verbs if frame.kind == "verb" else nouns
        for word in frame.triggers:
            index.setdefault(word, []).append(frame)
    phrases = sorted({*verbs, *nouns, *(word for word, _ in spun_readings())})
    openers = frozenset(phrase.split()[0] for phrase in phrases)
    phrasal = frozenset(phrase.split()[0] for phrase in phrases if " " in phrase)
    return Frames(_frozen(verbs), _frozen(nouns), found, openers, phrasal)


def _frozen(index: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    return {word: tuple(frames) for word, frames in index.items()}


def read_frame(rule: Rule, name: str) -> Iterator[Frame]:
    """The frame of a rule, once for verbs and once for nouns where it has both."""
    values = rule.values
    try:
        event_type = EventType(values["event_type"])
    except (KeyError, ValueError) as error:
        raise RuleError(f"{name} ({rule.id}): event_type is missing or none of PLOVER's") from error
    for kind in ("verb", "noun"):
        words = _classed(values.get(f"{kind}s", ()))
        if words:
            yield _frame(rule, event_type, kind, words)


def _frame(rule: Rule, event_type: EventType, kind: str, words: tuple[str, ...]) -> Frame:
    values = rule.values
    return Frame(
        id=rule.id,
        event_type=event_type,
        mode=values.get("mode"),
        kind=kind,
        actor=tuple(values.get("actor", ("subject",))),
        recipient=tuple(values.get("recipient", ())),
        needs=_cheapest_first(values.get("needs", {})),
        avoid={slot: frozenset(_classed(words)) for slot, words in values.get("avoid", {}).items()},
        contexts=tuple(values.get("contexts", ())),
        symmetric=bool(values.get("symmetric", False)),
        beside=bool(values.get("beside", False)),
        host=bool(values.get("host", False)),
        governs=bool(values.get("governs", False)),
        mode_from=values.get("mode_from"),
        statuses=frozenset(Status(s) for s in values.get("statuses", ())),
        status=Status(values["status"]) if "status" in values else None,
        hits=rule.hits,
        misses=rule.misses,
        affair=bool(values.get("affair", False)),
        outside=bool(values.get("outside", False)),
        both=values.get("sides") == "both",
        why=rule.why,
        triggers=words,
    )


def _cheapest_first(needs: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """What a frame asks for, words of the whole sentence before words of a slot, these before kinds of sides."""
    sets = {slot: frozenset(_classed(words)) for slot, words in needs.items()}
    return dict(
        sorted(
            sets.items(),
            key=lambda n: (any(w.startswith("@") for w in n[1]), n[0] != "sentence", "/" in n[0]),
        )
    )


def _classed(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each "=class" replaced by the words of that class (`classes.tsv`)."""
    found = (word_class(word[1:]) if word.startswith("=") else (word,) for word in words)
    return tuple(dict.fromkeys(word for several in found for word in several))


@cache
def word_class(name: str) -> tuple[str, ...]:
    """The words of a class of verbs or things that frames share ("=stopping", "=goods")."""
    for row in load_table("events/classes.tsv"):
        if row["class"] == name:
            return tuple(cells(row, "words"))
    raise RuleError(f"classes.tsv: has no class {name!r}; add its row or mend the frame that names it")


@cache
def spun_readings() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(spun word, verb or noun) → the plain words a word-spinner may have put it for."""
    rows = load_table("status/spun.tsv")
    return {(row["spun"], row["kind"]): tuple(cells(row, "plain")) for row in rows}


@cache
def actor_nouns() -> Mapping[str, str]:
    """Common noun → PLOVER sector of those it names ("troops" → MIL)."""
    return {row["noun"]: row["sector"] for row in load_table("events/actors.tsv")}


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list of `data/events/words.tsv` (light verbs, reporting verbs, sports words…)."""
    return frozenset(row["word"] for row in load_table("events/words.tsv") if row["list"] == name)


@cache
def content_modes(kind: str) -> Mapping[str, str]:
    """Word of the thing asked, refused or threatened → mode, for frames that say `mode_from = kind`."""
    return {row["word"]: row["mode"] for row in load_table("events/content.tsv") if row["kind"] == kind}


@cache
def intensities() -> Mapping[tuple[str, str | None], float]:
    """(event type, mode) → PLOVER's score, mode None for the type's own."""
    return {
        (row["event_type"], row["mode"] or None): float(row["intensity"])
        for row in load_table("events/intensity.tsv")
    }


def intensity(event_type: EventType, mode: str | None) -> float:
    """PLOVER's score for a type and mode, the type's own where the mode has none."""
    table = intensities()
    return table.get((event_type.value, mode), table[event_type.value, None])
