"""The sketches by which near-duplicates are found, and their bands.

Comments that were screened before have none: they are not looked through here, because a sketch follows from the
normaliser of the day and not from the schema. A campaign is of the present; a restore makes the list anew for all.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A band leads from its key to the comments that share it, newest first, in the table's own order: a look-up reads the
# first few and no more, however many there are. The comment is named by its ledger position, which is short; there are
# twenty bands to a comment.
TABLES = """
CREATE TABLE sketches (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  sketch {blob} NOT NULL CHECK (length(sketch) = 160)
);
CREATE TABLE sketch_bands (
  key {integer} NOT NULL,
  position {integer} NOT NULL,
  PRIMARY KEY (key, position)
)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        ordered = ", WITHOUT ROWID" if "sketch_bands" in statement else ""
        op.execute(statement + (f" STRICT{ordered}" if sqlite else ""))


def downgrade() -> None:
    op.execute("DROP TABLE sketch_bands")
    op.execute("DROP TABLE sketches")
