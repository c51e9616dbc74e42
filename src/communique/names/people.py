"""Which sightings of a story name one person: by full names first, then by family names, then by context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from communique.names.forms import Parts, fold, same_person, skeleton, solid, variants
from communique.names.knowledge import Office, Registry
from communique.names.sightings import Sighting
from communique.rules import load_table

PRIVATE = frozenset({"journalist", "analyst", "businessperson", "activist"})
FAME = 4  # years around an office in which its holder's name alone is enough
HEADS = frozenset({"head_of_state", "head_of_government", "monarch", "igo_head"})


@dataclass(slots=True, eq=False)
class Person:
    """One person of a story: the sightings that are surely theirs and, where known, their registry id."""

    forms: Counter[Parts] = field(default_factory=Counter)
    sightings: list[Sighting] = field(default_factory=list)
    person_id: str | None = None
    bare: bool = False  # known by one name only
    _read: tuple[int, Parts] | None = None  # the main form and how many forms it was chosen from

    @property
    def parts(self) -> Parts:
        """The name written most often in full (the longest, then the first by letters, of equals)."""
        total = self.forms.total()
        if self._read is None or self._read[0] != total:
            best = min(self.forms, key=lambda f: (-self.forms[f], -sum(map(len, solid(f))), f))
            self._read = (total, best)
        return self._read[1]

    def settle(self, form: Parts) -> None:
        """Takes a form as the main one for good."""
        self.forms.setdefault(form, 0)
        self._read = (self.forms.total(), form)

    @property
    def words(self) -> frozenset[str]:
        """All words of the person's names that are longer than an initial."""
        return frozenset(w for form in self.forms for w in form if len(w) > 1)

    def exact(self) -> str:
        """The name as written most often in full."""
        count = Counter(_clean(s.spotted.exact) for s in self.sightings if s.parts == self.parts) or Counter(
            _clean(s.spotted.exact) for s in self.sightings
        )
        return min(count, key=lambda e: (-count[e], e))


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a sighting names: None where nobody can say, and why."""

    person: Person | None
    score: float
    reason: str
    repaired: bool = False


def _clean(exact: str) -> str:
    exact = exact.strip()
    for tail in ("’s", "'s", "’", "'"):
        if exact.endswith(tail):
            return exact[: -len(tail)]
    return exact


def full_names(sightings: list[Sighting], known: Registry, days: Mapping[str, str | None]) -> list[Person]:
    """The persons named in full anywhere in the story, each once, in a fixed order."""
    people: list[Person] = []
    count = Counter(s.parts for s in sightings if s.full and not s.weak)
    near: dict[str, list[Person]] = {}
    for form in sorted(count, key=lambda f: (-count[f], f)):
        close = dict.fromkeys(p for key in _keys(form) for p in near.get(key, ()))
        fitting = [p for p in close if any(same_person(form, f) for f in p.forms)]
        person = fitting[0] if len(fitting) == 1 else _best(fitting, form)
        if person is None:
            person = Person()
            people.append(person)
        person.forms[form] += count[form]
        for key in _keys(form):
            near.setdefault(key, []).append(person)
    owners = {form: person for person in people for form in person.forms}
    for sighting in sightings:
        if sighting.full and not sighting.weak:
            owners[sighting.parts].sightings.append(sighting)
    for person in people:
        person.person_id = _registered(person, known, days)
    return _joined(people)


def _keys(form: Parts) -> list[str]:
    """What two forms of one name have in common, at least one of these."""
    found = {form_word for word in form for form_word in (word, skeleton(word), *variants(word))}
    return sorted({w for w in found if len(w) > 1} | {"".join(form)})


def _best(fitting: list[Person], form: Parts) -> Person | None:
    exact = [p for p in fitting if set(solid(form)) in [set(solid(f)) for f in p.forms]]
    return next(iter(exact or fitting), None)


def _registered(person: Person, known: Registry, days: Mapping[str, str | None]) -> str | None:
    """The registry's id of a person, where the name fits one row that title, state or date speak for."""
    ids = sorted({i for form in sorted(person.forms) for i in known.named(form)})
    titles = [s.title for s in person.sightings if s.title]
    told = {t.state for t in titles if t.state}
    roles = {t.role for t in titles if t.role}
    if told:
        ids = [
            i
            for i in ids
            if {o.state for o in known.offices[i]} & told or {o.role for o in known.offices[i]} & roles
        ]
    by_role = [i for i in ids if {o.role for o in known.offices[i]} & roles]
    seen = min((d for s in person.sightings if (d := days.get(s.spotted.report_id))), default=None)
    official = told or roles - PRIVATE
    fitting = by_role or [i for i in ids if official or _known_then(known.offices[i], seen)]
    return fitting[0] if len(fitting) == 1 else None


def _known_then(offices: tuple[Office, ...], day: str | None) -> bool:
    """Whether a bare name may mean an office holder: in office within FAME years of the day, or ever a head."""
    if day is None:
        return True
    year = int(day[:4])
    for office in offices:
        end = office.end or office.as_of or day
        start = office.start or end
        if office.role in HEADS or (int(start[:4]) - FAME <= year <= int(end[:4]) + FAME):
            return True
    return False


def _joined(people: list[Person]) -> list[Person]:
    """The persons with those of one registry id made one."""
    by_id: dict[str, Person] = {}
    kept: list[Person] = []
    for person in people:
        first = by_id.get(person.person_id or "")
        if first is None:
            kept.append(person)
            if person.person_id:
                by_id[person.person_id] = person
        else:
            first.forms.update(person.forms)
            first.sightings.extend(person.sightings)
    return kept


def assign_bare(sightings: list[Sighting], people: list[Person], known: Registry) -> dict[Sighting, Found]:
    """Whom each sighting by one word names, among the story's persons; the rest is left out."""
    found: dict[Sighting, Found] = {}
    by_word: dict[str, list[Person]] = {}
    for person in people:
        for word in sorted(person.words | family_words(person, known)):
            by_word.setdefault(word, []).append(person)
    for sighting in sightings:
        if not sighting.full:
            word = sighting.parts[-1]
            candidates = by_word.get(word) or [p for v in sorted(variants(word)) for p in by_word.get(v, [])]
            candidates = list(dict.fromkeys(candidates))
            if candidates:
                found[sighting] = _choose(sighting, candidates, known)
    return found


def _choose(sighting: Sighting, candidates: list[Person], known: Registry) -> Found:
    word = sighting.parts[-1]
    families = [p for p in candidates if word in family_words(p, known)] or candidates
    fitting = [p for p in families if _gender_fits(sighting, p)] or families
    if len(fitting) == 1:
        return Found(fitting[0], 0.95 if families is not candidates else 0.85, "family name")
    by_title = [p for p in fitting if _title_fits(sighting, p)]
    if len(by_title) == 1:
        return Found(by_title[0], 0.9, "family name and title")
    report = sighting.spotted.report_id
    here = [
        (s.spotted.start, n)
        for n, p in enumerate(fitting)
        for s in p.sightings
        if s.spotted.report_id == report
    ]
    before = [(at, n) for at, n in here if at < sighting.spotted.start]
    if before:
        return Found(fitting[max(before)[1]], 0.8, "family name, last named in full")
    if len({n for _, n in here}) == 1:
        return Found(fitting[here[0][1]], 0.75, "family name, named in full in this report")
    if not here:
        ranked = sorted(fitting, key=lambda p: -len({s.spotted.report_id for s in p.sightings}))
        if len(ranked[0].sightings) >= 3 * len(ranked[1].sightings):
            return Found(ranked[0], 0.6, "family name, majority in the story")
    return Found(None, 0.0, "unsure: several persons of this name")


def _gender_fits(sighting: Sighting, person: Person) -> bool:
    told = {s.gender for s in person.sightings if s.gender}
    return sighting.gender is None or not told or sighting.gender in told


def _title_fits(sighting: Sighting, person: Person) -> bool:
    title = sighting.title
    return title is not None and any(
        s.title and s.title.role == title.role and (not title.state or s.title.state in (None, title.state))
        for s in person.sightings
    )


def family_words(person: Person, known: Registry) -> frozenset[str]:
    """The words that can be the person's family name: the registry's, else the last (or first) of the name."""
    if person.person_id:
        families = {
            fold(w) for o in known.offices[person.person_id] for w in (o.family, o.family.split()[-1])
        }
        return frozenset(
            families | {fold(o.family.replace(" ", "")) for o in known.offices[person.person_id]}
        )
    words = _hyphened(person)
    for form in person.forms:
        words.add(form[-1])
        if form[0] in surname_first() and len(form) <= 3:
            words.discard(form[-1])
            words.add(form[0])
    return frozenset(words)


def _hyphened(person: Person) -> set[str]:
    """The longer halves of hyphenated family names as written in full."""
    written = {s.spotted.exact for s in person.sightings if "-" in s.spotted.exact and s.full}
    last = {exact.split()[-1] for exact in written}
    halves = {fold(_clean(half)) for word in last if "-" in word for half in word.split("-")}
    return {half for half in halves if len(half) > 4}


@cache
def surname_first() -> frozenset[str]:
    """Family names that stand first (Chinese, Korean, Vietnamese)."""
    return frozenset(fold(row["word"]) for row in load_table("names_rules/surnames_first.tsv"))
