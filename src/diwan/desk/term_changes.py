"""What two revisions of a term list differ in, line by line: in a list the order says nothing. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from diwan.guidelines import Guideline

MOST_SHOWN = 200
"""Lines of one guideline that are shown on either side; all are counted."""


@dataclass(frozen=True, slots=True)
class TermChange:
    """The lines under one guideline that only the later revision has, or only the earlier one; and how many there are."""

    guideline: Guideline
    added: tuple[str, ...]
    removed: tuple[str, ...]
    added_count: int
    removed_count: int


def term_changes(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[TermChange]:
    """Every guideline under which the lines are not the same."""
    found = []
    for guideline in Guideline:
        before, after = (
            Counter(line for line in texts.get(guideline, "").split("\n") if line)
            for texts in (earlier, later)
        )
        added, removed = list((after - before).elements()), list((before - after).elements())
        if added or removed:
            found.append(
                TermChange(
                    guideline,
                    tuple(added[:MOST_SHOWN]),
                    tuple(removed[:MOST_SHOWN]),
                    len(added),
                    len(removed),
                )
            )
    return found
