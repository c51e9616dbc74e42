"""Runs a stage's groups here: in this process when they are few, in worker processes over Arrow when many."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import pyarrow as pa

from communique import records, schema
from communique.stage import Group, Stage

FEW = 24  # groups; below this, starting workers that load a model costs more than it saves (3 s a worker)
AT_ONCE = 4  # groups a message to a worker
AHEAD = 4  # messages a worker waiting for it
Packed = dict[str, bytes]
_stages: dict[str, Stage] = {}


class LocalEngine:
    """Local processes. `stages` is a function of the package that gives the stages by name in a worker."""

    name = "local"

    def __init__(self, *, workers: int = 1) -> None:
        self.workers = workers

    def run(self, stage: Stage, groups: Iterable[Group]) -> Iterator[tuple[str, list[Any]]]:
        """(key, rows) of each group, in order."""
        waiting = iter(groups)
        first = list(itertools.islice(waiting, FEW + 1))
        if self.workers < 2 or len(first) <= FEW or not stage.heavy:
            for group in itertools.chain(first, waiting):
                yield group.key, list(stage.run(group))
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=_start, initargs=(stage,)
        ) as pool:
            yield from self._in_order(pool, stage.name, itertools.chain(first, waiting))

    def _in_order(
        self, pool: ProcessPoolExecutor, name: str, groups: Iterator[Group]
    ) -> Iterator[tuple[str, list[Any]]]:
        """Results in the groups' order; groups are taken in this thread (the store is its own) a window ahead."""
        window: deque[Future[list[tuple[str, Packed]]]] = deque()
        while True:
            while len(window) < AHEAD * self.workers and (
                batch := [(group.key, pack(group)) for group in itertools.islice(groups, AT_ONCE)]
            ):
                window.append(pool.submit(_work, name, batch))
            if not window:
                return
            for key, packed in window.popleft().result():
                yield key, unpack(packed)


def pack(group: Group) -> Packed:
    """A group's rows as Arrow streams, by record type."""
    return {kind.__name__: _stream(kind, rows) for kind, rows in group.rows.items()}


def unpack(packed: Packed) -> list[Any]:
    """The rows of Arrow streams, type by type."""
    return [row for name, stream in packed.items() for row in _opened(name, stream)]


def _stream(kind: type, rows: Iterable[Any]) -> bytes:
    table = schema.to_arrow(kind, rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def _opened(name: str, stream: bytes) -> list[Any]:
    return schema.from_arrow(getattr(records, name), pa.ipc.open_stream(stream).read_all())


def _start(stage: Stage) -> None:
    _stages[stage.name] = stage


def _work(name: str, batch: list[tuple[str, Packed]]) -> list[tuple[str, Packed]]:
    return [(key, _computed(_stages[name], key, packed)) for key, packed in batch]


def _computed(stage: Stage, key: str, packed: Packed) -> Packed:
    rows = {getattr(records, kind): tuple(_opened(kind, stream)) for kind, stream in packed.items()}
    made: dict[type, list[Any]] = {}
    for row in stage.run(Group(key, rows)):
        made.setdefault(type(row), []).append(row)
    return {kind.__name__: _stream(kind, held) for kind, held in made.items()}
