"""The card: everything a moderator needs to decide about one comment, without a click."""

from dataclasses import dataclass, replace

from diwan.appeals import Heard
from diwan.articles import Article
from diwan.clock import Milliseconds
from diwan.comments import Comment, Words
from diwan.consultations import Consultation
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.desk.reported import Cleared, Reported
from diwan.motions import Motion, quoted
from diwan.readers import Badge
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
class Moved:
    """A motion with the names of who made it and who confirmed it (None: nobody). `is_open` while nothing was decided since.

    What a moderator moved who was dismissed since can be confirmed by nobody.
    """

    motion: Motion
    by_name: str
    confirmed_by: str | None
    mover_dismissed: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One comment at the desk.

    `article_begins` is how the article's text begins, "" if the publisher sent none. `parent` is what the comment answers (its
    words, or None if erased). `findings` is None while no check has looked.
    `history` lists its decisions, the first one first; the last is the current one. `printed` says whether readers see it.
    `passed_on` lists who asked whom about it before it was decided; `moved` who wanted it rejected, where that takes two;
    `appeals` what its author objected, and the answers; `reported` what readers have reported, if anything. `is_signed` says whether its
    reader had signed in, and `badge` which one he bore. `is_blind` says that what became of the comment is withheld (`blind`).
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
    appeals: tuple[Heard, ...] = ()
    moved: tuple[Moved, ...] = ()
    reported: Reported | None = None
    is_signed: bool = False
    badge: Badge | None = None
    is_blind: bool = False

    def blind(self) -> "Card":
        """The card for somebody who is to judge the comment as if he were the first: with nothing that tells what became of it."""
        return replace(
            self, history=(), printed=False, passed_on=(), appeals=(), moved=(), reported=None, is_blind=True
        )

    @property
    def waiting_appeal(self) -> Heard | None:
        """The appeal that waits for an answer; none any more once the words are erased."""
        if self.comment.words is None or not self.appeals or self.appeals[-1].answer is not None:
            return None
        return self.appeals[-1]

    def rejected_by(self, moderator_id: str) -> bool:
        """Whether this moderator has ever rejected it, and so has no part in an appeal."""
        author = Author(AuthorKind.MODERATOR, moderator_id)
        return any(
            past.decision.author == author and past.decision.outcome is Outcome.REJECTED
            for past in self.history
        )

    @property
    def current(self) -> Past | None:
        """The decision in force; None while the comment waits."""
        return self.history[-1] if self.history else None

    @property
    def motion(self) -> Moved | None:
        """The motion that is before the moderators now."""
        return self.moved[-1] if self.moved and self.moved[-1].is_open else None

    def quote(self, motion: Motion) -> str:
        """The words that a motion quotes; "" once they are erased."""
        return "" if self.comment.words is None else quoted(self.comment.words, motion.quote)

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
