"""The statistical opinion on words: which tell an event, and of which type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from communique.errors import RuleError
from communique.events.cues import Reader
from communique.events.telling import LABELS, WEIGHTS, load_telling
from communique.grammar import Tree
from communique.parse import Parser
from communique.records import Parse

Grow = Callable[[str], Tree]
OBVIOUS = (
    ("Kenya accused Uganda of smuggling.", "accused", "ACCUSE"),
    ("Latvia expelled two Belarusian diplomats.", "expelled", "SANCTION"),
    ("Norway sent food and medicine to Malawi after the floods.", "sent", "AID"),
    ("Peru's envoy met Chile's president in Lima on Tuesday.", "met", "CONSULT"),
    ("The carpet in the hall cost nine dollars.", "cost", "NONE"),
)
COLUMNS = ("starts", "ends", "texts", "lemmas", "pos", "tags", "deps", "heads", "entities")


@pytest.fixture(scope="module")
def grow(parser: Parser) -> Grow:
    def grown(text: str) -> Tree:
        ((found, *_),) = parser([text])
        return Tree(Parse(report_id="r", sentence_id="s", **{name: getattr(found, name) for name in COLUMNS}))

    return grown


@pytest.mark.parametrize(("text", "word", "wanted"), OBVIOUS)
def test_obvious_words_are_read_right(grow: Grow, text: str, word: str, wanted: str) -> None:
    tree = grow(text)
    cues = Reader(tree).read(next(t for t in tree if t.text == word))
    assert LABELS[int(load_telling().odds([cues])[0].argmax())] == wanted


def test_the_figures_of_each_word_sum_to_one_and_do_not_hang_on_its_company_in_the_batch(grow: Grow) -> None:
    tree = grow("Samoa asked Fiji to hand back the trawler.")
    several = [Reader(tree).read(t) for t in tree if t.pos == "VERB"]
    odds = load_telling().odds(several)
    assert odds.sum(axis=1) == pytest.approx(np.ones(len(several)), abs=1e-5)
    assert load_telling().odds(several[:1])[0] == pytest.approx(odds[0], abs=1e-5)


def test_no_candidates_give_no_figures() -> None:
    assert load_telling().odds([]).shape == (0, len(LABELS))


def test_which_states_are_named_changes_next_to_nothing(grow: Grow) -> None:
    odds = []
    for text in ("Kenya accused Uganda of smuggling.", "France accused Brazil of smuggling."):
        tree = grow(text)
        odds.append(load_telling().odds([Reader(tree).read(tree[1])])[0])
    assert odds[0] == pytest.approx(odds[1], abs=0.05)


def test_the_reasons_are_cues_of_the_word(grow: Grow) -> None:
    tree = grow("Kenya accused Uganda of smuggling.")
    cues = Reader(tree).read(tree[1])
    assert set(load_telling().reasons(cues, "ACCUSE")) <= set(cues.names)


def test_confidence_never_falls_with_probability() -> None:
    told = [load_telling().confidence(n / 20) for n in range(21)]
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)


def test_missing_and_broken_weights_are_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"train\.py"):
        load_telling(tmp_path / "telling.npz")
    path = tmp_path / "broken.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(RuleError, match=r"train\.py"):
        load_telling(path)
    np.savez(path, labels=np.array(["AGREE"]))
    with pytest.raises(RuleError, match=r"train\.py"):
        load_telling(path)


def test_the_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size < 25_000_000
