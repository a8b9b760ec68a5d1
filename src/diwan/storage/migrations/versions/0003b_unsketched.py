"""The comments that are owed a sketch: those screened before there were any (0002), and after a restore all of them.

Their sketches follow from the normaliser of the day and not from the schema, so that only the list is made here; the duties
work it off.
"""

from alembic import op

revision = "0003b"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE unsketched (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  position {integer} NOT NULL UNIQUE
)
"""
FILL = """
INSERT INTO unsketched (comment_id, position)
SELECT c.id, c.position FROM comments c JOIN words w ON w.comment_id = c.id
WHERE EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = c.id)
AND NOT EXISTS (SELECT 1 FROM sketches k WHERE k.comment_id = c.id)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(TABLE.format(integer="INTEGER") + " STRICT" if sqlite else TABLE.format(integer="BIGINT"))
    op.execute(FILL)


def downgrade() -> None:
    op.execute("DROP TABLE unsketched")
