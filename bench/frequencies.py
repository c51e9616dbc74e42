"""Makes data/copies/frequencies.tsv: how often English words occur, per million, from a published unigram list.

The list is `frequency_dictionary_en_82_765.txt` of symspellpy (MIT), made from Google Books Ngrams (CC BY 3.0)
and SCOWL. Call: python bench/frequencies.py LIST > src/communique/data/copies/frequencies.tsv
"""

from __future__ import annotations

import sys
from pathlib import Path

KEPT = 20_000


def main(path: str) -> None:
    """Writes the most frequent words with two significant digits, sorted by word."""
    rows = [line.split() for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    counts = {word: int(count) for word, count in rows}
    total = sum(counts.values())
    kept = sorted(counts, key=lambda word: (-counts[word], word))[:KEPT]
    print("word\tper_million")
    for word in sorted(kept):
        print(f"{word}\t{counts[word] / total * 1e6:.2g}")


if __name__ == "__main__":
    main(sys.argv[1])
