"""The tables, as SQLAlchemy Core sees them for queries.

What the database itself guarantees (keys, checks, triggers) is written in `migrations/versions`; a test holds both against
each other. RECORDS are only ever inserted. The other tables are work lists and keys, which come and go.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _table(name: str, /, **columns: type[TypeEngine[Any]]) -> Table:
    return Table(name, metadata, *(Column(column, kind()) for column, kind in columns.items()))


# --- records: inserted, never updated, never deleted ---------------------------------------------------------

instance = _table("instance", id=Text, origin=Text, at=BigInteger, position=BigInteger)
guidelines = _table(
    "guidelines", revision=BigInteger, texts=Text, by=Text, at=BigInteger, position=BigInteger
)
threads = _table("threads", id=Text, site=Text, article=Text, at=BigInteger)
articles = _table(
    "articles",
    thread_id=Text,
    revision=BigInteger,
    url=Text,
    headline=Text,
    section=Text,
    language=Text,
    closes_at=BigInteger,
    by=Text,
    at=BigInteger,
    position=BigInteger,
)
article_texts = _table("article_texts", thread_id=Text, revision=BigInteger, text=Text)
comments = _table(
    "comments",
    id=Text,
    thread_id=Text,
    site=Text,
    parent_id=Text,
    branch=Text,
    ordinal=BigInteger,
    submission_key=Text,
    digest=LargeBinary,
    position=BigInteger,
    at=BigInteger,
)
words = _table("words", comment_id=Text, salt=LargeBinary, name=Text, body=Text)
screenings = _table(
    "screenings", id=Text, comment_id=Text, findings=LargeBinary, at=BigInteger, position=BigInteger
)
decisions = _table(
    "decisions",
    id=Text,
    comment_id=Text,
    digest=LargeBinary,
    outcome=Text,
    author_kind=Text,
    author_name=Text,
    author_version=Text,
    guideline=Text,
    abuse_kind=Text,
    revision=BigInteger,
    note=Text,
    note_salt=LargeBinary,
    supersedes=Text,
    at=BigInteger,
    position=BigInteger,
)
publications = _table(
    "publications",
    id=Text,
    comment_id=Text,
    decision_id=Text,
    digest=LargeBinary,
    outcome=Text,
    at=BigInteger,
    position=BigInteger,
)
retractions = _table(
    "retractions",
    publication_id=Text,
    comment_id=Text,
    decision_id=Text,
    erasure_id=Text,
    at=BigInteger,
    position=BigInteger,
)
editions = _table(
    "editions",
    thread_id=Text,
    branch=Text,
    level=BigInteger,
    number=BigInteger,
    position=BigInteger,
    address=Text,
    count=BigInteger,
)
erasures = _table(
    "erasures", id=Text, comment_id=Text, digest=LargeBinary, by=Text, at=BigInteger, position=BigInteger
)
consultations = _table(
    "consultations",
    id=Text,
    comment_id=Text,
    digest=LargeBinary,
    asked=Text,
    by=Text,
    note=Text,
    note_salt=LargeBinary,
    at=BigInteger,
    position=BigInteger,
)
reports = _table(
    "reports",
    id=Text,
    comment_id=Text,
    publication_id=Text,
    digest=LargeBinary,
    report_key=Text,
    guideline=Text,
    abuse_kind=Text,
    reason_digest=LargeBinary,
    at=BigInteger,
    position=BigInteger,
)
report_words = _table("report_words", report_id=Text, comment_id=Text, salt=LargeBinary, reason=Text)
clearings = _table(
    "clearings",
    id=Text,
    comment_id=Text,
    digest=LargeBinary,
    decision_id=Text,
    through=BigInteger,
    reopens=BigInteger,
    by=Text,
    note=Text,
    note_salt=LargeBinary,
    at=BigInteger,
    position=BigInteger,
)
expiries = _table(
    "expiries", id=Text, comment_id=Text, report_id=Text, appeal_id=Text, at=BigInteger, position=BigInteger
)
appeals = _table(
    "appeals",
    id=Text,
    comment_id=Text,
    decision_id=Text,
    outcome=Text,
    digest=LargeBinary,
    commitment=LargeBinary,
    at=BigInteger,
    position=BigInteger,
)
appeal_words = _table("appeal_words", appeal_id=Text, comment_id=Text, salt=LargeBinary, body=Text)
appeal_answers = _table(
    "appeal_answers",
    id=Text,
    appeal_id=Text,
    comment_id=Text,
    outcome=Text,
    by=Text,
    decision_id=Text,
    note=Text,
    note_salt=LargeBinary,
    at=BigInteger,
    position=BigInteger,
)
motions = _table(
    "motions",
    id=Text,
    comment_id=Text,
    digest=LargeBinary,
    guideline=Text,
    abuse_kind=Text,
    revision=BigInteger,
    field=Text,
    starts=BigInteger,
    ends=BigInteger,
    quote=LargeBinary,
    by=Text,
    note=Text,
    note_salt=LargeBinary,
    supersedes=Text,
    at=BigInteger,
    position=BigInteger,
)
confirmations = _table(
    "confirmations",
    motion_id=Text,
    comment_id=Text,
    decision_id=Text,
    mover=Text,
    by=Text,
    at=BigInteger,
    position=BigInteger,
)
batches = _table(
    "batches",
    id=Text,
    by=Text,
    outcome=Text,
    guideline=Text,
    abuse_kind=Text,
    selection=Text,
    count=BigInteger,
    undoes=Text,
    at=BigInteger,
    position=BigInteger,
)
batched = _table("batched", decision_id=Text, batch_id=Text, position=BigInteger)
moderators = _table("moderators", id=Text, name=Text, role=Text, at=BigInteger, position=BigInteger)
dismissals = _table("dismissals", moderator_id=Text, by=Text, at=BigInteger, position=BigInteger)
ledger_entries = _table("ledger_entries", position=BigInteger, leaf=LargeBinary, hash=LargeBinary)
ledger_tiles = _table("ledger_tiles", level=BigInteger, number=BigInteger, hashes=LargeBinary)
checkpoints = _table("checkpoints", size=BigInteger, note=Text)

# In the order in which a copy may be inserted: what is referred to comes first.
RECORDS = (
    ledger_entries,
    ledger_tiles,
    checkpoints,
    instance,
    guidelines,
    moderators,
    dismissals,
    threads,
    articles,
    article_texts,
    comments,
    words,
    screenings,
    consultations,
    decisions,
    appeals,
    appeal_words,
    appeal_answers,
    motions,
    confirmations,
    batches,
    batched,
    erasures,
    publications,
    retractions,
    editions,
    reports,
    report_words,
    clearings,
    expiries,
)

# --- work lists: presence is the fact; each can be made again from the records ----------------------------------

waiting = _table("waiting", comment_id=Text, position=BigInteger)
unprinted = _table("unprinted", id=BigInteger, thread_id=Text, comment_id=Text)
printed = _table("printed", comment_id=Text, publication_id=Text)
current_sheets = _table(
    "current_sheets", branch=Text, level=BigInteger, number=BigInteger, address=Text, count=BigInteger
)
stale_sheets = _table("stale_sheets", address=Text, since=BigInteger)
unsketched = _table("unsketched", comment_id=Text, position=BigInteger)
likenesses = _table("likenesses", comment_id=Text, likeness=LargeBinary)
sketches = _table("sketches", comment_id=Text, sketch=LargeBinary)
sketch_bands = _table("sketch_bands", key=BigInteger, position=BigInteger)
unkeyed = _table("unkeyed", comment_id=Text, position=BigInteger)
# On PostgreSQL the key is a tsvector; on SQLite its tokens as text, with an FTS5 index over it (`search_index`).
search_keys = _table("search_keys", position=BigInteger, comment_id=Text, key=Text)
daily_sums = _table("daily_sums", day=BigInteger, site=Text, sums=LargeBinary)

# One row for each lane that a comment stands in (`desk/lanes`): it waits, or it is reported. `doubt` orders a lane by sureness: millionths, the
# surest first. `asked_by` is who passed it on, in the two lanes for that.
laned = _table(
    "laned",
    comment_id=Text,
    lane=Text,
    site=Text,
    section=Text,
    language=Text,
    position=BigInteger,
    doubt=BigInteger,
    asked_by=Text,
)

# The last motion on a comment, as long as nothing was decided since: what a second moderator is to look at.
unconfirmed = _table("unconfirmed", comment_id=Text, motion_id=Text, by=Text, position=BigInteger)

# What a batch has still to decide, and (`skipped`: why) what it left out. Not in a backup: what a restored batch had not decided, it
# leaves undecided.
batch_members = _table(
    "batch_members",
    batch_id=Text,
    number=BigInteger,
    comment_id=Text,
    digest=LargeBinary,
    supersedes=Text,
    skipped=Text,
)

WORK_LISTS = (
    waiting,
    unprinted,
    printed,
    current_sheets,
    stale_sheets,
    likenesses,
    unsketched,
    sketches,
    sketch_bands,
    unkeyed,
    search_keys,
    daily_sums,
    laned,
    unconfirmed,
    batch_members,
)

# --- keys of people and machines: replaced and removed at will ---------------------------------------------------

passwords = _table("passwords", moderator_id=Text, hash=Text)
sign_in_links = _table("sign_in_links", hash=LargeBinary, moderator_id=Text, expires_at=BigInteger)
sessions = _table("sessions", hash=LargeBinary, moderator_id=Text, expires_at=BigInteger)
api_keys = _table("api_keys", hash=LargeBinary, site=Text, name=Text, at=BigInteger)

# Who has which card before him, and who sits where: of the moment, and gone by itself.
claims = _table("claims", comment_id=Text, moderator_id=Text, page=Text, renewed=BigInteger, until=BigInteger)
seats = _table("seats", moderator_id=Text, lane=Text, until=BigInteger)

scoring_keys = _table(
    "scoring_keys", hash=LargeBinary, name=Text, number=BigInteger, per_minute=BigInteger, at=BigInteger
)

KEYS = (passwords, sign_in_links, sessions, api_keys, claims, seats, scoring_keys)

# --- what clients of the scoring sent in to be learnt from: inserted, never changed, removed only where an erasure stands -----

suggestions = _table(
    "suggestions", id=Text, key_name=Text, community=Text, example=LargeBinary, at=BigInteger
)
suggestion_erasures = _table(
    "suggestion_erasures",
    id=Text,
    suggestion_id=Text,
    key_name=Text,
    community=Text,
    by=Text,
    at=BigInteger,
)

EXAMPLES = (suggestions, suggestion_erasures)
