"""Preferences: how a moderator has set the desk up for himself. Replaced at will, and gone with his dismissal; no record, and in no ledger."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE preferences (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  masking {integer} NOT NULL CHECK (masking IN (0, 1)),
  keys TEXT NOT NULL
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(TABLE.format(integer="INTEGER" if sqlite else "BIGINT") + (" STRICT" if sqlite else ""))


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
