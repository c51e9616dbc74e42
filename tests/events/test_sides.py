"""The sides of a doing, weighed over where each state is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.events.affairs import Affair
from communique.events.sides import choices, same, side_weights, weigh
from communique.records import Claim

AFFAIR = (
    "Kenya and Uganda are at odds over an island. Kenya put its case to Uganda. Uganda gave its answer to Kenya. "
    "The quarrel of Kenya and Uganda is old. "
)


def test_the_choices_hold_both_directions_both_together_and_thirds() -> None:
    found = choices(Affair("KEN", "UGA"), ["QAT"])
    assert (("KEN",), ("UGA",)) in found
    assert (("UGA",), ("KEN",)) in found
    assert (("KEN", "UGA"), ()) in found
    assert (("QAT",), ("KEN", "UGA")) in found


def test_what_is_done_together_has_no_order_of_sides() -> None:
    assert same("CONSULT", (("KEN",), ("UGA",)), (("KEN", "UGA"), ()))
    assert not same("ACCUSE", (("KEN",), ("UGA",)), (("UGA",), ("KEN",)))


def test_the_shares_sum_to_one_and_follow_the_weights() -> None:
    found = [((("A",), ("B",)), ["x"]), ((("B",), ("A",)), ["y"])]
    shares = weigh(found, {"x": 2.0})
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > shares[1]


def test_grammar_that_names_both_sides_is_trusted() -> None:
    held = side_weights()
    assert held["actor same"] > held.get("actor other", 0.0)
    assert held["recipient same"] > held.get("recipient other", 0.0)


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [("Kenya condemned Uganda on Monday.", ("KEN",)), ("Uganda condemned Kenya on Monday.", ("UGA",))],
)
def test_sides_named_as_subject_and_object_stay_as_they_are(
    claims: Callable[[str], list[Claim]], sentence: str, actor: tuple[str, ...]
) -> None:
    told = [c for c in claims(AFFAIR + sentence) if c.exact == sentence]
    assert told
    assert all(c.actor_states == actor for c in told)
