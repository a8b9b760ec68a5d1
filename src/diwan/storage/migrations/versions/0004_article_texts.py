"""The article's text, where the publisher sends it: a record for each revision that brings one.

A table of its own and no column of `articles`: a submission looks its article up, and must not carry a hundred thousand
characters along. The digest in the revision's ledger entry covers the text, so that no entry of before changes its meaning.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0004"
down_revision = "0003b"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE article_texts (
  thread_id TEXT NOT NULL,
  revision {integer} NOT NULL,
  text TEXT NOT NULL CHECK (length(text) > 0),
  PRIMARY KEY (thread_id, revision),
  FOREIGN KEY (thread_id, revision) REFERENCES articles (thread_id, revision)
)
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(TABLE.format(integer="INTEGER") + " STRICT")
    else:
        op.execute(TABLE.format(integer="BIGINT"))
    insert_only("article_texts", ("thread_id", "revision"))


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
