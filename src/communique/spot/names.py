"""Names, roles, states, organs, organisations, places and pronouns as one report writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.records import Block, BlockKind, Parse, Report, Sentence, Spotted, SpottedKind
from communique.spot.names_beside import placed
from communique.spot.names_capitals import means_government
from communique.spot.names_context import settle_organs, settle_roles
from communique.spot.names_entries import Entry
from communique.spot.names_gazetteer import Match, gazetteer, state_gazetteer
from communique.spot.names_people import NameSpan, find_people
from communique.spot.names_roles import RoleSpan, find_roles
from communique.spot.names_sentence import Scene, owner_before, scene, word_map, word_set

UNPARSED = frozenset({BlockKind.DATELINE})
GOVERNMENTS = frozenset({"administration", "government", "cabinet"})
_SITED = re.compile(
    r"\b(?:airport|banks?|barracks|base|bay|border|bridge|camp|canal|checkpoint|city|coast|crossing|dam|district"
    r"|gate|gulf|harbour|harbor|island|jail|mouth|plant|port|post|prison|province|reservoir|river|road|shores?|station"
    r"|strait|town|valley|village|waters)s? (?:at|in|near|of|off) $"
)
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
Piece = tuple[int, int, SpottedKind, str | None, str | None, str]  # start, end, kind, value, state, reason


def spot_names(
    report: Report, blocks: Sequence[Block], sentences: Sequence[Sentence], parses: Sequence[Parse]
) -> Iterator[Spotted]:
    """Every name-like stretch of body, title and captions, and the places of datelines.

    A role holds the state or organ that belongs to it; of two stretches of one kind none holds the other.
    """
    told = settle_organs(list(_scenes(report, blocks, sentences, parses)))
    scenes = list(zip(told, settle_roles(told, [list(find_roles(s)) for s in told]), strict=True))
    roles = {id(s): r for s, r in scenes}
    for found, names in find_people(scenes):
        pieces = list(_pieces(found, roles[id(found)], names))
        for start, end, kind, value, state, reason in sorted(set(pieces), key=_order):
            yield Spotted(
                report_id=report.report_id,
                start=start,
                end=end,
                exact=report.text[start:end],
                kind=kind,
                sentence_id=found.sentence_id,
                value=value,
                state=state,
                reason=reason,
            )


def _order(piece: Piece) -> tuple[int, int, str, str]:
    return piece[0], -piece[1], piece[2], piece[3] or ""


def _scenes(
    report: Report, blocks: Sequence[Block], sentences: Sequence[Sentence], parses: Sequence[Parse]
) -> Iterator[Scene]:
    known = gazetteer()
    parse_of = {parse.sentence_id: parse for parse in parses}
    for block in sorted(blocks, key=lambda b: b.start):
        if block.kind in UNPARSED:
            yield scene(report.text, block.start, block.end, known)
    for sentence in sorted(sentences, key=lambda s: s.start):
        yield scene(
            report.text,
            sentence.start,
            sentence.end,
            known,
            sentence_id=sentence.sentence_id,
            parse=parse_of.get(sentence.sentence_id),
        )


def _pieces(found: Scene, roles: list[RoleSpan], names: list[NameSpan]) -> Iterator[Piece]:
    taken = {i for name in names for i in range(name.first, name.last)}
    in_title = {i for role in roles for i in range(role.core_first, role.core_last)}
    for role in roles:
        state = role.state or next((value for *_, value in _inner_states(found, role)), None)
        yield (*found.span(role.first, role.last), SpottedKind.ROLE, role.role, state, role.reason)
        for first, last, reason, value in _inner_states(found, role):
            yield (*found.span(first, last), SpottedKind.STATE, value, value, reason)
    for name in names:
        yield (*found.span(name.first, name.last), SpottedKind.PERSON, None, None, name.reason)
        if (
            name.last < len(found.found)
            and found.found[name.last].key in GOVERNMENTS
            and found.gap(name.last - 1) == " "
        ):
            yield (*found.span(name.first, name.last + 1), SpottedKind.ORGAN, "GOV", None, "administration")
    for match in found.matches:
        if not taken.intersection(range(match.first, match.last)) and not in_title.issuperset(
            range(match.first, match.last)
        ):
            yield from _piece(found, match)
    sure = {i for name in names if name.reason != "capital" for i in range(name.first, name.last)}
    covered = sure | in_title | set(found.at)
    yield from _unknown(found, covered)
    yield from _pronouns(found)


def _inner_states(found: Scene, role: RoleSpan) -> Iterator[tuple[int, int, str, str]]:
    """The states named inside a title the table knows as a whole ("top U.S. diplomat")."""
    for match in state_gazetteer().scan(found.found[role.core_first : role.core_last]):
        entry = match.entries[0]
        if entry.value and entry.reason != "prefix":
            yield role.core_first + match.first, role.core_first + match.last, entry.reason, entry.value


def _piece(found: Scene, match: Match) -> Iterator[Piece]:
    span = found.span(match.first, match.last)
    by_kind = {entry.kind: entry for entry in reversed(match.entries)}
    if None in by_kind:
        return
    state = by_kind.get(SpottedKind.STATE)
    organ = by_kind.get(SpottedKind.ORGAN)
    organisation = by_kind.get(SpottedKind.ORGANISATION)
    place = by_kind.get(SpottedKind.PLACE)
    if state is not None:
        yield from _state(found, match, state, place)
    elif organ is not None:
        first, owner = owner_before(found, match.first)
        if organ.reason == "owned" and owner is None and organ.state is None:
            return
        start = found.found[first].start
        yield (start, span[1], SpottedKind.ORGAN, organ.value, owner or organ.state, organ.reason)
    elif organisation is not None:
        yield (*span, SpottedKind.ORGANISATION, organisation.value, None, organisation.reason)
    elif place is not None and _place_like(found, match):
        yield (*span, SpottedKind.PLACE, place.value, place.state, place.reason)


def _state(found: Scene, match: Match, state: Entry, place: Entry | None) -> Iterator[Piece]:
    span = found.span(match.first, match.last)
    if state.reason == "capital":
        if means_government(found, match.first, match.last):
            yield (*span, SpottedKind.STATE, state.value, state.value, "capital")
        else:
            name = place.value if place else span_text(found, match)
            yield (*span, SpottedKind.PLACE, name, state.value, "capital")
    elif state.reason == "prefix" and not found.gap(match.last - 1).startswith(("-", "–")):
        return
    elif not (state.reason == "demonym" and _is_language(found, match)):
        yield (*span, SpottedKind.STATE, state.value, state.value, state.reason)


def span_text(found: Scene, match: Match) -> str:
    """The words of a match as written."""
    start, end = found.span(match.first, match.last)
    return found.text[start:end]


def _is_language(found: Scene, match: Match) -> bool:
    """Whether a demonym names a language: "in English", "speaks Russian"."""
    word = found.found[match.first]
    if match.last - match.first > 1 or word.text not in word_set("languages") or match.first == 0:
        return False
    token = found.token(match.first)
    before = found.found[match.first - 1].key
    noun_follows = token is not None and token.dep in ("amod", "compound", "nmod")
    return not noun_follows and before in (
        "in",
        "into",
        "speak",
        "speaks",
        "spoke",
        "speaking",
        "fluent",
        "from",
        "with",
    )


def _place_like(found: Scene, match: Match) -> bool:
    """Whether a city's name stands for the city: not as a lone surname or a common word."""
    if match.last - match.first > 1:
        return True
    token = found.token(match.first)
    if (
        match.first
        and found.gap(match.first - 1) == " "
        and found.found[match.first - 1].text in ("New", "Port", "Mount")
    ):
        return False
    return (
        token is None
        or token.entity[2:] in ("GPE", "LOC", "FAC", "")
        or (token.pos == "PROPN" and (token.entity[2:] not in ("PERSON", "ORG", "WORK_OF_ART", "DATE")))
    )


def _unknown(found: Scene, covered: set[int]) -> Iterator[Piece]:
    """Organisations and places that only the parser knows."""
    for start, end, label in found.entities:
        if label != "ORG" and label != "PERSON" and label not in PLACE_LABELS:
            continue
        inside = [i for i in found.inside(start, end) if found.found[i].key not in ("the", "s")]
        if not inside or not found.found[inside[0]].capital or covered.intersection(inside):
            continue
        if len(inside) == 1 and found.found[inside[0]].text in word_set("not_in_names"):
            continue
        span = found.span(inside[0], inside[-1] + 1)
        exact = found.text[slice(*span)]
        if label == "ORG" and not (
            exact.isupper() or not _SITED.search(found.text, max(0, span[0] - 30), span[0])
        ):
            yield (*span, SpottedKind.PLACE, exact, None, "placed")
        elif label == "ORG":
            yield (*span, SpottedKind.ORGANISATION, None, None, "entity")
        elif label in PLACE_LABELS and not exact.isupper():
            stands = placed(found, inside[0], inside[-1] + 1)
            yield (*span, SpottedKind.PLACE, exact, None, "placed" if stands else "entity")
        elif label == "PERSON" and placed(found, inside[0], inside[-1] + 1):
            yield (*span, SpottedKind.PLACE, exact, None, "placed")


def _pronouns(found: Scene) -> Iterator[Piece]:
    values = word_map("pronouns", "word", "value")
    for i, word in enumerate(found.found):
        if word.key in values and word.text != "IT":
            yield (*found.span(i, i + 1), SpottedKind.PRONOUN, values[word.key], None, "pronoun")
