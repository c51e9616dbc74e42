"""Where the shared material lies, and one record of the seeds and of the examples for all tests that read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import communique
from communique.record import Record

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; a test that needs it is skipped with a reason where it is absent."""
    if not (SHARED / "seeds" / "reports").is_dir():
        pytest.skip("../shared/seeds is not here: this test reads it")
    return SHARED


@pytest.fixture(scope="session")
def seed_reports(shared: Path) -> Path:
    """The folder of the five seeds."""
    return shared / "seeds" / "reports"


@pytest.fixture(scope="session")
def seeds(seed_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the five seeds."""
    with communique.run([seed_reports], db=tmp_path_factory.mktemp("seeds") / "r.db", workers=1) as record:
        yield record


@pytest.fixture(scope="session")
def renamed(seed_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the seeds told under other names, four weeks later."""
    import runpy

    rename = runpy.run_path(str(ROOT / "bench" / "rename.py"))["main"]
    folder = tmp_path_factory.mktemp("renamed")
    rename(ROOT / "tests" / "seeds" / "renames.toml", seed_reports, folder / "reports")
    with communique.run([folder / "reports"], db=folder / "r.db", workers=1) as record:
        yield record


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the shipped example reports."""
    folders = [EXAMPLES / name for name in ("saudi-iran", "india-canada", "black-sea-grain")]
    with communique.run(folders, db=tmp_path_factory.mktemp("examples") / "r.db", workers=1) as record:
        yield record
