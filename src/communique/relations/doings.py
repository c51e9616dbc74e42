"""Finds acts that strain a relationship in a parsed sentence: arrests, seizures, closures, collisions, marches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.grammar import Token, Tree
from communique.relations.phrases import NOMINAL, entity_of, is_name_of_side, lemma_of, word_set, words_by
from communique.relations.telling import VERBAL, days_of, doers_of, manner, objects_of
from communique.rules import cells, load_table

_STATE_LIKE = {"GPE", "NORP", "DATE", "TIME", "LOC", "EVENT", "LAW", "LANGUAGE"}
AMMUNITION = {"shot", "round", "salvo", "volley", "burst", "air", "bow", "fire"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of acts as the table gives it."""

    name: str
    phrase: str
    objects: frozenset[str]
    barred: frozenset[str]
    by_subject: bool
    incident: str
    issue: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doing:
    """One act told: its word, what it was done to, who is said to have done it, and how it is told."""

    kind: Kind
    trigger: Token
    thing: Token | None
    doer: Token | None
    manner: str  # told, denied, alleged, threatened, asked, supposed


def find(tree: Tree) -> Iterator[Doing]:
    """The acts of a sentence in text order, one a word."""
    verbs, nouns = _index()
    for token in tree:
        if token.pos in VERBAL and token.lemma.lower() in verbs:
            found = next(_of_verb(tree, token, verbs[token.lemma.lower()]), None)
        elif token.pos == "NOUN" and lemma_of(token) in nouns:
            found = next(_of_noun(tree, token, nouns[lemma_of(token)]), None)
        else:
            continue
        if found is not None:
            yield found


# ---------------------------------------------------------------- verbs and nouns


def _of_verb(tree: Tree, verb: Token, entries: list[tuple[str, str, Kind]]) -> Iterator[Doing]:
    doers = doers_of(tree, verb)
    for how, word, kind in entries:
        if kind.by_subject:
            doer = doers[0] if doers else None
            if how != "object" and not any(c.lower == word for c in tree.children(verb)):
                continue
            if doer is not None and _is_crowd(tree, doer, verb):
                thing = next(iter(tree.children(verb, "dobj")), None)
                yield Doing(kind, verb, thing, doer, manner(tree, verb))
            continue
        for thing in _things(tree, verb, how, word):
            fits = _fits(tree, thing, kind) or (kind.name == "fire" and how == "prep" and _target(thing))
            if fits and _acts(tree, doers) and not _sprays(tree, verb):
                yield Doing(kind, verb, thing, doers[0] if doers else None, manner(tree, verb))


def _acts(tree: Tree, doers: list[Token]) -> bool:
    """Whether the doer, where one is told, is somebody: a state, its people, its ships, not a flood."""
    if (
        not doers
        or doers[0].pos in {"PRON", "PROPN"}
        or entity_of(doers[0]) in {"GPE", "NORP", "ORG", "PERSON"}
    ):
        return True
    return any(
        in_set(tree, doers[0], name) for name in ("people", "crowd", "vessel", "force", "actor", "rebels")
    )


def _target(thing: Token) -> bool:
    """Whether something fired "at" can be hit: a thing, not a day, a deal, a chance."""
    return thing.pos == "NOUN" and not thing.entity and lemma_of(thing) not in word_set("not_matters")


def _sprays(tree: Tree, verb: Token) -> bool:
    if any(t.lower == "responsible" for t in tree.children(verb, "oprd", "acomp", "advcl", "xcomp", "ccomp")):
        return True  # "holds Gabon responsible" holds nobody
    return any(o.lemma.lower() in {"cannon", "laser"} for o in tree.children(verb, "dobj"))


_MARCHING = {"march", "rally", "demonstrate", "picket", "riot", "chant"}


def _is_crowd(tree: Tree, doer: Token, verb: Token) -> bool:
    words = words_by("manners", "manner", "words")
    if verb.lemma.lower() in words["gathering"] and not {t.lower for t in tree} & words["crowd words"]:
        return False
    if verb.lemma.lower() == "strike" and tree.children(verb, "dobj"):
        return False
    if in_set(tree, doer, "crowd"):
        return True
    return verb.lemma.lower() in _MARCHING and (doer.pos in {"NOUN", "NUM"} or entity_of(doer) == "NORP")


def _things(tree: Tree, verb: Token, how: str, word: str) -> list[Token]:
    if how == "prep":
        preps = [p for p in tree.children(verb, "prep", "prt", "agent", "advmod") if p.lower == word]
        return [o for p in preps for o in tree.children(p, "pobj")]
    if how == "particle" and not any(c.lower == word for c in tree.children(verb)):
        return []
    return objects_of(tree, verb)


def _of_noun(tree: Tree, noun: Token, entries: list[tuple[str, str, Kind]]) -> Iterator[Doing]:
    for _how, word, kind in entries:
        if word and (noun.i == 0 or tree[noun.i - 1].lower != word):
            continue
        if kind.by_subject:
            things: list[Token] = []
        else:
            preps = [
                p for p in tree.children(noun, "prep") if p.lower in {"of", "on", "against", "at", "by", "to"}
            ]
            things = [o for p in preps for o in tree.children(p, "pobj")]
            things += [c for c in tree.children(noun, "compound", "poss") if c.pos in {*NOMINAL, "PRON"}]
            things += _aimed_at(tree, noun)
        for thing in things:
            if _fits(tree, thing, kind):
                yield Doing(kind, noun, thing, None, manner(tree, noun))
        dated = any(t.lower == "the" for t in tree.children(noun, "det")) and days_of(tree, noun) != "-"
        if (word or dated) and not things and not kind.by_subject:
            yield Doing(kind, noun, None, None, manner(tree, noun))
        if kind.by_subject and tree.children(noun, "prep", "compound", "relcl"):
            yield Doing(kind, noun, None, None, manner(tree, noun))


def _aimed_at(tree: Tree, noun: Token) -> list[Token]:
    verb = tree.head(noun)
    if verb is None or noun.dep != "dobj":
        return []
    preps = [p for p in tree.children(verb, "prep") if p.lower in {"at", "on", "against"}]
    return [o for p in preps for o in tree.children(p, "pobj")]


def _fits(tree: Tree, thing: Token, kind: Kind) -> bool:
    if thing.pos == "PRON":
        people = thing.lower in {"them", "him", "her", "they", "their", "his"} and "people" in kind.objects
        return people or (thing.lower in {"it", "her"} and "vessel" in kind.objects)
    if any(in_set(tree, thing, barred) for barred in kind.barred):
        return False
    if not kind.objects:
        return thing.pos in NOMINAL and (in_set(tree, thing, "vessel") or not is_name_of_side(thing))
    return any(in_set(tree, thing, name) for name in kind.objects)


def in_set(tree: Tree, noun: Token, name: str) -> bool:
    """Whether a noun belongs to one of the table's sets; names of persons and peoples are people."""
    named_ship = noun.pos == "PROPN" and any(d.lower == "the" for d in tree.children(noun, "det"))
    if (
        name == "people"
        and not named_ship
        and entity_of(noun) in {"PERSON", "NORP"}
        and noun.pos in {"PROPN", "NOUN"}
    ):
        return True
    if name == "vessel" and noun.pos == "PROPN" and entity_of(noun) not in _STATE_LIKE:
        return any(d.lower == "the" for d in tree.children(noun, "det")) and len(tree.children(noun)) < 4
    words = words_by("objects", "set", "words").get(name, frozenset())
    lemma = lemma_of(noun)
    if lemma in words:
        return True
    joint = [lemma_of(c) for c in tree.children(noun, "compound")]
    if joint and f"{joint[-1]} {lemma}" in words:
        return True
    inner = core_noun(tree, noun)
    return inner is not noun and in_set(tree, inner, name)


_QUANTITIES = {
    "chain", "fleet", "flotilla", "crew", "pair", "couple", "handful", "score", "squad", "one", "two", "three", "some",
    "hundred", "dozen", "thousand", "group", "load", "import", "third", "export", "half", "sale", "all", "several",
    "number", "most", "many", "shipment", "member", "part", "quarter", "type", "delivery", "supply", "rest",
}  # fmt: skip


def core_noun(tree: Tree, noun: Token) -> Token:
    """The noun that a quantity is of ("a third of the water"); the noun itself where it is no quantity."""
    if lemma_of(noun) not in _QUANTITIES:
        return noun
    inner = [o for p in tree.children(noun, "prep") if p.lower == "of" for o in tree.children(p, "pobj")]
    return inner[0] if inner else noun


# ---------------------------------------------------------------- the table


_WEAK = {
    "ban",
    "bar",
    "tax",
    "sanction",
    "enter",
    "sight",
    "strike",
    "move troops",
    "shelter",
    "spy",
    "march",
    "destroy",
}  # classes whose words mean other things more often: tried last


@cache
def _index() -> tuple[dict[str, list[tuple[str, str, Kind]]], dict[str, list[tuple[str, str, Kind]]]]:
    verbs: dict[str, list[tuple[str, str, Kind]]] = {}
    nouns: dict[str, list[tuple[str, str, Kind]]] = {}
    for kind, row in _kinds():
        for entry in cells(row, "verbs"):
            lemma, how, word = entry, "object", ""
            if ":" in entry:
                lemma, word = entry.split(":", 1)
                how = "prep"
            elif " " in entry:
                lemma, word = entry.split(" ", 1)
                how = "particle"
            if ":" in word:
                word, how = word.split(":")[-1], "prep"
            verbs.setdefault(lemma, []).append((how, word, kind))
        for entry in cells(row, "nouns"):
            *before, last = entry.split()
            nouns.setdefault(last, []).append(("object", " ".join(before), kind))
    for entries in (*verbs.values(), *nouns.values()):
        entries.sort(key=lambda e: (e[2].name in _WEAK, not e[2].by_subject, not e[1]))
    return verbs, nouns


def _kinds() -> Iterator[tuple[Kind, dict[str, str]]]:
    for row in load_table("relations/doings.tsv"):
        wanted = row["objects"]
        barred = frozenset(wanted.removeprefix("not ").split()) if wanted.startswith("not ") else frozenset()
        yield (
            Kind(
                name=row["doing"],
                phrase=row["phrase"],
                objects=frozenset() if barred else frozenset(cells(row, "objects")),
                barred=barred,
                by_subject=row["path"] == "subj",
                incident=row["incident"],
                issue=row["issue"],
                contexts=tuple(cells(row, "contexts")),
            ),
            dict(row),
        )


@cache
def kind_named(name: str) -> Kind:
    """The class of that name."""
    return next(kind for kind, _ in _kinds() if kind.name == name)
