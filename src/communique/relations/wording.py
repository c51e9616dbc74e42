"""How an act is named: in the report's own words, and as a short label."""

from __future__ import annotations

from communique.grammar import Token, Tree
from communique.relations.doings import Doing, core_noun, in_set
from communique.relations.phrases import NOMINAL, entity_of, joined, lemma_of, phrase, place_after, short
from communique.relations.telling import VERBAL

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
_LOOSE_ENDS = {"ADP", "DET", "ADV", "PRON", "PART", "AUX", "SCONJ", "CCONJ", "PUNCT", "ADJ", "NUM"}


def label_of(tree: Tree, doing: Doing, victim: str = "") -> str:
    """What happened in a few of the report's own words: "seizure of coffee trucks in Copán"."""
    if doing.kind.by_subject or (doing.doer is not None and in_set(tree, doing.doer, "crowd")):
        return _told_whole(tree, doing)
    if doing.kind.name == "tax" and doing.thing is not None:
        return _measure(tree, doing)
    place = joined(place_after(tree, doing.trigger)) if doing.trigger.pos in VERBAL else ""
    thing = ""
    if doing.thing is not None:
        core = core_noun(tree, doing.thing)
        thing = (
            victim
            if vague(core)
            else short(tree, core if vague(doing.thing) else doing.thing, tail=not place)
        )
    return " ".join(part for part in (doing.kind.phrase if thing else doing.kind.name, thing, place) if part)


def _measure(tree: Tree, doing: Doing) -> str:
    """ "duty on Malaysian wooden doors": what is imposed, and on what."""
    thing = doing.thing
    assert thing is not None
    preps = [
        p for t in (thing, doing.trigger) for p in tree.children(t, "prep") if p.lower in {"on", "against"}
    ]
    inner = [short(tree, o, tail=False) for p in preps for o in tree.children(p, "pobj") if o.pos in NOMINAL]
    name = short(tree, thing, tail=False)
    return f"{name} on {inner[0]}" if inner else name


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
        first, final = min(chosen, key=lambda t: t.i), max(chosen, key=lambda t: t.i)
        if final.i - first.i < 16:
            return first, run_on(tree, first, final)
    return doing.trigger, run_on(tree, doing.trigger, doing.trigger)


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


def _told_whole(tree: Tree, doing: Doing) -> str:
    doer = short(tree, doing.doer, tail=False) if doing.doer is not None else ""
    thing = ""
    if doing.thing is not None and doing.thing != doing.doer:
        thing = short(tree, doing.thing)
    if not thing:
        thing = joined(t for c in tree.children(doing.trigger, "prep") for t in tree.subtree(c)[:6])
        thing = " ".join(thing.split()[:9])
    return " ".join(part for part in (doer, doing.trigger.text, thing) if part)


def vague(thing: Token) -> bool:
    """Whether a word only points at people named elsewhere: "them", "the men", "one"."""
    return thing.pos == "PRON" or lemma_of(thing) in _VAGUE
