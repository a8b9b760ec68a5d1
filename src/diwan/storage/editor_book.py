"""The records of what editors set at the desk, as a book to be verified reads them."""

EDITOR_KINDS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    (
        "terms",
        "term_lists r",
        "r.position",
        "r.revision",
        ("revision", "list", "follows", "texts", "salt", "by", "at"),
    ),
    ("pause", "pauses r", "r.position", "r.id", ("id", "site", "by", "note", "note_salt", "at")),
    ("resumption", "resumptions r", "r.position", "r.pause_id", ("pause_id", "by", "at")),
    ("closing", "closings r", "r.position", "r.id", ("id", "thread_id", "closes_at", "by", "at")),
)
"""As `storage/book` has them: kind, where from, position, key, columns."""
