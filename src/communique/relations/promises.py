"""Finds promises with a content in a parsed sentence: who undertakes to do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.grammar import Token, Tree
from communique.relations.phrases import entity_of, joined, lemma_of, word_set, words_by
from communique.relations.telling import VERBAL, doers_of

_TURNING = {"back", "over", "up", "down", "off", "away"}  # "take back" promises what "take" does not
_BAD_AUX = {"would", "could", "may", "might", "should"}
_KEPT = {
    "dobj", "prt", "prep", "pobj", "det", "amod", "compound", "poss", "case", "nummod", "conj", "cc", "xcomp", "pcomp",
    "neg", "advmod", "acl", "quantmod", "nmod", "dative", "oprd", "attr", "acomp", "ccomp", "aux", "nsubj", "nsubjpass",
    "auxpass", "agent", "npadvmod", "predet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: the word that makes it, its subject, and the tokens of what is promised.

    `kind` is "promise", "plan" where only a future tense says so ("is to hand over"), or "waiver" ("would not sue").
    """

    cue: Token
    subject: Token | None
    content: tuple[Token, ...]
    kind: str = "promise"

    @property
    def what(self) -> str:
        """The content in the report's own words, without its deadline and asides."""
        return joined(self.content[:18])


def find(tree: Tree) -> Iterator[Promise]:
    """The promises of a sentence in text order, each content once."""
    kinds = words_by("promises", "kind", "words")
    seen: set[int] = set()
    for token in tree:
        for promise in _of_word(tree, token, kinds):
            first = min(t.i for t in promise.content)
            if first not in seen:
                seen.add(first)
                yield promise
    for promise in [*_plans(tree, kinds), *_waivers(tree)]:
        if min(t.i for t in promise.content) not in seen:
            yield promise


def _of_word(tree: Tree, token: Token, kinds: dict[str, frozenset[str]]) -> Iterator[Promise]:
    lemma = token.lemma.lower()
    if token.pos in VERBAL and lemma in kinds["promise"]:
        yield from _of_verb(tree, token, reflexive=lemma in kinds["reflexive"])
    elif token.pos in VERBAL and lemma in kinds["give"]:
        yield from _of_light(tree, token, kinds["word"])
    elif token.pos == "ADJ" and lemma in kinds["ready"]:
        yield from _of_ready(tree, token)
    elif token.pos == "NOUN" and lemma_of(token) in kinds["noun"]:
        yield from _of_noun(tree, token)


def _of_verb(tree: Tree, verb: Token, *, reflexive: bool) -> Iterator[Promise]:
    if _doubted(tree, verb):
        return
    subject = next(iter(doers_of(tree, verb)), None)
    for act in _acts(tree, verb):
        content = _content(tree, act)
        if content:
            yield Promise(verb, _undoer(tree, act) or subject, content)
    for thing in _things(tree, verb, reflexive=reflexive):
        content = tuple(_pruned(tree, thing))
        if len(content) > 1:
            yield Promise(verb, subject, content)


def _doubted(tree: Tree, verb: Token) -> bool:
    return bool(tree.children(verb, "neg")) or any(a.lower in _BAD_AUX for a in tree.children(verb, "aux"))


def _acts(tree: Tree, verb: Token) -> list[Token]:
    found = [t for c in tree.children(verb, "xcomp", "ccomp") for t in tree.conjuncts(c)]
    if any(t.lower.endswith(("self", "selves")) for t in tree.children(verb, "dobj")):
        found += [
            t for t in tree.children(verb, "advcl") if any(c.lower == "to" for c in tree.children(t, "aux"))
        ]
    for prep in tree.children(verb, "prep"):
        if prep.lower in {"to", "on"}:
            found += tree.children(prep, "pcomp")
    return [t for t in found if t.pos in VERBAL]


def _things(tree: Tree, verb: Token, *, reflexive: bool) -> list[Token]:
    """The noun that is promised: the object of "pledge", what one commits oneself "to"."""
    if verb.lemma.lower() in {"agree", "consent"} or tree.children(verb, "xcomp", "ccomp"):
        return []
    objects = [t for t in tree.children(verb, "dobj") if t.pos == "NOUN"]
    if not objects and reflexive:
        preps = [p for p in tree.children(verb, "prep") if p.lower == "to"]
        objects = [o for p in preps for o in tree.children(p, "pobj") if o.pos == "NOUN"]
    return [t for t in objects if lemma_of(t) not in word_set("not_matters")]


def _of_light(tree: Tree, verb: Token, words: frozenset[str]) -> Iterator[Promise]:
    """ "gave its word that the herds may graze"."""
    for noun in tree.children(verb, "dobj"):
        if lemma_of(noun) not in words or _doubted(tree, verb):
            continue
        subject = next(iter(doers_of(tree, verb)), None)
        below = [*tree.children(noun, "acl", "ccomp", "relcl"), *tree.children(verb, "ccomp", "xcomp")]
        for act in below:
            content = _content(tree, act) if act.pos in VERBAL else ()
            if content:
                yield Promise(verb, subject, content)


def _of_ready(tree: Tree, word: Token) -> Iterator[Promise]:
    verb = tree.head(word)
    if verb is None or verb.lemma not in {"be", "stand", "declare"} or _doubted(tree, verb):
        return
    for act in tree.children(word, "xcomp"):
        content = _content(tree, act)
        if content:
            yield Promise(word, next(iter(doers_of(tree, verb)), None), content)


def _of_noun(tree: Tree, noun: Token) -> Iterator[Promise]:
    owner = _owner(tree, noun)
    for act in tree.children(noun, "acl", "relcl", "ccomp"):
        if act.pos in VERBAL and any(
            c.lower in {"to", "will", "would", "that"} for c in tree.children(act, "aux", "mark")
        ):
            content = _content(tree, act)
            if content:
                yield Promise(noun, owner, content)
    for prep in tree.children(noun, "prep"):
        if prep.lower == "of":
            for thing in tree.children(prep, "pobj"):
                content = tuple(_pruned(tree, thing))
                if content and lemma_of(thing) not in word_set("not_matters"):
                    yield Promise(noun, owner, content)


def _owner(tree: Tree, noun: Token) -> Token | None:
    made = [
        p
        for c in tree.children(noun, "acl")
        for a in tree.children(c, "agent")
        for p in tree.children(a, "pobj")
    ]
    given = [
        o for p in tree.children(noun, "prep") if p.lower in {"from", "by"} for o in tree.children(p, "pobj")
    ]
    return next(iter([*tree.children(noun, "poss"), *made, *given]), None)


def _waivers(tree: Tree) -> Iterator[Promise]:
    """What a side says it will not do: a promise where it gives way, which its claims have to say."""
    for verb in tree:
        ahead = any(a.lower in {"will", "would"} for a in tree.children(verb, "aux"))
        if ahead and verb.pos == "VERB" and verb.dep == "ccomp" and tree.children(verb, "neg"):
            content = tuple(t for t in _pruned(tree, verb) if t.i >= verb.i or t.dep == "neg")
            subject = next(iter(tree.children(verb, "nsubj")), None)
            if len(content) > 2:
                yield Promise(verb, subject, content, "waiver")


def _plans(tree: Tree, kinds: dict[str, frozenset[str]]) -> Iterator[Promise]:
    """What a state "will" or "is to" do, in a sentence that speaks of a deal or a promise, or names a last day."""
    words = {t.lower for t in tree}
    bound = (
        bool(words & kinds["deal"])
        or any(t.lemma.lower() in kinds["aid"] for t in tree)
        or any(
            p.lower in {"by", "before", "until"}
            and any(entity_of(o) in {"DATE", "TIME"} for o in tree.children(p))
            for p in tree
            if p.dep == "prep"
        )
    )
    if not bound or words & {"if", "unless", "were", "warned", "threatened", "cautioned"}:
        return
    for verb in tree:
        if verb.pos == "VERB" and _is_plan(tree, verb):
            subject = next(iter(doers_of(tree, verb)), None)
            if subject is not None and entity_of(subject) in {"GPE", "NORP", "ORG"}:
                joined_to = [
                    t for t in tree.conjuncts(verb) if t is verb or not tree.children(t, "nsubj", "aux")
                ]
                for act in (t for t in joined_to if t.lemma.lower() not in kinds["promise"]):
                    content = _content(tree, act)
                    if len(content) > 1:
                        yield Promise(act, subject, content, "plan")


def _is_plan(tree: Tree, verb: Token) -> bool:
    aux = {c.lower for c in tree.children(verb, "aux")}
    if tree.children(verb, "neg", "auxpass", "nsubjpass"):
        return False
    if aux & {"will", "shall", "must"}:
        return True
    head = tree.head(verb)
    return "to" in aux and verb.dep == "xcomp" and head is not None and head.lemma in {"be", "have"} and head.tag in {
        "VBZ", "VBP"
    }  # fmt: skip


def _undoer(tree: Tree, act: Token) -> Token | None:
    """Who alone can undo what is to be undone: the state that "shut" the crossing both agree to reopen."""
    for thing in tree.children(act, "dobj"):
        for clause in (t for t in tree.subtree(thing) if t.dep == "relcl"):
            for doer in tree.children(clause, "nsubj"):
                if entity_of(doer) == "GPE":
                    return doer
    return None


def _content(tree: Tree, act: Token) -> tuple[Token, ...]:
    """The act with its objects, or nothing where it is a meeting or nothing definite."""
    negated = tree.children(act, "neg")
    definite = any(
        t.pos == "PRON" or lemma_of(t) not in word_set("not_matters")
        for t in tree.children(act, "dobj", "pobj")
    )
    light = act.lemma.lower() in words_by("promises", "kind", "words")["light"]
    turned = definite and (light or any(c.lower in _TURNING for c in tree.children(act, "prt", "advmod")))
    if act.lemma.lower() in word_set("not_promised", "verb") and not negated and not turned:
        return ()
    own = [
        t
        for t in tree.children(act, "nsubj", "nsubjpass")
        if t.pos == "NOUN" and tree.children(act, "aux", "mark")
    ]
    start = min([act.i, *(n.i for n in negated), *(t.i for o in own for t in tree.subtree(o))])
    found = tuple(t for t in _pruned(tree, act) if t.i >= start)
    return found if any(t.pos in {"NOUN", "PROPN", "PRON"} for t in found) or negated else ()


def _pruned(tree: Tree, head: Token) -> list[Token]:
    """The tokens below a head that tell what is promised: no relative clauses, asides, deadlines."""
    found, stack = [head], [head]
    while stack:
        token = stack.pop()
        for child in tree.children(token):
            if child.dep not in _KEPT or (
                child.dep in {"conj", "cc"} and token is head and head.pos in VERBAL
            ):
                continue
            if child.dep == "aux" and token is head:
                continue
            if child.pos == "VERB" and child.dep == "conj" and tree.children(child, "nsubj", "nsubjpass"):
                continue
            found.append(child)
            stack.append(child)
    return sorted(found, key=lambda t: t.i)
