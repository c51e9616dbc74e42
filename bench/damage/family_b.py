"""Damage family B, built apart from A: order, voice, tense, a round trip's paraphrase, drifting quotations and numbers.

Nothing here reads A's tables. Rewriting goes by phrase rules and by word order, not by single synonyms; quotations
are changed too, as translation changes them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Sentences = list[str]
TENSE = (
    (r"\bwill\b", "would"),
    (r"\bhas (\w+ed)\b", r"had \1"),
    (r"\bhave (\w+ed)\b", r"had \1"),
    (r"\bis\b", "was"),
    (r"\bare\b", "were"),
    (r"\bcan\b", "could"),
    (r"\bmay\b", "might"),
    (r"\bwas (\w+ing)\b", r"had been \1"),
)
ROUND_TRIP = (
    (r"\baccording to\b", "as reported by"),
    (r"\bbecause of\b", "due to"),
    (r"\bdue to\b", "because of"),
    (r"\bin order to\b", "to"),
    (r"\bas well as\b", "and also"),
    (r"\bmore than\b", "over"),
    (r"\bover the\b", "about the"),
    (r"\bhowever\b", "nevertheless"),
    (r"\balthough\b", "even though"),
    (r"\bwhile\b", "whereas"),
    (r"\bafter\b", "following"),
    (r"\bbefore\b", "prior to"),
    (r"\babout\b", "regarding"),
    (r"\bagainst\b", "towards"),
    (r"\bamid\b", "in the midst of"),
    (r"\btrying to\b", "attempting to"),
    (r"\bwants? to\b", "would like to"),
    (r"\bhas to\b", "must"),
    (r"\bneeds? to\b", "must"),
    (r"\bplans? to\b", "intends to"),
    (r"\bexpected to\b", "believed to"),
    (r"\bin recent years\b", "over the past few years"),
    (r"\ba number of\b", "several"),
    (r"\bmany\b", "a lot of"),
    (r"\bthat\b(?= (?:he|she|it|they)\b)", ""),
    (r"\bnot\b", "by no means"),
    (r"\boften\b", "frequently"),
    (r"\bpeople\b", "persons"),
    (r"\bofficials\b", "authorities"),
    (r"\bcountry\b", "nation"),
    (r"\bgovernment\b", "state"),
    (r"\bsaid on (\w+day)\b", r"\1 said"),
    (r"\btold reporters\b", "explained to journalists"),
    (r"\bsaid\b", "explained"),
    (r"\btalks\b", "conversations"),
    (r"\bmeeting\b", "encounter"),
    (r"\bwar\b", "armed conflict"),
    (r"\bpresident\b", "head of state"),
    (r"\blawmakers\b", "MPs"),
    (r"\bvote\b", "ballot"),
    (r"\blaw\b", "regulation"),
    (r"\bcampaign\b", "election campaign"),
    (r"\battack\b", "strike"),
    (r"\bpolice\b", "the security forces"),
    (r"\bcourt\b", "the judges"),
    (r"\bchildren\b", "kids"),
    (r"\bmoney\b", "funds"),
    (r"\bpart of\b", "a piece of"),
    (r"\bthe (\w+)’s (\w+)", r"the \2 of the \1"),
    (r"\bdid not\b", "failed to"),
    (r"\bwould be\b", "is going to be"),
)
FILLED = re.compile(r"\b(the|a|an)\b ")


def _each(
    sentences: Sentences, rules: Sequence[tuple[str, str]], rng: random.Random, rate: float
) -> Sentences:
    def rewritten(sentence: str) -> str:
        for pattern, words in rules:
            if rng.random() < rate:
                sentence = re.sub(pattern, words, sentence)
        return sentence

    return [rewritten(s) for s in sentences]


def retell(sentences: Sentences, rng: random.Random) -> Sentences:
    """Tense and voice change: will to would, "X said Y" to "Y, X said"."""
    found = _each(sentences, TENSE, rng, 0.9)
    return [re.sub(r"^([A-Z][\w. ]{3,40}) said (?:that )?([a-z].{20,})\.$", _said_after, s) for s in found]


def _said_after(match: re.Match[str]) -> str:
    words = match.group(2)
    return f"{words[0].upper()}{words[1:]}, {match.group(1)} said."


def round_trip(sentences: Sentences, rng: random.Random, rate: float = 0.85) -> Sentences:
    """Set phrases change, articles come and go, clauses swap places; quotations too."""
    found = _each(sentences, ROUND_TRIP, rng, rate)
    found = [FILLED.sub(lambda m: "" if rng.random() < 0.15 else m.group(), s) for s in found]
    return [_swap_clauses(s) if rng.random() < rate else s for s in found]


def _swap_clauses(sentence: str) -> str:
    match = re.match(r"^([A-Z][^,“”]{15,80}), ([a-z][^“”]{25,})([.!?])$", sentence)
    if not match:
        return sentence
    first, second, stop = match.groups()
    return f"{second[0].upper()}{second[1:]}, {first[0].lower()}{first[1:]}{stop}"


def reorder(sentences: Sentences, rng: random.Random, size: int = 4) -> Sentences:
    """Blocks of a few sentences change places."""
    blocks = [sentences[i : i + size] for i in range(0, len(sentences), size)]
    head, rest = blocks[:1], blocks[1:]
    rng.shuffle(rest)
    return [s for block in (*head, *rest) for s in block]


def merge_split(sentences: Sentences, rng: random.Random) -> Sentences:
    """Short neighbours become one sentence, long ones two."""
    found: Sentences = []
    for sentence in sentences:
        if found and len(found[-1]) + len(sentence) < 220 and rng.random() < 0.5 and "“" not in sentence:
            found[-1] = found[-1].rstrip(".") + ", and " + sentence[:1].lower() + sentence[1:]
        elif len(sentence) > 160 and ", " in sentence[50:-50] and "“" not in sentence:
            at = sentence.index(", ", 50)
            rest = re.sub(r"^(?:and|but|which|who|as|while) ", "", sentence[at + 2 :])
            found += [sentence[:at] + ".", rest[:1].upper() + rest[1:]]
        else:
            found.append(sentence)
    return found


def drift(sentences: Sentences, rng: random.Random) -> Sentences:
    """Numbers, titles and quoted words change a little."""
    found = [re.sub(r"\b\d+\b", lambda m: str(int(m.group()) + rng.choice((0, 0, 1))), s) for s in sentences]
    titles = (
        (r"\bPresident\b", "Leader"),
        (r"\bSecretary of State\b", "Foreign Minister"),
        (r"\bSen\. ", "Senator "),
    )
    found = _each(found, titles, rng, 0.7)
    return [
        re.sub(r"“([^”]{20,})”", lambda m: "“" + _each([m.group(1)], ROUND_TRIP, rng, 0.6)[0] + "”", s)
        for s in found
    ]


KINDS: dict[str, Callable[[Sentences, random.Random], Sentences]] = {
    "retold": retell,
    "round trip": round_trip,
    "reordered": reorder,
    "merged and split": merge_split,
    "drifted": lambda s, r: drift(s, r),
    "round trip, merged": lambda s, r: merge_split(round_trip(s, r), r),
    "round trip, reordered": lambda s, r: reorder(drift(round_trip(s, r), r), r),
    "all, a third cut": lambda s, r: reorder(merge_split(retell(round_trip(s, r), r), r), r)[
        : max(4, len(s) * 2 // 3)
    ],
}


def damage(sentences: Sequence[str], kind: str, seed: str) -> Sentences:
    """The report under one kind of damage; the same seed gives the same words."""
    return KINDS[kind](list(sentences), random.Random(f"{kind} {seed}"))
