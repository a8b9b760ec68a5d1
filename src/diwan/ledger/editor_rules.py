"""The rules about what editors set at the desk: rules 25 to 27 of `docs/ledger-format.md`.

That whoever acts is appointed is checked beside them (`audit`).
"""

from collections.abc import Iterator
from typing import TypeAlias

from diwan.ledger.entries import Paused, Resumed, TermsRevised

Broken: TypeAlias = Iterator[tuple[str, str]]


class EditorRules:
    """What must be remembered of term lists and pauses."""

    def __init__(self) -> None:
        self._revision = 0
        self._lists: dict[str, int] = {}
        self._pauses: dict[str, str] = {}
        self._sites: dict[str, str] = {}

    def terms(self, entry: TermsRevised) -> Broken:
        """Every rule that a revision of a term list breaks, as (subject, what); then takes it as having happened."""
        subject = f"terms {entry.revision}"
        if entry.revision != self._revision + 1:
            yield subject, f"revision {self._revision + 1} was due"
        if entry.follows != self._lists.get(entry.list, 0):
            yield (
                subject,
                f"it takes the place of {entry.follows}, where {self._lists.get(entry.list, 0)} held",
            )
        self._revision = max(self._revision, entry.revision)
        self._lists[entry.list] = entry.revision

    def paused(self, entry: Paused) -> Broken:
        """The same of a pause."""
        subject = f"pause {entry.pause}"
        if entry.pause in self._pauses:
            yield subject, "it was made before"
        if entry.site in self._sites:
            yield subject, f"the site was paused already, by {self._sites[entry.site]}"
        self._pauses[entry.pause] = entry.site
        self._sites[entry.site] = entry.pause

    def resumed(self, entry: Resumed) -> Broken:
        """The same of the end of one."""
        site = self._pauses.get(entry.pause)
        if site is None or self._sites.get(site) != entry.pause:
            yield f"pause {entry.pause}", "it was ended without being in force"
        else:
            del self._sites[site]

    def decided_by_machine(self, site: str, decision: str) -> Broken:
        """The rule that a machine's decision at a site breaks, while that is paused."""
        if site in self._sites:
            yield f"decision {decision}", f"a machine decided while {self._sites[site]} paused the site"
