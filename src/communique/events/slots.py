"""Where in a sentence the sides of an event stand: subjects, objects, possessors, prepositional partners."""

from __future__ import annotations

from dataclasses import dataclass

from communique.events.frames import word_list
from communique.grammar import Token, Tree

RELATIVE = {"who", "which", "that", "whom", "whose", "what"}
DESTINATIONS = ("to", "in", "at", "into", "for")
DEPTH = 6


@dataclass(frozen=True, slots=True)
class Filler:
    """A token that fills a slot and how sure that is (own .91, inherited .58: measured on the samples)."""

    token: Token
    weight: float = 0.91


def is_verb(token: Token) -> bool:
    """Whether a token is a verb by its part of speech."""
    return token.pos in {"VERB", "AUX"}


def passive(tree: Tree, verb: Token) -> bool:
    """Whether a verb is passive, reduced relatives included ("talks held in Oslo")."""
    if tree.children(verb, "auxpass", "nsubjpass") or headline_passive(tree, verb):
        return True
    if tree.children(verb, "agent") and not tree.children(verb, "nsubj"):
        return True
    if verb.tag != "VBN" or tree.children(verb, "nsubj", "aux") or misread(tree, verb):
        return False
    if verb.dep == "conj" and (head := tree.head(verb)) is not None and is_verb(head):
        return head.tag == "VBN" and passive(tree, head)
    return verb.dep == "acl"


def headline_passive(tree: Tree, verb: Token) -> bool:
    """Whether a headline's participle lost its auxiliary ("Chadian editor freed after a year")."""
    return (
        verb.tag == "VBN"
        and verb.dep == "ROOT"
        and verb.lemma in word_list("done_to")
        and not tree.children(verb, "dobj", "aux", "oprd", "ccomp", "xcomp")
        and bool(tree.children(verb, "nsubj"))
    )


def misread(tree: Tree, verb: Token) -> bool:
    """Whether a past tense was parsed as a participle of its own subject ("Thousands marched in Suva")."""
    if verb.tag != "VBN" or verb.dep != "acl" or tree.children(verb, "agent"):
        return False
    head = tree.head(verb)
    if head is None or head.dep != "ROOT" or head.i > verb.i:
        return False
    return not any(t.tag in {"VBD", "VBZ", "VBP", "MD"} for t in tree)


def spread(tree: Tree, tokens: list[Token], weight: float = 0.91) -> list[Filler]:
    """The tokens with what is coordinated with each."""
    return [Filler(t, weight) for token in tokens for t in tree.conjuncts(token)]


def subjects(tree: Tree, verb: Token, depth: int = DEPTH) -> list[Filler]:
    """Who does what the verb says, over passives, relatives, coordination and control; empty if nobody can say."""
    if depth == 0:
        return []
    if passive(tree, verb):
        return spread(tree, [p for a in tree.children(verb, "agent") for p in tree.children(a, "pobj")])
    if misread(tree, verb):
        return _antecedent(tree, verb)
    own = tree.children(verb, "nsubj", "csubj")
    if own:
        if own[-1].lower in RELATIVE and verb.dep == "relcl":
            return _antecedent(tree, verb)
        return spread(tree, own)
    return _inherited(tree, verb, depth)


def _antecedent(tree: Tree, verb: Token) -> list[Filler]:
    head = tree.head(verb)
    if head is None:
        return []
    return spread(tree, [*_measured(tree, head), head], 0.8)


def _measured(tree: Tree, noun: Token) -> list[Token]:
    """The noun that a figure beside it measures: "a levy of nine percent that Peru imposed"."""
    of = tree.head(noun)
    above = tree.head(of) if of is not None and of.lower == "of" and noun.dep == "pobj" else None
    return [above] if above is not None and tree.children(noun, "nummod") else []


def _inherited(tree: Tree, verb: Token, depth: int) -> list[Filler]:
    head = tree.head(verb)
    if head is None:
        return _before_headline(tree, verb)
    match verb.dep:
        case "conj" if is_verb(head) and _finite_after_modal(tree, verb, head):
            above = tree.head(head)
            return _weaken(subjects(tree, above, depth - 1)) if above is not None and is_verb(above) else []
        case "conj" if is_verb(head):
            return _weaken(subjects_or_patient(tree, head, verb, depth))
        case "xcomp" | "ccomp" | "advcl" | "dep":
            return _controlled(tree, verb, head, depth)
        case "acl" | "relcl":
            return _under_noun(tree, head, depth)
        case "pcomp" | "pobj":
            above = tree.head(head)
            if above is None:
                return []
            if (
                is_verb(above)
                and above.lemma in word_list("blaming")
                and head.lower in {"of", "for", "over", "with"}
            ):
                return [Filler(f.token, 0.8) for f in objects(tree, above)]
            return (
                _weaken(subjects(tree, above, depth - 1))
                if is_verb(above)
                else _under_noun(tree, above, depth)
            )
        case _:
            return []


def _finite_after_modal(tree: Tree, verb: Token, head: Token) -> bool:
    """Whether a verb cannot be coordinated with its head: "says it may go and expels" is says … and expels."""
    modal = any(a.tag == "MD" for a in tree.children(head, "aux"))
    return head.dep == "ccomp" and verb.tag in {"VBZ", "VBP"} and modal


def subjects_or_patient(tree: Tree, head: Token, verb: Token, depth: int) -> list[Filler]:
    """The subject a coordinated verb shares: the first verb's, its patient where that one is passive."""
    if passive(tree, head) and not passive(tree, verb):
        return spread(tree, tree.children(head, "nsubjpass")) or _inherited(tree, head, depth - 1)
    return subjects(tree, head, depth - 1)


def _controlled(tree: Tree, verb: Token, head: Token, depth: int) -> list[Filler]:
    if not is_verb(head):
        if head.pos in {"ADJ", "NOUN"} and (copula := tree.head(head)) is not None and is_verb(copula):
            return subjects(tree, copula, depth - 1)
        return _under_noun(tree, head, depth)
    if verb.dep in {"xcomp", "ccomp", "advcl"} and head.lemma in word_list("object_control"):
        told = tree.children(head, "dobj", "nsubjpass", "dative")
        called = [
            p
            for c in tree.children(head, "prep")
            if c.lower in {"on", "upon"}
            for p in tree.children(c, "pobj")
        ]
        if told or called:
            return spread(tree, told or called, 0.8)
    if verb.dep == "ccomp" and verb.tag not in {"VBG", "VB"}:
        return []
    if passive(tree, head):
        return spread(tree, tree.children(head, "nsubjpass"), 0.8) or _inherited(tree, head, depth - 1)
    return [Filler(f.token, min(f.weight, 0.8)) for f in subjects(tree, head, depth - 1)]


def _under_noun(tree: Tree, noun: Token, depth: int) -> list[Filler]:
    """The subject of a verb under a noun: the noun itself if it names somebody, else its holder ("her plan to go")."""
    if noun.dep == "attr" and (copula := tree.head(noun)) is not None:
        return [Filler(f.token, min(f.weight, 0.8)) for f in subjects(tree, copula, depth - 1)]
    if noun.dep == "appos" and (named := tree.head(noun)) is not None:
        return spread(tree, [named], 0.8)
    holders = tree.children(noun, "poss")
    if holders and noun.pos == "NOUN":
        return spread(tree, holders, 0.8)
    if noun.lemma in word_list("content_nouns"):
        verb = next((a for a in tree.ancestors(noun) if is_verb(a)), None)
        return _weaken(subjects(tree, verb, depth - 1)) if verb is not None else []
    return spread(tree, [noun], 0.7)


def _before_headline(tree: Tree, verb: Token) -> list[Filler]:
    """In a headline "Minister to visit Oslo" the parser may lose the subject: the last name before the verb."""
    first = [t for t in tree.children(verb, "ccomp") if run_on(tree, t)]
    if first:
        return spread(tree, tree.children(first[0], "nsubj"), 0.85)
    before = [t for t in tree.children(verb) if t.i < verb.i and t.pos in {"PROPN", "NOUN"}]
    return spread(tree, before[:1], 0.6) or [Filler(t, 0.6) for t in _behind_comma(tree, verb)]


def _behind_comma(tree: Tree, verb: Token) -> list[Token]:
    """Names right before a finite verb that the parser gave to the phrase before: "after talks in Oslo, Peru left"."""
    if verb.tag not in {"VBD", "VBZ", "VBP"}:
        return []
    found: list[Token] = []
    for token in reversed(tree.tokens[: verb.i]):
        if token.lower == ",":
            return found[::-1]
        if token.pos == "PROPN":
            found.append(token)
        elif token.pos not in {"ADV", "CCONJ", "DET", "ADJ"}:
            return []
    return []


def run_on(tree: Tree, verb: Token) -> bool:
    """Whether a clause was parsed under the verb it is listed with: "Peru summoned the envoy, demanded …"."""
    head = tree.head(verb)
    if verb.dep != "ccomp" or head is None or head.i < verb.i or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return False
    own = tree.children(verb, "nsubj")
    return bool(own) and not tree.children(head, "nsubj", "nsubjpass") and not tree.children(verb, "mark")


def _weaken(fillers: list[Filler]) -> list[Filler]:
    return [Filler(f.token, min(f.weight, 0.58)) for f in fillers]


def objects(tree: Tree, verb: Token) -> list[Filler]:
    """To whom or what it is done: direct objects, the subjects of passives, the head of a relative clause."""
    if passive(tree, verb):
        found = tree.children(verb, "nsubjpass")
        if not found and headline_passive(tree, verb):
            found = tree.children(verb, "nsubj")
        if not found and verb.dep == "conj" and (head := tree.head(verb)) is not None:
            return [Filler(f.token, min(f.weight, 0.7)) for f in objects(tree, head)]
        if verb.dep == "acl":
            return _antecedent(tree, verb)
        if found and found[-1].lower in RELATIVE and verb.dep == "relcl":
            return _antecedent(tree, verb)
        return spread(tree, found)
    found = tree.children(verb, "dobj")
    if found and found[-1].lower in RELATIVE and verb.dep == "relcl":
        return _antecedent(tree, verb)
    if not found and verb.lemma == "let":
        found = [s for c in tree.children(verb, "ccomp") for s in tree.children(c, "nsubj")]
    if not found and verb.dep == "relcl" and tree.children(verb, "nsubj"):
        subject = tree.children(verb, "nsubj")[-1]
        if subject.lower not in RELATIVE:
            return _antecedent(tree, verb)
    return spread(tree, found or _counted(tree, verb))


def _counted(tree: Tree, verb: Token) -> list[Token]:
    """The object that the parser took for a phrase of direction: "kidnapped up to 16 miners"."""
    below = [
        p
        for c in tree.children(verb, "prt", "prep", "advmod")
        if c.lower in {"up", "over", "around"}
        for p in (c, *tree.children(c, "prep"))
    ]
    return [t for p in below for t in tree.children(p, "pobj") if tree.children(t, "nummod")]


def after(tree: Tree, token: Token, *words: str) -> list[Filler]:
    """The objects of the token's prepositions among the given ones."""
    found = []
    for preposition in tree.children(token, "prep", "dative", "agent", "prt", "advmod"):
        if preposition.lower in words:
            found.extend(tree.children(preposition, "pobj"))
            for inner in tree.children(preposition, "prep"):
                found.extend(tree.children(inner, "pobj"))
    return spread(tree, found)


def light_verb(tree: Tree, noun: Token) -> Token | None:
    """The verb that carries an event noun ("hold talks", "go on a visit"), None where it has none."""
    first = noun
    while first.dep == "conj" and (head := tree.head(first)) is not None:
        first = head
    head = tree.head(first)
    if head is None:
        return None
    if (
        first.dep in {"dobj", "nsubjpass", "attr", "oprd"}
        and is_verb(head)
        and head.lemma in word_list("light_verbs")
    ):
        return head
    if first.dep == "pobj" and (above := tree.head(head)) is not None:
        if is_verb(above) and f"{above.lemma} {head.lower}" in word_list("light_phrases"):
            return above
        if above.lemma in word_list("measures") and head.lower in {"of", "for"}:
            return light_verb(tree, above)
    return None


def holders(tree: Tree, noun: Token) -> list[Filler]:
    """Whose event a noun names: possessor, `by` phrase, the carrying verb's subject, a state before the noun."""
    poss = tree.children(noun, "poss")
    if poss:
        return spread(tree, poss, 0.85)
    by = after(tree, noun, "by", "from")
    if by:
        return by
    verb = light_verb(tree, noun)
    if verb is not None:
        if passive(tree, verb):
            return subjects(tree, verb)
        return [Filler(f.token, min(f.weight, 0.88)) for f in subjects(tree, verb)]
    return [Filler(t, 0.7) for t in tree.children(noun, "amod", "compound", "nmod")]
