"""In: sentences and their grammar. Out: a predicate for each verb and event noun, with its status.

Status is read off the words alone: modals, tense, negation and the chain of governing verbs and nouns.
Will not: look at names or dates, at other reports, or decide what kind of event a predicate tells.
"""

from communique.status.predicates import mark_status

__all__ = ["mark_status"]
