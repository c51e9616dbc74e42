"""Whom pronouns and role nouns mean, where one person or state is clear."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from communique.names.forms import fold
from communique.names.people import Person
from communique.records import Parse, Spotted
from communique.rules import load_table

SUBJECT = frozenset({"nsubj", "nsubjpass"})
INNER = frozenset({"amod", "compound", "nmod", "poss"})
REACH = 2  # sentences back in which a pronoun looks for its person


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named or meant at a place of a page: a person of the story, or a state or organ's id."""

    start: int
    end: int
    sentence: int
    person: Person | None
    entity_id: str | None
    subject: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun or role noun means; both None where nobody can say."""

    person: Person | None
    entity_id: str | None
    score: float
    reason: str


UNCLEAR = Referent(None, None, 0.0, "unsure: no clear referent")


def is_subject(parse: Parse | None, start: int, end: int) -> bool:
    """Whether a stretch of the report is (or heads) the subject of a verb."""
    if parse is None:
        return False
    first, last = bisect_right(parse.ends, start), bisect_left(parse.starts, end)
    for i in range(first, last):
        head = parse.heads[i]
        outermost = head == i or not start <= parse.starts[head] < end
        if outermost and (
            parse.deps[i] in SUBJECT or (parse.deps[i] in INNER and parse.deps[head] in SUBJECT)
        ):
            return True
    return False


def person_meant(
    pronoun: Spotted, sentence: int, actors: Iterable[Actor], genders: Mapping[Person, str], *, quoted: bool
) -> Referent:
    """The person a "he" or "she" means: the subject before it, here or up to two sentences back.

    Inside a quotation it means neither the speaker nor, then, the subject around the quotation.
    """
    fitting = [
        a for a in actors
        if a.person is not None and abs(sentence - a.sentence) <= REACH
        and genders.get(a.person, pronoun.value) == pronoun.value
    ]  # fmt: skip
    if quoted:
        return _meant_in_quotation(pronoun, sentence, fitting)
    ahead = _main_subject_ahead(pronoun, sentence, fitting)
    before = [a for a in fitting if a.end <= pronoun.start]
    for back in range(REACH + 1):
        here = [a for a in before if a.sentence == sentence - back]
        if not here and back == 0 and ahead is not None:
            return Referent(ahead.person, None, 0.8, "pronoun, the subject after it")
        if here:
            return _among(here, back, pronoun)
    return Referent(None, None, 0.0, "unsure: pronoun without a person before it")


def _among(here: list[Actor], back: int, pronoun: Spotted) -> Referent:
    """The person meant among those of one sentence."""
    if len({id(a.person) for a in here}) == 1:
        return Referent(here[-1].person, None, 0.9 - 0.1 * back, "pronoun")
    if pronoun.start - here[-1].end in (1, 5):  # "Rossi He said", "Rossi and his group"
        return Referent(here[-1].person, None, 0.7, "pronoun right after the name")
    subjects = [a for a in here if a.subject]
    if not subjects:
        return Referent(None, None, 0.0, "unsure: pronoun between several persons")
    chosen = subjects[0] if back or not _clause_subject(pronoun) else subjects[-1]
    sure = len({id(a.person) for a in subjects}) == 1
    return Referent(
        chosen.person, None, (0.8 if sure else 0.6) - 0.1 * back, "pronoun, the subject before it"
    )


def _clause_subject(pronoun: Spotted) -> bool:
    """Whether the pronoun is one of possession, which looks to the nearest subject and not the sentence's first."""
    return pronoun.exact.lower() in ("his", "her", "hers", "himself", "herself")


def _main_subject_ahead(pronoun: Spotted, sentence: int, actors: list[Actor]) -> Actor | None:
    """The first subject after a pronoun that opens its sentence: "Before his departure, Rossi said"."""
    ahead = [a for a in actors if a.sentence == sentence and a.start >= pronoun.end and a.subject]
    return ahead[0] if ahead and _clause_subject(pronoun) else None


def _meant_in_quotation(pronoun: Spotted, sentence: int, actors: list[Actor]) -> Referent:
    near = [a for a in actors if a.end <= pronoun.start and sentence - a.sentence <= REACH]
    speakers = {id(a.person) for a in actors if a.subject and abs(sentence - a.sentence) <= 1}
    others = [a for a in near if id(a.person) not in speakers]
    if len({id(a.person) for a in others}) == 1:
        return Referent(
            others[-1].person, None, 0.5, "pronoun in a quotation, the one person besides its speaker"
        )
    return Referent(None, None, 0.0, "unsure: pronoun in a quotation")


def state_meant(pronoun: Spotted, sentence: int, actors: Iterable[Actor]) -> Referent | None:
    """The state an "it" or "its" means where one state is the only or the acting one before it, else None."""
    near = [a for a in actors if a.end <= pronoun.start and a.person is None and a.entity_id]
    here = [a for a in near if a.sentence == sentence]
    if here:
        if pronoun.start - here[-1].end == 5:  # "the United States and its allies"
            return Referent(None, here[-1].entity_id, 0.8, "pronoun right after the state")
        subjects = [a for a in here if a.subject] or here
        if len({a.entity_id for a in subjects}) == 1:
            return Referent(None, subjects[-1].entity_id, 0.7, "pronoun, the state before it")
        return None
    before = [a for a in near if a.sentence == sentence - 1 and a.subject]
    if pronoun.exact == "It" and len({a.entity_id for a in before}) == 1:
        return Referent(
            None, before[-1].entity_id, 0.55, "pronoun, the state that acts in the sentence before"
        )
    return None


@cache
def given_genders() -> Mapping[str, str]:
    """The gender most bearers of a given name have ("m", "f"), by folded name."""
    return {fold(row["word"]): row["gender"] for row in load_table("names_rules/given_genders.tsv")}


def gender_of(person: Person) -> str | None:
    """A person's gender by honorifics in the story, else by the given name; None where unknown."""
    told = sorted({s.gender for s in person.sightings if s.gender})
    if len(told) == 1:
        return told[0]
    given = {given_genders().get(form[0]) for form in person.forms if len(form) > 1} - {None}
    return next(iter(given)) if len(given) == 1 else None
