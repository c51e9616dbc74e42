"""A denial in the report's own words: who denies, and what, from the start of the sentence to the end of the clause."""

from __future__ import annotations

import re

from communique.records import Claim, Status

LONGEST = 34  # words
_DENIES = re.compile(
    r"(?!(?:He|She|It|They|His|Her|Its|Their|This|That|Both|But|And|Yet|In|On|At)\b)[A-Z][\w'’. -]{1,70}? "
    r"(?:(?:has|have|had|also|again|flatly) )*(?:denied|denies|deny|disputed|disputes)\b"
)
_END = re.compile(r"[;:()\[\]“”\"]|, | [–—-] |[–—]| (?:but|while|whereas) |[.!?]$")
_UNCLEAR = re.compile(r"\b(?:I|we|our|us|my|you|your|him|them|these|those|this|such|so|here)\b|\bit$")


def denied(claim: Claim) -> str | None:
    """The words of a denial that tells the claim's event; None where the denier or the end of the clause is unclear."""
    if claim.status is not Status.NEGATED:
        return None
    opening = _DENIES.match(claim.exact)
    trigger_end = claim.trigger_end - claim.start
    if opening is None or opening.end() > trigger_end:
        return None
    found = _END.search(claim.exact, opening.end())
    words = claim.exact[: found.start()] if found else claim.exact
    if len(words) < trigger_end or len(words.split()) > LONGEST or _UNCLEAR.search(words):
        return None
    return " ".join(words.split())
