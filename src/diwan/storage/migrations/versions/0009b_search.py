"""Search at the desk: a key for each screened comment, and the list of those that are owed one.

On SQLite the index is FTS5 over the keys as they lie (`content='search_keys'`), with `secure-delete`: what is erased is gone from the index, and
not only marked. `detail=none`, because nobody asks where in a comment a word stands. The `ascii` tokenizer leaves every letter beyond
ASCII as it is; keys have been folded before. On PostgreSQL a key is a tsvector made from its tokens as they are, with no dictionary, under a GIN
index without a pending list, which every search would have to read through.

Keys follow from the normaliser of the day and not from the schema, so that only the list is made here; the duties work it off.
"""

from alembic import op

revision = "0009b"
down_revision = "0009"
branch_labels = None
depends_on = None

ON_SQLITE = (
    """
    CREATE TABLE search_keys (
      position INTEGER PRIMARY KEY,
      comment_id TEXT NOT NULL UNIQUE REFERENCES comments (id),
      key TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
      key, content='search_keys', content_rowid='position', detail=none, tokenize="ascii tokenchars '@=-'"
    )
    """,
    "INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)",
)
ON_POSTGRESQL = (
    """
    CREATE TABLE search_keys (
      position BIGINT PRIMARY KEY,
      comment_id TEXT NOT NULL UNIQUE REFERENCES comments (id),
      key TSVECTOR NOT NULL
    )
    """,
    "CREATE INDEX search_keys_by_token ON search_keys USING gin (key) WITH (fastupdate = off)",
)
UNKEYED = """
CREATE TABLE unkeyed (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  position {integer} NOT NULL UNIQUE
)
"""
FILL = """
INSERT INTO unkeyed (comment_id, position)
SELECT c.id, c.position FROM comments c JOIN words w ON w.comment_id = c.id
WHERE EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = c.id)
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if sqlite else ON_POSTGRESQL:
        op.execute(statement)
    op.execute(UNKEYED.format(integer="INTEGER") + " STRICT" if sqlite else UNKEYED.format(integer="BIGINT"))
    op.execute(FILL)


def downgrade() -> None:
    op.execute("DROP TABLE unkeyed")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.execute("DROP TABLE search_keys")
