"""In: records, part by part. Out: the same records, by part or by table.

A store keeps the parts a build made and knows their fingerprints. SQLite is the live one.
Will not: decide what to compute, or know what a record means.
"""

from communique.stores.sqlite import SqliteStore

__all__ = ["SqliteStore"]
