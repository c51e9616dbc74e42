"""Small lists of words by which the views read a sentence."""

from __future__ import annotations

from functools import cache

from communique.rules import load_table


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of `data/views/words.tsv`."""
    return frozenset(row["word"] for row in load_table("views/words.tsv") if row["list"] == name)


def is_past(word: str) -> bool:
    """Whether a word has the form of a past tense ("urged", "took")."""
    return word.islower() and (word.endswith("ed") or word in word_list("past"))


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb ("again", "formally", "has")."""
    return word in word_list("skipped") or (
        word.endswith("ly") and len(word) > 5 and word not in word_list("noun_in_ly")
    )
