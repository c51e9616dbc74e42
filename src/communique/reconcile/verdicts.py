"""What the findings on an event come to for the event as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from communique.records import Finding, Verdict


def event_verdict(findings: Iterable[Finding], n_origins: int) -> Verdict:
    """The verdict of an event told by `n_origins` originals, from the findings whose subject it is.

    A contradiction on any property outranks all; then that a later report has moved on; then the number of originals.
    Damage and differences that can stand together take nothing from an event's being told by two.
    """
    found = {finding.verdict for finding in findings}
    for verdict in (Verdict.CONTRADICTED, Verdict.UPDATED):
        if verdict in found:
            return verdict
    return Verdict.CORROBORATED if n_origins > 1 else Verdict.SINGLE
