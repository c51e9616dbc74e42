"""Names that the parser takes for something else and the words beside them show to be persons'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from communique.spot.names_roles import RoleSpan
from communique.spot.names_sentence import Scene, has, word_set

SHORTEST, LONGEST = 2, 5  # words of such a name
_BEFORE_ROLE = re.compile(r"^, (?:(?:the|a|an|its|his|her|their|who is|who was|now) )?(?:[\w’'-]+ ){0,3}$")
_ROLE_BEFORE = re.compile(r"^(?:, | (?:who|which|that|for|of|in|to)\b[^,;:.“”\"]{0,60}, )$")
PLACING = frozenset({"in", "at", "near", "from", "to", "around", "off", "outside", "into", "via", "across"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
Run = Callable[[Scene, int], int]


def spoken_of(scene: Scene, roles: list[RoleSpan], run: Run) -> Iterator[tuple[int, int]]:
    """Words first to last (exclusive) of capitalised runs that stand beside a role, before "who", or speak.

    `run` gives where a name that begins at a word ends.
    """
    if scene.in_title_case or scene.tree is None:
        return
    in_role = {i for role in roles for i in range(role.core_first, role.core_last)}
    at = 0
    while at < len(scene.found):
        last = run(scene, at) if _begins(scene, at, in_role) else at
        if (
            SHORTEST <= last - at <= LONGEST
            and _can_be_person(scene, at, last)
            and (_by_role(scene, roles, at, last) or _with_who(scene, last) or _speaks(scene, at, last))
        ):
            yield at, last
        at = max(at + 1, last)


def placed(scene: Scene, first: int, last: int) -> bool:
    """Whether a name stands where only places do: right after "in", "at", "near", or before ", where"."""
    before = scene.found[first - 1].key if first and scene.gap(first - 1) == " " else ""
    if last < len(scene.found) and scene.found[last].key == "where" and scene.gap(last - 1) == ", ":
        return True
    return before in ("in", "at", "near", "outside") and not scene.possessive(last - 1)


def _begins(scene: Scene, i: int, in_role: set[int]) -> bool:
    word, match = scene.found[i], scene.at.get(i)
    if not word.capital or i in in_role or word.text in word_set("not_in_names") or match is not None:
        return False
    return i == 0 or not (scene.found[i - 1].capital and scene.gap(i - 1) == " " and i - 1 not in in_role)


def _can_be_person(scene: Scene, first: int, last: int) -> bool:
    """Whether nothing speaks against a person: no article, preposition of place or institution's word."""
    others = word_set("not_person_words")
    if any(scene.found[i].text in others or scene.found[i].text.isupper() for i in range(first, last)):
        return False
    before = scene.found[first - 1].key if first else ""
    if first and scene.gap(first - 1) == " " and (before == "the" or before in PLACING):
        return first > 1 and (scene.found[first - 2].key, before) == ("according", "to")
    return True


def _by_role(scene: Scene, roles: list[RoleSpan], first: int, last: int) -> bool:
    """Whether one person's role stands before a comma and the name, or after it."""
    start, end = scene.span(first, last)
    for role in roles:
        if role.reason == "titles":
            continue
        begin, stop = scene.span(role.first, role.last)
        if role.last <= first and _ROLE_BEFORE.match(scene.text[stop:start]):
            return _one_follows(scene, last)
        if role.first >= last and begin - end < 60 and _BEFORE_ROLE.match(scene.text[end:begin]):
            return True
    return False


def _one_follows(scene: Scene, last: int) -> bool:
    """Whether the apposition ends with the name: a comma, a mark, or the sentence's end follows."""
    return scene.text[scene.found[last - 1].end : scene.found[last - 1].end + 1] in (
        "",
        ",",
        ".",
        ";",
        "”",
        ":",
        "\n",
    )


def _with_who(scene: Scene, last: int) -> bool:
    return last < len(scene.found) and scene.found[last].key == "who" and scene.gap(last - 1) == ", "


def _speaks(scene: Scene, first: int, last: int) -> bool:
    """Whether the name is the subject of a verb of speaking, and the parser does not hold it for an institution."""
    token = scene.token(last - 1)
    if token is None or scene.tree is None or token.dep not in SUBJECT:
        return False
    labels = {t.entity[2:] for i in range(first, last) if (t := scene.token(i))}
    head = scene.tree.head(token)
    known = any(has(scene.at.get(i)) for i in range(first, last))
    return (
        head is not None
        and head.lemma in word_set("speaking")
        and not (labels & {"ORG", "GPE", "FAC"} or known)
    )
