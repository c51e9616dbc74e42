"""Extends a user's registry of office holders from Wikidata, one question a state, answers kept on disk."""

from __future__ import annotations

import hashlib
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError, UsageError
from communique.names.forms import fold
from communique.names.knowledge import states as known_states
from communique.names.knowledge import titles
from communique.names.registry import COLUMNS, registry

AGENT = "communique-names-refresh (extends a registry of office holders; one request a second)"
TIMEOUT = 60.0  # seconds a question may take
PAUSE = 1.0  # seconds between two questions to the endpoint
LONGEST_WAIT = 60.0  # seconds an endpoint may ask us to wait
SINCE = 2000  # offices that ended before this year are left out
_ISO3 = {"KOS": "XKX"}  # where Wikidata's code differs from ours
_QUERY = """SELECT ?person ?personLabel ?positionLabel ?start ?end ?familyLabel WHERE {
  ?country wdt:P298 "%(code)s" .
  ?position wdt:P1001|wdt:P17 ?country .
  VALUES ?kind { wd:Q83307 wd:Q48352 wd:Q2285706 }
  ?position wdt:P279* ?kind .
  ?person p:P39 ?held .
  ?held ps:P39 ?position .
  OPTIONAL { ?held pq:P580 ?start }
  OPTIONAL { ?held pq:P582 ?end }
  OPTIONAL { ?person wdt:P734 ?family }
  FILTER(!BOUND(?end) || YEAR(?end) >= %(since)d)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en" }
}"""
_BELOW = frozenset({"deputy", "vice", "assistant", "shadow", "junior", "parliamentary"})
Row = dict[str, str]


class RefreshError(CommuniqueError):
    """The endpoint gave no usable answer."""


def refresh(out: Path, *, endpoint: str, states: Sequence[str], cache: Path, as_of: str) -> int:
    """Writes the office holders of the states (ISO3) into the registry TSV at `out`; gives back the rows written.

    `as_of` is the day asked, an ISO date: an answer of that day in `cache` is not asked for again. Rows of `out` with
    another basis than "wikidata", and of other states, stay as they are. UsageError for an unknown state or day,
    RefreshError where the endpoint fails; `out` is then unchanged.
    """
    _check(states, as_of)
    ids = _known_ids()
    fresh: dict[tuple[str, ...], Row] = {}
    for number, state in enumerate(dict.fromkeys(states)):
        for binding in _ask(endpoint, state, cache, as_of, wait=number > 0):
            if row := _row(binding, state, as_of, ids):
                fresh.setdefault(_key(row), row)
    kept = [r for r in _held(out) if r["basis"] != "wikidata" or r["state"] not in states]
    own = {_key(row) for row in kept}
    added = [row for key, row in fresh.items() if key not in own]
    _write(out, [*kept, *added])
    return len(added)


def _check(states: Sequence[str], as_of: str) -> None:
    for state in states:
        if state not in known_states():
            raise UsageError(f"{state}: is no state's ISO3 code; give codes such as CHN or USA")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", as_of):
        raise UsageError(f"{as_of}: is no ISO date; write the day asked as 2024-05-31")


def _known_ids() -> dict[str, str]:
    """Our ids of the persons whose Wikidata id the shipped registry holds."""
    return {
        office.wikidata_id: office.person_id
        for offices in registry().offices.values()
        for office in offices
        if office.wikidata_id
    }


def _ask(endpoint: str, state: str, cache: Path, as_of: str, *, wait: bool) -> list[dict[str, Any]]:
    """The answer's bindings, from the cache where it was asked on this day already."""
    query = _QUERY % {"code": _ISO3.get(state, state), "since": SINCE}
    name = hashlib.sha256("\n".join((endpoint, query, as_of)).encode()).hexdigest()[:16]
    held = cache / f"{state}-{as_of}-{name}.json"
    if held.exists():
        return _bindings(held.read_bytes(), state)
    if wait:
        time.sleep(PAUSE)
    answer = _fetch(endpoint, query, state)
    bindings = _bindings(answer, state)
    cache.mkdir(parents=True, exist_ok=True)
    _replace(held, answer)
    return bindings


def _fetch(endpoint: str, query: str, state: str, *, again: bool = True) -> bytes:
    asked = urllib.request.Request(
        endpoint + "?" + urllib.parse.urlencode({"query": query, "format": "json"}),
        headers={"User-Agent": AGENT, "Accept": "application/sparql-results+json"},
    )
    if urllib.parse.urlsplit(endpoint).scheme not in ("http", "https"):
        raise UsageError(f"{endpoint}: is no http address")
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        if again and error.code in (429, 503):
            time.sleep(_asked_wait(error.headers.get("Retry-After")))
            return _fetch(endpoint, query, state, again=False)
        raise RefreshError(f"{endpoint}: answered {error.code} for {state}; nothing was written") from error
    except OSError as error:
        raise RefreshError(
            f"{endpoint}: gave no answer for {state} ({error}); nothing was written"
        ) from error


def _asked_wait(seconds: str | None) -> float:
    return min(LONGEST_WAIT, float(seconds)) if seconds and seconds.isdigit() else PAUSE


def _bindings(answer: bytes, state: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(answer)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise RefreshError(
            f"the answer for {state} is no SPARQL result in JSON; nothing was written"
        ) from error
    return list(found)


def _row(binding: Mapping[str, Any], state: str, as_of: str, ids: dict[str, str]) -> Row | None:
    """A registry row, None without a name or office of the roles table; a person new to `ids` is added there."""
    told = {name: str(cell.get("value", "")).replace("\t", " ").strip() for name, cell in binding.items()}
    entity = told.get("person", "").rpartition("/")[2]
    name, position = told.get("personLabel", ""), told.get("positionLabel", "")
    role = role_of(position, state)
    if not name or name == entity or role is None or not re.fullmatch(r"Q\d+", entity):
        return None
    if entity not in ids:
        slug = "-".join(filter(None, (fold(word) for word in name.split())))
        ids[entity] = (
            f"{slug}-{entity.lower()}" if slug in registry().offices or slug in ids.values() else slug
        )
    return {
        "person_id": ids[entity],
        "name": name,
        "aliases": "",
        "family": told.get("familyLabel") or name.split()[-1],
        "state": state,
        "role": role,
        "title": position[:1].upper() + position[1:],
        "start": _day(told.get("start", "")),
        "end": _day(told.get("end", "")),
        "as_of": as_of,
        "basis": "wikidata",
        "wikidata_id": entity,
    }


def _day(value: str) -> str:
    """An ISO day; a year alone where Wikidata gives its first of January."""
    found = re.match(r"^(\d{4})-(\d\d)-(\d\d)", value)
    if found is None:
        return ""
    return found[1] if found[2] == "01" and found[3] == "01" else found.group()


def role_of(position: str, state: str) -> str | None:
    """The role of a position's name by the longest title of the roles table in it; None where there is none."""
    words = position.lower().split()
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            row = titles().get(" ".join(words[first : first + length]))
            if row and row["state"] in ("", state):
                return None if _BELOW.intersection(words[:first]) else row["role"]
    return None


def _key(row: Row) -> tuple[str, ...]:
    return row["person_id"], row["state"], row["role"], row["start"][:4]


def _held(out: Path) -> Iterator[Row]:
    if not out.exists():
        return
    header, *lines = [
        x for x in out.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")
    ] or [""]
    for line in lines:
        row = dict(zip(header.split("\t"), line.split("\t"), strict=False))
        yield {column: row.get(column, "") for column in COLUMNS}


def _write(out: Path, rows: list[Row]) -> None:
    lines = sorted("\t".join(row[column] for column in COLUMNS) for row in rows)
    out.parent.mkdir(parents=True, exist_ok=True)
    _replace(out, ("\n".join(["\t".join(COLUMNS), *lines]) + "\n").encode())


def _replace(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
