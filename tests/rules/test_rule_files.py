"""Every rule file of the package proves itself by its own examples."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from communique.errors import RuleError
from communique.rules import DATA, Rule, load_rules

FILES = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*.toml"))


def _with_pattern() -> list[Any]:
    """The rules with a pattern of every file that loads; a file that does not fails a test of its own."""
    found = []
    for name in FILES:
        with contextlib.suppress(RuleError):
            found += [pytest.param(r, id=f"{name}:{r.id}") for r in load_rules(name) if r.pattern is not None]
    return found


WITH_PATTERN = _with_pattern()


@pytest.mark.parametrize("name", FILES)
def test_a_rule_file_loads_and_holds_rules(name: str) -> None:
    assert load_rules(name)


@pytest.mark.parametrize("rule", WITH_PATTERN)
def test_a_rule_matches_its_hits(rule: Rule) -> None:
    assert rule.pattern is not None
    assert [hit for hit in rule.hits if not rule.pattern.search(hit)] == []


@pytest.mark.parametrize("rule", WITH_PATTERN)
def test_a_rule_leaves_its_misses_alone(rule: Rule) -> None:
    assert rule.pattern is not None
    assert [miss for miss in rule.misses if rule.pattern.search(miss)] == []


@pytest.mark.parametrize("rule", WITH_PATTERN)
def test_no_pattern_takes_long_over_a_long_line(rule: Rule) -> None:
    assert rule.pattern is not None
    started = time.perf_counter()
    for line in (
        "The Prime Minister of The Great State " * 12,
        "AB " * 150,
        "a." * 200,
        "12 March 2021 " * 30,
    ):
        rule.pattern.search(line)
    assert time.perf_counter() - started < 2.0
