"""The records about readers, as a book to be verified reads them: with what can be erased, where it is still there."""

READER_KINDS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    (
        "reader",
        "readers r LEFT JOIN reader_subjects s ON s.reader_id = r.id",
        "r.position",
        "r.id",
        ("id", "commitment", "at", "s.salt", "s.site", "s.source", "s.subject"),
    ),
    ("departure", "departures r", "r.position", "r.reader_id", ("reader_id", "by", "at")),
    (
        "signature",
        "signatures r LEFT JOIN signers s ON s.comment_id = r.comment_id",
        "r.position",
        "r.comment_id",
        ("comment_id", "commitment", "at", "s.salt", "s.reader_id", "s.badge"),
    ),
    (
        "restraint",
        "restraints r",
        "r.position",
        "r.id",
        ("id", "reader_id", "salt", "effect", "guideline", "until", "by", "note", "note_salt", "at"),
    ),
    (
        "lifting",
        "liftings r",
        "r.position",
        "r.restraint_id",
        ("restraint_id", "by", "note", "note_salt", "at"),
    ),
)
"""As `storage/book` has them: kind, where from, position, key, columns."""

OWNERLESS = (
    (
        "reader_subjects",
        "reader_id",
        "SELECT reader_id FROM reader_subjects WHERE reader_id NOT IN (SELECT id FROM readers)",
    ),
    (
        "signers",
        "comment_id",
        "SELECT comment_id FROM signers WHERE comment_id NOT IN (SELECT comment_id FROM signatures)",
    ),
)
"""Kind, the column that names a row, and the question for the rows that belong to no record."""
