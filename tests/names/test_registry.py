from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import RuleError
from communique.names import load_registry
from communique.names.forms import parts_of
from communique.names.registry import registry

HEADER = "name\trole\tstate\tstart\tend\tas_of"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "ours.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_users_row_is_held_on_its_days_beside_the_shipped_ones(tmp_path: Path) -> None:
    known = load_registry(
        written(tmp_path, HEADER, "Ona Petrauska\tforeign_minister\tLTU\t2031-02-01\t2033\t2032")
    )
    assert "Ona Petrauska" in {o.name for o in known.holders("LTU", "foreign_minister", "2031-06-01")}
    assert "Ona Petrauska" not in {o.name for o in known.holders("LTU", "foreign_minister", "2034-01-01")}
    assert known.named(parts_of("Ona Petrauska")) == ["ona-petrauska"]
    assert len(known.offices) == len(registry().offices) + 1


def test_a_users_row_counts_as_checked(tmp_path: Path) -> None:
    known = load_registry(written(tmp_path, HEADER, "Ona Petrauska\tforeign_minister\tLTU"))
    assert [o.checked for o in known.offices["ona-petrauska"]] == [True]


def test_a_users_row_replaces_the_shipped_row_of_the_same_term(tmp_path: Path) -> None:
    shipped = registry().offices["antony-blinken"]
    term = next(o for o in shipped if o.role == "foreign_minister")
    line = f"antony-blinken\tAntony Blinken\tforeign_minister\tUSA\t{term.start}\tOurs"
    known = load_registry(written(tmp_path, "person_id\tname\trole\tstate\tstart\ttitle", line))
    titles = [o.title for o in known.offices["antony-blinken"] if o.role == "foreign_minister"]
    assert titles == ["Ours"]
    assert len(known.offices["antony-blinken"]) == len(shipped)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["name\trole\trank", "A B\tminister\t1"], "line 1: no column is called rank"),
        (["name\tstate", "A B\tLTU"], "line 1: has no column role"),
        ([HEADER, "# a note", "\tminister\tLTU"], "line 3: has no name"),
        ([HEADER, "A B\tminister\tLTU\t1 May 2020"], "line 2: start is '1 May 2020'"),
        ([HEADER, "A B\tminister\tLTU\t2020\t\t\tmore"], "line 2: has 7 cells for 6 columns"),
        ([""], "is empty"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, lines: list[str], fault: str) -> None:
    path = written(tmp_path, *lines)
    with pytest.raises(RuleError) as error:
        load_registry(path)
    assert str(error.value).startswith(str(path)) and fault in str(error.value)


def test_a_missing_registry_is_an_error_naming_it(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"nowhere\.tsv: cannot be read"):
        load_registry(tmp_path / "nowhere.tsv")
