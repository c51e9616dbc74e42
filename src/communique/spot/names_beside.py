"""Names that the parser takes for something else and the words beside them show to be persons'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from communique.grammar import token_at
from communique.spot.names_roles import RoleSpan
from communique.spot.names_sentence import Scene, has, owner_before, word_set

SHORTEST, LONGEST = 2, 5  # words of such a name
_BEFORE_ROLE = re.compile(r"^, (?:(?:the|a|an|its|his|her|their|who is|who was|now) )?(?:[\w’'-]+ ){0,3}$")
_ROLE_BEFORE = re.compile(r"^(?:, | (?:who|which|that|for|of|in|to)\b[^,;:.“”\"]{0,60}, )$")
PLACING = frozenset({"in", "at", "near", "from", "to", "around", "off", "outside", "into", "via", "across"})
PLACED = frozenset({"in", "at", "near", "outside", "around", "round", "off"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
Run = Callable[[Scene, int], int]


def spoken_of(scene: Scene, roles: list[RoleSpan], run: Run) -> Iterator[tuple[int, int]]:
    """Words first to last (exclusive) of capitalised runs that stand beside a role, before "who", or speak.

    `run` gives where a name that begins at a word ends.
    """
    if scene.in_title_case or scene.parse is None:
        return
    in_role = {i for role in roles for i in range(role.core_first, role.core_last)}
    done = 0
    for at in scene.capitals:
        if at < done or not _begins(scene, at, in_role):
            continue
        done = run(scene, at)
        length = done - at
        if (
            1 <= length <= LONGEST
            and _can_be_person(scene, at, done)
            and (
                _meets(scene, at, done)
                or (
                    length >= SHORTEST
                    and (
                        _by_role(scene, roles, at, done) or _with_who(scene, done) or speaks(scene, at, done)
                    )
                )
            )
        ):
            yield at, done


def placed(scene: Scene, first: int, last: int) -> bool:
    """Whether a name stands where only places do: right after "in", "at", "near", or before ", where"."""
    before = scene.found[first - 1].key if first and scene.gap(first - 1) == " " else ""
    if last < len(scene.found) and scene.found[last].key == "where" and scene.gap(last - 1) == ", ":
        return True
    if (
        scene.found[first].key in word_set("place_heads")
        and last - first > 1
        and not speaks(scene, first, last)
    ):
        return scene.found[first].capital and before not in ("and", "by", "with", "said")
    return before in PLACED and not scene.possessive(last - 1)


def _begins(scene: Scene, i: int, in_role: set[int]) -> bool:
    if i in in_role or scene.at.get(i) is not None or scene.found[i].text in word_set("not_in_names"):
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


def _meets(scene: Scene, first: int, last: int) -> bool:
    """Whether a name after a state's possessive meets or talks as only persons do: "Japan's Akiba Takeo met"."""
    token = scene.token(last - 1)
    if token is None or scene.parse is None or owner_before(scene, first)[1] is None:
        return False
    if not (first > 1 and scene.found[first - 1].key == "s"):
        return False
    while token.dep in ("conj", "pobj", "prep", "appos") and token.head != token.i:
        token = token_at(scene.parse, token.head)
        if token.pos == "VERB":
            return token.lemma in word_set("meeting")
    return token.dep in (*SUBJECT, "dobj") and scene.parse.lemmas[token.head] in word_set("meeting")


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


def speaks(scene: Scene, first: int, last: int) -> bool:
    """Whether the name is the subject of a verb of speaking, and the parser does not hold it for an institution."""
    token = scene.token(last - 1)
    if token is None or scene.parse is None:
        return False
    while token.dep in ("conj", "appos") and scene.parse.pos[token.head] == "PROPN":
        token = token_at(scene.parse, token.head)
    if token.dep not in SUBJECT or token.head == token.i:
        return False
    labels = {t.entity[2:] for i in range(first, last) if (t := scene.token(i))}
    known = any(has(scene.at.get(i)) for i in range(first, last))
    return scene.parse.lemmas[token.head] in word_set("speaking") and not (
        labels & {"ORG", "GPE", "FAC"} or known
    )
