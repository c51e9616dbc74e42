"""Whether a capital's name stands for the city or for the government that sits there."""

from __future__ import annotations

from functools import cache

from communique.grammar import Token, Tree
from communique.rules import load_table
from communique.spot.names_sentence import Scene

SUBJECT = frozenset({"nsubj", "nsubjpass", "agent", "dative"})


def means_government(scene: Scene, first: int, last: int) -> bool:
    """Whether the capital named by words first to last (exclusive) acts, speaks or is dealt with as a state."""
    follows = scene.text[scene.found[last - 1].end : scene.found[last - 1].end + 7]
    if follows.startswith("-"):
        return not follows.startswith("-based")
    token = scene.token(last - 1)
    if token is None or scene.tree is None:
        return False
    if scene.in_title_case and first == 0:
        return not follows.startswith((":", " —", " -", ","))
    return _by_grammar(scene.tree, token, 0)


@cache
def _lists() -> dict[tuple[str, str], str]:
    return {(row["part"], row["word"]): row["reads"] for row in load_table("spot/capital_context.tsv")}


def _by_grammar(tree: Tree, token: Token, depth: int) -> bool:
    head = tree.head(token)
    if head is None or depth > 4:
        return False
    if token.dep in SUBJECT:
        return head.lemma not in ("lie", "locate", "situate")
    match token.dep:
        case "conj" | "appos" if head.pos == "PROPN":
            return _by_grammar(tree, head, depth + 1)
        case "poss":
            return head.pos != "PROPN" and not _is(head, "noun", "site")
        case "pobj":
            return _by_preposition(tree, head)
        case "dobj" | "obj":
            return not (_is(head, "verb", "motion") or _is(head, "noun", "motion"))
        case "compound" | "nmod" | "amod":
            return head.pos != "PROPN" and not _is(head, "noun", "site") and not _is(head, "noun", "motion")
        case "ccomp" | "xcomp" | "advcl":
            return False
    return False


def _is(token: Token, part: str, reads: str) -> bool:
    return _lists().get((part, token.lemma)) == reads


def _by_preposition(tree: Tree, preposition: Token) -> bool:
    reads = _lists().get(("preposition", preposition.lower), "place")
    governor = tree.head(preposition)
    if governor is None or reads == "place":
        return False
    if preposition.lower == "to":
        return ("address", governor.lemma) in _lists()
    moves = _is(governor, "verb", "motion") or _is(governor, "noun", "motion")
    site = _is(governor, "noun", "site")
    if reads == "motion":
        return not (moves or (site and preposition.lower == "from"))
    if preposition.lower in ("of", "by", "about"):
        return not site
    return True
