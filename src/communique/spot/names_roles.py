"""Titles and role nouns, also where a spinner swapped their words: "nationwide security consultant"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.records import SpottedKind
from communique.rules import load_table
from communique.spot.names_gazetteer import Match
from communique.spot.names_sentence import Scene, has, owner_before, word_set

STATE, ORGAN, ORGANISATION, ROLE = (
    SpottedKind.STATE,
    SpottedKind.ORGAN,
    SpottedKind.ORGANISATION,
    SpottedKind.ROLE,
)
RIGHT = frozenset({"of", "for", "to", "at", "in", "from"})
_RANKS = {
    "deputy": "deputy", "vice": "deputy", "assistant": "assistant", "substitute": "deputy", "replacement": "deputy",
}  # fmt: skip
GIVEN = frozenset({"sultan", "amir"})  # titles that are given names after another title
PORTFOLIO = 8  # words of a portfolio at most
HEADINGS = frozenset({"head", "chief", "director", "secretary"})
SENT_TO = frozenset({"ambassador", "envoy", "emissary", "representative", "visitor", "adviser", "advisor"})


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Words first to last (exclusive) that name a role; the title proper is core_first to core_last."""

    first: int
    last: int
    core_first: int
    core_last: int
    role: str | None
    state: str | None
    reason: str
    told: bool = False  # the state stands beside the title and is not the title's own by the table


def find_roles(scene: Scene) -> Iterator[RoleSpan]:
    """The roles of a sentence from left to right, each widened to the state or organ it belongs to."""
    done = 0
    for core in _cores(scene):
        if core.first >= done:
            role = _widen(scene, core)
            done = role.last
            yield role


@dataclass(frozen=True, slots=True)
class _Core:
    first: int
    last: int
    role: str | None
    state: str | None
    reason: str


def _cores(scene: Scene) -> Iterator[_Core]:
    heads = _parts("head")
    for i, word in enumerate(scene.found):
        match = scene.at.get(i)
        if match is None and word.key not in heads and word.key not in HEADINGS:
            continue
        entry = match.reading(ROLE) if match else None
        if match and entry:
            named = _in_name(scene, match) or _in_place_name(scene, match)
            if i == match.last - 1 and not (named or _modifies(scene, i)):
                single = match.last - match.first == 1
                composed = _composed(scene, i) if single else None
                yield composed or _Core(match.first, match.last, entry.value, entry.state, entry.reason)
        elif match is None:
            composed = _composed(scene, i) or _heading(scene, i)
            if composed:
                yield composed


def _modifies(scene: Scene, i: int) -> bool:
    """Whether a rank word stands before the rest of a title the table does not know ("a deputy press attache")."""
    if scene.found[i].key not in _RANKS or scene.gap(i) != " ":
        return False
    follows = scene.found[i + 1]
    if has(scene.at.get(i + 1), ROLE):
        return True
    return follows.text.islower() and follows.key not in {
        *RIGHT,
        "who",
        "and",
        "or",
        "said",
        "told",
        "by",
        "on",
        "with",
    }


def _in_name(scene: Scene, match: Match) -> bool:
    """Whether a lone title word is part of a name ("Hassan Amir-Karimi", "Omar King")."""
    i = match.first
    if match.last - i > 1 or i == 0 or not scene.found[i].capital:
        return False
    if scene.found[i].key in GIVEN and has(scene.at.get(i - 1), ROLE) and scene.gap(i - 1) in (" ", ", "):
        return True  # "the envoy, Sultan Al Dhaheri"
    before = scene.found[i - 1]
    if scene.gap(i - 1) not in (" ", ". ") or not before.capital or scene.at.get(i - 1) is not None:
        return False
    if before.text in word_set("honorifics"):
        return scene.found[i].key in word_set("titles_in_names")
    if before.text in word_set("not_in_names"):
        return False
    token = scene.token(i)
    return scene.found[i].key in word_set("titles_in_names") or bool(
        token and token.entity.endswith("PERSON")
    )


def _in_place_name(scene: Scene, match: Match) -> bool:
    """Whether a title with capitals is part of a shoal's, island's or institution's name ("Royal Captain Shoal")."""
    if (
        match.last >= len(scene.found)
        or scene.gap(match.last - 1) != " "
        or not scene.found[match.first].capital
    ):
        return False
    return scene.found[match.last].text in word_set("not_person_words") and scene.at.get(match.last) is None


@cache
def _parts(part: str) -> dict[str, str]:
    return {row["word"]: row["value"] for row in load_table("spot/title_words.tsv") if row["part"] == part}


@cache
def _composition() -> dict[tuple[str, str], str]:
    return {(row["portfolio"], row["head"]): row["role"] for row in load_table("spot/title_roles.tsv")}


def _composed(scene: Scene, i: int) -> _Core | None:
    """A title made of a portfolio and a head ("overseas minister") that ends with word i."""
    head = _parts("head").get(scene.found[i].key)
    inside = scene.at.get(i)
    if head is None or i == 0 or (inside and inside.last - inside.first > 1):
        return None
    portfolio = _parts("portfolio").get(scene.found[i - 1].key)
    if portfolio is None and has(scene.at.get(i - 1), STATE):
        portfolio = "state"
    role = _composition().get((portfolio, head)) if portfolio else None
    if role is None or scene.gap(i - 1).strip() not in ("", "-"):
        return None
    first = i if portfolio == "state" else i - 1
    return _Core(first, i + 1, role, None, "titles" if scene.found[i].key.endswith("s") else "title words")


def _heading(scene: Scene, i: int) -> _Core | None:
    """A title that the table does not know: "Peru's head of fisheries", ", the director of customs"."""
    if scene.found[i].key not in HEADINGS or i == 0:
        return None
    before = scene.found[i - 1]
    owned = (before.key == "s" and scene.possessive(i - 2)) or scene.possessive(i - 1)
    apposed = "," in scene.gap(i - 1) or (i > 1 and before.key in ("the", "a") and "," in scene.gap(i - 2))
    last = _portfolio(scene, i + 1)
    return _Core(i, last, "official", None, "heading") if last and (owned or apposed) else None


def _second_portfolio(scene: Scene, at: int) -> int | None:
    """Where a portfolio joined to a title ends: "[Minister of Foreign Affairs] and Trade"; None where none is."""
    if at + 1 >= len(scene.found) or scene.found[at].key != "and" or scene.gap(at - 1) != " ":
        return None
    known = scene.found[at - 1].key in word_set("portfolio_words")
    return _named_portfolio(scene, at + 1) if known else None


def _of_state(scene: Scene, last: int) -> tuple[int, str | None]:
    """The end of a portfolio with the state it is of: "[minister of civil defence] of Peru"."""
    if last + 1 >= len(scene.found) or scene.found[last].key != "of" or scene.gap(last - 1) != " ":
        return last, None
    at = last + 1 + (scene.found[last + 1].key == "the")
    match = scene.at.get(at)
    named = match.reading(STATE) if match and match.first == at else None
    if match is None or named is None or scene.possessive(match.last - 1) or named.reason == "demonym":
        return last, None
    return match.last, named.value


def _portfolio(scene: Scene, at: int) -> int | None:
    """Where "for fisheries", "of the ocean department" that begins at a word ends; None where none does."""
    if at + 1 >= len(scene.found) or scene.found[at].key not in ("of", "for") or scene.gap(at - 1) != " ":
        return None
    if scene.found[at + 1].capital or scene.found[at + 1].key in ("the", "its") or _joins(scene, at + 1):
        named = _named_portfolio(scene, at + 1)
        if named:
            return named
    first = last = at + 1 + (scene.found[at + 1].key in ("the", "its"))
    while last < len(scene.found) and last - first < 3 and _noun(scene, last):
        last += 1
        if scene.gap(last - 1) != " ":
            break
    return last if last > first else None


def _named_portfolio(scene: Scene, first: int) -> int | None:
    """Where a portfolio with capitals ends: "European Affairs", "Foreign Trade and Regional Cooperation"."""
    last, closings = None, word_set("portfolio_words")
    for i in range(first, min(first + PORTFOLIO, len(scene.found))):
        word = scene.found[i]
        if not (word.capital or word.key in closings or word.key in ("the", "its", "and", "of", "with")):
            break
        if word.key in closings:
            last = i + 1
        if scene.gap(i) not in (" ", ", "):
            break
    return last


def _joins(scene: Scene, at: int) -> bool:
    """Whether two portfolios in small letters are joined: "international trade and industry"."""
    closings = word_set("portfolio_words")
    return any(
        scene.found[i].key == "and"
        and scene.found[i - 1].key in closings
        and scene.found[i + 1].key in closings
        for i in range(at + 1, min(at + PORTFOLIO, len(scene.found) - 1))
    )


def _noun(scene: Scene, i: int) -> bool:
    token = scene.token(i)
    return scene.found[i].text.islower() and token is not None and token.pos in ("NOUN", "ADJ", "PROPN")


def _widen(scene: Scene, core: _Core) -> RoleSpan:
    first, state = _leftwards(scene, core.first)
    last, right_state = _rightwards(scene, core)
    return RoleSpan(
        first,
        last,
        core.first,
        core.last,
        _rank(scene, first, core, state or right_state),
        state or right_state or core.state,
        core.reason,
        bool(state or right_state),
    )


def _rank(scene: Scene, first: int, core: _Core, state: str | None) -> str | None:
    """The role with what stands before its title: a deputy is no minister, a "top diplomat" no foreign minister."""
    role = core.role
    if role == "foreign_minister" and scene.found[core.last - 1].key.startswith("diplomat"):
        return "senior_diplomat"
    below = next((_RANKS[w.key] for w in scene.found[first : core.first] if w.key in _RANKS), None)
    if below and role and role.endswith("_minister") and not role.startswith(("deputy", "assistant")):
        return f"{below}_{role}" if role == "foreign_minister" else "official"
    return role


def _leftwards(scene: Scene, first: int) -> tuple[int, str | None]:
    """The first word of the role's widest form to the left, and the state named there."""
    modifiers = word_set("title_modifiers")
    state: str | None = None
    while first > 0 and scene.gap(first - 1).strip() in ("", "-", "'", "’"):
        before = scene.at.get(first - 1)
        if scene.found[first - 1].key == "s" and first > 1 and scene.possessive(first - 2):
            holder = scene.at.get(first - 2)
            if state is None and has(holder, STATE, ORGAN):
                first, state = _take(scene, holder, state)
                continue
            break
        if state is None and has(before, STATE, ORGAN) and not has(before, ROLE):
            start, owner = _take(scene, before, state)
            if owner is None:
                break
            first, state = start, owner
        elif has(before, ORGANISATION) and before is not None and state is None:
            first = before.first
        elif scene.found[first - 1].key in modifiers and not (
            has(before, ROLE, STATE) and scene.found[first - 1].key not in _RANKS
        ):
            first -= 1
        else:
            break
    return first, state


def _take(scene: Scene, match: Match | None, state: str | None) -> tuple[int, str | None]:
    assert match is not None
    organ, named = match.reading(ORGAN), match.reading(STATE)
    if organ is not None and named is None:
        owner, holder = owner_before(scene, match.first)
        return owner, holder or organ.state
    return match.first, named.value if named else state


def _rightwards(scene: Scene, core: _Core) -> tuple[int, str | None]:
    at = core.last
    if core.last - core.first > 2 and (more := _second_portfolio(scene, at)):
        return _of_state(scene, more)
    if at >= len(scene.found) or scene.found[at].key not in RIGHT or scene.gap(at - 1).strip():
        return core.last, None
    link = scene.found[at].key
    if link == "in" and not has(
        scene.at.get(at + 1 + (scene.found[min(at + 1, len(scene.found) - 1)].key == "the")), ORGAN
    ):
        return core.last, None
    if link == "to" and scene.found[core.last - 1].key not in SENT_TO:
        return core.last, None
    at += 1
    if at < len(scene.found) and scene.found[at].key in ("the", "its"):
        at += 1
    match = scene.at.get(at)
    if not has(match, STATE, ORGAN, ORGANISATION) or match is None or match.first != at:
        return _of_state(scene, _portfolio(scene, core.last) or core.last)
    named = match.reading(STATE)
    following = scene.at.get(match.last)
    if scene.possessive(match.last - 1) and has(scene.at.get(match.last + 1), ORGAN):
        following = scene.at.get(match.last + 1)
    if named and has(following, ORGAN) and following is not None and following.first > match.first:
        return following.last, named.value
    if named and (scene.possessive(match.last - 1) or named.reason == "demonym"):
        return core.last, None
    state = named.value if named else next((e.state for e in match.entries if e.kind is ORGAN), None)
    if link == "from":
        return core.last, state
    sent = link == "to" or scene.found[core.last - 1].key in SENT_TO
    return match.last, None if sent and named else state
