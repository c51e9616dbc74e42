"""In: one report's spotted features, then the sketches of all. Out: sketches, who tells one affair, story rows.

Grouping is by frozen weights over symmetric pairs, so that neither order nor company of arrival matters.
Will not: read texts of other reports in full, judge copying, or glue two affairs over a chain of half-alike reports.
"""

from communique.stories.grouping import group_stories
from communique.stories.sketch import sketch_report
from communique.stories.titles import title_story

__all__ = ["group_stories", "sketch_report", "title_story"]
