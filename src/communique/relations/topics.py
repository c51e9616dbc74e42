"""Which matters a report names that states can differ on, and the acts and promises it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from communique.grammar import Token, Tree
from communique.records import BlockKind, Parse, Sentence, Topic
from communique.relations import disputes, doings, lexicon, promises, telling, wording
from communique.relations.phrases import joined, lemma_of, phrase, short
from communique.stage import Group


def spot_topics(group: Group) -> Iterator[Topic]:
    """The matters, acts and promises of a report's sentences, in text order.

    `reason` says how each was found: "wording …" or "thing …" by the lexicon, "place …" a place in dispute, "dispute …"
    (or accuse, demand, refuse, threaten, raise, claim) by grammar, "doing <class> <manner> <offset> <days> <thing>" an
    act and how it is told, "promise" a thing undertaken, "plan" one that only its tense and a deal beside it say,
    "waiver" what a side says it will not do.
    """
    parses = {parse.sentence_id: parse for parse in group.of(Parse)}
    sentences = sorted(group.of(Sentence), key=lambda s: (s.start, s.end))
    told = [s for s in sentences if s.block_kind in {BlockKind.BODY, BlockKind.TITLE}]
    trees = {s.sentence_id: Tree(parses[s.sentence_id]) for s in told if s.sentence_id in parses}
    most = people_told_of([trees[s.sentence_id] for s in told if s.sentence_id in trees])
    before = ""
    for sentence in told:
        tree = trees.get(sentence.sentence_id)
        yield from sorted(_of_sentence(sentence, tree, most or before), key=_place)
        before = people_told_of([tree], least=1) if tree is not None else ""


def people_told_of(trees: list[Tree], *, least: int = 2) -> str:
    """The people told of most, `least` times at least, as the fullest phrase ("Ghanaian surveyors"); "" for none."""
    counts: Counter[str] = Counter()
    phrases: dict[str, str] = {}
    for tree in trees:
        for token in tree:
            if token.pos == "NOUN" and doings.in_set(tree, token, "people") and not wording.vague(token):
                lemma = lemma_of(token)
                if lemma not in _OFFICIALS:
                    counts[lemma] += 1
                    phrases[lemma] = max(phrases.get(lemma, ""), short(tree, token, tail=False), key=_words)
    if not counts:
        return ""
    best = max(sorted(counts), key=lambda lemma: counts[lemma])
    return phrases[best] if counts[best] >= least else ""


_OFFICIALS = {"minister", "official", "officer", "ambassador", "envoy", "reporter", "journalist", "inspector", "guard",
              "deputy", "commander", "agent", "expert", "family", "diplomat", "representative", "leader", "member",
              "staff", "doctor", "judge", "consul", "citizen", "patrol", "team", "soldier"}  # fmt: skip


def _words(phrase: str) -> tuple[int, str]:
    return len(phrase.split()), phrase


def _place(topic: Topic) -> tuple[int, int, str, str]:
    return topic.start, topic.end, topic.reason, topic.label


def _of_sentence(sentence: Sentence, tree: Tree | None, victim: str) -> Iterator[Topic]:
    hits = [_whole_name(sentence.exact, hit) for hit in lexicon.find(sentence.exact)]
    hits = [hit for hit in hits if not _in_name(sentence.exact, hit)]
    frame = lexicon.frame_of(sentence.exact) if hits else None
    for hit in hits:
        yield _of_hit(sentence, hit, frame)
    if tree is None:
        return
    whole = lexicon.frame_of(sentence.exact)
    if whole in _NAMING:
        for place in disputes.places(tree):
            named = phrase(tree, place, tail=False)
            start, end = _stretch(sentence, named)
            if not _hits_in(sentence, hits, start, end):
                yield _topic(sentence, start, end, joined(named), [], ("territory",), f"place {whole}", True)
    for disputed in disputes.find(tree):
        yield _of_disputed(sentence, tree, disputed, hits)
    for doing in doings.find(tree):
        if _quoted(sentence, doing.trigger):
            continue
        yield _of_doing(sentence, tree, doing, hits, victim)
    for promise in promises.find(tree):
        yield _of_promise(sentence, promise)


_NAMING = {
    "list-of-differences",
    "at-odds",
    "dispute-over",
    "claim",
}  # frames that may name a place in dispute


_GEOGRAPHY = {
    "islands",
    "maritime boundary",
    "dams",
    "freedom of navigation",
}  # their names are the matter itself


def _whole_name(text: str, hit: lexicon.Hit) -> lexicon.Hit:
    """The hit with the name it ends: "Shoal" grows to "Royal Captain Shoal"."""
    if hit.matter.label not in _GEOGRAPHY or not text[hit.start].isupper():
        return hit
    before = re.search(r"(?:[A-ZÀ-Þ][\w'’-]+ )+$", text[: hit.start])
    return replace(hit, start=before.start()) if before is not None else hit


def _in_name(text: str, hit: lexicon.Hit) -> bool:
    """Whether a common word found is part of a proper name ("Ivory Coast", "Port of Spain")."""
    if hit.matter.label[0].isupper() or hit.matter.label in _GEOGRAPHY or not text[hit.start].isupper():
        return False
    after = text[hit.end :].lstrip().removeprefix("of ").lstrip()
    return hit.start > 0 or after[:1].isupper()


def _of_hit(sentence: Sentence, hit: lexicon.Hit, frame: str | None) -> Topic:
    matter = hit.matter
    start, end = sentence.start + hit.start, sentence.start + hit.end
    label = sentence.exact[hit.start : hit.end] if matter.thing else matter.label
    return Topic(
        report_id=sentence.report_id,
        sentence_id=sentence.sentence_id,
        start=start,
        end=end,
        exact=sentence.exact[hit.start : hit.end],
        label=label,
        contexts=matter.contexts,
        media_topics=matter.media_topics,
        contested=frame is not None,
        reason=f"{'thing' if matter.thing else 'wording'} {frame or ''}".strip(),
    )


def _of_disputed(
    sentence: Sentence, tree: Tree, disputed: disputes.Disputed, hits: list[lexicon.Hit]
) -> Topic:
    label = short(tree, disputed.thing)
    start, end = _stretch(sentence, [disputed.thing])
    inside = _hits_in(sentence, hits, *_phrase_stretch(tree, disputed.thing))
    return _topic(sentence, start, end, label, inside, (), f"{disputed.act} {disputed.cue.lower}", True)


def _of_doing(
    sentence: Sentence, tree: Tree, doing: doings.Doing, hits: list[lexicon.Hit], victim: str
) -> Topic:
    start, end = _stretch(sentence, list(wording.words_of(tree, doing)))
    inside = _hits_in(sentence, hits, start, end)
    thing = _thing(tree, doing, victim)
    days = telling.days_of(tree, doing.trigger)
    reason = f"doing {doing.kind.name.replace(' ', '-')} {doing.manner} {doing.trigger.start} {days} {thing}".strip()
    return _topic(
        sentence,
        start,
        end,
        wording.label_of(tree, doing, victim),
        inside,
        doing.kind.contexts,
        reason,
        contested=True,
    )


def _quoted(sentence: Sentence, word: Token) -> bool:
    """Whether a word stands between quotation marks: what is quoted is words, not a deed told."""
    before = sentence.exact[: word.start - sentence.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _thing(tree: Tree, doing: doings.Doing, victim: str) -> str:
    """The last word of what was done to; the people told of where a pronoun stands for them."""
    if doing.thing is None or lemma_of(doing.thing) in doings.AMMUNITION:
        return ""
    if wording.vague(doings.core_noun(tree, doing.thing)):
        return victim.split()[-1].lower() if victim else ""
    core = doings.core_noun(tree, doing.thing)
    before = [lemma_of(c) for c in tree.children(core, "compound") if c.pos == "NOUN"][-1:]
    return "_".join([*before, lemma_of(core)]).replace(" ", "_")


_JOINT = {
    "both", "each", "sides", "governments", "countries", "states", "nations", "neighbours", "neighbors", "capitals",
    "parties", "pair", "ministers", "presidents", "delegations", "rivals", "leaders", "they",
}  # fmt: skip


_OTHER = {"neighbour", "neighbor", "rival", "counterpart", "side", "host", "hosts"}


def _of_promise(sentence: Sentence, promise: promises.Promise) -> Topic:
    start, end = _stretch(sentence, list(promise.content))
    subject = ""
    if promise.subject is not None:
        joint = (
            " both"
            if promise.subject.lower in _JOINT
            else " other"
            if promise.subject.lower in _OTHER
            else ""
        )
        subject = f" {promise.subject.start} {promise.subject.end}{joint}"
    return _topic(
        sentence,
        start,
        end,
        promise.what,
        [],
        (),
        f"{promise.kind} {promise.cue.start}{subject}",
        contested=False,
    )


def _topic(
    sentence: Sentence,
    start: int,
    end: int,
    label: str,
    hits: list[lexicon.Hit],
    contexts: tuple[str, ...],
    reason: str,
    contested: bool,
) -> Topic:
    own = [c for hit in hits for c in hit.matter.contexts]
    return Topic(
        report_id=sentence.report_id,
        sentence_id=sentence.sentence_id,
        start=start,
        end=end,
        exact=sentence.exact[start - sentence.start : end - sentence.start],
        label=label,
        contexts=tuple(sorted({*contexts, *own})),
        media_topics=tuple(sorted({c for hit in hits for c in hit.matter.media_topics})),
        contested=contested,
        reason=reason,
    )


def _stretch(sentence: Sentence, tokens: list[Token]) -> tuple[int, int]:
    start, end = min(t.start for t in tokens), max(t.end for t in tokens)
    return max(start, sentence.start), min(end, sentence.end)


def _phrase_stretch(tree: Tree, head: Token) -> tuple[int, int]:
    inside = tree.subtree(head)
    return inside[0].start, inside[-1].end


def _hits_in(sentence: Sentence, hits: list[lexicon.Hit], start: int, end: int) -> list[lexicon.Hit]:
    offset = sentence.start
    return [hit for hit in hits if hit.start + offset < end and hit.end + offset > start]
