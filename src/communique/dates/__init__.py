"""In: reports with what was spotted in them. Out: each report's own day, then the days its words mean, and its numbers.

A day is taken from the words of the story alone: stated, counted from a stated one, or left open.
Will not: take a date from a file or a clock, guess a year, or move a day that is stated.
"""

from communique.dates.moments import date_moments
from communique.dates.published import date_reports

__all__ = ["date_moments", "date_reports"]
