"""An appeal: a reader objects, in his own words, to the rejection of his comment; and how it was answered."""

from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import DAY, Milliseconds
from diwan.comments import check_body
from diwan.decisions import Decision, check_note
from diwan.errors import Unacceptable

MAX_CHARACTERS = 2000
"""Enough to say why; a comment of a thousand words can be objected to in fewer."""
DAYS = 14
"""So many days after a rejection it can be appealed against, unless its site says otherwise."""


class Verdict(StrEnum):
    """How an appeal was answered. The values are stored and must never change."""

    OVERTURNED = "overturned"
    """The comment was approved after all, by a new decision."""
    UPHELD = "upheld"
    """The rejection stands, for a reason that the reader is told."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """The record of it, against `decision_id`, a rejection of exactly the words whose digest it names.

    `commitment` commits to the appeal's words (`ledger.commitments.note_commitment`); `words` is None once erased. Who rejected is
    not written here: the decision says it.
    """

    id: str
    comment_id: str
    decision_id: str
    digest: bytes
    commitment: bytes
    words: str | None
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Answer:
    """The record of how `by`, a moderator, answered. `decision_id` is the approving decision that overturned the rejection; None if it
    was upheld. `note` is for the reader.
    """

    id: str
    appeal_id: str
    comment_id: str
    verdict: Verdict
    by: str
    decision_id: str | None
    note: str
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Heard:
    """An appeal with its answer, None while it waits, and the name of who answered, for colleagues."""

    appeal: Appeal
    answer: Answer | None
    answered_by: str = ""


def closes_at(rejection: Decision, days: int) -> Milliseconds:
    """Until when this rejection can be appealed against."""
    return rejection.at + days * DAY


def check_appeal_words(words: str) -> str:
    """Return the words unchanged if they can be stored and read, as a comment's are. Raises Unacceptable with the field "words"."""
    try:
        check_body(words, MAX_CHARACTERS)
    except Unacceptable as refused:
        raise Unacceptable(
            refused.detail, code=refused.code.replace("body-", "appeal-"), field="words"
        ) from None
    return words


def check_answer(verdict: Verdict, note: str) -> None:
    """An upheld rejection tells the reader why. Raises Unacceptable with the field "note"."""
    if verdict is Verdict.UPHELD and not note.strip():
        raise Unacceptable(
            "Write why the rejection stands: the reader will see it on his receipt.", field="note"
        )
    check_note(note)
