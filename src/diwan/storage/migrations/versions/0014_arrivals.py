"""Used tickets, and what was odd about the arrival of comments that no check has looked at yet.

Both are of the moment: a used ticket is forgotten once it would have lapsed, an oddity once the screening has it. Neither says who sent
anything. The primary key of `used_tickets` is what makes a ticket good for one comment only, whichever process it is shown to.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE used_tickets (
      nonce {blob} PRIMARY KEY,
      expires_at {integer} NOT NULL
    )
    """,
    """
    CREATE TABLE oddities (
      comment_id TEXT PRIMARY KEY REFERENCES comments (id),
      seen TEXT NOT NULL
    )
    """,
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for table in TABLES:
        op.execute(table.format(**kinds) + (" STRICT" if sqlite else ""))
    op.execute("CREATE INDEX used_tickets_by_expiry ON used_tickets (expires_at)")


def downgrade() -> None:
    for table in ("oddities", "used_tickets"):
        op.execute(f"DROP TABLE {table}")
