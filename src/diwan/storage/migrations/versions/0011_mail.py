"""Mail to readers: what they asked for, where it goes, and what is still to be sent.

None of it is a record. Mailboxes lie in envelopes (encrypted, under a key that is not in the database) and are removed at once where
they are no longer needed; `mark` is a keyed hash that is equal for equal mailboxes.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE mail_requests (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL UNIQUE REFERENCES comments (id),
  site TEXT NOT NULL,
  mark {blob} NOT NULL,
  mailbox {blob} NOT NULL,
  outcome {integer} NOT NULL CHECK (outcome IN (0, 1)),
  replies {integer} NOT NULL CHECK (replies IN (0, 1)),
  daily {integer} NOT NULL CHECK (daily IN (0, 1)),
  at {integer} NOT NULL,
  expires_at {integer} NOT NULL
);
CREATE INDEX mail_requests_by_end ON mail_requests (expires_at);
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL UNIQUE REFERENCES comments (id),
  site TEXT NOT NULL,
  mark {blob} NOT NULL,
  mailbox {blob} NOT NULL,
  outcome {integer} NOT NULL CHECK (outcome IN (0, 1)),
  replies {integer} NOT NULL CHECK (replies IN (0, 1)),
  daily_at {integer} CHECK (daily_at BETWEEN 0 AND 86399999),
  quiet_until {integer} NOT NULL,
  at {integer} NOT NULL,
  expires_at {integer} NOT NULL,
  CHECK (outcome = 1 OR replies = 1)
);
CREATE INDEX subscriptions_by_mark ON subscriptions (mark);
CREATE INDEX subscriptions_by_end ON subscriptions (expires_at);
CREATE TABLE enter_links (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  mark {blob} NOT NULL,
  mailbox {blob} NOT NULL,
  back TEXT NOT NULL,
  name TEXT NOT NULL,
  state {blob},
  at {integer} NOT NULL,
  expires_at {integer} NOT NULL
);
CREATE INDEX enter_links_by_mark ON enter_links (mark);
CREATE INDEX enter_links_by_end ON enter_links (expires_at);
CREATE TABLE outbox (
  belongs_to TEXT NOT NULL,
  cause TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'enter', 'approved', 'rejected', 'upheld', 'reply')),
  mark {blob} NOT NULL,
  mail_id TEXT,
  attempts {integer} NOT NULL,
  due_at {integer} NOT NULL,
  gives_up_at {integer} NOT NULL,
  PRIMARY KEY (belongs_to, cause)
);
CREATE INDEX outbox_by_time ON outbox (due_at);
CREATE INDEX outbox_by_mark ON outbox (mark);
CREATE INDEX outbox_by_mail ON outbox (mail_id);
CREATE TABLE mail_knocks (
  mark {blob} NOT NULL,
  at {integer} NOT NULL
);
CREATE INDEX mail_knocks_by_mark ON mail_knocks (mark, at);
CREATE INDEX mail_knocks_by_time ON mail_knocks (at);
CREATE TABLE mail_refusals (
  mark {blob} PRIMARY KEY,
  until {integer} NOT NULL
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))


def downgrade() -> None:
    for table in ("mail_refusals", "mail_knocks", "outbox", "enter_links", "subscriptions", "mail_requests"):
        op.execute(f"DROP TABLE {table}")
