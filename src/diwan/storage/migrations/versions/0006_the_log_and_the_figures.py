"""Indexes in the order of the decision log, and the sums of the days that are over.

`decisions_by_time` gets the ledger position as a second column, so that the log is read in its order from any place. The partial
indexes hold rejections only, which are the few.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = """
DROP INDEX decisions_by_time;
CREATE INDEX decisions_by_time ON decisions (at, position);
CREATE INDEX decisions_by_author ON decisions (author_kind, author_name, at, position);
CREATE INDEX decisions_by_guideline ON decisions (guideline, at, position) WHERE guideline IS NOT NULL;
CREATE INDEX decisions_by_kind ON decisions (abuse_kind, at, position) WHERE abuse_kind IS NOT NULL
"""
# A work list: each row follows from the records of its day, and is made again where it is missing.
TABLE = """
CREATE TABLE daily_sums (
  day {integer} NOT NULL,
  site TEXT NOT NULL,
  sums {blob} NOT NULL,
  PRIMARY KEY (day, site)
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    op.execute(TABLE.format(**kinds) + (" STRICT" if sqlite else ""))
    for statement in INDEXES.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE daily_sums")
    for name in ("time", "author", "guideline", "kind"):
        op.execute(f"DROP INDEX decisions_by_{name}")
    op.execute("CREATE INDEX decisions_by_time ON decisions (at)")
