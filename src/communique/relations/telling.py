"""What a verb acts on, who does it, when, and how the sentence tells it."""

from __future__ import annotations

from communique.grammar import Token, Tree
from communique.relations.phrases import NOMINAL, antecedent, entity_of, words_by

VERBAL = {"VERB", "AUX"}
_CONTENT = {"xcomp", "ccomp", "pcomp", "dobj"}


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
        return [antecedent(tree, t) for t in found] + tree.children(verb, "dobj", "oprd")
    found = [antecedent(tree, t) for o in tree.children(verb, "dobj") for t in tree.conjuncts(o)]
    if not found and verb.dep == "amod" and verb.tag in {"VBN", "JJ"}:
        head = tree.head(verb)
        return [head] if head is not None else []
    head = tree.head(verb)
    if not found and head is not None and head.lemma in {"keep", "hold", "leave"} and verb.dep != "conj":
        return [*tree.children(verb, "nsubj"), *tree.children(head, "dobj")]
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


def manner(tree: Tree, word: Token) -> str:
    """How a sentence tells an act: told, known, denied, alleged, threatened, asked or supposed."""
    if word.dep == "amod":
        return "known"
    if _negated(tree, word):
        return "denied"
    if any(c.lower in _words("maybe") for c in tree.children(word, "aux")):
        warned = any(a.lemma.lower() in _words("threatening") for a in tree.ancestors(word))
        return "threatened" if warned else "supposed"
    if any(c.lower == "be" for c in tree.children(word, "aux", "auxpass")) and not tree.children(word, "aux"):
        return "asked"  # "insisted that it be dismantled"
    if any(c.lower in _words("if") and c.dep == "mark" for c in tree.children(word)):
        return "supposed"
    above = _above(tree, word)
    infinitive = any(c.lower == "to" and c.pos == "PART" for c in tree.children(word, "aux"))
    return "supposed" if infinitive and above == "told" else above


def _negated(tree: Tree, word: Token) -> bool:
    if tree.children(word, "neg") or any(c.lower in {"no", "neither"} for c in tree.children(word, "det")):
        return True
    subjects = tree.children(word, "nsubj", "nsubjpass")
    none = {"nobody", "nothing", "none", "anybody", "neither"}
    return any(s.lower in none or any(d.lower == "no" for d in tree.children(s, "det")) for s in subjects)


def _above(tree: Tree, word: Token) -> str:
    """What the chain of governors makes of an act, the nearest that decides first."""
    below = word
    for above in tree.ancestors(word):
        if below.dep in {"relcl", "conj", "advcl", "acl"} and above.pos in NOMINAL:
            accused = any(a.lemma.lower() in _words("accusing") for a in tree.ancestors(above))
            return "alleged" if accused and below.dep == "relcl" else "told"
        decided = _decided(tree, above, below)
        if decided is not None:
            return decided
        below = above
    return "told"


def _decided(tree: Tree, above: Token, below: Token) -> str | None:
    lemma, dep = above.lemma.lower(), below.dep
    if lemma in _words("denying"):
        return "denied"
    if lemma in _words("excluding") and dep in _CONTENT:
        return "threatened" if tree.children(above, "neg") else "denied"
    if lemma in _words("threatening") and dep in _CONTENT | {"pobj", "prep"} - {"dobj"}:
        return "threatened"
    if lemma in _words("asking") and dep in _CONTENT | {"prep", "acl", "relcl"}:
        return "asked"
    if lemma in _words("alleging") and dep in _CONTENT | {"prep"}:
        return "denied" if tree.children(above, "neg") else "alleged"
    may = above.pos in VERBAL and any(c.lower in _words("maybe") for c in tree.children(above, "aux"))
    return "supposed" if may and dep in {"xcomp", "ccomp", "dobj"} else None


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


def _words(kind: str) -> frozenset[str]:
    return words_by("manners", "manner", "words")[kind]
