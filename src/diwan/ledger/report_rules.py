"""The rules about reports and clearings: rules 11 and 12 of `docs/ledger-format.md`."""

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.ledger.entries import Cleared, Reported
from diwan.ledger.standing import Standing
from diwan.ledger.word_rules import Broken, check_words


class ReportRules:
    """What must be remembered of the reports so far: where they stand, and how far they have been looked at."""

    def __init__(self) -> None:
        self._reports: dict[str, set[int]] = {}
        self._cleared: dict[str, int] = {}

    def reported(self, position: int, entry: Reported, comment: Standing | None) -> Broken:
        """Every rule that a report breaks, as (subject, what); then takes it as having happened."""
        subject = f"report {entry.report}"
        self._reports.setdefault(entry.comment, set()).add(position)
        if entry.abuse_kind is not None and entry.guideline is not Guideline.ABUSE:
            yield subject, "it names a kind of abuse without the guideline on abuse"
        yield from check_words(subject, entry, comment)
        if comment is not None and comment.publication != entry.publication:
            yield subject, f"{entry.publication} is not what readers saw of {entry.comment}"
        if comment is not None and comment.outcome is not Outcome.APPROVED:
            yield subject, f"{entry.comment} was not approved any more"

    def cleared(self, entry: Cleared, comment: Standing | None) -> Broken:
        """Every rule that a clearing breaks, but for who made it; then takes it as having happened."""
        subject = f"clearing {entry.clearing}"
        before = self._cleared.get(entry.comment, -1)
        if entry.through not in self._reports.get(entry.comment, ()):
            yield subject, f"no report on its comment stands at {entry.through}"
        if entry.through <= before:
            yield subject, "these reports had been looked at before"
        self._cleared[entry.comment] = max(entry.through, before)
        yield from check_words(subject, entry, comment)
        if comment is not None and (
            comment.outcome is not Outcome.APPROVED or entry.decision != comment.decision
        ):
            yield subject, f"{entry.decision} is not the current, approving decision on {entry.comment}"
