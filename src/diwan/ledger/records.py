"""Which columns of which record each entry speaks of: what `verify` compares, and what the storage must supply.

The fields of each kind of record, in the order of `FIELDS`, are the table's columns under their own names, except that
`position` is the row's own. Bytes (salts, digests, findings) are lower-case hexadecimal; enums are their values.

    instance     id, origin, at
    guidelines   revision, texts (canonical JSON text), by, at
    thread       id, site, article, at; stands at the position of the article's first revision (-1 if it has none)
    article      thread_id, revision, url, headline, section, language, closes_at, by, at, and text where there is one
    moderator    id, name, role, at
    dismissal    moderator_id, by, at
    tie          id, moderator_id, issuer, subject, salt, by, at
    reader       id, commitment, at, and until he departs salt, site, source, subject (all four None afterwards)
    departure    reader_id, by, at
    signature    comment_id, commitment, at, and with its comment's words salt, reader_id, badge (all three None once erased)
    reset        id, moderator_id, by, at
    comment      id, thread_id, site, parent_id, branch, ordinal, submission_key, digest, at, and from its words
                 salt, name, body (all three None once erased)
    screening    id, comment_id, findings, at
    consultation id, comment_id, digest, asked, by, note, note_salt (both None without a note), at
    motion       id, comment_id, digest, guideline, abuse_kind, revision, field, starts, ends, quote, by, note, note_salt (both
                 None without a note), supersedes, at
    confirmation motion_id, comment_id, decision_id, mover, by, at
    batch        id, by, outcome, guideline, abuse_kind, selection, count, undoes, at
    batched      decision_id, batch_id; stands at the position of the entry that names it
    decision     id, comment_id, digest, outcome, author_kind, author_name, author_version, guideline, abuse_kind,
                 revision, note, note_salt (both None without a note), supersedes, at
    appeal       id, comment_id, decision_id, outcome, digest, commitment, at, and from its words salt, body (both None once erased)
    appeal_answer  id, appeal_id, comment_id, outcome, by, decision_id, note, note_salt (both None without a note), at
    report       id, comment_id, publication_id, digest, report_key, guideline, abuse_kind, reason_digest, at, and from its words
                 salt, reason (both None without a reason, or once erased)
    clearing     id, comment_id, digest, decision_id, through, reopens, by, note, note_salt (both None without a note), at
    publication  id, comment_id, decision_id, digest, outcome, at
    retraction   publication_id, comment_id, decision_id, erasure_id, at
    edition      place (branch/level/number), thread_id, branch, level, number, address, count
    erasure      id, comment_id, digest, by, at
    expiry       id, comment_id, report_id, appeal_id, at

A row of words that belongs to no comment is a record of the kind `words` at position -1, with the field comment_id; a text
that belongs to no article one of the kind `article_text`, with the field thread_id; words of no appeal `appeal_words`, with appeal_id;
a reason that belongs to no report `report_words`, with report_id; a subject of no reader `reader_subjects`, with reader_id; a signer of no
signature `signers`, with comment_id.
"""

from collections.abc import Callable
from dataclasses import dataclass

from diwan.decisions import Outcome
from diwan.ledger import reader_records, recomputed
from diwan.ledger.entries import (
    AppealAnswered,
    Appealed,
    Appointed,
    Arrived,
    Batched,
    BatchOpened,
    Cleared,
    Confirmed,
    Consulted,
    Decided,
    Departed,
    Dismissed,
    Entry,
    Erased,
    Expired,
    Founded,
    GuidelinesRevised,
    Moved,
    Printed,
    Registered,
    Reported,
    Reset,
    Screened,
    Signed,
    Submitted,
    Tied,
)
from diwan.ledger.rows import FieldValue, RowFields

KEYS: dict[str, str] = {
    "instance": "id",
    "guidelines": "revision",
    "thread": "id",
    "article": "thread_id",
    "moderator": "id",
    "dismissal": "moderator_id",
    "tie": "id",
    "reset": "id",
    "comment": "id",
    "screening": "id",
    "consultation": "id",
    "motion": "id",
    "confirmation": "motion_id",
    "batch": "id",
    "batched": "decision_id",
    "decision": "id",
    "appeal": "id",
    "appeal_answer": "id",
    "report": "id",
    "clearing": "id",
    "publication": "id",
    "retraction": "publication_id",
    "edition": "place",
    "erasure": "id",
    "expiry": "id",
    "words": "comment_id",
    "report_words": "report_id",
    "article_text": "thread_id",
    "appeal_words": "appeal_id",
    **reader_records.KEYS,
}
"""For each kind of record, the field that names it."""

WORDS_FIELDS = ("salt", "name", "body")
APPEAL_WORDS_FIELDS = ("salt", "body")
REASON_FIELDS = ("salt", "reason")


@dataclass(frozen=True, slots=True)
class Committed:
    """Columns that an entry holds only by a digest. `compute` makes it anew; it may raise ValueError.

    The columns in `perhaps` are left out of a record that has nothing there.
    """

    fields: tuple[str, ...]
    digest: str | None
    compute: Callable[[RowFields], str | None]
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A record as its entry has it: columns with their values, and columns known by their digest."""

    kind: str
    fields: dict[str, FieldValue]
    committed: tuple[Committed, ...] = ()

    @property
    def key(self) -> FieldValue:
        """The value by which rows are told apart."""
        return self.fields[KEYS[self.kind]]


def expected(entry: Entry) -> list[Expected]:
    """The records that `entry` speaks of, without a comment's words and a report's reason, which may have been erased."""
    match entry:
        case Founded():
            return [Expected("instance", {"id": entry.instance, "origin": entry.origin, "at": entry.at})]
        case GuidelinesRevised():
            fields: dict[str, FieldValue] = {"revision": entry.revision, "by": entry.by, "at": entry.at}
            return [Expected("guidelines", fields, (Committed(("texts",), entry.digest, recomputed.texts),))]
        case Registered():
            return _registered(entry)
        case Appointed():
            fields = {"id": entry.moderator, "name": entry.name, "role": entry.role, "at": entry.at}
            return [Expected("moderator", fields)]
        case Dismissed():
            return [Expected("dismissal", {"moderator_id": entry.moderator, "by": entry.by, "at": entry.at})]
        case Tied():
            fields = {"id": entry.tie, "moderator_id": entry.moderator, "by": entry.by, "at": entry.at}
            identity = Committed(("issuer", "subject", "salt"), entry.identity, recomputed.identity)
            return [Expected("tie", fields, (identity,))]
        case Reset():
            fields = {"id": entry.reset, "moderator_id": entry.moderator, "by": entry.by, "at": entry.at}
            return [Expected("reset", fields)]
        case Submitted():
            return [_comment(entry)]
        case Arrived() | Departed() | Signed():
            return [Expected(*reader_records.fields(entry))]
        case Screened():
            fields = {"id": entry.screening, "comment_id": entry.comment, "at": entry.at}
            return [
                Expected("screening", fields, (Committed(("findings",), entry.digest, recomputed.findings),))
            ]
        case Consulted():
            return [_consultation(entry)]
        case Moved():
            return [_motion(entry)]
        case Confirmed():
            return [_confirmation(entry)]
        case BatchOpened():
            return [_batch(entry)]
        case Batched():
            return [
                Expected("batched", {"decision_id": each, "batch_id": entry.batch})
                for each in entry.decisions
            ]
        case Decided():
            return [_decision(entry)]
        case Appealed():
            return [_appeal(entry)]
        case AppealAnswered():
            return [_answer(entry)]
        case Reported():
            return [_report(entry)]
        case Cleared():
            return [_clearing(entry)]
        case Printed():
            return _printed(entry)
        case Erased():
            fields = {"id": entry.erasure, "comment_id": entry.comment}
            return [Expected("erasure", {**fields, "digest": entry.digest, "by": entry.by, "at": entry.at})]
        case Expired():
            fields = {"id": entry.expiry, "comment_id": entry.comment, "at": entry.at}
            return [Expected("expiry", {**fields, "report_id": entry.report, "appeal_id": entry.appeal})]


def _registered(entry: Registered) -> list[Expected]:
    described = Committed(
        ("url", "headline", "section", "language", "closes_at"),
        entry.digest,
        recomputed.description,
        perhaps=("text",),
    )
    fields: dict[str, FieldValue] = {
        "thread_id": entry.thread,
        "revision": entry.revision,
        "by": entry.by,
        "at": entry.at,
    }
    article = Expected("article", fields, (described,))
    if entry.revision > 1:
        return [article]
    thread: dict[str, FieldValue] = {"id": entry.thread, "site": entry.site, "article": entry.article}
    return [Expected("thread", {**thread, "at": entry.at}), article]


def _comment(entry: Submitted) -> Expected:
    return Expected(
        "comment",
        {
            "id": entry.comment,
            "thread_id": entry.thread,
            "site": entry.site,
            "parent_id": entry.parent,
            "branch": entry.branch,
            "ordinal": entry.ordinal,
            "digest": entry.digest,
            "at": entry.at,
        },
        (Committed(("submission_key",), entry.key, recomputed.submission_key),),
    )


def _consultation(entry: Consulted) -> Expected:
    return Expected(
        "consultation",
        {
            "id": entry.consultation,
            "comment_id": entry.comment,
            "digest": entry.digest,
            "asked": entry.asked,
            "by": entry.by,
            "at": entry.at,
        },
        (Committed(("note", "note_salt"), entry.note, recomputed.note),),
    )


def _motion(entry: Moved) -> Expected:
    return Expected(
        "motion",
        {
            "id": entry.motion,
            "comment_id": entry.comment,
            "digest": entry.digest,
            "guideline": entry.guideline,
            "abuse_kind": entry.abuse_kind,
            "revision": entry.revision,
            "field": entry.field,
            "starts": entry.starts,
            "ends": entry.ends,
            "quote": entry.quote,
            "by": entry.by,
            "supersedes": entry.supersedes,
            "at": entry.at,
        },
        (Committed(("note", "note_salt"), entry.note, recomputed.note),),
    )


def _confirmation(entry: Confirmed) -> Expected:
    return Expected(
        "confirmation",
        {
            "motion_id": entry.motion,
            "comment_id": entry.comment,
            "decision_id": entry.decision,
            "mover": entry.mover,
            "by": entry.by,
            "at": entry.at,
        },
    )


def _batch(entry: BatchOpened) -> Expected:
    return Expected(
        "batch",
        {
            "id": entry.batch,
            "by": entry.by,
            "outcome": entry.outcome,
            "guideline": entry.guideline,
            "abuse_kind": entry.abuse_kind,
            "selection": entry.selection,
            "count": entry.count,
            "undoes": entry.undoes,
            "at": entry.at,
        },
    )


def _decision(entry: Decided) -> Expected:
    return Expected(
        "decision",
        {
            "id": entry.decision,
            "comment_id": entry.comment,
            "digest": entry.digest,
            "outcome": entry.outcome,
            "author_kind": entry.author.kind,
            "author_name": entry.author.name,
            "author_version": entry.author.version,
            "guideline": entry.guideline,
            "abuse_kind": entry.abuse_kind,
            "revision": entry.revision,
            "supersedes": entry.supersedes,
            "at": entry.at,
        },
        (Committed(("note", "note_salt"), entry.note, recomputed.note),),
    )


def _appeal(entry: Appealed) -> Expected:
    return Expected(
        "appeal",
        {
            "id": entry.appeal,
            "comment_id": entry.comment,
            "decision_id": entry.decision,
            "outcome": Outcome.REJECTED,
            "digest": entry.digest,
            "commitment": entry.words,
            "at": entry.at,
        },
    )


def _answer(entry: AppealAnswered) -> Expected:
    return Expected(
        "appeal_answer",
        {
            "id": entry.answer,
            "appeal_id": entry.appeal,
            "comment_id": entry.comment,
            "outcome": entry.verdict,
            "by": entry.by,
            "decision_id": entry.decision,
            "at": entry.at,
        },
        (Committed(("note", "note_salt"), entry.note, recomputed.note),),
    )


def _report(entry: Reported) -> Expected:
    return Expected(
        "report",
        {
            "id": entry.report,
            "comment_id": entry.comment,
            "publication_id": entry.publication,
            "digest": entry.digest,
            "guideline": entry.guideline,
            "abuse_kind": entry.abuse_kind,
            "reason_digest": entry.reason,
            "at": entry.at,
        },
        (Committed(("report_key",), entry.key, recomputed.report_key),),
    )


def _clearing(entry: Cleared) -> Expected:
    return Expected(
        "clearing",
        {
            "id": entry.clearing,
            "comment_id": entry.comment,
            "digest": entry.digest,
            "decision_id": entry.decision,
            "through": entry.through,
            "reopens": entry.reopens,
            "by": entry.by,
            "at": entry.at,
        },
        (Committed(("note", "note_salt"), entry.note, recomputed.note),),
    )


def _printed(entry: Printed) -> list[Expected]:
    publications = [
        Expected(
            "publication",
            {
                "id": added.publication,
                "comment_id": added.comment,
                "decision_id": added.decision,
                "digest": added.digest,
                "outcome": Outcome.APPROVED,
                "at": entry.at,
            },
        )
        for added in entry.added
    ]
    retractions = [
        Expected(
            "retraction",
            {
                "publication_id": removed.publication,
                "comment_id": removed.comment,
                "decision_id": removed.decision,
                "erasure_id": removed.erasure,
                "at": entry.at,
            },
        )
        for removed in entry.removed
    ]
    sheets = [
        Expected(
            "edition",
            {
                "place": f"{sheet.branch}/{sheet.level}/{sheet.number}",
                "thread_id": entry.thread,
                "branch": sheet.branch,
                "level": sheet.level,
                "number": sheet.number,
                "address": sheet.address,
                "count": sheet.count,
            },
        )
        for sheet in entry.sheets
    ]
    return publications + retractions + sheets
