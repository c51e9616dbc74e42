"""Runs the benches that need nothing but this repository and, where it is there, ../shared; prints what each prints.

usage: all.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
GOLD = ROOT / "tests" / "gold"

OWN = [
    [sys.executable, "-m", "communique.cli", "eval", "all", str(GOLD / "dev")],
    [sys.executable, "-m", "communique.cli", "eval", "all", str(GOLD / "test")],
    [sys.executable, str(HERE / "agreement.py"), str(GOLD), str(GOLD / "second")],
]
NEED_SHARED = [
    [sys.executable, str(HERE / "cold.py"), str(SHARED / "seeds" / "reports")],
    [sys.executable, str(HERE / "copies.py"), str(SHARED / "bench")],
    [sys.executable, str(HERE / "stories.py"), str(SHARED / "bench")],
    [sys.executable, str(HERE / "names.py"), str(SHARED / "bench")],
    [
        sys.executable,
        str(HERE / "quotes.py"),
        "polnear",
        str(SHARED / "bench" / "quotes" / "polnear_dev.jsonl"),
    ],
    [
        sys.executable,
        str(HERE / "dates.py"),
        str(SHARED / "bench" / "dates" / "meantime"),
        str(SHARED / "seeds"),
    ],
    [sys.executable, str(HERE / "events.py"), str(SHARED / "bench")],
]


def main() -> None:
    """Run each, one after the other; say which were left out and why."""
    for command in [*OWN, *(NEED_SHARED if SHARED.is_dir() else [])]:
        print("$", " ".join(Path(part).name if "/" in part else part for part in command), flush=True)
        subprocess.run(command, check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
        print()
    if not SHARED.is_dir():
        print(f"left out, ../shared is not here: {len(NEED_SHARED)} benches of public data")


if __name__ == "__main__":
    main()
