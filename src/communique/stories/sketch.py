"""One report as pass 2 sees it: fingerprints, content words, names, main states and stated dates."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from communique.records import BlockKind, Parse, Report, Sentence, Sketch, Spotted, SpottedKind
from communique.rules import load_table
from communique.stage import Group

BINS = 128  # one-permutation minhash: bins of 32-bit hashes
EMPTY = 0xFFFFFFFF
SHINGLE = 5  # words a fingerprint run has
OPENING = 4  # sentences, headline included, that tell what a report is about
LEADING = 3  # mentions a person needs to lead a report
CONTENT = {"NOUN", "VERB", "ADJ"}
NAMED = {SpottedKind.PERSON, SpottedKind.ORGANISATION, SpottedKind.PLACE}
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d{2}-\d{2})")
_WORD = re.compile(r"[^\W_]+")


def sketch_report(group: Group) -> Iterator[Sketch]:
    """The report's sketch; a report without sentences gives none."""
    (report,) = group.of(Report)
    sentences = [s for s in group.of(Sentence) if s.block_kind in (BlockKind.BODY, BlockKind.TITLE)]
    if not sentences:
        return
    sentences.sort(key=lambda s: (s.start, s.end))
    parses = {parse.sentence_id: parse for parse in group.of(Parse)}
    spotted = group.of(Spotted)
    inside = [s for s in spotted if any(n.start <= s.start < n.end for n in sentences)]
    names = _names(inside) or _proper(sentences, parses)
    yield Sketch(
        report_id=report.report_id,
        published=report.published,
        minhash=minhash(s.exact for s in sentences),
        words=_content(sentences, parses),
        opening=_content(sentences[:OPENING], parses),
        names=tuple(sorted(names)),
        name_counts=tuple(names[name] for name in sorted(names)),
        lead=_lead(inside),
        states=_main_states(inside, sentences),
        dates=_dates(spotted, inside),
        anchors=_anchors(inside),
        n_sentences=len(sentences),
    )


def minhash(texts: Iterator[str] | Sequence[str]) -> tuple[int, ...]:
    """128 minima of hashed five-word runs (Li, Owen and Zhang 2012, one permutation); empty bins hold EMPTY."""
    hashes = []
    for text in texts:
        words = [word.lower() for word in _WORD.findall(text)]
        size = min(SHINGLE, len(words))
        hashes += [
            zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1) if size
        ]
    values = np.array(hashes, dtype=np.uint32)
    minima = np.full(BINS, EMPTY, dtype=np.uint32)
    np.minimum.at(minima, values % BINS, values)
    return tuple(minima.tolist())


@cache
def plain_words() -> dict[str, str]:
    """A spinner's word → the plain word it stands for, so that spun reports keep their subject."""
    rows = load_table("copies/spins.tsv")
    return {
        row["written"]: row["meant"]
        for row in rows
        if " " not in row["written"] + row["meant"] and row["meant"]
    }


def _content(sentences: Sequence[Sentence], parses: dict[str, Parse]) -> tuple[str, ...]:
    found: set[str] = set()
    for sentence in sentences:
        parse = parses.get(sentence.sentence_id)
        if parse is None:
            found.update(word.lower() for word in _WORD.findall(sentence.exact) if len(word) > 3)
            continue
        for lemma, pos in zip(parse.lemmas, parse.pos, strict=True):
            if pos in CONTENT and len(lemma) > 2 and lemma.isalpha():
                found.add(plain_words().get(lemma, lemma))
    return tuple(sorted(found))


def _names(spotted: Sequence[Spotted]) -> Counter[str]:
    found: Counter[str] = Counter()
    for s in spotted:
        if s.kind is SpottedKind.PERSON:
            found[s.exact.split()[-1].lower().removesuffix("’s").removesuffix("'s")] += 1
        elif s.kind in NAMED:
            found[(s.value or s.exact).lower()] += 1
    return found


def _lead(spotted: Sequence[Spotted]) -> str | None:
    """The person a report is about, where one stands out."""
    counts = _names([s for s in spotted if s.kind is SpottedKind.PERSON])
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    first = ranked[0][1] if ranked else 0
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if first >= LEADING and first >= 2 * second else None


def _proper(sentences: Sequence[Sentence], parses: dict[str, Parse]) -> Counter[str]:
    """Proper nouns by grammar, where nothing was spotted; headlines are left out for their capitals."""
    found: Counter[str] = Counter()
    for sentence in sentences:
        parse = parses.get(sentence.sentence_id)
        if parse is not None and sentence.block_kind is BlockKind.BODY:
            columns = zip(parse.texts, parse.pos, strict=True)
            found.update(
                text.lower() for text, pos in columns if pos == "PROPN" and len(text) > 2 and text.isalpha()
            )
    return found


def _main_states(spotted: Sequence[Spotted], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """States named in the opening, or a third as often as the one named most."""
    named = [(s.start, s.value) for s in spotted if s.kind is SpottedKind.STATE and s.value]
    counts = Counter(value for _, value in named)
    until = sentences[min(OPENING, len(sentences)) - 1].end
    opening = {value for start, value in named if start < until}
    most = max(counts.values(), default=0)
    return tuple(sorted(value for value, n in counts.items() if value in opening or 3 * n >= most))


def _dates(spotted: Sequence[Spotted], inside: Sequence[Spotted]) -> tuple[str, ...]:
    """The full dates stated anywhere, and the days of the year named in the text itself as --MM-DD."""
    full = {match for value in _moments(spotted) for match in _FULL.findall(value)}
    days = {f"--{match}" for value in _moments(inside) for match in _DAY.findall(value)}
    return tuple(sorted(full | days))


def _moments(spotted: Sequence[Spotted]) -> Iterator[str]:
    return (s.value or "" for s in spotted if s.kind in (SpottedKind.DATE, SpottedKind.SPAN))


def _anchors(spotted: Sequence[Spotted]) -> tuple[str, ...]:
    kinds = {SpottedKind.PERSON, SpottedKind.ORGANISATION, SpottedKind.PLACE, SpottedKind.NUMBER}
    ordered = sorted((s.start, s.end, s.exact.lower()) for s in spotted if s.kind in kinds)
    words = [exact for _, _, exact in ordered]
    return tuple(sorted({" / ".join(words[i : i + 3]) for i in range(len(words) - 2)}))
