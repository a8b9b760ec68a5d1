"""What editors set at the desk: term lists in numbered revisions, pauses of autonomy and their ends, and until when a thread takes comments.

`term_trials` is of the moment: a list that is tried on past comments before it is put into force, and how far that has come.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_PLACED = (
    "position {integer} NOT NULL UNIQUE REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"
)

TABLES = (
    f"""
CREATE TABLE term_lists (
  revision {{integer}} PRIMARY KEY CHECK (revision >= 1),
  list TEXT NOT NULL,
  follows {{integer}} NOT NULL CHECK (follows >= 0 AND follows < revision),
  texts TEXT NOT NULL,
  salt {{bytes}} NOT NULL CHECK (length(salt) = 32),
  by TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL,
  {_PLACED},
  UNIQUE (list, follows)
)""",
    f"""
CREATE TABLE pauses (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{bytes}} NOT NULL CHECK (length(note_salt) = 32),
  at {{integer}} NOT NULL,
  {_PLACED}
)""",
    f"""
CREATE TABLE resumptions (
  pause_id TEXT PRIMARY KEY REFERENCES pauses (id),
  by TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL,
  {_PLACED}
)""",
    f"""
CREATE TABLE closings (
  id TEXT PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES threads (id),
  closes_at {{integer}} CHECK (closes_at >= 0),
  by TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL,
  {_PLACED}
)""",
    """
CREATE TABLE term_trials (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  base {integer} NOT NULL,
  texts TEXT NOT NULL,
  by TEXT NOT NULL,
  most {integer} NOT NULL,
  came {integer} NOT NULL,
  tally TEXT NOT NULL,
  expires_at {integer} NOT NULL
)""",
)
INDEXES = (
    "CREATE INDEX term_lists_by_list ON term_lists (list, revision)",
    "CREATE INDEX pauses_by_site ON pauses (site, position)",
    "CREATE INDEX closings_by_thread ON closings (thread_id, position)",
)
RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "term_lists": (("revision",), ("position",), ("list", "follows")),
    "pauses": (("id",), ("position",)),
    "resumptions": (("pause_id",), ("position",)),
    "closings": (("id",), ("position",)),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    types = {"integer": "INTEGER" if sqlite else "BIGINT", "bytes": "BLOB" if sqlite else "BYTEA"}
    for table in TABLES:
        op.execute(table.format(**types) + (" STRICT" if sqlite else ""))
    for index in INDEXES:
        op.execute(index)
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
