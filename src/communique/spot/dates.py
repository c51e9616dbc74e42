"""Dates, spans, durations, repeated times and numbers as written in one report, with values that need no anchor."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.records import Block, BlockKind, Parse, Report, Sentence, Spotted, SpottedKind
from communique.spot.dates_forms import Found, find_forms, load_forms
from communique.spot.dates_numbers import find_numbers
from communique.spot.dates_words import HEAD, Word, load_lexicon, read_words

READ = {
    BlockKind.BODY,
    BlockKind.TITLE,
    BlockKind.CAPTION,
    BlockKind.DATELINE,
    BlockKind.BYLINE,
    BlockKind.CREDIT,
}
_MOVED = re.compile(
    r"\b(?:adjourned|brought forward|changed|deferred|delayed|moved|postponed|pushed|put (?:back|off)|rescheduled"
    r"|shifted|slid|slipped)\b[^.;:]{0,60}$"
)
COUNTED = {BlockKind.BODY, BlockKind.TITLE}


def spot_dates(
    report: Report, blocks: Sequence[Block], sentences: Sequence[Sentence], parses: Sequence[Parse]
) -> Iterator[Spotted]:
    """Time expressions and numbers of one report, in text order.

    `value` is EDTF with X for what the words leave open ("XXXX-05"), a distance ("weekday:6", "week:-1"), a
    length (ISO 8601) or, for a number, `low|high|unit|of_what`. `reason` names the rule, and after "under" the
    offsets of the words that govern the expression, nearest first, for whoever asks for its tense.
    """
    load_forms()
    grammar = Grammar(sentences, parses)
    lexicon = load_lexicon()
    words: list[Word] = []
    counted: list[tuple[int, int]] = []
    for block in blocks:
        if block.kind in READ:
            first = len(words)
            words.extend(read_words(report.text, block.start, block.end, lexicon))
            words.append(Word(block.end, block.end, "", HEAD))
            if block.kind in COUNTED:
                counted.append((first, len(words)))
    found = [part for one in find_forms(words, lexicon) for part in _moved(report.text, words, one)]
    spotted = [_spotted_time(report, words, one, grammar) for one in found]
    taken = sorted({i for one in found for i in range(one.first, one.last)})
    for first, last in counted:
        held = {i - first for i in taken[bisect_left(taken, first) : bisect_left(taken, last)]}
        spotted.extend(find_numbers(report, words[first:last], held, grammar.sentence, grammar.parse))
    yield from sorted(spotted, key=lambda s: (s.start, s.end))


class Grammar:
    """The sentences of a report by offset, each with its grammar where it was parsed."""

    def __init__(self, sentences: Sequence[Sentence], parses: Sequence[Parse]) -> None:
        self._sentences = sorted(sentences, key=lambda s: s.start)
        self._starts = [s.start for s in self._sentences]
        self._parses = {p.sentence_id: p for p in parses}

    def sentence(self, start: int, end: int) -> Sentence | None:
        """The sentence that holds the stretch, None outside and across sentences."""
        at = bisect_right(self._starts, start) - 1
        found = self._sentences[at] if at >= 0 else None
        return found if found is not None and end <= found.end else None

    def parse(self, sentence: Sentence | None) -> Parse | None:
        """The sentence's grammar, None where it has none."""
        return None if sentence is None else self._parses.get(sentence.sentence_id)


def _spotted_time(report: Report, words: list[Word], found: Found, grammar: Grammar) -> Spotted:
    start, end = words[found.first].start, words[found.last - 1].end
    sentence = grammar.sentence(start, end)
    if found.value.startswith("window:-") and _lasts(grammar.parse(sentence), start):
        value = found.value.removeprefix("window:-")
        found = replace(found, first=found.first + 1, kind=SpottedKind.DURATION, value=value)
        start = words[found.first].start
    above = governors(grammar.parse(sentence), start, end)
    return Spotted(
        report_id=report.report_id,
        start=start,
        end=end,
        exact=report.text[start:end],
        kind=found.kind,
        sentence_id=sentence.sentence_id if sentence else None,
        value=found.value,
        state=None,
        reason=found.rule_id + (" under " + " ".join(map(str, above)) if above else ""),
    )


def _moved(text: str, words: list[Word], found: Found) -> list[Found]:
    """A stretch of days, or two days where something is moved from one to the other ("slipped from May to June")."""
    start = words[found.first].start
    before, slash, after = found.value.partition("/")
    to = next((i for i in range(found.first, found.last) if words[i].lower == "to"), None)
    if (
        not slash
        or to is None
        or words[found.first].lower != "from"
        or not _MOVED.search(text, max(0, start - 90), start)
    ):
        return [found]
    return [
        replace(found, first=found.first + 1, last=to, kind=SpottedKind.DATE, value=_whole(before)),
        replace(found, first=to + 1, kind=SpottedKind.DATE, value=_whole(after)),
    ]


def _whole(value: str) -> str:
    """The end of a stretch of weekdays as a value of its own."""
    return f"weekday:{value}" if value.isdigit() and len(value) == 1 else value


def _lasts(parse: Parse | None, start: int) -> bool:
    """Whether "last" is a verb where it stands ("would last three days")."""
    at = bisect_left(parse.starts, start) if parse else 0
    return (
        parse is not None and at < len(parse.texts) and (parse.texts[at], parse.pos[at]) == ("last", "VERB")
    )


def governors(parse: Parse | None, start: int, end: int) -> list[int]:
    """Where the verbs and nouns above a stretch begin, nearest first."""
    if parse is None:
        return []
    first, last = bisect_right(parse.ends, start), bisect_left(parse.starts, end)
    heads = [i for i in range(first, last) if parse.heads[i] == i or not first <= parse.heads[i] < last]
    found: list[int] = []
    seen = set(heads[-1:])
    above = parse.heads[heads[-1]] if heads else None
    while above is not None and above not in seen:
        seen.add(above)
        if parse.pos[above] in {"VERB", "AUX", "NOUN"} and not first <= above < last:
            found.append(parse.starts[above])
        above = parse.heads[above]
    return found
