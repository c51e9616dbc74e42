"""Dates as stated become ISO days, local as stated."""

from __future__ import annotations

import pytest

from communique.reading.stated import iso_day


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2021-03-03", "2021-03-03"),
        ("2021-03-03T23:30:00-04:00", "2021-03-03"),
        ("Wed, 03 Mar 2021 23:30:00 GMT", "2021-03-03"),
        ("March 3, 2021 4:12 PM", "2021-03-03"),
        ("Posted on 3rd March 2021 by admin", "2021-03-03"),
        ("20210303", "2021-03-03"),
        ("20210303T101500Z", "2021-03-03"),
        ("2021/3/3", "2021-03-03"),
        ("23/03/2021", "2021-03-23"),
        ("03/23/2021", "2021-03-23"),
        (1614729600, "2021-03-03"),
        ("1614729600000", "2021-03-03"),
    ],
)
def test_a_full_date_becomes_its_local_day(stated: str | int, day: str) -> None:
    assert iso_day(stated) == day


@pytest.mark.parametrize(
    "stated", [None, "", "March 2021", "2021", "04/03/2021", "31 February 2021", "soon", True]
)
def test_a_partial_ambiguous_or_impossible_date_is_none(stated: str | None) -> None:
    assert iso_day(stated) is None
