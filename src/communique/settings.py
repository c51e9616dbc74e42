"""What `communique.toml` in the working folder says; flags win over it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from communique.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a working folder."""

    db: Path = Path("communique.db")
    limit: int | None = None
    workers: int | None = None
    registry: Path | None = None  # persons and offices of the user's own, laid over the shipped ones
    frames: Path | None = None  # a folder of event frames of the user's own, laid over the shipped ones


_KINDS = {"db": str, "limit": int, "workers": int, "registry": str, "frames": str}


def load(folder: Path = Path()) -> Settings:
    """The settings in the folder's `communique.toml`, defaults where it has none. UsageError names what is off."""
    path = folder / "communique.toml"
    if not path.is_file():
        return Settings()
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"communique.toml: is not TOML: {error}") from error
    for key, value in held.items():
        if key not in _KINDS:
            raise UsageError(f"communique.toml: knows no {key}; it may hold {', '.join(_KINDS)}")
        if type(value) is not _KINDS[key] or not value or (isinstance(value, int) and value < 1):
            raise UsageError(
                f"communique.toml: {key} is {value!r}; give {_KINDS[key].__name__} of at least 1"
            )
    registry, frames = held.get("registry"), held.get("frames")
    return Settings(
        db=Path(held.get("db", "communique.db")),
        limit=held.get("limit"),
        workers=held.get("workers"),
        registry=folder / registry if registry else None,
        frames=folder / frames if frames else None,
    )
