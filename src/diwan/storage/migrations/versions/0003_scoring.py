"""The keys of those whose texts are scored, and the suggestions they send: examples of what their moderators decided.

Suggestions are not comments: the words belong to a client, who may have them erased. They are inserted and never changed; they are
removed only where a record of their erasure stands, as words are.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE scoring_keys (
  hash {blob} PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  number {integer} NOT NULL UNIQUE CHECK (number > 0),
  per_minute {integer} NOT NULL CHECK (per_minute > 0),
  at {integer} NOT NULL
);
CREATE TABLE suggestions (
  id TEXT PRIMARY KEY,
  key_name TEXT NOT NULL,
  community TEXT NOT NULL,
  example {blob} NOT NULL,
  at {integer} NOT NULL
);
CREATE INDEX suggestions_by_community ON suggestions (community, id);
CREATE INDEX suggestions_by_key ON suggestions (key_name, id);
-- What is named must fit; what is NULL fits everything. At least one thing is named, and nothing that came later is meant.
CREATE TABLE suggestion_erasures (
  id TEXT PRIMARY KEY,
  suggestion_id TEXT,
  key_name TEXT,
  community TEXT,
  by TEXT NOT NULL,
  at {integer} NOT NULL,
  CHECK (suggestion_id IS NOT NULL OR key_name IS NOT NULL OR community IS NOT NULL)
)
"""

_IS_ERASED = (
    "EXISTS (SELECT 1 FROM suggestion_erasures e WHERE (e.suggestion_id IS NULL OR e.suggestion_id = OLD.id) "
    "AND (e.key_name IS NULL OR e.key_name = OLD.key_name) AND (e.community IS NULL OR e.community = OLD.community) "
    "AND e.at >= OLD.at)"
)
_ERASED_ONLY = "diwan_only_erased_suggestions"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    if not sqlite:
        op.execute(
            f"CREATE FUNCTION {_ERASED_ONLY}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT {_IS_ERASED} THEN "
            "RAISE EXCEPTION 'suggestions: records are never changed or removed' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN OLD; END $$"
        )
    insert_only("suggestions", ("id",), erased=_IS_ERASED, erased_function=_ERASED_ONLY)
    insert_only("suggestion_erasures", ("id",))


def downgrade() -> None:
    raise NotImplementedError(
        "a client's examples are never thrown away in passing; restore a backup instead"
    )
