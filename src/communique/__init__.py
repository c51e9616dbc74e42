"""communique: one verified record of what states do to each other, from the reports that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from communique.errors import CommuniqueError
    from communique.job import Summary, code, judge, run
    from communique.past import as_of
    from communique.reading import read_inputs as read
    from communique.record import Record

__all__ = ["CommuniqueError", "Record", "Summary", "__version__", "as_of", "code", "judge", "read", "run"]

_HOMES = {
    "CommuniqueError": ("communique.errors", "CommuniqueError"),
    "Record": ("communique.record", "Record"),
    "Summary": ("communique.job", "Summary"),
    "as_of": ("communique.past", "as_of"),
    "code": ("communique.job", "code"),
    "judge": ("communique.job", "judge"),
    "read": ("communique.reading", "read_inputs"),
    "run": ("communique.job", "run"),
}


def __getattr__(name: str) -> Any:
    """Names are imported on first use, so that `import communique` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        module, attribute = _HOMES[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"communique has no {name}")
