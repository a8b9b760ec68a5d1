"""The desk: lanes, claims, and the records of comments that were passed on to a colleague or an editor.

The lanes of comments that wait already are not filled in here: they follow from the rules of the day and not from the
schema. `migrate.upgrade` makes them anew after every upgrade.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE consultations (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  digest {{blob}} NOT NULL,
  asked TEXT NOT NULL CHECK (asked IN ('colleague', 'editor')),
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((note = '') = (note_salt IS NULL)),
  UNIQUE (comment_id, asked),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest)
);
-- One row for each lane a waiting comment stands in. The next page of a lane is a range of one of these indexes: by age or
-- by sureness, of everything or of one site, section and language.
CREATE TABLE laned (
  comment_id TEXT NOT NULL REFERENCES comments (id),
  lane TEXT NOT NULL,
  site TEXT NOT NULL,
  section TEXT NOT NULL,
  language TEXT NOT NULL,
  position {{integer}} NOT NULL,
  doubt {{integer}} NOT NULL,
  asked_by TEXT,
  PRIMARY KEY (comment_id, lane)
);
CREATE INDEX laned_by_age ON laned (lane, position);
CREATE INDEX laned_by_sureness ON laned (lane, doubt, position);
CREATE INDEX laned_shelf_by_age ON laned (lane, site, section, language, position);
CREATE INDEX laned_shelf_by_sureness ON laned (lane, site, section, language, doubt, position);
CREATE TABLE claims (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  page TEXT NOT NULL,
  renewed {{integer}} NOT NULL,
  until {{integer}} NOT NULL
);
CREATE INDEX claims_by_moderator ON claims (moderator_id, page);
CREATE TABLE seats (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  lane TEXT NOT NULL,
  until {{integer}} NOT NULL
)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "consultations": (("id",), ("position",), ("comment_id", "asked"))
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
