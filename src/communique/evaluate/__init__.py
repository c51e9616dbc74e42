"""In: a record and gold labels. Out: precision, recall, F1 with intervals, by class and by kind of damage.

Gold is a folder of stories, each with `reports/` and `labels.json` (docs/codebook/labelling.md).
Will not: tune anything, or read gold into the product.
"""

from communique.evaluate.audit import draw_sheet, judgements_of, score_sheet
from communique.evaluate.gold import GoldStory, load_gold
from communique.evaluate.score import TASKS, evaluate
from communique.evaluate.tally import Score, Table

__all__ = [
    "TASKS",
    "GoldStory",
    "Score",
    "Table",
    "draw_sheet",
    "evaluate",
    "judgements_of",
    "load_gold",
    "score_sheet",
]
