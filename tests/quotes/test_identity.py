"""Which person or state a speaker phrase stands for. Needs the parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Quote

Told = list[Quote]
SPOKEN = {"spokesman": ("spokesperson", None), "spokeswoman": ("spokesperson", None)}


@pytest.mark.parametrize(
    "text",
    [
        "“We will keep the lamps lit,” the deputy harbour minister, Ana Novak, said at dusk.",
        "“We will keep the lamps lit,” said the Peruvian envoy, Ana Novak, who chaired the talks.",
        "“We will keep the lamps lit,” its spokeswoman, Commodore Ana Novak, said in a note.",
        "The ministry's spokeswoman, Ana Novak, thanked them for “lamps that were lit”.",
    ],
)
def test_a_role_with_a_name_beside_it_is_that_person(tell: Callable[..., Told], text: str) -> None:
    (quote,) = tell(text, people=("Ana Novak",))
    assert quote.speaker_id == "novak"


def test_a_role_alone_is_the_one_person_named_with_it(tell: Callable[..., Told]) -> None:
    text = (
        "The coast guard's spokesman, Tom Mbeki, spoke on Monday.\nThe boats were late.\n"
        "“No rope was cut,” the spokesman said."
    )
    (quote,) = tell(text, people=("Tom Mbeki",), roles=SPOKEN)
    assert (quote.speaker_id, quote.speaker_text) == ("mbeki", "the spokesman")


def test_of_two_holders_nobody_is_taken_unless_one_was_told_last(tell: Callable[..., Told]) -> None:
    named = "The Kenyan spokesman, Tom Mbeki, met the Peruvian spokeswoman, Ana Novak."
    people = ("Tom Mbeki", "Ana Novak")
    (open_case,) = tell(f"{named} “No rope was cut,” a spokesperson said.", people=people, roles=SPOKEN)
    (told_last,) = tell(f"{named} “No rope was cut,” the spokesman said.", people=people, roles=SPOKEN)
    assert (open_case.speaker_id, told_last.speaker_id) == (None, "mbeki")


def test_a_holder_of_another_state_does_not_lend_his_name(tell: Callable[..., Told]) -> None:
    roles = {"Kenyan envoy": ("envoy", "kenya"), "Peruvian envoy": ("envoy", "peru")}
    text = "The Kenyan envoy, Tom Mbeki, left early. “The door is open,” the Peruvian envoy said."
    (quote,) = tell(text, people=("Tom Mbeki",), roles=roles)
    assert quote.speaker_id is None


def test_an_official_told_of_as_one_of_many_stays_unnamed_afterwards(tell: Callable[..., Told]) -> None:
    text = (
        "A senior official, Tom Mbeki, met the crews. An official spoke of “small steps”. "
        "“They are steps,” the official said."
    )
    told = tell(text, people=("Tom Mbeki",))
    assert [q.speaker_id for q in told] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody sails in fog,” the ministry in Lima said in a written statement.",
        "Peru's government called the charge “pure fog”.",
        "Peru sent a note. Its ministry regretted “the days that were lost”.",
        "Peru closed the port at noon. “Nobody sails in fog,” the ministry said.",
    ],
)
def test_a_ministry_or_government_speaks_for_its_state(tell: Callable[..., Told], text: str) -> None:
    (quote,) = tell(text, people=("Peru", "Lima"))
    assert quote.speaker_id == "peru"


def test_a_persons_ministry_speaks_for_the_persons_state(tell: Callable[..., Told]) -> None:
    text = "Tom Mbeki stayed away. His ministry regretted “the days that were lost”, it said in a note."
    (quote,) = tell(text, people=("Tom Mbeki", "Kenya"), home={"Tom Mbeki": "kenya"})
    assert quote.speaker_id == "kenya"


def test_an_embassy_does_not_speak_for_the_state_it_stands_in(tell: Callable[..., Told]) -> None:
    (quote,) = tell("“We are well,” the embassy in Lima said.", people=("Lima", "Peru"))
    assert quote.speaker_id is None


def test_a_pronoun_after_an_unnamed_person_is_not_the_name_further_back(tell: Callable[..., Told]) -> None:
    text = (
        "Tom Mbeki scored a point in the last minute. The other coach refused to blame anyone. "
        "“We had a deal with ourselves,” he said."
    )
    (quote,) = tell(text, people=("Tom Mbeki",))
    assert (quote.speaker_text, quote.speaker_id) == ("he", None)


def test_a_place_does_not_speak(tell: Callable[..., Told]) -> None:
    (quote,) = tell("“Nobody sails in fog,” Lima said.", people=("Lima",))
    assert quote.speaker_id is None
