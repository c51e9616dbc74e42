from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from communique import names_refresh
from communique.errors import UsageError
from communique.names import load_registry
from communique.names_refresh import RefreshError, refresh, role_of


def binding(entity: str, name: str, position: str, start: str = "", end: str = "") -> dict[str, object]:
    cells = {
        "person": f"http://www.wikidata.org/entity/{entity}", "personLabel": name, "positionLabel": position,
        "start": start, "end": end,
    }  # fmt: skip
    return {key: {"type": "literal", "value": value} for key, value in cells.items() if value}


ANSWER = [
    binding("Q900001", "Ona Petrauska", "Minister of Foreign Affairs of Lithuania", "2031-02-11T00:00:00Z"),
    binding(
        "Q900002",
        "Jonas Vilkas",
        "Prime Minister of Lithuania",
        "2029-01-01T00:00:00Z",
        "2031-02-10T00:00:00Z",
    ),
    binding("Q900003", "Rasa Mano", "keeper of the seals of the bridge"),
    binding("Q900004", "Q900004", "Prime Minister of Lithuania"),
    binding("Q900005", "Ona Petrauska", "Deputy Minister of Foreign Affairs of Lithuania"),
]


class Stub:
    """A SPARQL endpoint on this machine: what it was asked, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers: list[tuple[int, bytes]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)["query"][0]
                stub.asked.append((query, self.headers["User-Agent"]))
                held = json.dumps({"results": {"bindings": ANSWER}}).encode()
                code, body = stub.answers.pop(0) if stub.answers else (200, held)
                self.send_response(code)
                self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return None

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    monkeypatch.setattr(names_refresh, "PAUSE", 0.0)
    made = Stub()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def ask(stub: Stub, folder: Path, *states: str, as_of: str = "2031-06-01") -> int:
    return refresh(folder / "ours.tsv", endpoint=stub.url, states=states, cache=folder / "cache", as_of=as_of)


def test_office_holders_become_rows_of_a_registry(stub: Stub, tmp_path: Path) -> None:
    assert ask(stub, tmp_path, "LTU") == 3
    known = load_registry(tmp_path / "ours.tsv")
    (office,) = known.offices["ona-petrauska"]
    assert (office.role, office.state, office.start, office.end) == (
        "foreign_minister",
        "LTU",
        "2031-02-11",
        None,
    )
    assert (office.as_of, office.basis, office.wikidata_id) == ("2031-06-01", "wikidata", "Q900001")
    assert [o.start for o in known.offices["jonas-vilkas"]] == ["2029"]


def test_two_persons_of_one_name_get_two_ids(stub: Stub, tmp_path: Path) -> None:
    ask(stub, tmp_path, "LTU")
    known = load_registry(tmp_path / "ours.tsv")
    assert [o.role for o in known.offices["ona-petrauska-q900005"]] == ["deputy_foreign_minister"]


def test_one_day_is_asked_once_and_another_day_again(stub: Stub, tmp_path: Path) -> None:
    ask(stub, tmp_path, "LTU")
    ask(stub, tmp_path, "LTU")
    assert len(stub.asked) == 1
    ask(stub, tmp_path, "LTU", as_of="2031-06-02")
    assert len(stub.asked) == 2


def test_each_state_is_asked_by_its_code_and_under_our_name(stub: Stub, tmp_path: Path) -> None:
    ask(stub, tmp_path, "LTU", "KOS", "LTU")
    codes = ['"LTU"' in query or '"XKX"' in query for query, _ in stub.asked]
    assert codes == [True, True]
    assert all(agent.startswith("communique") for _, agent in stub.asked)


def test_a_users_own_rows_stay_and_old_answers_go(stub: Stub, tmp_path: Path) -> None:
    out = tmp_path / "ours.tsv"
    header = "person_id\tname\trole\tstate\tstart\tbasis"
    own = "jonas-vilkas\tJonas Vilkas\thead_of_government\tLTU\t2029\tuser"
    old = "old-holder\tOld Holder\tforeign_minister\tLTU\t2001\twikidata"
    out.write_text(f"{header}\n{own}\n{old}\n", encoding="utf-8")
    assert ask(stub, tmp_path, "LTU") == 2
    rows = out.read_text(encoding="utf-8")
    assert "Old Holder" not in rows and rows.count("Jonas Vilkas") == 1 and "\tuser\t" in rows


def test_a_busy_endpoint_is_asked_once_more(stub: Stub, tmp_path: Path) -> None:
    stub.answers = [(429, b"")]
    assert ask(stub, tmp_path, "LTU") == 3
    assert len(stub.asked) == 2


@pytest.mark.parametrize(("code", "body"), [(500, b"down"), (200, b"<html>"), (200, b"[]")])
def test_a_failing_endpoint_leaves_registry_and_cache_alone(
    stub: Stub, tmp_path: Path, code: int, body: bytes
) -> None:
    stub.answers = [(code, body)]
    with pytest.raises(RefreshError, match="nothing was written"):
        ask(stub, tmp_path, "LTU")
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.parametrize(("state", "day"), [("Lithuania", "2031-06-01"), ("LTU", "June 2031")])
def test_an_unknown_state_or_day_is_a_usage_error(stub: Stub, tmp_path: Path, state: str, day: str) -> None:
    with pytest.raises(UsageError):
        ask(stub, tmp_path, state, as_of=day)
    assert stub.asked == []


def test_a_deputys_office_is_not_the_ministers() -> None:
    assert role_of("Minister of Defence of Peru", "PER") == "defence_minister"
    assert role_of("Shadow Minister of Defence", "PER") is None
