"""Records as Arrow and SQL columns, derived from the dataclasses and written nowhere else."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

import pyarrow as pa


@cache
def columns(kind: type) -> dict[str, Any]:
    """Field name → type of a record class, in order."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def arrow_schema(kind: type) -> pa.Schema:
    """The Arrow schema of a record class: tuples are lists, nested records are structs."""
    return pa.schema([pa.field(name, _arrow_type(hint)) for name, hint in columns(kind).items()])


def _arrow_type(hint: Any) -> pa.DataType:
    hint = _plain(hint)
    if typing.get_origin(hint) is tuple:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(
            [pa.field(name, _arrow_type(h)) for name, h in columns(typing.cast(type, hint)).items()]
        )
    if issubclass(hint, str):
        return pa.string()
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]


def _plain(hint: Any) -> Any:
    """The type behind `X | None`."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint,) = (a for a in typing.get_args(hint) if a is not type(None))
    return hint


@cache
def _is_nested(hint: Any) -> bool:
    plain = _plain(hint)
    return typing.get_origin(plain) is tuple or dataclasses.is_dataclass(plain)


@cache
def sql_columns(kind: type) -> dict[str, str]:
    """Column name → SQLite type; lists and nested records are JSON text."""
    names = {int: "INTEGER", float: "REAL", bool: "INTEGER"}
    return {
        name: "TEXT" if _is_nested(hint) else names.get(_plain(hint), "TEXT")
        for name, hint in columns(kind).items()
    }


@cache
def _encoders(kind: type) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((name, _dump if _is_nested(hint) else None) for name, hint in columns(kind).items())


def to_sql(row: Any) -> tuple[Any, ...]:
    """A record as SQLite values, in the order of its fields."""
    values = []
    kind: type = type(row)
    for name, encode in _encoders(kind):
        value = getattr(row, name)
        values.append(value if encode is None or value is None else encode(value))
    return tuple(values)


def _dump(value: Any) -> str:
    return json.dumps(as_plain(value), ensure_ascii=False, separators=(",", ":"))


def as_plain(value: Any) -> Any:
    """A record or a field's value as dicts, lists and scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [as_plain(v) for v in value]
    if isinstance(value, StrEnum):
        return str(value)
    return value


@cache
def _decoders(kind: type) -> tuple[Callable[[Any], Any] | None, ...]:
    return tuple(_decoder(hint) for hint in columns(kind).values())


def _decoder(hint: Any, *, parsed: bool = False) -> Callable[[Any], Any] | None:
    plain = _plain(hint)
    if typing.get_origin(plain) is tuple:
        inner = _decoder(typing.get_args(plain)[0], parsed=True)
        opened = _same if parsed else json.loads
        return lambda v: tuple(opened(v)) if inner is None else tuple(inner(x) for x in opened(v))
    if dataclasses.is_dataclass(plain):
        nested = typing.cast(type, plain)
        return lambda v: from_plain(nested, v if parsed else json.loads(v))
    if issubclass(plain, StrEnum) or plain is bool:
        return typing.cast("Callable[[Any], Any]", plain)
    return None


def _same(value: Any) -> Any:
    return value


def from_sql(kind: type, values: Sequence[Any]) -> Any:
    """The record that `to_sql` wrote."""
    fields = columns(kind)
    decoded = (
        value if decode is None or value is None else decode(value)
        for value, decode in zip(values, _decoders(kind), strict=True)
    )
    return kind(**dict(zip(fields, decoded, strict=True)))


def from_plain(kind: type, row: Mapping[str, Any]) -> Any:
    """The record that `as_plain` or an Arrow table's row wrote."""
    made = {}
    for name, hint in columns(kind).items():
        value = row[name]
        decode = _decoder(hint, parsed=True)
        made[name] = value if decode is None or value is None else decode(value)
    return kind(**made)


def to_arrow(kind: type, rows: Iterable[Any]) -> pa.Table:
    """Records of one class as an Arrow table."""
    held = list(rows)
    schema = arrow_schema(kind)
    arrays = [
        pa.array([as_plain(getattr(row, field.name)) for row in held], type=field.type) for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def from_arrow(kind: type, table: pa.Table) -> list[Any]:
    """The records of an Arrow table that `to_arrow` made."""
    return [from_plain(kind, row) for row in table.to_pylist()]


def text_digest(rows: Iterable[Any]) -> str:
    """A hash of records that depends on their content and order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(type(row).__name__.encode())
        digest.update(repr(to_sql(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def to_sql_key(row: Any) -> tuple[tuple[bool, str], ...]:
    """A sort key over all fields of a record, None first."""
    return tuple(
        (value is not None, f"{value:020}" if isinstance(value, int) else str(value)) for value in to_sql(row)
    )
