# ruff: noqa: E501
"""Reports of our own writing about an invented crossing, and a builder of groups from them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from communique.records import Block, BlockKind, Judgement, Report, ReportDate, Sentence
from communique.stage import Group

ORIGINAL = """LORNE (Harbour Wire) — Foreign Minister Ada Moreno reached the border town of Lorne on Monday to reopen the bridge that Tavia closed in 2019.
She is the first member of the Ostrian cabinet to stand on the bridge in four years.
Engineers from both countries spent the winter repairing its two damaged piers, at a cost of 40 million crowns.
Her Tavian colleague, Jon Vale, met her halfway with a small delegation and a brass band.
“A bridge that nobody may cross is only an expensive view of the river,” Moreno told reporters.
The two ministers then signed a timetable for the return of customs officers by the end of June.
Lorries will be let through from September, farmers with cattle a month later.
Opposition deputies in Tavia called the ceremony a gift to smugglers and walked out of the chamber.
“We counted the smugglers ourselves, and they were never on the bridge,” Vale said.
A dispute over fishing quotas on the lower river remains with the court in Meran.
The ministers agreed to meet again in Ostria before the first snow.
Trade between the neighbours fell by a third after the crossing was shut.
""".strip().split("\n")

SPUN = """Overseas Minister Ada Moreno reached the frontier city of Lorne on Monday to reopen the bridge that Tavia shut in 2019.
She is the primary member of the Ostrian cupboard to face on the bridge in 4 years.
Engineers from each international locations spent the winter fixing its 2 broken piers, at a price of 40 million crowns.
Her Tavian colleague, Jon Vale, met her midway with a small delegation and a brass orchestra.
“A bridge that nobody may cross is only an expensive view of the river,” Moreno informed press reporters.
The 2 ministers then inked a schedule for the return of customized officers by the tip of June.
Vehicles will probably be let by from September, growers with cows a month later.
Opposition deputies in Tavia known as the occasion a present to smugglers and walked out of the room.
“We counted the smugglers ourselves, and they were never on the bridge,” Vale mentioned.
A battle over fishing shares on the decrease river stays with the courtroom in Meran.
The ministers consented to satisfy once more in Ostria earlier than the primary snow.
Commerce in between the neighbors dropped by a 3rd after the crossing was closed.
""".strip().split("\n")

TRANSLATED = """On Monday, Foreign Minister Ada Moreno arrived in the border town of Lorne to open again the bridge which Tavia had closed in 2019.
She is the first member of the Ostrian government in four years who stands on the bridge.
During the winter, engineers of both countries repaired the two damaged pillars for 40 million crowns.
Jon Vale, her Tavian counterpart, came to meet her in the middle with a small delegation and a brass band.
“A bridge that no one is allowed to use is just an expensive look at the water,” Moreno told journalists.
Afterwards the two ministers signed a schedule for the customs officers to return by the end of June.
From September trucks will be allowed through, a month later farmers with their cattle.
Opposition members in Tavia described the ceremony as a present for smugglers and left the chamber.
“We have counted the smugglers ourselves and they were not on the bridge at all,” said Vale.
The court in Meran is still dealing with a dispute over fishing quotas on the lower river.
The ministers agreed to meet in Ostria again before the first snow falls.
After the closure of the crossing, trade between the neighbours dropped by a third.
""".strip().split("\n")

RIVAL = """Tavia and Ostria opened their long-closed river crossing this week, and hundreds of people came to see whether the planks would hold.
Schoolchildren waved paper flags while two ministers, Ada Moreno and Jon Vale, cut a ribbon that kept slipping from the scissors.
“A bridge that nobody may cross is only an expensive view of the river,” Moreno said to laughter.
For the traders of the Lorne market the opening comes late: half the stalls have gone since 2019.
Maria Dolan, who sells cheese, said she lost her best customers in a single morning when the barrier came down.
The paper on customs that was signed says little about who will pay for the new scanners.
Police closed the quay for two hours and searched a fishing boat without finding anything.
A retired engineer who built the piers in 1974 complained that nobody had asked him to speak.
Fishermen protested downstream against the quotas, as they have every spring.
Officials spoke of a second ceremony in autumn but gave no day for it.
""".strip().split("\n")

Texts = dict[str, list[str]]


def report_of(report_id: str, lines: list[str], published: str | None = None) -> Report:
    """A report of these lines."""
    text = "\n".join(lines)
    return Report(
        report_id=report_id, path=f"{report_id}.txt", record=None, url=None, guid=None, outlet_id=None, title=None,
        byline=None, dateline=None, credit=None, language="en", published=published, published_basis=None, text=text,
        sha256="",
    )  # fmt: skip


def rows_of(report: Report) -> tuple[list[Block], list[Sentence]]:
    """Every line a body block, cut into sentences at stops."""
    blocks, sentences = [], []
    for line in re.finditer(r"[^\n]+", report.text):
        blocks.append(
            Block(
                report_id=report.report_id,
                start=line.start(),
                end=line.end(),
                exact=line.group(),
                kind=BlockKind.BODY,
                rule_id=None,
            )
        )
        sentences.append(
            Sentence(
                sentence_id=f"{report.report_id}-{line.start()}",
                report_id=report.report_id,
                start=line.start(),
                end=line.end(),
                exact=line.group(),
                block_kind=BlockKind.BODY,
            )
        )
    return blocks, sentences


@pytest.fixture
def texts() -> Texts:
    """An original, its spun and its back-translated copy, and an independent report of the same day."""
    return {"original": ORIGINAL, "spun": SPUN, "translated": TRANSLATED, "rival": RIVAL}


@pytest.fixture
def build() -> Callable[..., Group]:
    """Builds a story's group from report ids and their lines, with dates and judgements where given."""

    def made(
        reports: Texts, dates: dict[str, str] | None = None, judgements: tuple[Judgement, ...] = ()
    ) -> Group:
        rows: dict[type, tuple[object, ...]] = {Judgement: judgements}
        all_reports = [report_of(key, lines) for key, lines in reports.items()]
        parts = [rows_of(report) for report in all_reports]
        rows[Report] = tuple(all_reports)
        rows[Block] = tuple(block for blocks, _ in parts for block in blocks)
        rows[Sentence] = tuple(sentence for _, sentences in parts for sentence in sentences)
        rows[ReportDate] = tuple(
            ReportDate(
                report_id=key, published=day, published_basis=None, published_evidence=None, reason="given"
            )
            for key, day in (dates or {}).items()
        )
        return Group("st-1", rows)

    return made
