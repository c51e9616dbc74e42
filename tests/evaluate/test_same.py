"""When a row of the record says the same as a gold label."""

from __future__ import annotations

import pytest

from communique.evaluate.same import same_name, touches


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Rubén Olascoaga", "Ruben Olascoaga", True),
        ("Rubén Olascoaga", "Olascoaga", True),
        ("Luciana Prado de Assis", "Luciana Prado", True),
        ("Ana Prado", "Luis Prado", False),
        ("Ana Prado", "Luis Vega", False),
    ],
)
def test_two_names_are_one_persons_when_the_shorter_stands_in_the_longer(
    left: str, right: str, same: bool
) -> None:
    assert same_name(left, right) is same


def test_stretches_that_only_meet_do_not_overlap() -> None:
    assert not touches({"start": 0, "end": 4}, 4, 8)
    assert touches({"start": 0, "end": 5}, 4, 8)
