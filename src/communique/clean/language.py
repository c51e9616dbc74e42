"""Tells whether a text is English prose, and says in plain words why where it is not."""

from __future__ import annotations

import math
import re
from functools import cache

from communique.rules import load_table

SAMPLE = 20_000  # characters looked at, at the head and in the middle
ENGLISH = 0.17  # share of function words; news in English has .25 to .40, other languages under .05
FOREIGN = 0.08  # under this share a text may be another language
SURE = 0.9  # probability a language must have before a text is set aside for it
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
NO_PROSE = "is no prose"


def unfit(text: str) -> str | None:
    """Why a text is not read on: "is no prose", or the language it is in; None for English, however badly written."""
    sample = _sample(text)
    words = _TOKEN.findall(sample.lower())
    share = _function_share(words)
    if _no_prose(sample, words, share):
        return NO_PROSE
    if share >= ENGLISH:
        return None
    return _other_language(sample, words, share)


def _sample(text: str) -> str:
    if len(text) <= 2 * SAMPLE:
        return text
    middle = len(text) // 2
    return text[:SAMPLE] + " " + text[middle : middle + SAMPLE]


def _function_share(words: list[str]) -> float:
    return sum(word in _function_words() for word in words) / max(1, len(words))


def _no_prose(sample: str, words: list[str], share: float) -> bool:
    """No words, one endless word, or mostly figures and signs: tables, logs, code, noise."""
    solid = len(sample) - sum(map(str.isspace, sample))
    letters = sum(map(str.isalpha, sample))
    wide = any("\u0e00" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in sample[:2000])
    if not words or letters < 0.5 * solid:
        return True
    if not wide and (letters / len(words) > 15 or (len(words) > 20 and len(set(words)) <= len(words) // 200)):
        return True
    signs = sum(sample.count(sign) for sign in "{}[]<>=;|\\_#@$/&*+~^")
    return len(words) >= 20 and share < 0.15 and (signs > 0.05 * solid or letters < 0.7 * solid)


def _other_language(sample: str, words: list[str], share: float) -> str | None:
    """The reason to set a text aside for its language; a short text needs more than a guess."""
    latin = sum(char.isascii() for char in sample if char.isalpha()) / max(1, sum(map(str.isalpha, sample)))
    if latin > 0.9 and (share >= FOREIGN or len(words) < 6):
        return None
    code, sure = _identify(sample)
    if code == "en":
        return NO_PROSE if len(words) >= 30 and share < 0.03 else None
    if latin > 0.9 and (sure < SURE or (len(words) < 12 and share > 0)):
        return None
    return f"is in {_language_names()[code]}, not in English"


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("clean/function_words.tsv"))


@cache
def _language_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load_table("clean/languages.tsv")}


def _identify(sample: str) -> tuple[str, float]:
    """Language and probability by py3langid (Lui and Baldwin 2012, langid.py), among English and the table's.

    Small kin of English, such as Nigerian Pidgin, would draw English headlines to themselves.
    """
    import py3langid

    ranked = [(str(code), float(score)) for code, score in py3langid.rank(sample[:5000])]
    ranked = [(code, score) for code, score in ranked if code == "en" or code in _language_names()]
    best = max(score for _, score in ranked)
    total = sum(math.exp(score - best) for _, score in ranked)
    code = min(code for code, score in ranked if score == best)
    return code, 1 / total
