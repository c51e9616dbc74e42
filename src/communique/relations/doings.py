"""Finds acts that strain a relationship in a parsed sentence: arrests, seizures, closures, collisions, marches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.grammar import Token, Tree
from communique.relations.phrases import (
    NOMINAL,
    antecedent,
    entity_of,
    is_name_of_side,
    joined,
    lemma_of,
    phrase,
    place_after,
    short,
    words_by,
)
from communique.rules import cells, load_table

VERBAL = {"VERB", "AUX"}
_STATE_LIKE = {"GPE", "NORP", "DATE", "TIME", "LOC", "EVENT", "LAW", "LANGUAGE"}
AMMUNITION = {"shot", "round", "salvo", "volley", "burst", "air", "bow", "fire"}
_DENYING = {"deny", "refute", "dismiss", "reject", "dispute", "contest", "negate", "disclaim", "rubbish"}
_ALLEGING = {
    "accuse", "allege", "claim", "blame", "charge", "implicate", "impute", "suspect", "say", "tell", "maintain", "state",
    "mention", "report", "insist", "complain", "believe", "contend", "assert", "specify",
}  # fmt: skip
_THREATENING = {"threaten", "warn", "caution", "alert", "vow", "menace"}
_ASKING = {
    "demand", "urge", "ask", "call", "request", "want", "appeal", "stop", "promise", "pledge", "undertake", "agree",
    "plan", "refuse", "avoid", "prevent", "help", "let", "consent", "commit", "offer", "prohibit", "end", "press",
}  # fmt: skip
_MAYBE = {"will", "would", "could", "may", "might", "shall", "should", "can", "'ll", "must"}


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


def label_of(tree: Tree, doing: Doing, victim: str = "") -> str:
    """What happened in a few of the report's own words: "seizure of coffee trucks in Copán"."""
    if doing.kind.by_subject or (doing.doer is not None and in_set(tree, doing.doer, "crowd")):
        return _told_whole(tree, doing)
    if doing.kind.name == "tax" and doing.thing is not None:
        return _measure(tree, doing)
    place = joined(place_after(tree, doing.trigger)) if doing.trigger.pos in VERBAL else ""
    thing = ""
    if doing.thing is not None:
        thing = victim if vague(doing.thing) else short(tree, doing.thing, tail=not place)
    return " ".join(part for part in (doing.kind.phrase if thing else doing.kind.name, thing, place) if part)


def _measure(tree: Tree, doing: Doing) -> str:
    """ "duty on Malaysian wooden doors": what is imposed, and on what."""
    thing = doing.thing
    assert thing is not None
    preps = [p for t in (thing, doing.trigger) for p in tree.children(t, "prep") if p.lower in {"on", "against"}]
    inner = [short(tree, o, tail=False) for p in preps for o in tree.children(p, "pobj") if o.pos in NOMINAL]
    name = short(tree, thing, tail=False)
    return f"{name} on {inner[0]}" if inner else name


def vague(thing: Token) -> bool:
    """Whether a word only points at people named elsewhere: "them", "the men", "one"."""
    return thing.pos == "PRON" or lemma_of(thing) in _VAGUE


_VAGUE = {
    "man",
    "woman",
    "male",
    "female",
    "person",
    "people",
    "one",
    "two",
    "three",
    "some",
    "other",
    "group",
}


def words_of(tree: Tree, doing: Doing) -> tuple[Token, Token]:
    """The first and last token of the words that tell the act: doer, word, thing and place, within fourteen words."""
    held = [doing.trigger]
    if doing.thing is not None:
        held += phrase(tree, doing.thing)
    core = held[:]
    held += wide(tree, doing.trigger if doing.trigger.pos == "NOUN" else doing.thing)
    if doing.doer is not None and doing.doer.pos != "PRON":
        held += phrase(tree, doing.doer, tail=False)
    held += place_after(tree, doing.trigger)
    if doing.kind.by_subject:
        held += [
            t for c in tree.children(doing.trigger, "prep", "dobj", "xcomp") for t in tree.subtree(c)[:7]
        ]
        last = doing.trigger.i + 8
        held = [t for t in held if t.i <= last and t.i >= doing.trigger.i - 7]
    for chosen in (held, core):
        first, last = min(chosen, key=lambda t: t.i), max(chosen, key=lambda t: t.i)
        if last.i - first.i < 16:
            return first, run_on(tree, first, last)
    return doing.trigger, run_on(tree, doing.trigger, doing.trigger)


_LOOSE_ENDS = {"ADP", "DET", "ADV", "PRON", "PART", "AUX", "SCONJ", "CCONJ", "PUNCT", "ADJ", "NUM"}


def run_on(tree: Tree, first: Token, last: Token) -> Token:
    """The last token of the phrase that goes on to the right without a verb, a comma or a date; 16 tokens in all."""
    end = last
    for token in tree.tokens[last.i + 1 : first.i + 17]:
        stops = token.pos in {"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ"} and token.text != "-"
        if stops or token.tag in {"WDT", "WP", "WRB"} or entity_of(token) in {"DATE", "TIME"}:
            break
        end = token
    while end.i > last.i and end.pos in _LOOSE_ENDS:
        end = tree[end.i - 1]
    return end


def _told_whole(tree: Tree, doing: Doing) -> str:
    doer = short(tree, doing.doer, tail=False) if doing.doer is not None else ""
    thing = ""
    if doing.thing is not None and doing.thing != doing.doer:
        thing = short(tree, doing.thing)
    if not thing:
        thing = joined(t for c in tree.children(doing.trigger, "prep") for t in tree.subtree(c)[:6])
        thing = " ".join(thing.split()[:9])
    return " ".join(part for part in (doer, doing.trigger.text, thing) if part)


def wide(tree: Tree, noun: Token | None) -> list[Token]:
    """A noun with all that belongs to it but its clauses and asides, ten tokens at most."""
    if noun is None:
        return []
    found, stack = [noun], [noun]
    while stack:
        for child in tree.children(stack.pop()):
            if child.dep not in {
                "relcl",
                "acl",
                "appos",
                "ccomp",
                "punct",
                "cc",
                "conj",
                "advcl",
                "parataxis",
            }:
                found.append(child)
                stack.append(child)
    return sorted(found, key=lambda t: t.i)[:14]


# ---------------------------------------------------------------- verbs and nouns


def _of_verb(tree: Tree, verb: Token, entries: list[tuple[str, str, Kind]]) -> Iterator[Doing]:
    doers = doers_of(tree, verb)
    for how, word, kind in entries:
        if kind.by_subject:
            doer = doers[0] if doers else None
            if doer is not None and _is_crowd(tree, doer, verb):
                thing = next(iter(tree.children(verb, "dobj")), None)
                yield Doing(kind, verb, thing, doer, manner(tree, verb))
            continue
        for thing in _things(tree, verb, how, word):
            if _fits(tree, thing, kind) and _acts(tree, doers) and not _sprays(tree, verb):
                yield Doing(kind, verb, thing, doers[0] if doers else None, manner(tree, verb))


def _acts(tree: Tree, doers: list[Token]) -> bool:
    """Whether the doer, where one is told, is somebody: a state, its people, its ships, not a flood."""
    if not doers or doers[0].pos == "PRON" or entity_of(doers[0]) in {"GPE", "NORP", "ORG", "PERSON"}:
        return True
    return any(
        in_set(tree, doers[0], name) for name in ("people", "crowd", "vessel", "force", "actor", "rebels")
    )


def _sprays(tree: Tree, verb: Token) -> bool:
    return any(o.lemma.lower() in {"cannon", "laser"} for o in tree.children(verb, "dobj"))


_MARCHING = {"march", "rally", "demonstrate", "picket", "riot", "chant"}


def _is_crowd(tree: Tree, doer: Token, verb: Token) -> bool:
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


def objects_of(tree: Tree, verb: Token) -> list[Token]:
    """What a verb acts on: its object, the subject of its passive, the noun it modifies as a participle."""
    if passive(tree, verb):
        found = tree.children(verb, "nsubjpass", "nsubj")
        head = tree.head(verb)
        if not found and head is not None:
            if verb.dep == "acl" and head.pos in NOMINAL:
                found = [head]
            elif verb.dep == "conj" and head.pos in VERBAL:
                found = tree.children(head, "nsubjpass", "nsubj")
        return [antecedent(tree, t) for t in found]
    found = [antecedent(tree, t) for o in tree.children(verb, "dobj") for t in tree.conjuncts(o)]
    if not found and verb.dep == "amod" and verb.tag in {"VBN", "JJ"}:
        head = tree.head(verb)
        return [head] if head is not None else []
    if not found and verb.lemma in {"collide", "crash"}:
        found = [antecedent(tree, t) for t in tree.children(verb, "nsubj")]
    return found


def passive(tree: Tree, verb: Token) -> bool:
    """Whether a verb is passive, reduced relatives included."""
    if tree.children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag != "VBN" or tree.children(verb, "aux", "dobj"):
        return False
    head = tree.head(verb)
    return verb.dep == "acl" or (verb.dep == "conj" and head is not None and passive(tree, head))


def doers_of(tree: Tree, verb: Token, depth: int = 4) -> list[Token]:
    """Who does what a verb says, over coordination, control and relatives; empty where the sentence does not say."""
    if passive(tree, verb):
        return [p for a in tree.children(verb, "agent") for p in tree.children(a, "pobj")]
    own = [antecedent(tree, t) for t in tree.children(verb, "nsubj")]
    head = tree.head(verb)
    if own or head is None or depth == 0:
        return own
    if verb.dep in {"conj", "xcomp", "advcl"} and head.pos in VERBAL:
        return doers_of(tree, head, depth - 1)
    if verb.dep == "acl" and verb.tag == "VBG":
        return [head]
    if verb.dep == "pcomp":
        above = tree.head(head)
        if above is not None and above.pos in VERBAL:
            return tree.children(above, "dobj", "nsubjpass") or doers_of(tree, above, depth - 1)
    return []


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
        return thing.pos in NOMINAL and not is_name_of_side(thing)
    return any(in_set(tree, thing, name) for name in kind.objects)


def in_set(tree: Tree, noun: Token, name: str) -> bool:
    """Whether a noun belongs to one of the table's sets; names of persons and peoples are people."""
    named_ship = noun.pos == "PROPN" and any(d.lower == "the" for d in tree.children(noun, "det"))
    if name == "people" and not named_ship and entity_of(noun) in {"PERSON", "NORP"} and noun.pos in {"PROPN", "NOUN"}:
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


# ---------------------------------------------------------------- how it is told


def manner(tree: Tree, word: Token) -> str:
    """How a sentence tells an act: told, denied, alleged, threatened, asked or supposed."""
    if tree.children(word, "neg") or any(c.lower in {"no", "neither"} for c in tree.children(word, "det")):
        return "denied"
    if any(c.lower in _MAYBE for c in tree.children(word, "aux")):
        if any(a.lemma.lower() in _THREATENING for a in tree.ancestors(word)):
            return "threatened"
        return "supposed"
    if any(c.lower == "to" and c.pos == "PART" for c in tree.children(word, "aux")):
        above = _above(tree, word)
        return "supposed" if above == "told" else above
    if any(
        c.lower in {"if", "unless", "should", "were", "had"} and c.dep == "mark" for c in tree.children(word)
    ):
        return "supposed"
    subject = [c for c in tree.children(word, "nsubj", "nsubjpass")]
    if any(d.lower == "no" for s in subject for d in tree.children(s, "det")) or any(
        s.lower in {"nobody", "nothing", "none", "anybody", "neither"} for s in subject
    ):
        return "denied"
    return _above(tree, word)


def _above(tree: Tree, word: Token) -> str:
    below = word
    for above in tree.ancestors(word):
        if below.dep in {"relcl", "conj", "advcl", "acl"} and above.pos in {"NOUN", "PROPN"}:
            return "told"
        lemma = above.lemma.lower()
        if lemma in _DENYING:
            return "denied"
        if lemma in {"rule", "exclude"} and below.dep in {"xcomp", "dobj", "pcomp", "ccomp"}:
            return "threatened" if tree.children(above, "neg") else "denied"
        if lemma in _THREATENING and below.dep in {"xcomp", "ccomp", "pobj", "pcomp", "prep"}:
            return "threatened"
        if lemma in _ASKING and below.dep in {"xcomp", "ccomp", "dobj", "pcomp", "prep", "acl", "relcl"}:
            return "asked"
        if lemma in _ALLEGING and below.dep in {"ccomp", "xcomp", "pcomp", "prep", "dobj"}:
            return "denied" if tree.children(above, "neg") else "alleged"
        if above.pos in VERBAL and any(c.lower in _MAYBE for c in tree.children(above, "aux")) and below.dep in {
            "xcomp", "ccomp", "dobj"
        }:  # fmt: skip
            return "supposed"
        below = above
    return "told"


def days_of(tree: Tree, word: Token) -> str:
    """Where the sentence says when the act was, as "start-end" offsets; "-" where it does not."""
    for child in tree.children(word, "npadvmod", "prep", "pcomp", "advmod", "pobj"):
        inside = tree.subtree(child)
        if any(entity_of(t) in {"DATE", "TIME"} for t in inside) and not any(t.pos == "VERB" for t in inside):
            return f"{inside[0].start}-{inside[-1].end}"
    head = tree.head(word)
    if head is not None and word.dep in {"conj", "xcomp"} and head.pos in VERBAL:
        return days_of(tree, head)
    return "-"


# ---------------------------------------------------------------- the table


_WEAK = {"ban", "bar", "tax", "sanction", "enter", "sight", "strike", "move troops", "shelter", "spy", "march"}


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
        entries.sort(key=lambda e: (e[2].name in _WEAK, not e[1]))
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
