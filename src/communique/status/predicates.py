"""Marks each verb and event noun of a report with whether what it tells came about."""

from __future__ import annotations

from collections.abc import Iterator

from communique.grammar import Token, Tree
from communique.records import BlockKind, Direction, Parse, Predicate, Sentence, Status
from communique.stage import Group
from communique.status.chain import Chain
from communique.status.clauses import Reading
from communique.status.lexicon import Lexicon, load_lexicon
from communique.status.words import is_spun_visit, name_noun, name_verb

AHEAD = {Status.PLANNED, Status.TENTATIVE, Status.HYPOTHETICAL, Status.THREATENED}
AUXILIARY = {"aux", "auxpass"}


def mark_status(group: Group) -> Iterator[Predicate]:
    """A predicate for each verb and event noun, in text order, with the words that decided its status."""
    lexicon = load_lexicon()
    sentences = {s.sentence_id: s for s in group.of(Sentence)}
    for parse in sorted(group.of(Parse), key=lambda p: (p.report_id, p.starts[:1])):
        sentence = sentences[parse.sentence_id]
        yield from read_sentence(Tree(parse), lexicon, headline=sentence.block_kind is BlockKind.TITLE)


def read_sentence(tree: Tree, lexicon: Lexicon, *, headline: bool) -> Iterator[Predicate]:
    """The predicates of one sentence."""
    chain = Chain(tree, lexicon, headline=headline)
    for token in tree:
        lemma = _lemma(tree, token, lexicon)
        if lemma is not None:
            yield _predicate(tree, token, lemma, chain.read(token))


def _lemma(tree: Tree, token: Token, lexicon: Lexicon) -> str | None:
    if is_spun_visit(tree, token):
        return "visit"
    if token.pos in {"VERB", "AUX"} and token.dep not in AUXILIARY:
        return name_verb(tree, token, lexicon)
    return name_noun(tree, token, lexicon)


def _predicate(tree: Tree, token: Token, lemma: str, reading: Reading) -> Predicate:
    return Predicate(
        report_id=tree.report_id,
        sentence_id=tree.sentence_id,
        start=token.start,
        end=token.end,
        exact=token.text,
        token=token.i,
        lemma=lemma,
        status=reading.status,
        direction=_direction(token, reading),
        cue_start=reading.cue.start if reading.cue else None,
        cue_end=reading.cue.end if reading.cue else None,
        reason=reading.reason,
    )


def _direction(token: Token, reading: Reading) -> Direction | None:
    if reading.status in AHEAD:
        return Direction.FUTURE
    if reading.status is Status.ONGOING:
        return Direction.PRESENT
    if reading.status is Status.HAPPENED and token.pos in {"VERB", "AUX"} and token.lower != "go":
        return Direction.PAST
    return None
