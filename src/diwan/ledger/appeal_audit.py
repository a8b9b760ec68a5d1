"""The rules about appeals that every ledger obeys: the part of `audit` that remembers them."""

from collections.abc import Iterator
from dataclasses import dataclass

from diwan.appeals import Verdict
from diwan.decisions import AuthorKind, Outcome
from diwan.ledger.entries import AppealAnswered, Appealed, Decided, Entry
from diwan.ledger.standing import Standing
from diwan.ledger.word_rules import check_words


@dataclass(slots=True)
class _Appeal:
    id: str
    comment: str
    decision: str
    answered: bool = False


class AppealAudit:
    """What must be remembered of them: who rejected which comment, and a line for each appeal."""

    def __init__(self) -> None:
        self._appeals: dict[str, _Appeal] = {}
        self._against: dict[str, _Appeal] = {}
        self._rejections: dict[str, dict[str, str]] = {}
        """For each comment: the moderator of each rejection, by decision."""
        self._overturned: set[tuple[str, str]] = set()
        self._owed: tuple[_Appeal, Decided] | None = None
        """A decision whose answer must be the next entry."""

    def before(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Whatever this entry is: a decision on what is appealed against is followed by the answer that it gives."""
        if self._owed is None:
            return
        appeal, decision = self._owed
        self._owed = None
        if not (
            isinstance(entry, AppealAnswered)
            and entry.appeal == appeal.id
            and entry.decision == decision.decision
        ):
            yield (
                f"decision {decision.decision}",
                f"it supersedes what is appealed against, but the next entry does not answer {appeal.id} by it",
            )

    def decided(self, entry: Decided) -> Iterator[tuple[str, str]]:
        """Nobody decides an appeal against himself, before or after it was answered; no machine decides one at all."""
        subject = f"decision {entry.decision}"
        by_person = entry.author.kind is AuthorKind.MODERATOR
        appeal = self._against.get(entry.supersedes or "")
        if appeal is not None and not by_person:
            yield subject, "a machine decides on what was appealed against"
        if appeal is not None and not appeal.answered:
            if entry.outcome is Outcome.REJECTED:
                yield subject, f"it rejects anew what is appealed against, without answering {appeal.id}"
            if by_person and entry.author.name in self._rejections.get(entry.comment, {}).values():
                yield subject, f"its author decides an appeal, {appeal.id}, against himself"
            self._owed = (appeal, entry)
        if entry.outcome is Outcome.REJECTED and by_person:
            if (entry.comment, entry.author.name) in self._overturned:
                yield subject, "its author rejects again what was overturned on an appeal against him"
            self._rejections.setdefault(entry.comment, {})[entry.decision] = entry.author.name

    def appealed(self, entry: Appealed, comment: Standing | None) -> Iterator[tuple[str, str]]:
        """Once for each rejection, and only against the one in force."""
        subject = f"appeal {entry.appeal}"
        if entry.appeal in self._appeals:
            yield subject, "it was made before"
        if entry.decision in self._against:
            yield subject, f"{entry.decision} had been appealed against before"
        appeal = _Appeal(entry.appeal, entry.comment, entry.decision)
        self._appeals.setdefault(entry.appeal, appeal)
        self._against.setdefault(entry.decision, appeal)
        yield from check_words(subject, entry, comment)
        if comment is not None and (
            comment.outcome is not Outcome.REJECTED or comment.decision != entry.decision
        ):
            yield subject, f"{entry.decision} is not the current, rejecting decision on {entry.comment}"

    def answered(self, entry: AppealAnswered, comment: Standing | None) -> Iterator[tuple[str, str]]:
        """Once, by somebody who has not rejected the comment; by the decision before it, or with a reason."""
        subject = f"answer {entry.answer}"
        appeal = self._appeals.get(entry.appeal)
        if appeal is None or appeal.comment != entry.comment:
            yield subject, f"{entry.appeal} is no appeal about {entry.comment}"
            return
        if appeal.answered:
            yield subject, f"{entry.appeal} was answered before"
        appeal.answered = True
        if entry.by in self._rejections.get(entry.comment, {}).values():
            yield subject, "its author answers an appeal against himself"
        if comment is not None and comment.erasure is not None:
            yield subject, "the words it is about were already erased"
        current = None if comment is None else comment.decision
        if entry.verdict is Verdict.UPHELD:
            if entry.decision is not None or current != appeal.decision:
                yield subject, "it upholds a decision that is not in force, or names another"
            if entry.note is None:
                yield subject, "it upholds a rejection without a reason"
            return
        approved = comment is not None and comment.outcome is Outcome.APPROVED
        if entry.decision is None or entry.decision != current or not approved:
            yield subject, "it overturns without naming the current, approving decision"
        self._overturned |= {
            (entry.comment, moderator)
            for decision, moderator in self._rejections.get(entry.comment, {}).items()
            if decision == appeal.decision
        }
