"""A one-time link of the desk is known by who made it, and goes with him; a reader's session no longer holds an address.

Links of before are ended: nobody knows who made them, and none is good for longer than an hour.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LINKS = """
CREATE TABLE sign_in_links (
  hash {blob} PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  by TEXT NOT NULL,
  expires_at {integer} NOT NULL
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    op.execute("DROP TABLE sign_in_links")
    op.execute(LINKS.format(**kinds) + (" STRICT" if sqlite else ""))
    op.execute("ALTER TABLE reader_sessions DROP COLUMN email")


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
