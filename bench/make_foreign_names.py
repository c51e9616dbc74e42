"""Makes the rows of basis "cldr" of data/names/foreign_names.tsv: names of states in other languages.

usage: python bench/make_foreign_names.py   (in an environment that has babel; the project itself does not need it)
Kept are names whose state the other tables and spellings do not find; a name that two states bear is left out.
Rows of basis "own" are by hand and stay. CLDR, read by way of babel, is under the Unicode License v3.
"""

from __future__ import annotations

from babel import Locale

from communique.names.forms import fold
from communique.names.knowledge import states
from communique.names.state_words import state_of
from communique.rules import DATA

LANGUAGES = (
    "af", "az", "bs", "ca", "cs", "cy", "da", "de", "eo", "es", "et", "eu", "fi", "fil", "fo", "fr", "fy", "ga", "gd",
    "gl", "hr", "hu", "id", "is", "it", "jv", "lb", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "pl", "pt", "pt_PT", "ro",
    "ru", "rw", "sk", "sl", "sq", "sr_Latn", "sv", "sw", "tk", "tr", "uk", "uz", "vi", "yo", "zu",
)  # fmt: skip
OUT = "names/foreign_names.tsv"


def main() -> None:
    """Writes the table and says how many names it holds."""
    header, *lines = (DATA / OUT).read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line.endswith("\town")]
    (DATA / OUT).write_text("\n".join([header, *own]) + "\n", encoding="utf-8")  # before state_of reads it
    code = {row["iso2"]: iso3 for iso3, row in states().items() if row["iso2"]}
    held: dict[str, set[tuple[str, str]]] = {}
    for language in LANGUAGES:
        for iso2, name in Locale.parse(language).territories.items():
            key = "".join(fold(word) for word in name.split())
            if iso2 in code and len(key) > 3:
                held.setdefault(key, set()).add((code[iso2], name))
    rows = []
    for found in held.values():
        (iso3, *others) = sorted({iso3 for iso3, _ in found})
        known = state_of(min(name for _, name in found))
        if not others and (known is None or known.iso3 != iso3):
            rows.append(f"{min(name for _, name in found)}\t{iso3}\tcldr")
    (DATA / OUT).write_text("\n".join([header, *sorted([*own, *rows])]) + "\n", encoding="utf-8")
    print(len(rows), "names")


if __name__ == "__main__":
    main()
