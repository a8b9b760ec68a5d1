"""Restraints of readers who signed in, and the liftings that end them; and an index for the badges of those who are signed in."""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"
GUIDELINES = "('profanity', 'threat', 'personal-attack', 'vulgarity', 'abuse', 'promotion')"

TABLES = f"""
CREATE TABLE restraints (
  id TEXT PRIMARY KEY,
  reader_id TEXT NOT NULL REFERENCES readers (id),
  salt {{blob}} NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('hold', 'mute', 'bar')),
  guideline TEXT NOT NULL CHECK (guideline IN {GUIDELINES}),
  until {{integer}},
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((note = '') = (note_salt IS NULL)),
  CHECK (effect <> 'mute' OR until IS NOT NULL),
  CHECK (until > at)
);
CREATE INDEX restraints_by_reader ON restraints (reader_id, position);
CREATE TABLE liftings (
  restraint_id TEXT PRIMARY KEY REFERENCES restraints (id),
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((note = '') = (note_salt IS NULL))
);
CREATE INDEX reader_sessions_with_badge ON reader_sessions (name) WHERE badge IS NOT NULL
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "restraints": (("id",), ("position",)),
    "liftings": (("restraint_id",), ("position",)),
}
# In quotation marks: to PL/pgSQL a bare BY is a word of its own.
_IS_EDITOR = "EXISTS (SELECT 1 FROM moderators m WHERE m.id = NEW.\"by\" AND m.role = 'editor')"
CONDITIONS = (
    (
        "restraints",
        "only_here",
        "NOT EXISTS (SELECT 1 FROM departures d WHERE d.reader_id = NEW.reader_id)",
        "this reader has departed",
    ),
    ("restraints", "only_editors_bar", f"(NEW.effect <> 'bar' OR {_IS_EDITOR})", "only an editor bars"),
    ("liftings", "only_editors", _IS_EDITOR, "only an editor lifts a restraint"),
    (
        "liftings",
        "only_in_time",
        "EXISTS (SELECT 1 FROM restraints r WHERE r.id = NEW.restraint_id AND (r.until IS NULL OR r.until > NEW.at))",
        "the time of this restraint was up",
    ),
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    for table, name, condition, told in CONDITIONS:
        _only(table, name, condition, told, sqlite=sqlite)


def _only(table: str, name: str, condition: str, told: str, *, sqlite: bool) -> None:
    """Refuse every row of `table` for which `condition` does not hold."""
    if sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN NOT ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {told}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION diwan_{table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({condition}) THEN RAISE EXCEPTION '{table}: {told}' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION diwan_{table}_{name}()"
    )


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
