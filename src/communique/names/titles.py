"""Which office a person holds by the story's own words and by the registry, and which titles are wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from communique.names.forms import fold
from communique.names.knowledge import Office, Registry, state_words, titles
from communique.names.people import Person
from communique.names.sides import side_of
from communique.names.sightings import WEIGHTS, Page, Sighting, Title
from communique.records import Role, SpottedKind
from communique.rules import load_table

RANKED = frozenset({"commander"})  # a role whose titles are ranks, none of which stands for another


@dataclass(frozen=True, slots=True)
class Standing:
    """What a story says a person is: state, office, its best title and how many originals use it."""

    state: str | None
    role: str | None
    title: str | None
    origins: int
    offices: tuple[Office, ...]
    originals: Mapping[str, Original] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Original:
    """What the least damaged report of one origin calls a person."""

    damage: int
    ranks: frozenset[str]
    title: str


def stand(
    person: Person,
    pages: dict[str, Page],
    known: Registry,
    named_states: frozenset[str],
    pair: tuple[str, ...] = (),
) -> Standing:
    """A person's state and office by the majority of the story's originals, then by the registry.

    `pair` are the two states of the story's affair, if it has two.
    """
    told = [(s, s.title) for s in person.sightings if s.title and not s.title.former]
    offices = known.offices.get(person.person_id or "", ())
    state = _state(person, told, offices, named_states)
    if state is None and named_states:
        state = side_of(person.sightings, pages, pair)
    originals = _originals(told, pages)
    at_original = [(s, t) for s, t in told if _is_original(s, pages, originals)]
    by_role: dict[str, dict[str, float]] = {}
    for sighting, title in at_original:
        if title.role and not title.deputy:
            page = pages[sighting.spotted.report_id]
            held = by_role.setdefault(title.role, {})
            held[page.origin] = max(held.get(page.origin, 0.0), WEIGHTS[page.damage])
    office_roles = {r: o for r, o in by_role.items() if r not in generic_roles()} or by_role
    role = min(office_roles, key=lambda r: (-sum(office_roles[r].values()), r)) if office_roles else None
    best, count = _best_title(at_original, role, pages)
    return Standing(state, role, best, count, tuple(offices), originals)


def _state(
    person: Person,
    told: list[tuple[Sighting, Title]],
    offices: tuple[Office, ...],
    named_states: frozenset[str],
) -> str | None:
    """The state named with the titles or the name, else the registry's, else the nearest one, else the title's own."""
    named = Counter(t.state for _, t in told if t.state and t.told)
    beside = Counter(s.beside for s in person.sightings if s.beside in named_states)
    near = Counter(t.near for _, t in told if t.near in named_states)
    by_table = Counter(t.state for _, t in told if t.state in named_states and t.state and not t.told)
    by_table = by_table if 2 * by_table.total() > len(told) else Counter()
    held = next((o.state for o in offices), None)
    return _top(named) or _top(beside) or held or _top(near) or _top(by_table)


def _originals(told: list[tuple[Sighting, Title]], pages: Mapping[str, Page]) -> dict[str, Original]:
    """By origin what its least damaged report that gives the person a title calls them."""
    least: dict[str, int] = {}
    for sighting, _ in told:
        page = pages[sighting.spotted.report_id]
        least[page.origin] = min(page.damage, least.get(page.origin, 9))
    found: dict[str, list[Title]] = {}
    for sighting, title in told:
        page = pages[sighting.spotted.report_id]
        if page.damage == least[page.origin] and title.role and title.spotted.reason != "title words":
            found.setdefault(page.origin, []).append(title)
    return {
        origin: Original(least[origin], frozenset(map(rank, titles)), _most_said(titles))
        for origin, titles in found.items()
    }


def _is_original(sighting: Sighting, pages: Mapping[str, Page], originals: Mapping[str, Original]) -> bool:
    page = pages[sighting.spotted.report_id]
    return page.origin not in originals or page.damage <= originals[page.origin].damage


def rank(title: Title) -> str:
    """A title's role, a deputy's apart from the office's own."""
    deputy = title.deputy and title.role not in generic_roles()
    return f"deputy {title.role}" if deputy else title.role or ""


def _most_said(titles: list[Title]) -> str:
    count = Counter(plain_title(t) for t in titles)
    return min(count, key=lambda w: (-count[w], -len(w), w))


def plain_title(title: Title) -> str:
    """A title as written without the state before it."""
    words = re.sub(r"^.*[’']s? (?=\S)", "", title.core).split()
    words = words[1:] if len(words) > 1 and fold(words[0]) in state_words() else words
    head, of, owner = " ".join(words).rpartition(" of ")
    return head if of and fold(owner.removeprefix("the ")) in state_words() else " ".join(words)


def story_states(pages: dict[str, Page]) -> frozenset[str]:
    """The states and organisations the story names, by id."""
    spotted = (s for page in pages.values() for s in page.spotted)
    return frozenset(
        s.value for s in spotted if s.kind in (SpottedKind.STATE, SpottedKind.ORGANISATION) and s.value
    )


def _top(count: Counter[str]) -> str | None:
    return min(count, key=lambda k: (-count[k], k)) if count else None


def _best_title(
    told: list[tuple[Sighting, Title]], role: str | None, pages: dict[str, Page]
) -> tuple[str | None, int]:
    """The title most originals use for the role, a state's own word for it first."""
    origins: dict[str, set[str]] = {}
    spelled: dict[str, Counter[str]] = {}
    for sighting, title in told:
        if title.role == role and role and not title.deputy:
            written = bare_title(title)
            origins.setdefault(written.lower(), set()).add(pages[sighting.spotted.report_id].origin)
            spelled.setdefault(written.lower(), Counter())[written] += 1
    if not origins:
        return None, 0
    best = min(origins, key=lambda t: (not specific(t), -len(origins[t]), t))
    return min(spelled[best], key=lambda w: (w.islower(), -spelled[best][w], w)), len(origins[best])


def specific(title: str) -> bool:
    """Whether a title is some state's own name of the office ("Secretary of State") and no common one."""
    return bool((row := titles().get(title.lower())) and row.get("state"))


def bare_title(title: Title) -> str:
    """A title as the roles table knows it, without the state before it and the modifiers around it."""
    words = title.core.replace("’", "'").split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            row = titles().get(" ".join(words[start : start + length]).lower())
            if row and row["role"] == title.role:
                return " ".join(_without_state(words[start : start + length]))
    return title.core


def _without_state(words: list[str]) -> list[str]:
    rest = words[1:]
    known = fold(words[0].removesuffix("'s")) in state_words() and " ".join(rest).lower() in titles()
    return rest if known else words


@cache
def generic_roles() -> frozenset[str]:
    """Roles that many hold at once (official, diplomat, spokesperson) and that correct nothing."""
    return frozenset(row["role"] for row in load_table("names_rules/generic_roles.tsv"))


def correct(title: Title | None, standing: Standing, page: Page) -> tuple[str, str] | None:
    """The right title and the reason, where a written one is wrong; None where it may stand.

    A copy's title yields to its less damaged original's. Else only the dated text of several originals or a checked
    registry row corrects; a recalled row alone never does.
    """
    if title is None or title.former or title.role is None:
        return None
    copied = _by_original(title, standing.originals.get(page.origin), page.damage)
    if copied or title.deputy or title.role in generic_roles():
        return copied
    spun = title.spotted.reason == "title words"
    written = title.core if spun else bare_title(title)
    right, why = _right_title(standing, page.day)
    if right is None or _same_words(written, right):
        return None
    same_office = title.role == standing.role or why.startswith("registry")
    own = specific(right) and not specific(written)
    outvoted = title.role != standing.role and standing.origins >= 2
    if (same_office and (own or spun)) or outvoted:
        return right, why
    return None


def _by_original(title: Title, original: Original | None, damage: int) -> tuple[str, str] | None:
    """The original's title where a more damaged copy gives another office, another military rank, or spun words."""
    if original is None or original.damage >= damage:
        return None
    if rank(title) not in original.ranks:
        return original.title, "the copied original"
    if _same_words(plain_title(title), original.title):
        return None
    spun = not wrong_title_words().isdisjoint(title.core.lower().split())
    return (original.title, "the copied original") if spun or title.role in RANKED else None


@cache
def wrong_title_words() -> frozenset[str]:
    """Words that a spinner puts for a title's and that no office has ("preacher" for minister)."""
    return frozenset(row["word"] for row in load_table("names_rules/wrong_title_words.tsv"))


def _same_words(one: str, other: str) -> bool:
    """Whether two titles say the same in other order or with more words ("Secretary of Defense", "Defence chief")."""
    left, right = _content(one), _content(other)
    return left <= right or right <= left


def _content(title: str) -> frozenset[str]:
    words = title.replace("-", " ").lower().replace("defense", "defence").split()
    return frozenset(fold(w) for w in words) - {"of", "the", "for", "and"}


def _right_title(standing: Standing, day: str | None) -> tuple[str | None, str]:
    for office in standing.offices:
        if office.checked and day and office.held(day) and office.role == standing.role and office.title:
            return office.title, "registry, checked"
    if standing.title and standing.origins >= 2:
        return standing.title, f"the story's text, {standing.origins} originals"
    return None, ""


def role_at(standing: Standing, day: str | None) -> str | None:
    """The role held on a day: the story's word first, then the registry's row for that day."""
    if standing.role and standing.role not in generic_roles():
        return standing.role
    held = [o for o in standing.offices if day is not None and o.held(day) and _fresh(o, day)]
    return held[0].role if held else standing.role


def _fresh(office: Office, day: str) -> bool:
    """Whether a row still speaks on a day: an open-ended one only up to its `as_of`."""
    return office.end is not None or office.as_of is None or day[: len(office.as_of)] <= office.as_of


def roles_of(person: Person, standing: Standing, pages: dict[str, Page]) -> tuple[Role, ...]:
    """The person's roles: each told by the story with the day of the report, then the registry's rows."""
    told = {
        (
            s.title.role,
            (s.title.state if s.title.told else None) or standing.state,
            pages[s.spotted.report_id].day,
        )
        for s in person.sightings
        if s.title and s.title.role and not s.title.former and not s.title.deputy
        and correct(s.title, standing, pages[s.spotted.report_id]) is None
    }  # fmt: skip
    latest: dict[tuple[str, str | None], str | None] = {}
    for role, state, day in sorted(told, key=lambda t: (t[0], t[1] or "", t[2] or "")):
        latest[(role, state)] = day
    text = [
        Role(role=r, state=s, start=None, end=None, as_of=d, basis="text")
        for (r, s), d in sorted(latest.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]
    table = [
        Role(role=o.role, state=o.state, start=o.start, end=o.end, as_of=o.as_of, basis=o.basis)
        for o in sorted(standing.offices, key=lambda o: (o.start or "", o.role))
    ]
    return (*text, *table)


def lend_states(
    standing: dict[Person, Standing], owners: dict[tuple[str, int], Person]
) -> dict[Person, Standing]:
    """The standings, with the state of its owner for a person told of only as somebody's adviser or minister."""
    lent = dict(standing)
    for person, stands in standing.items():
        if stands.state is None:
            states = Counter(
                state
                for s in person.sightings
                if s.title
                and s.title.owner
                and (owner := owners.get((s.title.owner.report_id, s.title.owner.start)))
                and (state := standing[owner].state)
            )
            lent[person] = replace(stands, state=_top(states))
    return lent
