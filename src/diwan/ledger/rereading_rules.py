"""The rules about draws and rereadings: rules 23 and 24 of `docs/ledger-format.md`."""

from dataclasses import dataclass

from diwan.decisions import AuthorKind, Outcome
from diwan.guidelines import Guideline
from diwan.ledger.entries import Confirmed, Decided, Drawn, Entry, Reread
from diwan.ledger.standing import Standing
from diwan.ledger.word_rules import Broken, check_words


@dataclass(slots=True)
class _Draw:
    decision: str
    deciders: set[str]
    reread: bool = False


class RereadingRules:
    """What must be remembered of what was drawn: the decision, who has had a part in one, and whether it was reread."""

    def __init__(self) -> None:
        self._drawn: dict[str, _Draw] = {}

    def decided(self, entry: Decided) -> None:
        """Whoever decides anew about what was drawn does not judge it as if first any more."""
        draw = self._drawn.get(entry.comment)
        if draw is not None and entry.author.kind is AuthorKind.MODERATOR:
            draw.deciders.add(entry.author.name)

    def drawn(self, entry: Drawn, comment: Standing | None, run: tuple[Entry | None, Entry | None]) -> Broken:
        """Every rule that a draw breaks, as (subject, what); then takes it as having happened. `run` are the two entries before it."""
        subject = f"draw on {entry.comment}"
        before, last = run
        people = {last.by, last.mover} if isinstance(last, Confirmed) else set()
        decision = before if isinstance(last, Confirmed) else last
        if entry.comment in self._drawn:
            yield subject, "it was drawn before"
        yield from check_words(subject, entry, comment)
        if not isinstance(decision, Decided) or (decision.decision, decision.comment) != (
            entry.decision,
            entry.comment,
        ):
            yield subject, "it does not stand behind the decision that it names"
        elif decision.supersedes is not None or decision.author.kind is not AuthorKind.MODERATOR:
            yield subject, f"{entry.decision} is not a moderator's, or not the first one on its comment"
        else:
            people |= {decision.author.name}
        self._drawn.setdefault(entry.comment, _Draw(entry.decision, people))

    def reread(self, entry: Reread, comment: Standing | None, revision: int) -> Broken:
        """Every rule that a rereading breaks, but for who may; then takes it as having happened. `revision` is in force."""
        subject = f"rereading {entry.rereading}"
        if entry.revision > revision:
            yield subject, f"it names revision {entry.revision} of the guidelines, which was not in force"
        if (entry.outcome is Outcome.REJECTED) != (entry.guideline is not None):
            yield subject, "it names a guideline exactly if it would reject"
        if entry.abuse_kind is not None and entry.guideline is not Guideline.ABUSE:
            yield subject, "it names a kind of abuse without the guideline on abuse"
        yield from check_words(subject, entry, comment)
        draw = self._drawn.get(entry.comment)
        if draw is None or draw.decision != entry.decision:
            yield subject, f"{entry.decision} on {entry.comment} was not drawn before"
            return
        if draw.reread:
            yield subject, f"{entry.decision} was reread before"
        if entry.by in draw.deciders:
            yield subject, "its author has had a part in a decision on this comment"
        draw.reread = True
