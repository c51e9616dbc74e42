"""Names of persons as written: after titles, by the parser's labels, from the registry, and seen again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.records import SpottedKind
from communique.spot.names_beside import PLACING, placed, speaks, spoken_of
from communique.spot.names_roles import RoleSpan
from communique.spot.names_sentence import Scene, has, word_set
from communique.spot.names_words import Word, key

KNOWN = (SpottedKind.STATE, SpottedKind.ORGAN, SpottedKind.ORGANISATION, SpottedKind.ROLE)
JOINTS = re.compile(r"^(?: |-|–|‑|\. ?|’|')?$")
NOT_NAMES = frozenset({"VERB", "AUX", "DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "NUM", "PART"})
BEFORE_MONTHS = frozenset(
    {"in", "since", "last", "this", "next", "early", "late", "mid", "until", "by", "of", "from", "for", "and"}
)
LONGEST = 6  # words of one name
LIKE_PERSON = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "FAC", "LOC", "WORK_OF_ART", "EVENT", ""})


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Words first to last (exclusive) that name a person, and how they were found."""

    first: int
    last: int
    reason: str  # title, honorific, registry, entity, given name, beside, again, capital


def find_people(scenes: Iterable[tuple[Scene, list[RoleSpan]]]) -> Iterator[tuple[Scene, list[NameSpan]]]:
    """For each sentence of one report its persons, first the sure ones, then surnames seen again anywhere."""
    met = list(scenes)
    lower = frozenset(w.text for scene, _ in met for w in scene.found if w.text.islower())
    inner = frozenset(
        scene.found[i].text for scene, _ in met for i in scene.capitals if i and not scene.in_title_case
    )
    seen = [
        (scene, roles, [n for n in _sure(scene, roles) if not _common(scene, n, lower, inner)])
        for scene, roles in met
    ]
    known = _surnames(seen)
    for scene, roles, sure in seen:
        yield scene, sorted([*sure, *_again(scene, roles, sure, known)], key=lambda n: n.first)


def _common(scene: Scene, name: NameSpan, lower: frozenset[str], inner: frozenset[str]) -> bool:
    """Whether a lone word that only the parser takes for a name is a common one, or only begins a sentence."""
    if name.reason != "entity":
        return False
    if name.last - name.first > 1:
        return scene.in_title_case and all(w.key in lower for w in scene.found[name.first : name.last])
    word = scene.found[name.first]
    opens = name.first == 0 or scene.in_title_case
    return word.key in lower or (
        opens and word.text not in inner and not speaks(scene, name.first, name.last)
    )


def _sure(scene: Scene, roles: list[RoleSpan]) -> list[NameSpan]:
    taken: set[int] = {i for role in roles for i in range(role.core_first, role.core_last)}
    found: list[NameSpan] = []
    for span in [
        *_after_titles(scene, roles),
        *_after_honorifics(scene),
        *_registered(scene),
        *_labelled(scene, roles),
        *_given(scene),
        *(NameSpan(first, last, "beside") for first, last in spoken_of(scene, roles, _run)),
    ]:
        after = scene.found[span.last].key if span.last < len(scene.found) else ""
        if after in word_set("named_after") and scene.gap(span.last - 1) == " ":
            continue  # "Simón Bolívar airport"
        if not taken.intersection(range(span.first, span.last)):
            taken.update(range(span.first, span.last))
            found.append(span)
    return found


def _after_titles(scene: Scene, roles: list[RoleSpan]) -> Iterator[NameSpan]:
    for role in roles:
        for end in {role.last, role.core_last}:
            if end < len(scene.found) and scene.gap(end - 1) in (" ", "  ", ": "):
                last = _run(scene, end + 1) if _month_as_given(scene, end) else _run(scene, end)
                if last > end and (last - end > 1 or not _plain(scene, end)):
                    yield NameSpan(end, last, "title")


def _month_as_given(scene: Scene, i: int) -> bool:
    """Whether a month's name is somebody's given name: after no preposition, right before a name's word."""
    return (
        scene.found[i].text in word_set("month_names")
        and scene.gap(i) == " "
        and _plain_capital(scene, i + 1)
        and len(scene.found[i + 1].text) > 2
        and not (i and scene.found[i - 1].key in BEFORE_MONTHS)
    )


def _plain(scene: Scene, i: int) -> bool:
    """Whether a lone capital word after a title is more likely no name (a headline's verb, an acronym)."""
    token = scene.token(i)
    if scene.found[i].text.isupper() and len(scene.found[i].text) > 1 and not scene.in_title_case:
        return True
    return scene.in_title_case and token is not None and token.pos in NOT_NAMES


def _after_honorifics(scene: Scene) -> Iterator[NameSpan]:
    titles = word_set("honorifics")
    for i in scene.capitals:
        title = scene.found[i].text
        if title == "M" and scene.gap(i) == ". ":  # "M. Delcassé", but not the initials of "M. K. Stalin"
            known = _plain_capital(scene, i + 1) and len(scene.found[i + 1].text) > 2
            known = known and not (i and scene.found[i - 1].capital)
        else:
            known = title in titles and scene.gap(i) in (". ", " ", ".", ".  ")
            inside = i > 0 and scene.gap(i - 1) == " " and _plain_capital(scene, i - 1)  # "Yusuf Sheikh Noor"
            known = known and not (inside and scene.found[i].key in word_set("titles_in_names"))
        if known:
            last = _run(scene, i + 1)
            if last > i + 1:
                yield NameSpan(i + 1, last, "honorific")


def _registered(scene: Scene) -> Iterator[NameSpan]:
    for match in scene.matches:
        if match.reading(SpottedKind.PERSON):
            yield NameSpan(_leftmost(scene, match.first, set()), match.last, "registry")


def _labelled(scene: Scene, roles: list[RoleSpan]) -> Iterator[NameSpan]:
    in_role = {i for role in roles for i in range(role.first, role.core_last)}
    for start, end, label in scene.entities:
        if label != "PERSON":
            continue
        inside = [i for i in scene.inside(start, end + 1) if scene.found[i].start < end and i not in in_role]
        first = next((i for i in inside if _can_begin(scene, i)), None)
        if first is None:
            continue
        run = _run(scene, first + 1) if _month_as_given(scene, first) else _run(scene, first)
        last = min(run, max(inside[-1] + 2, _head_word(scene, inside[-1]) + 1))
        if last > first and not (_known_as_other(scene, first, last) or placed(scene, first, last)):
            yield NameSpan(_leftmost(scene, first, in_role), last, "entity")


def _leftmost(scene: Scene, first: int, in_role: set[int]) -> int:
    """Where a name begins that the parser or the registry holds only the end of ("[Zainal] Abdul Hadi")."""
    if scene.in_title_case:
        return first
    at = first
    while at > 0 and first - at < LONGEST and at - 1 not in in_role and scene.gap(at - 1) == " ":
        token = scene.token(at - 1)
        if token is None or token.pos != "PROPN":
            break
        if not (_plain_capital(scene, at - 1) or _place_as_given(scene, at - 1)):
            break
        alone = at > 1 and not (scene.found[at - 2].capital and scene.gap(at - 2) == " ")
        if not (_head_word(scene, at - 1) >= at or (alone and len(token.text) > 2)):
            break
        at -= 1
    titled = at > 0 and scene.found[at - 1].capital and scene.gap(at - 1) == " "  # "Prime Priest Vasile"
    return first if titled and at - 1 not in in_role else at


def _place_as_given(scene: Scene, i: int) -> bool:
    """Whether a city's name is a given name: no preposition before, and the parser hangs it on the next words."""
    match = scene.at.get(i)
    known = match is not None and match.last - match.first == 1 and {e.kind for e in match.entries}
    if known != {SpottedKind.PLACE} or (i and scene.found[i - 1].key in PLACING):
        return False
    return _head_word(scene, i) > i


def _head_word(scene: Scene, i: int) -> int:
    """The place of the word that a word of a name is a compound of; -1 where it is none."""
    token = scene.token(i)
    if token is None or scene.parse is None or token.dep != "compound":
        return -1
    inside = scene.inside(scene.parse.starts[token.head], scene.parse.ends[token.head])
    return next(iter(inside), -1)


def _given(scene: Scene) -> Iterator[NameSpan]:
    """Runs of two or three capitalised words that begin with a common given name, whatever the parser says."""
    if scene.in_title_case:
        return
    given = word_set("names_rules/given_genders")
    for i in scene.capitals:
        if (
            scene.found[i].text in given
            and scene.at.get(i) is None
            and (i == 0 or not scene.found[i - 1].capital)
        ):
            last = _run(scene, i)
            if last - i in (2, 3) and not any(scene.at.get(j) for j in range(i, last)):
                yield NameSpan(i, last, "given name")


def _can_begin(scene: Scene, i: int) -> bool:
    word = scene.found[i]
    if word.text in word_set("honorifics"):
        return False
    if word.text in word_set("not_in_names"):
        return _month_as_given(scene, i)
    return word.capital and not has(scene.at.get(i), *KNOWN)


def _known_as_other(scene: Scene, first: int, last: int) -> bool:
    """Whether words the parser calls a person are a known place, or a phrase that names nobody."""
    match = scene.at.get(first)
    if match is None or match.first > first or match.last < last:
        return False
    return not match.reading(SpottedKind.PERSON)


def _run(scene: Scene, first: int) -> int:
    """The end of the run of name words from `first`; equal to it where none begins there."""
    stops, particles = word_set("not_in_names"), word_set("particles")
    last = at = first
    while at < len(scene.found) and at - first < LONGEST:
        word = scene.found[at]
        if at > first and not JOINTS.match(scene.gap(at - 1)):
            break
        if word.key == "s" and at > first and scene.possessive(at - 1):
            break
        if word.capital and word.text not in stops:
            if _stops_name(scene, at, at == first, last - first):
                break
            last = at + 1
        elif not (word.key in particles and at > first) and not _tail(scene, at):
            break
        elif _tail(scene, at):
            last = at + 1
        at += 1
        if last > first and scene.possessive(at - 1):
            break
    return last


def _tail(scene: Scene, at: int) -> bool:
    """Whether a lower-case word is the second half of a hyphened given name ("Jae-in", "Jong-un")."""
    return (
        at > 0
        and scene.gap(at - 1) in ("-", "‑")
        and len(scene.found[at].text) <= 5
        and scene.found[at - 1].capital
    )


def _stops_name(scene: Scene, at: int, begins: bool, length: int) -> bool:
    match = scene.at.get(at)
    if match is not None and match.reading(SpottedKind.PERSON):
        return False
    if _title_as_name(scene, at):
        return False
    if match is not None and (has(match, *KNOWN) or match.last - match.first > 1):
        return not (not begins and _given_like(scene, at))
    if match is not None and any(e.kind is None for e in match.entries):
        return True
    if begins and match is not None and has(match, SpottedKind.PLACE):
        token = scene.token(at)
        return token is None or not token.entity.endswith("PERSON")
    if scene.gap(at - 1) == ". " and at and len(scene.found[at - 1].text) > 2 and length:
        return True  # a sentence's end that the parser did not see
    token = scene.token(at)
    return (
        token is not None
        and not begins
        and token.pos in NOT_NAMES
        and not token.entity.endswith("PERSON")
        and (token.pos != "ADP" and token.pos != "PART" and len(token.text) > 2)
    )


def _title_as_name(scene: Scene, at: int) -> bool:
    """Whether a word that can be a title is a name's part here ("Mr Amir-Karimi", "Hassan Amir Karimi")."""
    match, before = scene.at.get(at), scene.found[at - 1] if at else None
    if (
        match is None
        or match.last - match.first > 1
        or scene.found[at].key not in word_set("titles_in_names")
    ):
        return False
    after_name = before is not None and (
        before.text in word_set("honorifics") or _plain_capital(scene, at - 1)
    )
    return after_name or scene.gap(at) == "-"


def _plain_capital(scene: Scene, at: int) -> bool:
    word = scene.found[at]
    return word.capital and scene.at.get(at) is None and word.text not in word_set("not_in_names")


def _given_like(scene: Scene, at: int) -> bool:
    """Whether a known word stands as a family name: the parser holds it and what precedes for one person."""
    token = scene.token(at)
    match = scene.at.get(at)
    return bool(
        token
        and token.entity == "I-PERSON"
        and match
        and match.last - match.first == 1
        and not has(match, SpottedKind.ROLE, SpottedKind.ORGAN)
    )


def _surnames(seen: list[tuple[Scene, list[RoleSpan], list[NameSpan]]]) -> dict[str, str]:
    """Words that are parts of names found in this report, with the shape they were written in."""
    count: Counter[str] = Counter()
    for scene, _, names in seen:
        for name in names:
            parts = [w for w in scene.found[name.first : name.last] if len(w.text) > 1 and w.capital]
            for part in {p.key for p in (parts if len(parts) == 2 else parts[-1:])}:
                count[part] += 1
    return {word: word for word in sorted(count)}


def _again(
    scene: Scene, roles: list[RoleSpan], sure: list[NameSpan], known: dict[str, str]
) -> Iterator[NameSpan]:
    taken = {i for n in sure for i in range(n.first, n.last)}
    taken.update(i for r in roles for i in range(r.core_first, r.core_last))
    others = word_set("not_in_names")
    for i in scene.capitals:
        word = scene.found[i]
        if i in taken or len(word.text) < 2 or word.text in others:
            continue
        match = scene.at.get(i)
        if word.key in known and _free(scene, i) and (match is None or match.last - match.first == 1):
            if not (has(match, *KNOWN) or _between_names(scene, i, taken)):
                yield NameSpan(i, i + 1, "again")
        elif match is None and _unknown_name(scene, i, word):
            yield NameSpan(i, i + 1, "capital")


def _free(scene: Scene, i: int) -> bool:
    """Whether a word can be a name where it stands: not a common word that only begins the sentence."""
    token = scene.token(i)
    return token is None or token.pos in ("PROPN", "NOUN", "X", "ADJ", "VERB") or i > 0


def _between_names(scene: Scene, i: int, taken: set[int]) -> bool:
    """Whether the word is stuck to another name by a hyphen ("Sino-Kerr")."""
    return scene.gap(i) == "-" and i + 1 in taken


def _unknown_name(scene: Scene, i: int, word: Word) -> bool:
    """A capitalised word inside a sentence that nothing explains: perhaps somebody's garbled name."""
    token = scene.token(i)
    if token is None or scene.in_title_case or len(word.text) < 4 or word.text.isupper():
        return False
    if i == 0:  # "Mdinaraze refused", "Arnutu's office": weak, kept only where somebody's name is near
        return (
            token.pos == "PROPN" and token.text == word.text and token.dep in ("nsubj", "nsubjpass", "poss")
        )
    if token.pos != "PROPN" or (key(token.text) != word.key and not token.text.endswith(word.text)):
        return False
    before, after = scene.found[i - 1], scene.found[i + 1] if i + 1 < len(scene.found) else None
    lone_left = not (before.capital and scene.gap(i - 1) == " ") or before.text in word_set("not_in_names")
    lone_right = (
        after is None or not (after.capital and scene.gap(i) == " ") or after.text in word_set("not_in_names")
    )
    return lone_left and lone_right and token.entity[2:] in LIKE_PERSON
