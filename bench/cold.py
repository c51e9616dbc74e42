"""How long a cold run takes and how much memory, against the limit: 8 s and 700 MB for five reports on 2 cores.

usage: cold.py FOLDER [RUNS]     (default 3 runs; the median is printed as a ratio to the limit)
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, MEGABYTES = 8.0, 700.0


def once(folder: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak megabytes of one run in a fresh process and an empty record."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "communique.cli", "run", folder, "--db", str(Path(scratch) / "r.db")]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status:
            sys.exit(f"the run failed with status {status}")
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the medians and their ratios to the limits."""
    folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rows = [once(folder) for _ in range(runs)]
    wall, processor, memory = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"wall      {wall:6.2f} s   {wall / SECONDS:5.2f} of the limit ({SECONDS} s), median of {runs}")
    print(f"processor {processor:6.2f} s")
    print(f"memory    {memory:6.0f} MB  {memory / MEGABYTES:5.2f} of the limit ({MEGABYTES:.0f} MB)")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
