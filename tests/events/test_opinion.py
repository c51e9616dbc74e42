"""The second opinion reads what marked sides do to each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from communique.errors import RuleError
from communique.events import opinion
from communique.events.opinion import TYPES, load_model, read, reasons
from communique.events.traits import traits
from communique.grammar import Tree
from communique.parse import Parser
from communique.records import EventType, Parse

Grow = Callable[[str], Tree]
OBVIOUS = [
    (
        "Peru's envoy met Chile's president in Lima on Tuesday.",
        "Peru's envoy",
        "Chile's president",
        "CONSULT",
    ),
    ("Kenya agreed to open its border to Tanzania.", "Kenya", "Tanzania", "AGREE"),
    ("Latvia expelled two Belarusian diplomats.", "Latvia", "two Belarusian diplomats", "SANCTION"),
    ("Gunmen shot dead four Malian soldiers near the border.", "Gunmen", "four Malian soldiers", "ASSAULT"),
    ("Portugal accused Angola of breaking the treaty.", "Portugal", "Angola", "ACCUSE"),
    ("Norway sent food and medicine to Malawi after the floods.", "Norway", "Malawi", "AID"),
    ("Ghana threatened to attack Togo unless its men withdraw.", "Ghana", "Togo", "THREATEN"),
    ("Bolivia rejected the demand of Paraguay.", "Bolivia", "Paraguay", "REJECT"),
    ("Georgia beat Romania 21-17 in the cup final.", "Georgia", "Romania", "NONE"),
]


@pytest.fixture(scope="module")
def grow() -> Grow:
    parser = Parser()

    def grown(text: str) -> Tree:
        ((found, *_),) = parser([text])
        columns = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")
        return Tree(Parse(report_id="r", sentence_id="s", **{name: getattr(found, name) for name in columns}))

    return grown


def stretch(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(("text", "actor", "recipient", "wanted"), OBVIOUS)
def test_obvious_sentences_are_read_right(
    grow: Grow, text: str, actor: str, recipient: str, wanted: str
) -> None:
    odds = read(grow(text), stretch(text, actor), stretch(text, recipient))
    best = max(odds, key=lambda kind: odds[kind])
    assert (best.value if best else "NONE") == wanted


def test_the_figures_are_of_all_types_and_sum_to_one(grow: Grow) -> None:
    text = "Chad and Niger opened a joint border post."
    for sides in (
        (None, None),
        (stretch(text, "Chad"), None),
        (stretch(text, "Chad"), stretch(text, "Niger")),
    ):
        odds = read(grow(text), *sides)
        assert set(odds) == {*EventType, None}
        assert sum(odds.values()) == pytest.approx(1, abs=1e-5)
        assert all(0 <= share <= 1 for share in odds.values())


def test_two_readings_of_one_sentence_agree(grow: Grow) -> None:
    text = "Samoa asked Fiji to hand back the trawler."
    sides = stretch(text, "Samoa"), stretch(text, "Fiji")
    first = read(grow(text), *sides)
    load_model.cache_clear()
    assert read(grow(text), *sides) == first


def test_which_states_are_named_changes_nothing(grow: Grow) -> None:
    one = "Kenya accused Uganda of smuggling."
    other = "France accused Brazil of smuggling."
    left = read(grow(one), stretch(one, "Kenya"), stretch(one, "Uganda"))
    right = read(grow(other), stretch(other, "France"), stretch(other, "Brazil"))
    assert all(left[kind] == pytest.approx(right[kind], abs=0.02) for kind in TYPES)


def test_a_dateline_is_not_read(grow: Grow) -> None:
    names = traits(grow("KUMASI -- The minister freed the crew on Monday."), None, None).names
    assert "^ the minister" in names
    assert not any("kumasi" in name.lower() for name in names)


def test_the_reasons_are_traits_of_the_sentence(grow: Grow) -> None:
    text = "Kenya accused Uganda of smuggling."
    told = reasons(grow(text), stretch(text, "Kenya"), stretch(text, "Uganda"), EventType.ACCUSE)
    assert told
    assert any("accuse" in name for name in told)


def test_a_sentence_of_one_token_and_sides_outside_it_are_read(grow: Grow) -> None:
    assert sum(read(grow("Silence"), (90, 95), (100, 104)).values()) == pytest.approx(1, abs=1e-5)


def test_missing_weights_are_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"train\.py"):
        load_model(tmp_path / "opinion.npz")


def test_broken_weights_are_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "opinion.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(RuleError, match=r"train\.py"):
        load_model(path)
    np.savez(path, labels=np.array(["AGREE"]))
    with pytest.raises(RuleError, match=r"train\.py"):
        load_model(path)


def test_the_weights_stay_small() -> None:
    assert opinion.WEIGHTS.stat().st_size < 25_000_000


def test_a_thousand_sentences_are_read_in_a_third_of_a_second_and_some(grow: Grow) -> None:
    trees = [(grow(text), stretch(text, a), stretch(text, r)) for text, a, r, _ in OBVIOUS]
    read(*trees[0])
    started = time.process_time()
    for n in range(1_000):
        read(*trees[n % len(trees)])
    assert time.process_time() - started < 1.0  # measured: 0.1 to 0.2
