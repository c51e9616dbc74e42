"""The public door is small and stays as it is."""

from __future__ import annotations

import subprocess
import sys

import communique


def test_the_public_names_are_these() -> None:
    assert communique.__all__ == [
        "CommuniqueError", "Record", "Summary", "__version__", "as_of", "code", "judge", "read", "run",
    ]  # fmt: skip
    assert len(communique.__all__) <= 15
    assert all(hasattr(communique, name) for name in communique.__all__)


def test_importing_the_package_loads_no_parser() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import communique, sys; print('spacy' in sys.modules, 'pyarrow' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.split() == ["False", "False"]
