"""Whose side a person is on where no title names a state, and whose name a damaged one is."""

from __future__ import annotations

import pytest

QUARREL = (
    "Peru and Chile quarrel over anchovies. Peru sent a note. Chile sent two. Peru waits, and Chile waits."
)


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("“We read it,” said Rosa Quiroga of the fisheries ministry in Lima.", "Rosa Quiroga", "PER"),
        ("The pledge made by Tomás Aravena, the deputy director in Santiago, stands.", "Tomás Aravena", "CHL"),
        ("The deputy director of the Chilean customs office, Tomás Aravena, denied any delay.", "Tomás Aravena", "CHL"),
        ("Marta Rojas, a deputy chief of the Peruvian general staff, was silent.", "Marta Rojas", "PER"),
        ("His Chilean colleague in Lima, Nora Salas, had been called in on Tuesday.", "Nora Salas", "CHL"),
        ("Lima summoned Ambassador Nora Salas on Tuesday.", "Nora Salas", "CHL"),
        ("Peru's Ernesto Palma Rey met Chile's Nora Salas in the rain and smiled.", "Nora Salas", "CHL"),
        ("Chile would annul nothing, its state secretary for fisheries, Nora Salas, replied.", "Nora Salas", "CHL"),
        ("Chile is weighing whether to bring back its own ambassador, Nora Salas.", "Nora Salas", "CHL"),
        ("Bolivia sided with Peru: its spokesman, Hugo Mamani, sent a telegram.", "Hugo Mamani", "BOL"),
        ("Colonel Hugo Tapia accused the Chilean navy of ramming a boat.", "Hugo Tapia", "PER"),
    ],
)  # fmt: skip
def test_words_around_a_name_tell_its_state(people, text: str, name: str, state: str) -> None:  # type: ignore[no-untyped-def]
    assert people(f"{QUARREL} {text}")[name].state == state


@pytest.mark.parametrize(
    "text",
    [
        "Hugo Tapia, who lost a brother at sea, carried a photograph.",
        "Ambassador Nora Salas bought a hat.",
        "The American envoy in Lima, told of it by Hugo Tapia, left.",
    ],
)
def test_a_person_of_whom_nothing_is_told_has_no_state(people, text: str) -> None:  # type: ignore[no-untyped-def]
    found = people(f"{QUARREL} {text}")
    assert all(person.state is None for name, person in found.items() if name in ("Hugo Tapia", "Nora Salas"))


def test_another_report_of_the_story_may_tell_the_state(people) -> None:  # type: ignore[no-untyped-def]
    first = f"{QUARREL} Deputy Minister Nora Salas said no."
    assert people(first)["Nora Salas"].state is None
    second = "Nora Salas, the Chilean deputy minister, said no."
    assert people(first, second)["Nora Salas"].state == "CHL"


ROW = {
    "person_id": "olga-peskunova", "name": "Olga Peskunova", "aliases": "", "family": "Peskunova", "state": "LVA",
    "role": "spokesperson", "title": "Spokeswoman", "start": "2030-01-01", "end": "", "as_of": "2032-01-01",
    "basis": "recalled", "wikidata_id": "",
}  # fmt: skip


def test_a_lone_family_name_is_the_one_office_holder_of_it_in_a_state_the_report_names(people) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Latvia will not sign. Peskunova said the government had other worries, and Peskunova left the room."
    )
    assert people(text, known=(ROW,))["Olga Peskunova"].entity_id == "olga-peskunova"
    twin = {**ROW, "person_id": "ivo-peskunova", "name": "Ivo Peskunova", "role": "defence_minister"}
    assert "Olga Peskunova" not in people(text, known=(ROW, twin))
    assert "Olga Peskunova" not in people(text.replace("Latvia", "Malta"), known=(ROW,))


ORIGINAL = (
    "{} signed the contract for Ethiopia on Tuesday. The engineers of the dam cheered, and {} thanked them. "
    "{} told the press that the river pays twice."
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Tadesse Gebremichael", "Tadese Gebre Mikael"),  # split and misspelt
        ("Dereje Wolde-Yohannes", "Dereye Wolde Johannes"),  # hyphen lost, transliterated otherwise
        ("Iurie Bolboceanu", "Jurij Bolboceano"),  # transliterated otherwise
        ("Nino Tsulukidze", "Nina Zulukidse"),  # letters changed
        ("Otar Mdinaradze", "Otar Mdinaraze"),  # a letter lost
        ("Kwabena Ofori Mensah", "Mensah Kwabena Ofori"),  # order swapped
        ("Yelena Morozova", "Елена Морозова"),  # another script
    ],
)
def test_a_damaged_name_in_one_report_is_the_person_of_the_others(people, right: str, wrong: str) -> None:  # type: ignore[no-untyped-def]
    clean = ORIGINAL.format(f"Trade Minister {right}", right, right)
    damaged = f"Trade Minister {wrong} signed the contract for Ethiopia, a newspaper said on Wednesday."
    assert list(people(clean, clean, damaged)) == [right]


def test_two_persons_of_one_family_name_stay_two(people) -> None:  # type: ignore[no-untyped-def]
    text = "Prime Minister Imran Khalid of Pakistan met Aamir Khalid, an Indian actor. Prime Minister Khalid left."
    found = people(text)
    assert {name: person.state for name, person in found.items()} == {
        "Imran Khalid": "PAK",
        "Aamir Khalid": "IND",
    }
