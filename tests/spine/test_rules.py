"""Rule files say what is wrong with them."""

from __future__ import annotations

import pytest

from communique.errors import RuleError
from communique.rules import parse_rules

GOOD = """
[[rule]]
id = "credit-link"
kind = "credit"
pattern = '^Via: \\S+$'
why = "A link back"
hits = ["Via: www.example.org"]
misses = ["Via Beirut he flew on"]
"""


def test_a_rule_is_read_with_its_pattern_and_its_own_values() -> None:
    (rule,) = parse_rules(GOOD, "t.toml")
    assert rule.pattern is not None
    assert rule.pattern.search(rule.hits[0])
    assert not rule.pattern.search(rule.misses[0])
    assert rule.values["kind"] == "credit"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            GOOD.replace('hits = ["Via: www.example.org"]', "hits = []"),
            "t.toml, rule 1 .credit-link.: has no hits; give an",
        ),
        (GOOD.replace('why = "A link back"', ""), "has no why"),
        (GOOD.replace("^Via", "(^Via"), "does not compile"),
        (GOOD + GOOD, "stands twice"),
        ("[[rule", "is not TOML"),
    ],
)
def test_a_faulty_rule_is_an_error_that_names_file_and_entry(text: str, fault: str) -> None:
    with pytest.raises(RuleError, match=fault):
        parse_rules(text, "t.toml")
