"""No two claims of a record carry one id, whichever way a sentence was read."""

from __future__ import annotations

from collections import Counter

from communique.record import Record


def test_claim_ids_are_unique_in_the_examples_and_the_seeds(examples: Record, seeds: Record) -> None:
    for record in (examples, seeds):
        counts = Counter(record.claims.column("claim_id").to_pylist())
        assert [claim_id for claim_id, n in counts.items() if n > 1] == []
        assert counts.total() > 50
