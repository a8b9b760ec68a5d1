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
readers = _table("readers", id=Text, commitment=LargeBinary, at=BigInteger, position=BigInteger)
reader_subjects = _table(
    "reader_subjects", reader_id=Text, salt=LargeBinary, site=Text, source=Text, subject=Text
)
departures = _table("departures", reader_id=Text, by=Text, at=BigInteger, position=BigInteger)
signatures = _table("signatures", comment_id=Text, commitment=LargeBinary, at=BigInteger, position=BigInteger)
signers = _table("signers", comment_id=Text, salt=LargeBinary, reader_id=Text, badge=Text)
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
ties = _table(
    "ties",
    id=Text,
    moderator_id=Text,
    issuer=Text,
    subject=Text,
    salt=LargeBinary,
    by=Text,
    at=BigInteger,
    position=BigInteger,
)
resets = _table("resets", id=Text, moderator_id=Text, by=Text, at=BigInteger, position=BigInteger)
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
    ties,
    resets,
    threads,
    articles,
    article_texts,
    readers,
    reader_subjects,
    departures,
    comments,
    words,
    signatures,
    signers,
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
sessions = _table(
    "sessions",
    hash=LargeBinary,
    moderator_id=Text,
    way=Text,
    device=Text,
    began_at=BigInteger,
    seen_at=BigInteger,
    expires_at=BigInteger,
)
passkeys = _table(
    "passkeys",
    id=Text,
    moderator_id=Text,
    name=Text,
    credential=LargeBinary,
    public_key=LargeBinary,
    sign_count=BigInteger,
    at=BigInteger,
    used_at=BigInteger,
    doubted_at=BigInteger,
)
# The secret follows from the nonce and a key outside the database; of `last_step` and before, no code is good any more.
authenticators = _table(
    "authenticators", moderator_id=Text, nonce=LargeBinary, last_step=BigInteger, at=BigInteger
)
recovery_codes = _table("recovery_codes", hash=LargeBinary, moderator_id=Text, at=BigInteger)
code_tries = _table("code_tries", moderator_id=Text, count=BigInteger, last_at=BigInteger)
spent_challenges = _table("spent_challenges", hash=LargeBinary, expires_at=BigInteger)
api_keys = _table("api_keys", hash=LargeBinary, site=Text, name=Text, at=BigInteger)

# Who has which card before him, and who sits where: of the moment, and gone by itself.
claims = _table("claims", comment_id=Text, moderator_id=Text, page=Text, renewed=BigInteger, until=BigInteger)
seats = _table("seats", moderator_id=Text, lane=Text, until=BigInteger)

scoring_keys = _table(
    "scoring_keys", hash=LargeBinary, name=Text, number=BigInteger, per_minute=BigInteger, at=BigInteger
)

# Browsers on their way to an OpenID provider and back, and who may come to the desk through one: hashes, and gone by themselves.
openid_journeys = _table(
    "openid_journeys", state=LargeBinary, browser=LargeBinary, provider=Text, back=Text, expires_at=BigInteger
)
openid_invitations = _table(
    "openid_invitations", moderator_id=Text, provider=Text, mark=LargeBinary, by=Text, expires_at=BigInteger
)
# What a reader's session knows of him is gone with it. The e-mail address is only where his sign-in gave one.
reader_sessions = _table(
    "reader_sessions",
    hash=LargeBinary,
    reader_id=Text,
    site=Text,
    source=Text,
    name=Text,
    badge=Text,
    email=Text,
    expires_at=BigInteger,
)
# Sign-ins of the publisher that have been used, each until it would have expired.
used_sign_ins = _table("used_sign_ins", hash=LargeBinary, expires_at=BigInteger)
# Of the moment as well, and in no backup. `used_tickets`: tickets that let in a comment, until they lapse anyway. `oddities`: what was odd about
# the arrival of a comment that no check has looked at yet (`seen`: codes with spaces between them).
used_tickets = _table("used_tickets", nonce=LargeBinary, expires_at=BigInteger)
oddities = _table("oddities", comment_id=Text, seen=Text)

KEYS = (
    passwords,
    sign_in_links,
    sessions,
    passkeys,
    authenticators,
    recovery_codes,
    code_tries,
    spent_challenges,
    api_keys,
    claims,
    seats,
    scoring_keys,
    openid_journeys,
    openid_invitations,
    reader_sessions,
    used_sign_ins,
    used_tickets,
    oddities,
)

# --- mail to readers: what they asked for, and what is still to be sent. Mailboxes lie in envelopes and are removed at will; none of it is
# copied into a backup, which would keep them longer than was promised -----

mail_requests = _table(
    "mail_requests",
    id=Text,
    comment_id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    outcome=BigInteger,
    replies=BigInteger,
    daily=BigInteger,
    at=BigInteger,
    expires_at=BigInteger,
)
subscriptions = _table(
    "subscriptions",
    id=Text,
    comment_id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    outcome=BigInteger,
    replies=BigInteger,
    daily_at=BigInteger,
    quiet_until=BigInteger,
    at=BigInteger,
    expires_at=BigInteger,
)
enter_links = _table(
    "enter_links",
    id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    back=Text,
    name=Text,
    state=LargeBinary,
    at=BigInteger,
    expires_at=BigInteger,
)
outbox = _table(
    "outbox",
    belongs_to=Text,
    cause=Text,
    kind=Text,
    mark=LargeBinary,
    mail_id=Text,
    attempts=BigInteger,
    due_at=BigInteger,
    gives_up_at=BigInteger,
)
mail_knocks = _table("mail_knocks", mark=LargeBinary, at=BigInteger)
mail_refusals = _table("mail_refusals", mark=LargeBinary, until=BigInteger)

MAIL = (mail_requests, subscriptions, enter_links, outbox, mail_knocks, mail_refusals)

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
