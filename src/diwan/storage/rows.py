"""From rows to the values of the domain."""

from collections.abc import Sequence
from typing import Any

from diwan.articles import Article, Description
from diwan.batches import Batch
from diwan.comments import Comment, Words
from diwan.decisions import Author, AuthorKind, Decision, Outcome, Reason
from diwan.guidelines import AbuseKind, Guideline
from diwan.letters import EnterLink
from diwan.motions import Motion, Quote
from diwan.restraints import Effect, Restraint

Row = Sequence[Any]


def article_from(row: Row) -> Article:
    """thread id, site, key, revision, url, headline, section, language, closes_at, at, closes_at by an editor → Article."""
    return Article(row[0], row[1], row[2], row[3], Description(*row[4:9]), row[9], row[10])


def comment_from(row: Row) -> Comment:
    """id, thread, site, article, parent, branch, ordinal, name, body, digest, position, at → Comment."""
    return Comment(
        id=row[0],
        thread_id=row[1],
        site=row[2],
        article=row[3],
        parent_id=row[4],
        branch=row[5],
        ordinal=row[6],
        words=None if row[7] is None else Words(row[7], row[8]),
        digest=bytes(row[9]),
        position=row[10],
        at=row[11],
    )


def motion_from(row: Row) -> Motion:
    """id, comment, digest, guideline, kind, revision, field, starts, ends, quote, by, note, supersedes, at → Motion."""
    return Motion(
        id=row[0],
        comment_id=row[1],
        digest=bytes(row[2]),
        guideline=Guideline(row[3]),
        abuse_kind=AbuseKind(row[4]) if row[4] else None,
        revision=row[5],
        quote=Quote(row[6], row[7], row[8]),
        commitment=bytes(row[9]),
        by=row[10],
        note=row[11],
        supersedes=row[12],
        at=row[13],
    )


def batch_from(row: Row) -> Batch:
    """id, by, outcome, guideline, kind, selection, count, undoes, at → Batch."""
    return Batch(
        id=row[0],
        by=row[1],
        outcome=Outcome(row[2]),
        guideline=Guideline(row[3]) if row[3] else None,
        abuse_kind=AbuseKind(row[4]) if row[4] else None,
        selection=row[5],
        count=row[6],
        undoes=row[7],
        at=row[8],
    )


def decision_from(row: Row) -> Decision:
    """The columns of _CURRENT_DECISION → Decision."""
    return Decision(
        id=row[0],
        comment_id=row[1],
        digest=bytes(row[2]),
        outcome=Outcome(row[3]),
        author=Author(AuthorKind(row[4]), row[5], row[6]),
        reason=Reason(
            revision=row[7],
            guideline=Guideline(row[8]) if row[8] else None,
            abuse_kind=AbuseKind(row[9]) if row[9] else None,
            note=row[10],
        ),
        supersedes=row[11],
        at=row[12],
    )


def restraint_from(row: Row) -> Restraint:
    """id, reader, effect, guideline, until, by, note, at → Restraint."""
    return Restraint(row[0], row[1], Effect(row[2]), Guideline(row[3]), row[4], row[5], row[6], row[7])


def enter_link_from(row: Row) -> EnterLink:
    """id, site, mark, mailbox, back, name, state, at, expires_at → EnterLink."""
    state = None if row[6] is None else bytes(row[6])
    return EnterLink(row[0], row[1], bytes(row[2]), bytes(row[3]), row[4], row[5], state, row[7], row[8])
