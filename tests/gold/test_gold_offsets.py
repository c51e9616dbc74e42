"""The labelled stories hold together: offsets point at their words, ids refer, values are the contract's."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
STORIES = sorted(p.parent for p in HERE.glob("*/*/labels.json"))

SPLITS = {"dev", "practice", "test"}
HOW = {"original", "verbatim", "trimmed", "edited", "spun", "back_translated", "partial"}
DEGRADATION = {"clean", "spun", "back_translated", "garbled"}
KINDS = {"date", "span", "duration", "repeated"}
DIRECTIONS = {"past", "present", "future", None}
STATUSES = {
    "happened",
    "ongoing",
    "planned",
    "tentative",
    "postponed",
    "cancelled",
    "threatened",
    "hypothetical",
    "negated",
}
MODES: dict[str, set[str]] = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    },
    "ASSAULT": {
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    },
    "STATEMENT": set(),
}
PROPERTIES = {"date", "number", "place", "status", "actor", "title", "wording"}
VERDICTS = {"corroborated", "single", "contradicted", "compatible", "altered_copy", "updated"}
APPOINTMENT_STATUSES = {"planned", "tentative", "postponed", "cancelled", "happened"}
LEVELS = {
    "head_of_state_or_government",
    "foreign_minister",
    "senior_diplomat",
    "defence",
    "military_to_military",
    "national_security_adviser",
    "intelligence",
    "trade",
    "finance",
    "climate",
    "legislature",
    "working_level",
}
MEDIA = {"visit", "meeting", "call", "letter", "hotline", "summit"}
CHANNEL_STATES = {"open", "used", "planned", "refused", "suspended"}
COMMITMENT_STATUSES = {"open", "kept", "lapsed", "broken", "withdrawn"}
LINKS = {"because_of", "in_response_to", "rescheduled_as", "on_sidelines_of", "follow_up", "fulfils"}
CONTEXTS = {
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
}

ISO3 = re.compile(r"[A-Z]{3}")
STATE_OR_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]{1,9}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
POINT = r"\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12]\d|3[01]))?)?"
EDTF = re.compile(rf"{POINT}(/{POINT})?")

Labels = dict[str, Any]


def _labels(folder: Path) -> Labels:
    loaded: Labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return loaded


def _texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_bytes().decode("utf-8") for p in sorted((folder / "reports").glob("*.txt"))}


def _claims(labels: Labels) -> Iterator[Labels]:
    for event in labels["events"]:
        yield from event["claims"]


def _spans(labels: Labels) -> Iterator[Labels]:
    for table in ("mentions", "dates", "quotes"):
        yield from labels[table]
    yield from _claims(labels)


def _is_edtf(value: str | None) -> bool:
    return value is None or EDTF.fullmatch(value) is not None


def _is_dyad(value: str) -> bool:
    sides = value.split("-")
    return len(sides) == 2 and sides == sorted(sides) and all(STATE_OR_ACRONYM.fullmatch(s) for s in sides)


def test_there_are_stories_in_every_split() -> None:
    assert {folder.parent.name for folder in STORIES} == SPLITS


story = pytest.mark.parametrize("folder", STORIES, ids=lambda p: f"{p.parent.name}/{p.name}")


@story
def test_the_folder_is_the_story_and_the_split_it_says(folder: Path) -> None:
    labels = _labels(folder)
    assert (labels["split"], labels["story"]) == (folder.parent.name, folder.name)
    assert labels["dyads"] and all(_is_dyad(dyad) for dyad in labels["dyads"])


@story
def test_every_report_file_is_listed_once_and_has_no_carriage_return(folder: Path) -> None:
    texts = _texts(folder)
    assert [r["file"] for r in _labels(folder)["reports"]] == list(texts)
    assert all(text.strip() and "\r" not in text and "\ufeff" not in text for text in texts.values())


@story
def test_every_offset_points_at_its_words(folder: Path) -> None:
    texts = _texts(folder)
    wrong = [s for s in _spans(_labels(folder)) if texts[s["file"]][s["start"] : s["end"]] != s["text"]]
    assert not wrong
    assert all(s["text"] == s["text"].strip() != "" for s in _spans(_labels(folder)))


@story
def test_no_span_is_labelled_twice_and_names_or_dates_do_not_overlap(folder: Path) -> None:
    labels = _labels(folder)
    for table in ("mentions", "dates", "quotes"):
        places = sorted((s["file"], s["start"], s["end"]) for s in labels[table])
        pairs = list(pairwise(places))
        assert not [p for p in pairs if p[0][0] == p[1][0] and p[1][1] < p[0][2]], table


@story
def test_reports_have_closed_values_and_parents_that_exist(folder: Path) -> None:
    reports = _labels(folder)["reports"]
    files = {r["file"]: r for r in reports}
    for report in reports:
        assert report["how"] in HOW and report["degradation"] in DEGRADATION
        assert isinstance(report["political"], bool) and isinstance(report["published_stated"], bool)
        assert report["published"] is None or DAY.fullmatch(report["published"])
        assert report["published"] or not report["published_stated"]
        assert report["how"] != "original" or report["parent"] is None
        if report["parent"] is not None:
            assert report["parent"] != report["file"]
            assert files[report["parent"]]["origin"] == report["origin"]


@story
def test_mentions_and_quotes_refer_to_people_of_the_story(folder: Path) -> None:
    labels = _labels(folder)
    people = {p["id"] for p in labels["people"]}
    assert len(people) == len(labels["people"])
    assert all(p["state"] is None or ISO3.fullmatch(p["state"]) for p in labels["people"])
    assert all(m["person"] is None or m["person"] in people for m in labels["mentions"])
    assert all(q["speaker"] in people or re.match(r"(state|anon):.", q["speaker"]) for q in labels["quotes"])


@story
def test_one_utterance_has_one_speaker(folder: Path) -> None:
    speakers: dict[str, set[str]] = {}
    for quote in _labels(folder)["quotes"]:
        speakers.setdefault(quote["utterance"], set()).add(quote["speaker"])
    assert not {u: s for u, s in speakers.items() if len(s) > 1}


@story
def test_dates_are_of_a_known_kind_and_their_values_are_edtf(folder: Path) -> None:
    for date in _labels(folder)["dates"]:
        assert date["kind"] in KINDS and date["direction"] in DIRECTIONS, date
        assert _is_edtf(date["value"]) and isinstance(date["corrupted"], bool), date


@story
def test_events_are_coded_in_the_words_of_the_contract(folder: Path) -> None:
    labels = _labels(folder)
    people = {p["id"] for p in labels["people"]}
    assert len({e["id"] for e in labels["events"]}) == len(labels["events"])
    for event in labels["events"]:
        assert event["mode"] is None or event["mode"] in MODES[event["event_type"]], event["id"]
        assert event["status"] in STATUSES and _is_edtf(event["date"]), event["id"]
        assert set(event["actor"]) | set(event["recipient"]) <= people, event["id"]
        states = [*event["actor_states"], *event["recipient_states"]]
        assert all(STATE_OR_ACRONYM.fullmatch(s) for s in states), event["id"]
        assert event["claims"], event["id"]


@story
def test_threatened_is_the_status_of_threats_alone(folder: Path) -> None:
    for event in _labels(folder)["events"]:
        told = {event["status"], *(c["status"] for c in event["claims"])}
        assert told <= STATUSES
        assert "threatened" not in told or event["event_type"] == "THREATEN", event["id"]


@story
def test_a_claim_holds_its_trigger_and_stands_once_in_its_sentence(folder: Path) -> None:
    for event in _labels(folder)["events"]:
        assert all(c["trigger"] in c["text"] for c in event["claims"]), event["id"]
        places = [(c["file"], c["start"]) for c in event["claims"]]
        assert len(set(places)) == len(places), event["id"]


@story
def test_a_report_without_politics_tells_no_event(folder: Path) -> None:
    labels = _labels(folder)
    told = {claim["file"] for claim in _claims(labels)}
    assert told == {r["file"] for r in labels["reports"] if r["political"]}


@story
def test_findings_name_events_and_origins_of_the_story(folder: Path) -> None:
    labels = _labels(folder)
    events = {e["id"] for e in labels["events"]}
    origins = {r["origin"] for r in labels["reports"]}
    for finding in labels["findings"]:
        assert finding["event"] in events, finding
        assert finding["property"] in PROPERTIES and finding["verdict"] in VERDICTS, finding
        assert finding["values"] and all(set(v["origins"]) <= origins for v in finding["values"]), finding
        several = finding["verdict"] in {"contradicted", "compatible", "altered_copy", "updated"}
        assert not several or len(finding["values"]) > 1, finding


@story
def test_the_tables_of_the_relation_keep_to_their_vocabulary(folder: Path) -> None:
    labels = _labels(folder)
    events = {e["id"] for e in labels["events"]}
    origins = {r["origin"] for r in labels["reports"]}
    for row in labels["appointments"]:
        assert row["event"] in events and row["status"] in APPOINTMENT_STATUSES, row
        assert _is_dyad(row["dyad"]) and _is_edtf(row["date"]), row
    for row in labels["channels"]:
        assert _is_dyad(row["dyad"]) and row["level"] in LEVELS and set(row["media"]) <= MEDIA, row
        assert row["state"] in CHANNEL_STATES, row
        assert all(_is_edtf(row[k]) for k in ("last_contact", "next_planned", "last_refusal")), row
    for row in labels["commitments"]:
        assert row["status"] in COMMITMENT_STATUSES and _is_edtf(row["said_on"]) and _is_edtf(row["due"]), row
    for row in labels["incidents"]:
        assert row["parties"] and row["status"] in STATUSES and _is_edtf(row["date"]), row
    for row in labels["issues"]:
        assert _is_dyad(row["dyad"]) and set(row["contexts"]) <= CONTEXTS, row
        assert set(row["origins"]) <= origins, row


@story
def test_channels_are_one_row_for_a_dyad_and_level(folder: Path) -> None:
    rows = [(c["dyad"], c["level"]) for c in _labels(folder)["channels"]]
    assert len(set(rows)) == len(rows)


@story
def test_links_join_two_events_of_the_story(folder: Path) -> None:
    labels = _labels(folder)
    events = {e["id"] for e in labels["events"]}
    for link in labels["links"]:
        assert link["kind"] in LINKS and {link["from"], link["to"]} <= events, link
        assert link["from"] != link["to"], link
