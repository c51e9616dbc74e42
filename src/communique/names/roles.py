"""Role nouns and pronouns of a page read against the story's cast."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from communique.names.cast import Cast
from communique.names.knowledge import Registry, states
from communique.names.people import Person
from communique.names.referents import (
    UNCLEAR,
    Actor,
    Referent,
    gender_of,
    is_subject,
    person_meant,
    state_meant,
)
from communique.names.sightings import Page
from communique.names.titles import Standing, generic_roles
from communique.records import Parse, Spotted, SpottedKind
from communique.stage import Group

PRIVATE = frozenset({"journalist", "analyst", "businessperson", "activist", "former", "party_leader"})
MEMORY = 8  # sentences back to which "the minister" may refer


@dataclass
class Reading:
    """What reading references needs of the whole story."""

    group: Group
    cast: Cast
    standing: dict[Person, Standing]
    known: Registry

    @cached_property
    def parses(self) -> dict[str, Parse]:
        """The grammar of each sentence by its id."""
        return {parse.sentence_id: parse for parse in self.group.of(Parse)}

    @cached_property
    def genders(self) -> dict[Person, str]:
        """The gender of the persons of whom it is known."""
        return {p: g for p in self.cast.people if (g := gender_of(p))}

    @cached_property
    def holders(self) -> dict[tuple[str, str], list[Person]]:
        """The persons of the story by (state, role) as the story tells them."""
        found: dict[tuple[str, str], list[Person]] = {}
        for person, stands in self.standing.items():
            if stands.state and stands.role:
                found.setdefault((stands.state, stands.role), []).append(person)
        return found


def read_references(
    reading: Reading, page: Page, actors: list[Actor]
) -> Iterator[tuple[Spotted, Referent, str | None]]:
    """Each lone role noun and each pronoun of a page with whom it means and, for roles, its title."""
    titled = {
        s.title.spotted.start
        for s in reading.cast.found
        if s.title and s.spotted.report_id == page.report.report_id
    }
    quotations = [s for s in page.spotted if s.kind is SpottedKind.QUOTATION]
    told = [_marked(reading, page, a) for a in actors]
    for spotted in page.spotted:
        if not page.fed(spotted):
            continue
        sentence = page.number[spotted.sentence_id or ""]
        if spotted.kind is SpottedKind.ROLE and spotted.start not in titled:
            referent = _role(reading, page, spotted, sentence, _near(told, spotted.start))
            if referent is not None:
                insort(told, _actor(reading, page, spotted, sentence, referent), key=_place)
                yield spotted, referent, spotted.exact
        elif spotted.kind is SpottedKind.PRONOUN:
            quoted = any(q.start <= spotted.start < q.end for q in quotations)
            meant = _pronoun(reading, spotted, sentence, _near(told, spotted.start), quoted)
            if meant is not None:
                insort(told, _actor(reading, page, spotted, sentence, meant), key=_place)
                yield spotted, meant, None


def _place(actor: Actor) -> tuple[int, int]:
    return actor.start, actor.end


def _near(told: list[Actor], at: int) -> list[Actor]:
    """The actors around a place of the page: more than any reference reaches."""
    i = bisect_left(told, (at, 0), key=_place)
    return told[max(0, i - 80) : i + 20]


def _marked(reading: Reading, page: Page, actor: Actor) -> Actor:
    parse = reading.parses.get(page.sentences[actor.sentence].sentence_id)
    return replace(actor, subject=True) if is_subject(parse, actor.start, actor.end) else actor


def _actor(reading: Reading, page: Page, spotted: Spotted, sentence: int, referent: Referent) -> Actor:
    parse = reading.parses.get(spotted.sentence_id or "")
    subject = is_subject(parse, spotted.start, spotted.end)
    return Actor(spotted.start, spotted.end, sentence, referent.person, referent.entity_id, subject)


def _pronoun(
    reading: Reading, spotted: Spotted, sentence: int, told: list[Actor], quoted: bool
) -> Referent | None:
    if spotted.value in ("m", "f"):
        return person_meant(spotted, sentence, told, reading.genders, quoted=quoted)
    if spotted.value == "n" and not quoted:
        return state_meant(spotted, sentence, told)
    return None


def _role(
    reading: Reading, page: Page, spotted: Spotted, sentence: int, told: list[Actor]
) -> Referent | None:
    """Whom a role noun without a name means: the office's holder, the state it speaks for, or who was just named."""
    office = spotted.value if spotted.value not in generic_roles() else None
    single = spotted.reason != "titles"
    if spotted.value in PRIVATE:
        return None
    if spotted.state and spotted.state in states():
        holder = _holder(reading, page, spotted, office) if single else None
        return holder or Referent(None, spotted.state, 0.8, "role of a state, nobody named")
    if spotted.state:
        return Referent(None, spotted.state, 0.7, "role in an organisation, nobody named")
    before = page.report.text[max(0, spotted.start - 4) : spotted.start].lower()
    if not single or not before.endswith("the "):
        return None
    return _just_named(reading, page, spotted, sentence, told)


def _holder(reading: Reading, page: Page, spotted: Spotted, office: str | None) -> Referent | None:
    lowered = spotted.exact.lower()
    if office is None or any(word in lowered for word in ("former", "deputy", "assistant", "vice")):
        return None
    if page.report.text[max(0, spotted.start - 3) : spotted.start].lower().endswith(("a ", "an ")):
        return None
    people = reading.holders.get((spotted.state or "", office), [])
    if len(people) == 1:
        return Referent(people[0], None, 0.8, "holder of the office by the story")
    if not people and page.day:
        rows = [o for o in reading.known.holders(spotted.state, office, page.day) if o.checked]
        if len({o.person_id for o in rows}) == 1:
            return Referent(None, spotted.state, 0.8, f"role of a state; registry: {rows[0].name}")
    return None


def _just_named(
    reading: Reading, page: Page, spotted: Spotted, sentence: int, told: list[Actor]
) -> Referent | None:
    near = [a for a in told if a.end <= spotted.start and sentence - a.sentence <= MEMORY]
    fitting = [
        a for a in near
        if a.person is not None and (stands := reading.standing.get(a.person)) and stands.role == spotted.value
    ]  # fmt: skip
    if len({id(a.person) for a in fitting}) == 1:
        return Referent(fitting[-1].person, None, 0.8, "role of the person just named")
    roles = [
        r for r in page.spotted
        if r.kind is SpottedKind.ROLE and r.value == spotted.value and r.state and r.end <= spotted.start
        and sentence - page.number.get(r.sentence_id or "", -99) <= 3
    ]  # fmt: skip
    if roles and not fitting:
        return Referent(None, roles[-1].state, 0.7, "the same role just before")
    return UNCLEAR if spotted.value else None
