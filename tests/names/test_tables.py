"""The knowledge tables of `data/names/` are well formed and agree with each other."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from communique.names.forms import same_person
from communique.names.knowledge import registry

NAMES = Path(__file__).resolve().parents[2] / "src" / "communique" / "data" / "names"

HEADERS = {
    "states": "iso3 iso2 name aliases demonyms capital cow gw lat lon ambiguous",
    "prefixes": "prefix iso3",
    "organs": "alias entity kind sector note",
    "organisations": "acronym name aliases kind sector hq_city members",
    "roles": "title role state sector",
    "offices": "person_id name aliases family state role title start end as_of basis wikidata_id",
    "summits": "summit aliases year start end city state",
    "cities": "name aliases state lat lon geonames_id population kind claimants",
    "transliterations": "a b",
    "offsets": "place state low high west east",
}
KEYS = {
    "states": ["iso3"],
    "prefixes": ["prefix"],
    "organs": ["alias", "entity"],
    "organisations": ["acronym"],
    "roles": ["title"],
    "offices": ["person_id", "state", "role", "title", "start"],
    "summits": ["summit", "year", "start"],
    "cities": ["name", "state", "geonames_id"],
    "transliterations": ["a", "b"],
    "offsets": ["place"],
}
SECTORS = {
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "OPP", "PRE",
    "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
}  # fmt: skip
ROLES = {
    "head_of_state", "head_of_government", "monarch", "vice_head", "foreign_minister", "defence_minister",
    "trade_minister", "finance_minister", "interior_minister", "energy_minister", "climate_envoy",
    "national_security_adviser", "intelligence_chief", "military_chief", "ambassador", "special_envoy",
    "spokesperson", "deputy_foreign_minister", "assistant_foreign_minister", "senior_diplomat", "legislator",
    "speaker", "igo_head", "deputy_igo_head", "central_bank_governor", "justice_minister", "health_minister",
    "minister", "official", "diplomat", "negotiator", "commander", "governor", "mayor", "party_leader", "activist",
    "businessperson", "journalist", "analyst", "former",
}  # fmt: skip
KINDS = {
    "organs": {
        "government", "military", "ministry", "legislature", "intelligence", "police", "court", "central_bank",
        "capital",
    },
    "organisations": {"igo", "alliance", "court", "bank", "armed_group", "ngo", "company_no"},
    "cities": {"city", "region", "sea", "island", "venue"},
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table, each line held to the number of columns."""
    lines = (NAMES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def states() -> set[str]:
    return {row["iso3"] for row in table("states")}


def entities() -> set[str]:
    return states() | {row["acronym"] for row in table("organisations")}


@pytest.mark.parametrize("name", HEADERS)
def test_a_table_has_the_columns_of_the_readme(name: str) -> None:
    first = (NAMES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert first.split("\t") == HEADERS[name].split()


@pytest.mark.parametrize("name", HEADERS)
def test_a_table_is_sorted_and_has_no_stray_blank(name: str) -> None:
    lines = (NAMES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    assert cells == sorted(cells)
    assert not [cell for line in cells for cell in line if cell != cell.strip() or '"' in cell]


@pytest.mark.parametrize("name", KEYS)
def test_no_two_rows_share_a_key(name: str) -> None:
    keys = Counter(tuple(row[column] for column in KEYS[name]) for row in table(name))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", HEADERS)
def test_a_list_cell_has_no_empty_or_repeated_item(name: str) -> None:
    for row in table(name):
        for column in ("aliases", "demonyms", "family", "members", "claimants"):
            items = row[column].split("|") if row.get(column) else []
            assert "" not in items, row
            assert len(items) == len(set(items)), row


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("prefixes", "iso3"), ("organisations", "members"), ("roles", "state"), ("offices", "state"),
        ("organs", "entity"), ("summits", "state"), ("cities", "state"), ("cities", "claimants"),
    ],
)  # fmt: skip
def test_every_state_named_is_in_the_table_of_states(name: str, column: str) -> None:
    known = entities() if name in {"roles", "offices", "organs"} else states()
    named = {item for row in table(name) for item in row[column].split("|") if item}
    assert named - known == set()


def test_no_organisation_has_the_letters_of_a_state() -> None:
    assert {row["acronym"] for row in table("organisations")} & states() == set()


@pytest.mark.parametrize("name", ["organs", "organisations", "roles"])
def test_every_sector_is_one_of_plover(name: str) -> None:
    assert {row["sector"] for row in table(name)} - SECTORS == set()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_one_of_the_closed_set(name: str) -> None:
    assert {row["kind"] for row in table(name)} - KINDS[name] == set()


@pytest.mark.parametrize("name", ["roles", "offices"])
def test_every_role_is_one_of_the_closed_set(name: str) -> None:
    assert {row["role"] for row in table(name)} - ROLES == set()


@pytest.mark.parametrize("name", ["offices", "summits"])
def test_dates_are_days_months_or_years_and_start_is_not_after_end(name: str) -> None:
    for row in table(name):
        dates = [row[column] for column in ("start", "end", "as_of") if row.get(column)]
        assert all(is_date(date) for date in dates), row
        start, end = row["start"], row["end"]
        shorter = min(len(start), len(end))
        assert start[:shorter] <= end[:shorter], row


def test_no_two_persons_of_one_office_and_year_have_one_name() -> None:
    known = registry()
    terms: dict[tuple[str | None, str, str], set[str]] = {}
    for person in known.offices:
        for office in known.offices[person]:
            if office.start:
                terms.setdefault((office.state, office.role, office.start[:4]), set()).add(person)
    twins = [
        (a, b)
        for people in terms.values()
        for a, b in combinations(sorted(people), 2)
        if any(same_person(x, y) for x in known.forms[a] for y in known.forms[b])
    ]
    assert twins == []


def test_a_summit_is_held_in_the_year_it_is_listed_under() -> None:
    for row in table("summits"):
        assert row["start"][:4] in {"", row["year"]}, row


def test_every_term_says_up_to_when_and_on_what_basis_it_is_known() -> None:
    for row in table("offices"):
        assert row["as_of"] >= max(row["start"][:7], row["end"][:7]), row
        assert row["basis"] in {"recalled", "checked", "wikidata"}, row


def test_one_person_has_one_name_and_one_wikidata_number() -> None:
    told: dict[str, set[tuple[str, str]]] = {}
    for row in table("offices"):
        told.setdefault(row["person_id"], set()).add((row["name"], row["wikidata_id"]))
    assert {person: names for person, names in told.items() if len(names) > 1} == {}


def test_every_capital_alias_stands_for_a_state() -> None:
    capitals = [row for row in table("organs") if row["kind"] == "capital"]
    assert {row["entity"] for row in capitals} - states() == set()
    spoken_for = {row["entity"] for row in capitals}
    assert {row["iso3"] for row in table("states") if row["capital"]} - spoken_for == set()


def test_a_name_two_states_share_is_marked_ambiguous() -> None:
    owners: dict[str, set[str]] = {}
    marked = {row["iso3"] for row in table("states") if row["ambiguous"]}
    for row in table("states"):
        for name in [row["name"], *row["aliases"].split("|"), *row["demonyms"].split("|")]:
            if name:
                owners.setdefault(name, set()).add(row["iso3"])
    assert {name for name, found in owners.items() if len(found) > 1 and not found <= marked} == set()


@pytest.mark.parametrize("name", ["states", "cities"])
def test_coordinates_lie_on_the_globe(name: str) -> None:
    for row in table(name):
        if row["lat"] or row["lon"]:
            assert -90 <= float(row["lat"]) <= 90, row
            assert -180 <= float(row["lon"]) <= 180, row


@pytest.mark.parametrize(
    ("state", "role", "day", "person"),
    [
        ("USA", "foreign_minister", "2023-06-18", "antony-blinken"),
        ("CHN", "foreign_minister", "2023-06-18", "qin-gang"),
        ("CHN", "foreign_minister", "2022-11-14", "wang-yi"),
        ("USA", "defence_minister", "2023-06-02", "lloyd-austin"),
        ("CHN", "defence_minister", "2023-06-02", "li-shangfu"),
        ("GBR", "head_of_government", "2022-10-01", "liz-truss"),
        ("NATO", "igo_head", "2024-12-01", "mark-rutte"),
        ("BRA", "head_of_state", "2005-01-01", "luiz-inacio-lula-da-silva"),
    ],
)
def test_an_office_has_its_holder_at_a_date(state: str, role: str, day: str, person: str) -> None:
    held = {
        row["person_id"]
        for row in table("offices")
        if row["state"] == state and row["role"] == role and row["start"] <= day < (row["end"] or "9999")
    }
    assert person in held


def is_date(text: str) -> bool:
    """True for a year, a month or a day that exists."""
    from datetime import date

    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return len(text) in {4, 7, 10}
