"""The rules about restraints: rules 28 and 29 of `docs/ledger-format.md`."""

from collections.abc import Iterator
from typing import TypeAlias

from diwan.clock import Milliseconds
from diwan.ledger.entries import Appointed, Lifted, Restrained
from diwan.moderators import Role
from diwan.restraints import Effect

Broken: TypeAlias = Iterator[tuple[str, str]]


class RestraintRules:
    """What must be remembered of the restraints so far: until when each is in force, and who is an editor."""

    def __init__(self) -> None:
        self._editors: set[str] = set()
        self._until: dict[str, Milliseconds | None] = {}
        self._lifted: set[str] = set()

    def appointed(self, entry: Appointed) -> None:
        """Take note of who may lift, and bar."""
        if entry.role == Role.EDITOR:
            self._editors.add(entry.moderator)

    def restrained(self, entry: Restrained) -> Broken:
        """Every rule that a restraint breaks, but for whether who made it was appointed; then takes it as having happened."""
        subject = f"restraint {entry.restraint}"
        if entry.restraint in self._until:
            yield subject, "it was recorded before"
        if entry.effect is Effect.BAR and entry.by not in self._editors:
            yield subject, f"it bars, and {entry.by} is no editor"
        if entry.effect is Effect.MUTE and entry.until is None:
            yield subject, "it mutes without an end"
        if entry.until is not None and entry.until <= entry.at:
            yield subject, "it ends before it begins"
        self._until[entry.restraint] = entry.until

    def lifted(self, entry: Lifted) -> Broken:
        """Every rule that a lifting breaks, but for whether who made it was appointed; then takes it as having happened."""
        subject = f"lifting of {entry.restraint}"
        if entry.by not in self._editors:
            yield subject, f"{entry.by} is no editor"
        if entry.restraint not in self._until:
            yield subject, "there was no such restraint before"
            return
        until = self._until[entry.restraint]
        if until is not None and until <= entry.at:
            yield subject, "its time was up before"
        if entry.restraint in self._lifted:
            yield subject, "it was lifted before"
        self._lifted.add(entry.restraint)
