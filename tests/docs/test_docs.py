"""What the documents say of commands, tables and figures is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli import app

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
NAMES = [c.name or c.callback.__name__.replace("_", "-") for c in app.registered_commands if c.callback]


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for path in DOCS:
        fences = FENCE.findall(path.read_text(encoding="utf-8"))
        found += [(path.name, body) for name, body in fences if name == language]
    return found


def test_the_reference_is_what_the_code_would_write() -> None:
    command = [sys.executable, ROOT / "bench" / "make_reference.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(app, [name, "--help"])
    assert shown.exit_code == 0
    assert f"communique {name}" in " ".join(shown.output.split()).replace("Usage: communique " + name, "", 1)


def test_every_command_line_shown_names_a_command_there_is() -> None:
    shown = [line for _, body in [*blocks(""), *blocks("sh")] for line in body.splitlines()]
    used = {line.split()[1] for line in shown if line.startswith("communique ")}
    assert used
    assert used <= set(NAMES)


@pytest.mark.parametrize(("name", "body"), blocks("python"))
def test_every_python_block_compiles(name: str, body: str) -> None:
    compile(body, name, "exec")


def test_links_between_documents_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
