"""The register: for every column of every table whom it is about, what it is for, and until when it is kept.

The report is made from the schema, and this says what the schema cannot know. A column without an entry here fails a test: nobody adds one
without having said whom it is about. What a whole table has in common is said once, for the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from diwan.privacy.identities import IDENTITIES
from diwan.privacy.kept import Kept, Whom, about_moderators, about_nobody, about_readers

TERMS: Mapping[str, str] = {
    "ever": "for ever: the ledger speaks of it, and could not be verified without it",
    "words": "until withdrawn, or erased by the operator; of a rejected comment {rejected_words}",
    "reason": "until its comment is erased; {report_words}",
    "objection": "until its comment is erased; {appeal_words}",
    "with-words": "as long as the comment's words",
    "work": "until the work is done",
    "moment": "minutes: it lapses by itself",
    "link": "until it is used, at most an hour",
    "session": "until signed out, at most 12 hours",
    "office": "until dismissed",
    "factor": "until removed, reset, or dismissed",
    "invitation": "until used or withdrawn, at most 7 days",
    "tries": "until the next good code, reset, or dismissed",
    "account": "until the reader asks to be forgotten",
    "signed": "until the comment is withdrawn or erased",
    "visit": "until signed out or forgotten, at most 30 days",
    "once": "until it would no longer be good anyway, at most hours",
    "asked": "until confirmed or taken back, at most 48 hours",
    "mail": "until stopped, its comment is erased, or so many days are over as mail.keep_days says (90 if it says nothing)",
    "letter": "until sent, given up after some days, or stopped",
    "day": "a day",
    "month": "30 days",
    "revoked": "until revoked",
    "sums": "as long as the installation; counts alone",
    "print": "until printed anew",
    "client": "until the client has it erased",
    "articles": "as long as the installation",
}
"""How each term reads. The braces are filled with what the settings say."""


_DECIDED = "who decided what, and why: for colleagues, for appeals and for the ledger"
_NOTE = "what a moderator wrote about a comment, for colleagues or for the reader"
_REPORTED = "that a printed comment was reported, and under which guideline; not by whom"
_WHOSE = "which comment it belongs to"
_ARTICLE = "what the publisher says of an article"

REGISTER: Mapping[str, tuple[Kept, ...]] = {
    "instance": (about_nobody("id", "origin", "at", "position"),),
    "guidelines": (
        about_nobody("revision", "texts", "at", "position"),
        about_moderators("by", purpose="who revised the guidelines"),
    ),
    "term_lists": (
        about_nobody("revision", "list", "follows", "texts", "salt", "at", "position"),
        about_moderators("by", purpose="who revised a term list"),
    ),
    "pauses": (
        about_moderators(
            *("id", "site", "by", "note", "note_salt", "at", "position"),
            purpose="who let machines decide nothing, and why",
        ),
    ),
    "resumptions": (
        about_moderators("pause_id", "by", "at", "position", purpose="who let machines decide again"),
    ),
    "closings": (
        about_moderators(
            *("id", "thread_id", "closes_at", "by", "at", "position"),
            purpose="who said until when a thread takes comments",
        ),
    ),
    "threads": (about_nobody("id", "site", "article", "at", until="articles"),),
    "articles": (
        Kept(
            (
                "thread_id",
                "revision",
                "url",
                "headline",
                "section",
                "language",
                "closes_at",
                "at",
                "position",
            ),
            Whom.NOBODY,
            _ARTICLE,
            "articles",
        ),
        Kept(("by",), Whom.NOBODY, "which key or page registered it", "articles"),
    ),
    "article_texts": (Kept(("thread_id", "revision", "text"), Whom.NOBODY, _ARTICLE, "articles"),),
    "comments": (
        about_readers(
            *("id", "thread_id", "site", "parent_id", "branch", "ordinal", "at", "position"),
            purpose="that somebody wrote there and then; not who",
        ),
        about_readers(
            "submission_key",
            purpose="so that a comment sent twice is taken once; chosen at random by the browser",
        ),
        about_readers("digest", purpose="the proof of the words, from which they cannot be read"),
    ),
    "words": (
        about_readers("comment_id", "salt", purpose=_WHOSE, until="words"),
        about_readers(
            "name", "body", purpose="the comment itself, and the name it is shown under", until="words"
        ),
    ),
    "screenings": (
        about_readers(
            *("id", "comment_id", "findings", "at", "position"),
            purpose="what checks saw in a comment, without its words",
        ),
    ),
    "consultations": (
        about_moderators(
            "id",
            "comment_id",
            "digest",
            "asked",
            "by",
            "at",
            "position",
            purpose="who asked for a second opinion",
        ),
        about_moderators("note", "note_salt", purpose=_NOTE),
    ),
    "decisions": (
        about_moderators(
            *(
                "id",
                "comment_id",
                "digest",
                "outcome",
                "author_kind",
                "author_name",
                "author_version",
                "guideline",
            ),
            *("abuse_kind", "revision", "supersedes", "at", "position"),
            purpose=_DECIDED,
        ),
        about_moderators("note", "note_salt", purpose=_NOTE),
    ),
    "appeals": (
        about_readers(
            *("id", "comment_id", "decision_id", "outcome", "digest", "commitment", "at", "position"),
            purpose="that somebody objected to a decision",
        ),
    ),
    "appeal_words": (
        about_readers("appeal_id", "comment_id", "salt", purpose=_WHOSE, until="objection"),
        about_readers("body", purpose="what a reader wrote against the decision", until="objection"),
    ),
    "appeal_answers": (
        about_moderators(
            *("id", "appeal_id", "comment_id", "outcome", "by", "decision_id", "at", "position"),
            purpose=_DECIDED,
        ),
        about_moderators("note", "note_salt", purpose=_NOTE),
    ),
    "motions": (
        about_moderators(
            *(
                "id",
                "comment_id",
                "digest",
                "guideline",
                "abuse_kind",
                "revision",
                "field",
                "starts",
                "ends",
                "quote",
            ),
            *("by", "supersedes", "at", "position"),
            purpose=_DECIDED,
        ),
        about_moderators("note", "note_salt", purpose=_NOTE),
    ),
    "confirmations": (
        about_moderators(
            "motion_id", "comment_id", "decision_id", "mover", "by", "at", "position", purpose=_DECIDED
        ),
    ),
    "batches": (
        about_moderators(
            *(
                "id",
                "by",
                "outcome",
                "guideline",
                "abuse_kind",
                "selection",
                "count",
                "undoes",
                "at",
                "position",
            ),
            purpose=_DECIDED,
        ),
    ),
    "batched": (about_nobody("decision_id", "batch_id", "position"),),
    "erasures": (
        about_readers(
            *("id", "comment_id", "digest", "by", "at", "position"),
            purpose="that words were destroyed, and on whose wish: the reader's, the operator's, or a term's",
        ),
    ),
    "expiries": (
        about_readers(
            *("id", "comment_id", "report_id", "appeal_id", "at", "position"),
            purpose="that a report's or an appeal's words were destroyed after their term",
        ),
    ),
    "draws": (about_nobody("comment_id", "decision_id", "digest", "at", "position"),),
    "rereadings": (
        about_moderators(
            *("id", "comment_id", "decision_id", "digest", "outcome", "guideline", "abuse_kind", "revision"),
            *("by", "at", "position"),
            purpose="how a second moderator judged a comment without knowing the decision, to tell how well a newsroom agrees",
        ),
    ),
    "sights": (
        about_moderators(
            "comment_id",
            "moderator_id",
            purpose="so that nobody rereads what he was shown the decision about",
            until="work",
        ),
    ),
    "publications": (about_nobody("id", "comment_id", "decision_id", "digest", "outcome", "at", "position"),),
    "retractions": (
        about_nobody("publication_id", "comment_id", "decision_id", "erasure_id", "at", "position"),
    ),
    "editions": (about_nobody("thread_id", "branch", "level", "number", "position", "address", "count"),),
    "reports": (
        Kept(
            ("id", "comment_id", "publication_id", "digest", "guideline", "abuse_kind", "at", "position"),
            Whom.REPORTER,
            _REPORTED,
            "ever",
        ),
        Kept(
            ("report_key", "reason_digest"),
            Whom.REPORTER,
            "so that a report sent twice is taken once, and its reason can be proved",
            "ever",
        ),
    ),
    "report_words": (
        Kept(("report_id", "comment_id", "salt"), Whom.REPORTER, "which report it belongs to", "reason"),
        Kept(("reason",), Whom.REPORTER, "why a reader reported, in his own words", "reason"),
    ),
    "clearings": (
        about_moderators(
            *("id", "comment_id", "digest", "decision_id", "through", "reopens", "by", "at", "position"),
            purpose=_DECIDED,
        ),
        about_moderators("note", "note_salt", purpose=_NOTE),
    ),
    "moderators": (
        about_moderators(
            "id",
            "name",
            "role",
            "at",
            "position",
            purpose="who may decide, under the name that colleagues see",
        ),
    ),
    "dismissals": (
        about_moderators("moderator_id", "by", "at", "position", purpose="who may no longer decide"),
    ),
    "ledger_entries": (
        about_nobody("position", "hash"),
        about_readers(
            "leaf", purpose="the acts, with digests in place of words; moderators by id and display name"
        ),
    ),
    "ledger_tiles": (about_nobody("level", "number", "hashes"),),
    "checkpoints": (about_nobody("size", "note"),),
    "waiting": (about_nobody("comment_id", "position", until="work"),),
    "unprinted": (about_nobody("id", "thread_id", "comment_id", until="work"),),
    "printed": (about_nobody("comment_id", "publication_id", until="print"),),
    "current_sheets": (about_nobody("branch", "level", "number", "address", "count", until="print"),),
    "stale_sheets": (about_nobody("address", "since", until="work"),),
    "likenesses": (
        about_readers(
            "comment_id", "likeness", purpose="so that the same text is noticed again", until="with-words"
        ),
    ),
    "unsketched": (about_nobody("comment_id", "position", until="work"),),
    "sketches": (
        about_readers(
            "comment_id",
            "sketch",
            purpose="so that texts nearly alike are noticed; the words cannot be read from it",
            until="with-words",
        ),
    ),
    "sketch_bands": (
        about_readers("key", "position", purpose="the same, to look it up", until="with-words"),
    ),
    "unkeyed": (about_nobody("comment_id", "position", until="work"),),
    "search_keys": (
        about_readers(
            *("position", "comment_id", "key"),
            purpose="the folded words, by which moderators find a comment",
            until="with-words",
        ),
    ),
    "daily_sums": (about_nobody("day", "site", "sums", until="sums"),),
    "laned": (
        about_nobody("comment_id", "lane", "site", "section", "language", "position", "doubt", until="work"),
        about_moderators("asked_by", purpose="who passed a comment on", until="work"),
    ),
    "unconfirmed": (
        about_nobody("comment_id", "motion_id", "position", until="work"),
        about_moderators("by", purpose="who asked for a rejection that is not confirmed yet", until="work"),
    ),
    "batch_members": (
        about_nobody("batch_id", "number", "comment_id", "digest", "supersedes", "skipped", until="work"),
    ),
    **IDENTITIES,
    "passwords": (
        about_moderators(
            "moderator_id", "hash", purpose="signing in; Argon2id, never the password", until="office"
        ),
    ),
    "sign_in_links": (
        about_moderators(
            *("hash", "moderator_id", "by", "expires_at"),
            purpose="signing in by a link, and who made it; a hash of it",
            until="link",
        ),
    ),
    "sessions": (
        about_moderators(
            "hash",
            "moderator_id",
            "began_at",
            "expires_at",
            purpose="being signed in; a hash of the token",
            until="session",
        ),
        about_moderators(
            *("way", "device", "seen_at"),
            purpose="so that somebody knows his own sessions: how it was opened, on what kind of browser, and when it was last used",
            until="session",
        ),
    ),
    "api_keys": (about_nobody("hash", "site", "name", "at", until="revoked"),),
    "claims": (
        about_moderators(
            *("comment_id", "moderator_id", "page", "renewed", "until"),
            purpose="so that a comment is on one screen only",
            until="moment",
        ),
    ),
    "seats": (
        about_moderators("moderator_id", "lane", "until", purpose="who is at the desk", until="moment"),
    ),
    "term_trials": (
        about_moderators(
            *("id", "list", "base", "texts", "by", "most", "came", "tally", "expires_at"),
            purpose="a term list that an editor tries on past comments: which ones differ, and none of their words",
            until="day",
        ),
    ),
    "preferences": (
        about_moderators(
            *("moderator_id", "masking", "keys"),
            purpose="so that the desk is as somebody has set it up for himself; shown to him alone",
            until="office",
        ),
    ),
    "scoring_keys": (
        Kept(
            ("hash", "name", "number", "per_minute", "at"),
            Whom.CLIENT,
            "who may have texts scored",
            "revoked",
        ),
    ),
    "suggestions": (
        Kept(
            ("id", "key_name", "community", "example", "at"),
            Whom.CLIENT,
            "texts of a client, with its moderators' scores, to learn from",
            "client",
        ),
    ),
    "suggestion_erasures": (
        Kept(
            ("id", "suggestion_id", "key_name", "community", "by", "at"),
            Whom.CLIENT,
            "that a client's text was erased",
            "ever",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is kept outside the database."""

    where: str
    whom: Whom
    what: str
    until: str


ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere(
        "memory that the processes share",
        Whom.READER,
        "a keyed hash of the client address, for the limits on how much one address may send; the key is made at the start, changed every "
        "day and never written down",
        "at most 24 hours",
    ),
    Elsewhere(
        "printed files (`press/`)",
        Whom.READER,
        "approved comments with their names, as everybody reads them",
        "until rejected, withdrawn or erased, within seconds; caches on the way keep them longer (docs/operating/README.md)",
    ),
    Elsewhere(
        "logs",
        Whom.NOBODY,
        "what happened to the house; no words, names, addresses or e-mail",
        "as the journal is set",
    ),
    Elsewhere(
        "the mail server that you set, and those behind it",
        Whom.MAILED,
        "mailboxes, and what Diwan wrote to them: that a comment was decided or answered, and links",
        "as they keep it",
    ),
    Elsewhere(
        "OpenID providers that you set",
        Whom.SIGNED_IN,
        "that somebody signed in here, and when; never what he reads or writes",
        "as they keep it",
    ),
    Elsewhere(
        "backups",
        Whom.READER,
        "everything that the database held on that day, words that were erased since included",
        "as long as you keep them: docs/operating/privacy.md",
    ),
    Elsewhere(
        "a web server in front",
        Whom.READER,
        "client addresses, if its log is not switched off",
        "as you set it",
    ),
)
