"""The rules about readers: rules 19 and 20 of `docs/ledger-format.md`."""

from collections.abc import Iterator
from typing import TypeAlias

from diwan.ledger.entries import Arrived, Departed, Entry, Signed, Submitted

Broken: TypeAlias = Iterator[tuple[str, str]]


class ReaderRules:
    """What must be remembered of the readers so far: who has arrived, and who has departed."""

    def __init__(self) -> None:
        self._here: dict[str, bool] = {}

    def arrived(self, entry: Arrived) -> Broken:
        """Every rule that an arrival breaks, as (subject, what); then takes it as having happened."""
        if entry.reader in self._here:
            yield f"reader {entry.reader}", "had arrived before"
        self._here[entry.reader] = True

    def departed(self, entry: Departed) -> Broken:
        """Every rule that a departure breaks; then takes it as having happened."""
        subject = f"reader {entry.reader}"
        here = self._here.get(entry.reader)
        if here is None:
            yield subject, "departed without having arrived"
        elif not here:
            yield subject, "had departed before"
        self._here[entry.reader] = False

    @staticmethod
    def signed(entry: Signed, last: Entry | None) -> Broken:
        """Every rule that a signature breaks which stands behind `last`."""
        if not isinstance(last, Submitted) or last.comment != entry.comment:
            yield f"signature of {entry.comment}", "it does not stand behind the submission of its comment"
