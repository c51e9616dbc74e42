"""Writes docs/reference/tables.md and commands.md from the records and the commands themselves.

usage: make_reference.py [--check]     (--check: exit 1 where the files are not what would be written)
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.testing import CliRunner

from communique import schema
from communique.cli import app
from communique.record import _JOINED_REPORT, EXPORTED
from communique.stores.sqlite import TABLES

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def tables() -> str:
    """Every exported table with its columns and their types."""
    lines = ["# Tables", "", "Written by `bench/make_reference.py` from `records.py`.", ""]
    for name in EXPORTED:
        columns = _JOINED_REPORT if name == "reports" else schema.arrow_schema(TABLES[name])
        lines += [
            f"## {name}",
            "",
            " ".join((TABLES[name].__doc__ or "").split()),
            "",
            "| column | type |",
            "|---|---|",
        ]
        lines += [f"| {field.name} | {str(field.type).replace('|', '/')} |" for field in columns]
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    """Every command with its help."""
    lines = ["# Commands", "", "Written by `bench/make_reference.py` from the commands' own help.", ""]
    for name in sorted([*_names(), "names refresh"]):
        shown = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="communique", terminal_width=100)
        text = "\n".join(line.rstrip() for line in shown.output.strip().split("\n"))
        lines += [f"## {name}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def _names() -> list[str]:
    found = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]
    return [name.replace("_", "-") for name in found]


def main() -> None:
    """Write the files, or check that they stand as they would be written."""
    for name, text in (("tables.md", tables()), ("commands.md", commands())):
        path = REFERENCE / name
        if "--check" not in sys.argv:
            REFERENCE.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not up to date: run bench/make_reference.py")


if __name__ == "__main__":
    main()
