"""Records come back from SQL and Arrow as they went in."""

from __future__ import annotations

import dataclasses
import typing
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import records, schema
from communique.stores.sqlite import TABLES

KINDS = [*TABLES.values(), records.Parse]
# SQLite holds no NUL inside text portably and no lone surrogates; texts are cleaned of both when read
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value a field of this type may hold."""
    if type(None) in typing.get_args(hint):
        (plain,) = (a for a in typing.get_args(hint) if a is not type(None))
        return st.none() | values(plain)
    if typing.get_origin(hint) is tuple:
        return st.lists(values(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if dataclasses.is_dataclass(hint):
        return rows(typing.cast(type, hint))
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return {
        str: TEXT,
        int: st.integers(-(2**40), 2**40),
        float: st.floats(allow_nan=False, allow_infinity=False, width=32),
        bool: st.booleans(),
    }[hint]


def rows(kind: type) -> st.SearchStrategy[Any]:
    """Any record of a class."""
    return st.fixed_dictionaries({n: values(h) for n, h in schema.columns(kind).items()}).map(
        lambda d: kind(**d)
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_a_record_survives_sql_and_arrow(kind: type) -> None:
    @given(rows(kind))
    def survives(row: Any) -> None:
        assert schema.from_sql(kind, schema.to_sql(row)) == row
        assert schema.from_arrow(kind, schema.to_arrow(kind, [row])) == [row]

    survives()


def test_rows_sort_alike_whatever_their_order() -> None:
    a = records.Version(report_id="r-1", supersedes=None, latest=True)
    b = records.Version(report_id="r-1", supersedes="r-0", latest=True)
    assert sorted([b, a], key=schema.to_sql_key) == sorted([a, b], key=schema.to_sql_key) == [a, b]


def test_a_digest_changes_with_any_field() -> None:
    a = records.Version(report_id="r-1", supersedes=None, latest=True)
    assert schema.text_digest([a]) != schema.text_digest([dataclasses.replace(a, latest=False)])
