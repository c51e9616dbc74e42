"""What the origins of a story agree and disagree on, property by property, with the words on either side."""

from communique.reconcile.findings import reconcile_story

__all__ = ["reconcile_story"]
