"""What the origins of a story agree and disagree on, property by property, with the words on either side."""

from communique.reconcile.findings import reconcile_story
from communique.reconcile.verdicts import event_verdict

__all__ = ["event_verdict", "reconcile_story"]
