"""Second factors of those at the desk, what is known of an open session, and the record that somebody's ways in were taken away.

Sessions of before are ended: nobody knows how they were opened. The secret of an authenticator app is not here, but a nonce from
which, together with a key outside the database, it follows.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE sessions (
  hash {{blob}} PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  way TEXT NOT NULL,
  device TEXT NOT NULL,
  began_at {{integer}} NOT NULL,
  seen_at {{integer}} NOT NULL,
  expires_at {{integer}} NOT NULL
);
CREATE INDEX sessions_by_moderator ON sessions (moderator_id);
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  name TEXT NOT NULL,
  credential {{blob}} NOT NULL UNIQUE,
  public_key {{blob}} NOT NULL,
  sign_count {{integer}} NOT NULL,
  at {{integer}} NOT NULL,
  used_at {{integer}},
  doubted_at {{integer}},
  UNIQUE (moderator_id, name)
);
CREATE TABLE authenticators (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  nonce {{blob}} NOT NULL,
  last_step {{integer}} NOT NULL,
  at {{integer}} NOT NULL
);
CREATE TABLE recovery_codes (
  hash {{blob}} PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL
);
CREATE INDEX recovery_codes_by_moderator ON recovery_codes (moderator_id);
CREATE TABLE code_tries (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  count {{integer}} NOT NULL,
  last_at {{integer}} NOT NULL
);
CREATE TABLE spent_challenges (
  hash {{blob}} PRIMARY KEY,
  expires_at {{integer}} NOT NULL
);
CREATE TABLE resets (
  id TEXT PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    op.execute("DROP TABLE sessions")
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    insert_only("resets", ("id",), ("position",))


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
