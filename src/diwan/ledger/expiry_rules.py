"""The rule about expiries: rule 22 of `docs/ledger-format.md`."""

from collections.abc import Iterator
from typing import TypeAlias

from diwan.ledger.entries import AppealAnswered, Appealed, Expired, Reported
from diwan.ledger.standing import Standing

Broken: TypeAlias = Iterator[tuple[str, str]]


class ExpiryRules:
    """What must be remembered of what can expire: the reasons of reports, and the words of appeals once they are answered."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._appeals: dict[str, str] = {}
        self._answered: set[str] = set()

    def happened(self, entry: Reported | Appealed | AppealAnswered) -> None:
        """Take note of what may expire later."""
        match entry:
            case Reported() if entry.reason is not None:
                self._reasons[entry.report] = entry.comment
            case Appealed():
                self._appeals[entry.appeal] = entry.comment
            case AppealAnswered():
                self._answered.add(entry.appeal)
            case _:
                pass

    def expired(self, entry: Expired, comment: Standing | None) -> Broken:
        """Every rule that an expiry breaks, as (subject, what); then takes it as having happened."""
        subject = f"expiry {entry.expiry}"
        if comment is None:
            yield subject, f"its comment {entry.comment} was not submitted before"
        elif comment.erasure is not None:
            yield subject, "with the comment's words these were already erased"
        if (entry.report is None) == (entry.appeal is None):
            yield subject, "it names a report or an appeal, and not both"
        # Each goes once: whoever names it again finds nothing here.
        if entry.report is not None and self._reasons.pop(entry.report, None) != entry.comment:
            yield subject, f"{entry.report} is no report on its comment with a reason that was still there"
        if entry.appeal is not None:
            if self._appeals.pop(entry.appeal, None) != entry.comment:
                yield (
                    subject,
                    f"{entry.appeal} is no appeal about its comment with words that were still there",
                )
            elif entry.appeal not in self._answered:
                yield subject, f"{entry.appeal} still waits for an answer"
