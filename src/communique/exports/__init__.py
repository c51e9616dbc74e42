"""In: the tables of a record. Out: files other tools read.

Will not: compute a fact; an exporter only writes what the record holds.
"""

from communique.exports.tables import FORMATS, write_tables

__all__ = ["FORMATS", "write_tables"]
