"""In: a stage and its groups. Out: each group's rows, in the groups' order.

An engine decides where a group is computed, never what.
Will not: read or write the store.
"""

from communique.engines.local import LocalEngine

__all__ = ["LocalEngine"]
