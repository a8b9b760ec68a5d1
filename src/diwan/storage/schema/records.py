"""Records: inserted, never updated, never deleted."""

from sqlalchemy import BigInteger, LargeBinary, Text

from diwan.storage.schema.tables import table

instance = table("instance", id=Text, origin=Text, at=BigInteger, position=BigInteger)
guidelines = table("guidelines", revision=BigInteger, texts=Text, by=Text, at=BigInteger, position=BigInteger)
threads = table("threads", id=Text, site=Text, article=Text, at=BigInteger)
articles = table(
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
article_texts = table("article_texts", thread_id=Text, revision=BigInteger, text=Text)
comments = table(
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
words = table("words", comment_id=Text, salt=LargeBinary, name=Text, body=Text)
readers = table("readers", id=Text, commitment=LargeBinary, at=BigInteger, position=BigInteger)
reader_subjects = table(
    "reader_subjects", reader_id=Text, salt=LargeBinary, site=Text, source=Text, subject=Text
)
departures = table("departures", reader_id=Text, by=Text, at=BigInteger, position=BigInteger)
signatures = table("signatures", comment_id=Text, commitment=LargeBinary, at=BigInteger, position=BigInteger)
signers = table("signers", comment_id=Text, salt=LargeBinary, reader_id=Text, badge=Text)
screenings = table(
    "screenings", id=Text, comment_id=Text, findings=LargeBinary, at=BigInteger, position=BigInteger
)
decisions = table(
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
publications = table(
    "publications",
    id=Text,
    comment_id=Text,
    decision_id=Text,
    digest=LargeBinary,
    outcome=Text,
    at=BigInteger,
    position=BigInteger,
)
retractions = table(
    "retractions",
    publication_id=Text,
    comment_id=Text,
    decision_id=Text,
    erasure_id=Text,
    at=BigInteger,
    position=BigInteger,
)
editions = table(
    "editions",
    thread_id=Text,
    branch=Text,
    level=BigInteger,
    number=BigInteger,
    position=BigInteger,
    address=Text,
    count=BigInteger,
)
erasures = table(
    "erasures", id=Text, comment_id=Text, digest=LargeBinary, by=Text, at=BigInteger, position=BigInteger
)
consultations = table(
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
reports = table(
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
report_words = table("report_words", report_id=Text, comment_id=Text, salt=LargeBinary, reason=Text)
clearings = table(
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
expiries = table(
    "expiries", id=Text, comment_id=Text, report_id=Text, appeal_id=Text, at=BigInteger, position=BigInteger
)
appeals = table(
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
appeal_words = table("appeal_words", appeal_id=Text, comment_id=Text, salt=LargeBinary, body=Text)
appeal_answers = table(
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
motions = table(
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
confirmations = table(
    "confirmations",
    motion_id=Text,
    comment_id=Text,
    decision_id=Text,
    mover=Text,
    by=Text,
    at=BigInteger,
    position=BigInteger,
)
batches = table(
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
batched = table("batched", decision_id=Text, batch_id=Text, position=BigInteger)
moderators = table("moderators", id=Text, name=Text, role=Text, at=BigInteger, position=BigInteger)
dismissals = table("dismissals", moderator_id=Text, by=Text, at=BigInteger, position=BigInteger)
ties = table(
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
resets = table("resets", id=Text, moderator_id=Text, by=Text, at=BigInteger, position=BigInteger)
ledger_entries = table("ledger_entries", position=BigInteger, leaf=LargeBinary, hash=LargeBinary)
ledger_tiles = table("ledger_tiles", level=BigInteger, number=BigInteger, hashes=LargeBinary)
checkpoints = table("checkpoints", size=BigInteger, note=Text)

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
