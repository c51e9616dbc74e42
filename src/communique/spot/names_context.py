"""Names that mean another owner from report to report, as the report uses them: "the bloc", "the Foreign Office"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from communique.records import SpottedKind
from communique.rules import cells, load_table
from communique.spot.names_entries import Entry
from communique.spot.names_gazetteer import Match
from communique.spot.names_roles import RoleSpan
from communique.spot.names_sentence import Scene, owner_before, word_set
from communique.spot.names_words import words

STATE, ORGAN, ORGANISATION = SpottedKind.STATE, SpottedKind.ORGAN, SpottedKind.ORGANISATION
OUTWEIGHS = (
    3  # times more often another organisation must be named than the last one to be meant by "the bloc"
)
NEAR = 4  # sentences within which an organ keeps the owner told last where a report tells several
_SAME_WORD = {"defense": "defence", "overseas": "foreign", "external": "foreign"}
_LEFT_OUT = frozenset({"of", "for", "the"})
_PADDING = frozenset({"affairs", "national", "federal"})  # words an organ's name may lack
_SKIPPED = frozenset({"the", "its"})
_DETERMINERS = frozenset({"the", "this", "that"})


@dataclass
class _Told:
    """What a report tells of states, organisations and the owners of organs and offices, each with its sentence."""

    states: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, str]] = field(default_factory=list)
    named: list[tuple[int, int, str]] = field(default_factory=list)
    owners: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def own(self, key: str, at: int, state: str) -> None:
        """Notes the owner of an organ or office."""
        self.owners.setdefault(key, []).append((at, state))


def settle_organs(scenes: Sequence[Scene]) -> list[Scene]:
    """The sentences of one report, with the organs and organisations named by a common word given their owner.

    An organ without one ("the foreign ministry") has the owner told for it elsewhere in the report; a name that
    several states use ("Foreign Office") that of the state the report tells of; "the bloc" is the organisation named
    last, or one named far more often. What nothing speaks for stays open, and a bloc of nobody is no name.
    """
    told = _read(scenes)
    return [
        replace(scene, matches=[m for n in scene.matches if (m := _settled(scene, at, n, told))])
        if any(_open(scene, match) or _twin(scene, match, told) for match in scene.matches)
        else scene
        for at, scene in enumerate(scenes)
    ]


def settle_roles(scenes: Sequence[Scene], roles: Sequence[list[RoleSpan]]) -> list[list[RoleSpan]]:
    """The roles of one report's sentences, those that several states use given to the state the report tells of.

    "The Secretary of State" is the Vatican's where the report told of the Vatican's, else the USA's.
    """
    if not any(_shared_title(s, r) for s, found in zip(scenes, roles, strict=True) for r in found):
        return list(roles)
    told = _read(scenes)
    for at, (scene, found) in enumerate(zip(scenes, roles, strict=True)):
        for role in found:
            row = _shared_title(scene, role)
            if row and role.told and role.state:
                told.own(f"title {row['key']}", at, role.state)
    return [
        [_role(role, row, at, told) if (row := _shared_title(scene, role)) else role for role in found]
        for at, (scene, found) in enumerate(zip(scenes, roles, strict=True))
    ]


# ---------------------------------------------------------------- what the report tells


def _read(scenes: Sequence[Scene]) -> _Told:
    told = _Told()
    for at, scene in enumerate(scenes):
        for match in scene.matches:
            state, organ = match.reading(STATE), match.reading(ORGAN)
            organisation = match.reading(ORGANISATION)
            if state and state.value and state.reason != "prefix":
                told.states[state.value] += 1
                told.words[" ".join(scene.found[i].key for i in range(match.first, match.last))] += 1
                told.places.append((at, state.value))
            elif organ and (owner := _owner(scene, match)):
                told.own(_key(scene, match), at, owner)
            elif organ and organ.state and _key(scene, match) not in _shared():
                told.states[organ.state] += 1
                told.words[scene.found[match.first].key] += match.last - match.first == 1
                told.own(_key(scene, match), at, organ.state)
            elif organisation and organisation.value:
                told.named.append((at, match.first, organisation.value))
    return told


def _owner(scene: Scene, match: Match) -> str | None:
    """The state right before an organ, or after it: "the ministry in Cairo", "the army of Chad"."""
    before = owner_before(scene, match.first)[1]
    at = match.last
    if before or at + 1 >= len(scene.found) or scene.gap(at - 1) != " ":
        return before
    link = scene.found[at].key
    follows = scene.at.get(at + 1 + (scene.found[at + 1].key in _SKIPPED))
    named = follows.reading(STATE) if follows and link in ("in", "of") else None
    if named is None or (link == "in") != (named.reason == "capital"):
        return None
    return named.value


def _key(scene: Scene, match: Match) -> str:
    """An organ's words in one form: "Ministry of Foreign Affairs" and "foreign ministry" are one."""
    found = (scene.found[i].key for i in range(match.first, match.last))
    return _form(word for word in found if word not in _PADDING)


def _form(found: Iterable[str]) -> str:
    """Words in one order and spelling: "Secretary of Defense" and "defence secretary" are one."""
    return " ".join(sorted({_SAME_WORD.get(word, word) for word in found} - _LEFT_OUT))


# ---------------------------------------------------------------- organs and organisations


def _open(scene: Scene, match: Match) -> bool:
    """Whether the context must tell whose organ or which organisation a name is."""
    return any(
        (e.kind is ORGAN and (e.state is None or _key(scene, match) in _shared()))
        or (e.kind is ORGANISATION and e.reason == "bloc")
        for e in match.entries
    )


def _settled(scene: Scene, at: int, match: Match, told: _Told) -> Match | None:
    twin = _twin(scene, match, told)
    if twin or not _open(scene, match):
        return twin or match
    if any(e.reason == "bloc" for e in match.entries):
        return _bloc(scene, at, match, told)
    organ = match.reading(ORGAN)
    if organ is None or owner_before(scene, match.first)[1]:
        return match
    state = _owner(scene, match) or _told_owner(scene, at, match, organ, told)
    shared = _shared().get(_key(scene, match))
    if state is None and shared:
        state = _by_states([shared["default"], *cells(shared, "others")], at, told)
    return replace(match, entries=tuple(replace(e, state=state) if e is organ else e for e in match.entries))


def _twin(scene: Scene, match: Match, told: _Told) -> Match | None:
    """A city whose namesake is a state or a capital, where the report tells of the city's state and not of that one.

    Trinidad is in Bolivia where nothing else in the report speaks of Trinidad and Tobago.
    """
    spelled = " ".join(scene.found[i].key for i in range(match.first, match.last))
    others = _twins().get(spelled, ())
    own = next((e.state for e in match.entries if e.kind in (STATE, ORGAN)), None)
    if own is None or not others or told.states[own] > told.words[spelled]:
        return None
    home = max(others, key=lambda other: (told.states[other], -others.index(other)))
    if not told.states[home]:
        return None
    name = scene.text[scene.found[match.first].start : scene.found[match.last - 1].end]
    return replace(match, entries=(Entry(SpottedKind.PLACE, name, home, "city"),))


@cache
def _twins() -> Mapping[str, tuple[str, ...]]:
    """The states that have a city of the name of another state or capital, by that name."""
    return {
        " ".join(word.key for word in words(row["name"], 0, len(row["name"]))): tuple(cells(row, "states"))
        for row in load_table("spot/twin_places.tsv")
    }


def _told_owner(scene: Scene, at: int, match: Match, organ: Entry, told: _Told) -> str | None:
    """The owner told for the organ elsewhere in the report; of several the last one told, if near."""
    definite = match.first > 0 and scene.found[match.first - 1].key in _DETERMINERS
    if organ.reason == "owned" and not definite:
        return None
    key = _key(scene, match)
    owners = told.owners.get(key, [])
    if key == "ministry":
        owners = sorted(o for k, found in told.owners.items() if key in k.split() for o in found)
    return _one_owner(owners, at, loose=organ.reason != "owned")


def _one_owner(owners: Sequence[tuple[int, str]], at: int, *, loose: bool) -> str | None:
    before = [(n, state) for n, state in owners if n <= at]
    if len({state for _, state in owners}) == 1:
        return owners[0][1] if before or loose else None
    return before[-1][1] if before and at - before[-1][0] <= NEAR else None


def _by_states(known: Sequence[str], at: int, told: _Told) -> str | None:
    """Which of the states that use a name the report tells of: in this sentence alone, else most often."""
    here = {state for n, state in told.places if n == at} & set(known)
    if len(here) == 1:
        return here.pop()
    named = [state for state in known if told.states[state]]
    if not named:
        return None if told.states else known[0]
    return max(named, key=lambda state: (told.states[state], -known.index(state)))


def _bloc(scene: Scene, at: int, match: Match, told: _Told) -> Match | None:
    """The organisation that "the bloc" means in the report; None where the words name none."""
    word = scene.found[match.last - 1].key
    meant = _organisation_meant(word, at, match.first, told) if _definite(scene, match.first) else None
    if meant is None:
        return None
    return replace(
        match, entries=tuple(replace(e, value=meant) for e in match.entries if e.kind is ORGANISATION)
    )


def _definite(scene: Scene, first: int) -> bool:
    """Whether nothing but an article and words that any bloc may have stand before: "the 10-member regional"."""
    allowed = word_set("bloc_words", "before")
    for i in range(first - 1, max(-1, first - 6), -1):
        word = scene.found[i]
        if word.key in _DETERMINERS:
            return True
        if not (word.key in allowed or word.key.isdigit()):
            return False
    return False


def _organisation_meant(word: str, at: int, first: int, told: _Told) -> str | None:
    fitting = [(n, i, name) for n, i, name in told.named if name in _blocs()[word]]
    if not fitting:
        return None
    before = [name for n, i, name in fitting if (n, i) < (at, first)]
    last = before[-1] if before else fitting[0][2]
    count = Counter(name for *_, name in fitting)
    most = max(count, key=lambda name: (count[name], name == last, name))
    return most if count[most] >= OUTWEIGHS * count[last] else last


@cache
def _blocs() -> Mapping[str, frozenset[str]]:
    """The organisations that a common word may stand for: those of its kinds that have member states."""
    rows = load_table("names/organisations.tsv")
    return {
        row["word"]: frozenset(
            r["acronym"]
            for r in rows
            if r["kind"] in cells(row, "kinds") and (r["members"] or r["acronym"] in cells(row, "also"))
        )
        for row in load_table("spot/bloc_words.tsv")
        if row["word"]
    }


# ---------------------------------------------------------------- offices


def _shared_title(scene: Scene, role: RoleSpan) -> Mapping[str, str] | None:
    """The row of a title that several states use, None for titles of one state or of all."""
    return _shared().get(_form(scene.found[i].key for i in range(role.core_first, role.core_last)))


def _role(role: RoleSpan, row: Mapping[str, str], at: int, told: _Told) -> RoleSpan:
    own = {row["default"], *cells(row, "others")}
    state = role.state if role.told else _holder(row, at, told)
    elsewhere = row["elsewhere"] if state not in own else ""
    return replace(role, state=state, role=elsewhere or role.role)


def _holder(row: Mapping[str, str], at: int, told: _Told) -> str | None:
    """Whose office a title names: the state told with it elsewhere, else by the states the report names."""
    owner = _one_owner(told.owners.get(f"title {row['key']}", []), at, loose=True)
    known = [row["default"], *cells(row, "others")]
    if owner or row["weight"] == "weak":
        return owner or _by_states(known, at, told) or None
    return row["default"] if told.states[row["default"]] or not told.states else None


@cache
def _shared() -> Mapping[str, Mapping[str, str]]:
    """The rows of the names that several states use, by their words in one form (`key`)."""
    found = {}
    for row in load_table("spot/shared_names.tsv"):
        key = _form(row["words"].split())
        found[key] = {**row, "key": key}
    return found
