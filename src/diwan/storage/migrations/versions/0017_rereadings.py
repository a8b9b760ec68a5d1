"""Draws and rereadings: which first decisions a second moderator judges without knowing them, and how he does.

Guaranteed by the database, whatever way a statement comes: what is drawn is a moderator's first decision, on exactly those words, once; it is
reread once, before the words are erased, by somebody who has made none of the comment's decisions.

`sights` are a work list: who was shown what was decided about a comment that waits to be reread, and is not asked any more.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE draws (
  comment_id TEXT PRIMARY KEY,
  decision_id TEXT NOT NULL UNIQUE,
  digest {{blob}} NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  UNIQUE (comment_id, decision_id, digest),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest),
  FOREIGN KEY (decision_id, comment_id) REFERENCES decisions (id, comment_id)
);
CREATE TABLE rereadings (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL UNIQUE,
  decision_id TEXT NOT NULL,
  digest {{blob}} NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'rejected')),
  guideline TEXT,
  abuse_kind TEXT,
  revision {{integer}} NOT NULL REFERENCES guidelines (revision),
  by TEXT NOT NULL REFERENCES moderators (id),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((outcome = 'rejected') = (guideline IS NOT NULL)),
  CHECK (abuse_kind IS NULL OR guideline = 'abuse'),
  FOREIGN KEY (comment_id, decision_id, digest) REFERENCES draws (comment_id, decision_id, digest)
);
CREATE INDEX rereadings_by_time ON rereadings (at);
CREATE TABLE sights (
  comment_id TEXT NOT NULL REFERENCES comments (id),
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  PRIMARY KEY (comment_id, moderator_id)
)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "draws": (("comment_id",), ("decision_id",), ("position",)),
    "rereadings": (("id",), ("comment_id",), ("position",)),
}

_ERASED = "EXISTS (SELECT 1 FROM erasures WHERE comment_id = NEW.comment_id)"
# For each trigger: its table, when it refuses an insertion (conditions on the NEW row), and what it says. `by` is a word of PL/pgSQL.
REFUSALS: dict[str, tuple[str, str, str]] = {
    "draws_only_first": (
        "draws",
        (
            f"{_ERASED} OR NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = NEW.decision_id AND d.supersedes IS NULL "
            "AND d.author_kind = 'moderator')"
        ),
        "draws: this is no first decision of a moderator, or the comment was erased",
    ),
    "rereadings_by_another": (
        "rereadings",
        (
            f"{_ERASED} OR EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = NEW.comment_id "
            "AND d.author_kind = 'moderator' AND d.author_name = NEW.\"by\")"
        ),
        "rereadings: nobody rereads what he has decided, and nothing that was erased",
    ),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    for name, (table, condition, says) in REFUSALS.items():
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
        else:
            op.execute(
                f"CREATE FUNCTION diwan_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION diwan_{name}()"
            )


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
