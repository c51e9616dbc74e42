"""Who is said to have said what, through the damage of republishing. Needs the parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.records import Quote

Told = list[Quote]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The strait is open to all,” Mr. Oduya mentioned in Accra.", "Mr. Oduya", "mentioned"),
        ("Kenya declined the invitation as “untimely and unhelpful.”", "Kenya", "declined"),
        (
            "The ministry in Lima declined to remark, calling the report “baseless.”",
            "The ministry in Lima",
            "calling",
        ),
        (
            "Oduya stressed the gains, stating Friday that both ports can “help one another.”",
            "Oduya",
            "stating",
        ),
        (
            "A senior official, talking on situation of anonymity, described the temper as “chilly.”",
            "A senior official",
            "described",
        ),
        ("Oduya tweeted: “See you in Accra!”", "Oduya", "tweeted"),
        (
            "Peru stated Novak had in a phone name urged Chile to honor “the spirit of the accord”.",
            "Novak",
            "urged",
        ),
        ("State tv quoted Novak as saying the talks had been “useful”.", "Novak", "saying"),
        ("According to a readout from the palace, the two had a “frank” exchange.", "a readout", "According"),
        ("Novak’s remark that the island was “not for sale” drew anger in Lima.", "Novak", "remark"),
        ("President Oduya accused his neighbour of “playing with fire” there.", "President Oduya", "accused"),
    ],
)
def test_a_speaker_is_found_without_a_gate_on_verbs(
    tell: Callable[..., Told], text: str, speaker: str, cue: str
) -> None:
    (quote,) = tell(text)
    assert str(quote.speaker_text).startswith(speaker)
    assert (quote.cue, quote.carried_over) == (cue, False)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “Silk Bridge” venture would link the two ports by 2031.",
        "The movie “Rivers of Salt” opened in Nairobi on Friday, the organizers stated.",
        "Ana “The Hammer” Novak arrived in Lima on Monday.",
    ],
)
def test_titles_nicknames_and_words_at_arms_length_are_nobodys_words(
    tell: Callable[..., Told], text: str
) -> None:
    assert tell(text) == []


def test_a_quotation_without_a_cue_continues_the_speaker_of_its_paragraph(tell: Callable[..., Told]) -> None:
    text = "“We have waited long enough,” says Ana Novak. “Now they should act.”"
    first, second = tell(text, people=("Ana Novak",))
    assert (second.speaker_id, second.cue, second.carried_over) == ("novak", None, True)
    assert first.speaker_id == "novak"


def test_a_quotation_under_a_paragraph_about_somebody_is_theirs(tell: Callable[..., Told]) -> None:
    text = (
        "Tom Mbeki, an old envoy, doubted that the pact would hold.\n“But a visit may open a door to talks.”"
    )
    (quote,) = tell(text, people=("Tom Mbeki",))
    assert (quote.speaker_id, quote.carried_over) == ("mbeki", True)


def test_a_pronoun_keeps_its_word_and_gets_its_referent(tell: Callable[..., Told]) -> None:
    text = "Ana Novak praised the pilots. Nobody wants a quarrel “over a rock,” she informed reporters."
    (quote,) = tell(text, people=("Ana Novak",))
    assert (quote.speaker_text, quote.speaker_id, quote.cue) == ("she", "novak", "informed")


def test_a_state_may_speak_and_its_unnamed_official_is_not_the_state(tell: Callable[..., Told]) -> None:
    (state,) = tell("Peru rejected the claim as “far from the truth.”", people=("Peru",))
    assert state.speaker_id == "peru"
    (official,) = tell("“It is far from the truth,” one Peru official said.", people=("Peru",))
    assert (official.speaker_id, official.speaker_text) == (None, "one Peru official")


def test_the_day_of_the_telling_is_the_day_of_the_words(tell: Callable[..., Told]) -> None:
    text = "“We will stay in the room,” Novak told reporters on Friday. “Nobody gains by leaving.”"
    told = tell(text, people=("Novak",), day=("Friday", "2031-03-07"))
    assert [q.said_on for q in told] == ["2031-03-07", "2031-03-07"]


def test_a_day_inside_the_marks_is_not_the_day_of_the_words(tell: Callable[..., Told]) -> None:
    (quote,) = tell("“We will meet on Friday,” Novak said.", day=("Friday", "2031-03-07"))
    assert quote.said_on is None


def test_the_venue_hangs_on_the_cue(tell: Callable[..., Told]) -> None:
    (quote,) = tell("“We will stay in the room,” Novak said at a press conference.")
    assert quote.venue == "at a press conference"


def test_rows_do_not_depend_on_the_order_of_the_input(tell: Callable[..., Told]) -> None:
    text = "“We stay,” said Ana Novak. “We do.”\n“They went,” Tom Mbeki said of the envoys."
    there = tell(text, people=("Ana Novak", "Tom Mbeki"))
    back = tell(text, people=("Tom Mbeki", "Ana Novak"))
    assert there == back


def test_a_lost_stop_does_not_lend_the_first_cue_to_the_second_quotation(tell: Callable[..., Told]) -> None:
    text = (
        "“The river belongs to both banks,” Novak told Oduya “Under these rules each port can do its part.”"
    )
    first, second = tell(text, people=("Novak", "Oduya"))
    assert (first.cue, second.cue, second.carried_over) == ("told", None, True)
    assert first.speaker_id == second.speaker_id == "novak"


def test_a_subject_doubled_in_translation_is_the_name(tell: Callable[..., Told]) -> None:
    text = "Before the talks, ministry spokesman Arun Pillai He said Lima must “keep to the text” of it."
    (quote,) = tell(text, people=("Arun Pillai",))
    assert quote.speaker_id == "pillai"


def test_the_message_told_after_the_words_names_their_speaker(tell: Callable[..., Told]) -> None:
    (quote,) = tell(
        "“No one wins a trade war.” That was the message from Novak on Friday.", people=("Novak",)
    )
    assert (quote.speaker_id, quote.carried_over) == ("novak", True)


def test_a_purpose_stays_with_whoever_announced_it(tell: Callable[..., Told]) -> None:
    text = "Kenya announced that Tom Mbeki would fly to Lima to stress “the weight of open channels” there."
    (quote,) = tell(text, people=("Kenya", "Tom Mbeki"))
    assert (quote.speaker_id, quote.cue) == ("kenya", "announced")
