"""Each frame fires on its own examples, through the parser, and on none of its counter-examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.events.frames import Frame, intensities, load_frames, spun_readings
from communique.records import Claim, EventType
from communique.rules import load_table

FRAMES = {frame.id: frame for frame in load_frames().all}
HITS = [pytest.param(f, hit, id=f"{f.id}:{n}") for f in FRAMES.values() for n, hit in enumerate(f.hits)]
MISSES = [pytest.param(f, miss, id=f"{f.id}:{n}") for f in FRAMES.values() for n, miss in enumerate(f.misses)]


@pytest.mark.parametrize(("frame", "hit"), HITS)
def test_a_frame_codes_its_example(frame: Frame, hit: str, claims: Callable[[str], list[Claim]]) -> None:
    found = [(c.event_type, c.why.split(":")[0]) for c in claims(hit)]
    assert (frame.event_type, f"frame {frame.id}") in found, found


@pytest.mark.parametrize(("frame", "miss"), MISSES)
def test_a_frame_leaves_its_counter_example_alone(
    frame: Frame, miss: str, claims: Callable[[str], list[Claim]]
) -> None:
    assert f"frame {frame.id}" not in [c.why.split(":")[0] for c in claims(miss)]


def test_every_type_has_an_intensity_between_minus_ten_and_ten() -> None:
    assert {kind for kind, mode in intensities() if mode is None} == {t.value for t in EventType}
    assert all(-10 <= score <= 10 for score in intensities().values())


def test_every_mode_of_a_frame_is_one_that_plover_scores() -> None:
    assert {(f.event_type.value, f.mode) for f in FRAMES.values() if f.mode} <= set(intensities())


def test_every_noun_of_a_frame_is_one_whose_status_is_read() -> None:
    read = {row["lemma"] for row in load_table("status/nouns.tsv")}
    nouns = {noun for noun in load_frames().nouns if " " not in noun}
    assert nouns <= read | {f"{n}s" for n in read}


def test_no_word_is_spun_from_itself() -> None:
    assert [key for key, plain in spun_readings().items() if key[0] in plain] == []
