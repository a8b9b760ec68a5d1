"""Readers who have signed in, the comments that are theirs, their sessions, and the sign-ins that have been used."""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0010"
down_revision = "0009b"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"
SOURCES = "('publisher', 'openid', 'email')"
BADGES = "('staff', 'expert')"

TABLES = f"""
CREATE TABLE readers (
  id TEXT PRIMARY KEY,
  commitment {{blob}} NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE reader_subjects (
  reader_id TEXT PRIMARY KEY REFERENCES readers (id),
  salt {{blob}} NOT NULL,
  site TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN {SOURCES}),
  subject TEXT NOT NULL CHECK (subject <> ''),
  UNIQUE (site, source, subject)
);
CREATE TABLE departures (
  reader_id TEXT PRIMARY KEY REFERENCES readers (id),
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE signatures (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  commitment {{blob}} NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE signers (
  comment_id TEXT PRIMARY KEY REFERENCES signatures (comment_id),
  salt {{blob}} NOT NULL,
  reader_id TEXT NOT NULL REFERENCES readers (id),
  badge TEXT CHECK (badge IN {BADGES})
);
CREATE INDEX signers_by_reader ON signers (reader_id);
CREATE TABLE reader_sessions (
  hash {{blob}} PRIMARY KEY,
  reader_id TEXT NOT NULL REFERENCES readers (id),
  site TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN {SOURCES}),
  name TEXT NOT NULL,
  badge TEXT CHECK (badge IN {BADGES}),
  email TEXT,
  expires_at {{integer}} NOT NULL
);
CREATE INDEX reader_sessions_by_reader ON reader_sessions (reader_id);
CREATE INDEX reader_sessions_by_end ON reader_sessions (expires_at);
CREATE TABLE used_sign_ins (
  hash {{blob}} PRIMARY KEY,
  expires_at {{integer}} NOT NULL
);
CREATE INDEX used_sign_ins_by_end ON used_sign_ins (expires_at)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "readers": (("id",), ("position",)),
    "departures": (("reader_id",), ("position",)),
    "signatures": (("comment_id",), ("position",)),
}
_HAS_DEPARTED = "EXISTS (SELECT 1 FROM departures WHERE reader_id = OLD.reader_id)"
_IS_ERASED = "EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id)"
_DEPARTED_ONLY = "diwan_only_departed"
# For each trigger: its table, what must hold of the NEW row, and what is said if it does not.
CONDITIONS = (
    # A comment is signed as it is submitted, or never: nobody gives one a badge afterwards.
    (
        "signatures",
        "at_submission",
        "EXISTS (SELECT 1 FROM comments c WHERE c.id = NEW.comment_id AND c.position = NEW.position - 1)",
        "a comment is signed as it is submitted",
    ),
    (
        "signers",
        "not_erased",
        "NOT EXISTS (SELECT 1 FROM erasures e WHERE e.comment_id = NEW.comment_id)",
        "whose it was is erased",
    ),
    (
        "reader_subjects",
        "not_departed",
        "NOT EXISTS (SELECT 1 FROM departures d WHERE d.reader_id = NEW.reader_id)",
        "this reader has departed",
    ),
    (
        "reader_sessions",
        "not_departed",
        "NOT EXISTS (SELECT 1 FROM departures d WHERE d.reader_id = NEW.reader_id)",
        "this reader has departed",
    ),
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    if not sqlite:
        op.execute(
            f"CREATE FUNCTION {_DEPARTED_ONLY}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT {_HAS_DEPARTED} THEN "
            "RAISE EXCEPTION 'reader_subjects: records are never changed or removed' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN OLD; END $$"
        )
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    insert_only(
        "reader_subjects",
        ("reader_id",),
        ("site", "source", "subject"),
        erased=_HAS_DEPARTED,
        erased_function=_DEPARTED_ONLY,
    )
    # The same function lets a comment's words go: it asks for an erasure of the row's comment.
    insert_only("signers", ("comment_id",), erased=_IS_ERASED, erased_function="diwan_only_erased")
    for table, name, condition, told in CONDITIONS:
        _only(table, name, condition, told, sqlite=sqlite)


def _only(table: str, name: str, condition: str, told: str, *, sqlite: bool) -> None:
    """Refuse every row of `table` for which `condition` does not hold."""
    if sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN NOT ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {told}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION diwan_{table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({condition}) THEN RAISE EXCEPTION '{table}: {told}' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION diwan_{table}_{name}()"
    )


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
