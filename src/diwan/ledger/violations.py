"""What a check found wrong, in plain words."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing does not fit."""

    ROW_MISSING = "row-missing"
    ROW_ORDER = "row-order"
    HASH = "hash"
    LEAF = "leaf"
    TILE = "tile"
    CHECKPOINT = "checkpoint"
    RULE = "rule"
    RECORD_MISSING = "record-missing"
    RECORD_EXTRA = "record-extra"
    RECORD_DIFFERS = "record-differs"
    WORDS = "words"
    LINE = "line"
    WORK_LIST = "work-list"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not fit.

    `position` is the ledger position it concerns (for a checkpoint its size, for a tile its first entry, for a damaged
    line the line's number, -1 for a record without a position). `subject` names the record, row, tile or checkpoint.
    `what` never repeats a reader's words.
    """

    position: int
    kind: Kind
    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.position}: {self.subject}: {self.what}"
