"""In: the reports of one story with their sentences. Out: who copies whom and how, origins, damage per report.

Copying is judged on the narration, quoted words masked, by aligning sentences in order.
Will not: take shared quotations for copying, unite two families over a mash-up, or look outside the story.
"""

from communique.copies.origins import find_origins

__all__ = ["find_origins"]
