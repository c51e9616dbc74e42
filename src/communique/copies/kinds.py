"""How one report copies another: word for word, shortened, edited, spun, translated and back, or in part."""

from __future__ import annotations

from communique.copies.align import Likeness
from communique.copies.damage import Damage
from communique.copies.judge import numbers
from communique.records import Degradation, How


def how_copied(likeness: Likeness, left: Damage, right: Damage, *, partly: bool) -> How:
    """The kind of copying of a pair that is of one origin."""
    if partly:
        return How.PARTIAL
    at = numbers()
    low, high = sorted((likeness.fives_left, likeness.fives_right))
    if low >= at["verbatim"]:
        return How.VERBATIM
    if high >= at["trimmed"]:
        return How.TRIMMED
    done = {left.degradation, right.degradation}
    if Degradation.BACK_TRANSLATED in done:
        return How.BACK_TRANSLATED
    return How.SPUN if Degradation.SPUN in done else How.EDITED
