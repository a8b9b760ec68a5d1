"""The guard over criticism of the publisher (motions to reject it, and their confirmations by a second moderator), and batches."""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE motions (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  digest {{blob}} NOT NULL,
  guideline TEXT NOT NULL,
  abuse_kind TEXT,
  revision {{integer}} NOT NULL REFERENCES guidelines (revision),
  field TEXT NOT NULL CHECK (field IN ('body', 'name')),
  starts {{integer}} NOT NULL CHECK (starts >= 0),
  ends {{integer}} NOT NULL,
  quote {{blob}} NOT NULL,
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{blob}},
  supersedes TEXT REFERENCES decisions (id),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK (starts < ends),
  CHECK ((note = '') = (note_salt IS NULL)),
  CHECK (abuse_kind IS NULL OR guideline = 'abuse'),
  UNIQUE (id, by),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest)
);
CREATE INDEX motions_by_comment ON motions (comment_id, position);
CREATE TABLE confirmations (
  motion_id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL REFERENCES comments (id),
  decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
  mover TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK (by <> mover),
  FOREIGN KEY (motion_id, mover) REFERENCES motions (id, by)
);
CREATE TABLE unconfirmed (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  motion_id TEXT NOT NULL REFERENCES motions (id),
  by TEXT NOT NULL,
  position {{integer}} NOT NULL
);
CREATE INDEX unconfirmed_by_age ON unconfirmed (position);
CREATE TABLE batches (
  id TEXT PRIMARY KEY,
  by TEXT NOT NULL REFERENCES moderators (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'rejected')),
  guideline TEXT,
  abuse_kind TEXT,
  selection TEXT NOT NULL,
  count {{integer}} NOT NULL CHECK (count > 0),
  undoes TEXT UNIQUE REFERENCES batches (id),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((outcome = 'rejected') = (guideline IS NOT NULL)),
  CHECK (abuse_kind IS NULL OR guideline = 'abuse')
);
CREATE TABLE batched (
  decision_id TEXT PRIMARY KEY REFERENCES decisions (id),
  batch_id TEXT NOT NULL REFERENCES batches (id),
  position {{integer}} NOT NULL {ENTRY}
);
CREATE INDEX batched_by_batch ON batched (batch_id);
CREATE INDEX batched_by_position ON batched (position, decision_id);
CREATE TABLE batch_members (
  batch_id TEXT NOT NULL REFERENCES batches (id),
  number {{integer}} NOT NULL,
  comment_id TEXT NOT NULL REFERENCES comments (id),
  digest {{blob}} NOT NULL,
  supersedes TEXT,
  skipped TEXT,
  PRIMARY KEY (batch_id, number)
);
CREATE INDEX batch_members_open ON batch_members (batch_id, number) WHERE skipped IS NULL
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "motions": (("id",), ("position",)),
    "confirmations": (("motion_id",), ("decision_id",), ("position",)),
    "batches": (("id",), ("position",), ("undoes",)),
    "batched": (("decision_id",),),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
