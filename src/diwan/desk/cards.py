"""The card: everything a moderator needs to decide about one comment, without a click."""

from dataclasses import dataclass

from diwan.articles import Article
from diwan.clock import Milliseconds
from diwan.comments import Comment, Words
from diwan.consultations import Consultation
from diwan.decisions import Decision, Outcome
from diwan.desk.reported import Cleared, Reported
from diwan.screening.findings import Finding
from diwan.screening.policy import Referral, refer


@dataclass(frozen=True, slots=True)
class Past:
    """A decision with its author's name, as the history shows it. `author_name` of a rule or model is `name@version`."""

    decision: Decision
    author_name: str


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A consultation with the name of who asked."""

    consultation: Consultation
    by_name: str


@dataclass(frozen=True, slots=True)
class Card:
    """One comment at the desk.

    `article_begins` is how the article's text begins, "" if the publisher sent none. `parent` is what the comment answers (its
    words, or None if erased). `findings` is None while no check has looked.
    `history` lists its decisions, the first one first; the last is the current one. `printed` says whether readers see it.
    `passed_on` lists who asked whom about it before it was decided; `reported` what readers have reported, if anything.
    """

    comment: Comment
    article: Article
    article_begins: str
    parent_id: str | None
    parent: Words | None
    findings: tuple[Finding, ...] | None
    history: tuple[Past, ...]
    printed: bool
    erased_at: Milliseconds | None
    passed_on: tuple[PassedOn, ...] = ()
    reported: Reported | None = None

    @property
    def current(self) -> Past | None:
        """The decision in force; None while the comment waits."""
        return self.history[-1] if self.history else None

    @property
    def standing(self) -> str:
        """`waiting`, `approved`, `rejected` or `erased`, in one word for a person."""
        if self.comment.words is None:
            return "erased"
        if self.current is None:
            return "waiting"
        return "approved" if self.current.decision.outcome is Outcome.APPROVED else "rejected"

    @property
    def kept(self) -> Cleared | None:
        """The latest clearing, if it let the decision in force stand; None if nobody has looked at reports since then."""
        last = self.reported.cleared[-1] if self.reported and self.reported.cleared else None
        if last is None or self.current is None or last.clearing.decision_id != self.current.decision.id:
            return None
        return last

    @property
    def referral(self) -> Referral | None:
        """Why a human must look; None while no check has looked."""
        return None if self.findings is None else refer(self.findings)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in the list of the latest ones: its ledger position, and the card of its comment as it is now."""

    position: int
    past: Past
    card: Card
