"""Reports by readers on what is printed, the reasons they wrote, and what moderators said to them who kept it printed."""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"
GUIDELINES = "('profanity', 'threat', 'personal-attack', 'vulgarity', 'abuse', 'promotion')"
KINDS = "('sexism', 'racism', 'homophobia', 'xenophobia', 'religion')"

TABLES = f"""
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  publication_id TEXT NOT NULL REFERENCES publications (id),
  digest {{blob}} NOT NULL,
  report_key TEXT NOT NULL,
  guideline TEXT NOT NULL CHECK (guideline IN {GUIDELINES}),
  abuse_kind TEXT CHECK (abuse_kind IN {KINDS}),
  reason_digest {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK (abuse_kind IS NULL OR guideline = 'abuse'),
  UNIQUE (comment_id, report_key),
  UNIQUE (id, comment_id),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest)
);
CREATE INDEX reports_by_guideline ON reports (comment_id, guideline, position);
CREATE TABLE report_words (
  report_id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  salt {{blob}} NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  FOREIGN KEY (report_id, comment_id) REFERENCES reports (id, comment_id)
);
CREATE INDEX report_words_by_comment ON report_words (comment_id);
CREATE TABLE clearings (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  digest {{blob}} NOT NULL,
  decision_id TEXT NOT NULL REFERENCES decisions (id),
  through {{integer}} NOT NULL REFERENCES reports (position),
  reopens {{integer}} NOT NULL CHECK (reopens >= 1),
  by TEXT NOT NULL REFERENCES moderators (id),
  note TEXT NOT NULL,
  note_salt {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((note = '') = (note_salt IS NULL)),
  CHECK (through < position),
  UNIQUE (comment_id, through),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest)
)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "reports": (("id",), ("position",), ("comment_id", "report_key")),
    "clearings": (("id",), ("position",), ("comment_id", "through")),
}
_IS_ERASED = "EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id)"
_ERASED_ONLY = "diwan_only_erased_reasons"
# Only what readers see can be reported, as they see it.
_IS_PRINTED = (
    "EXISTS (SELECT 1 FROM publications p WHERE p.id = NEW.publication_id AND p.comment_id = NEW.comment_id "
    "AND p.digest = NEW.digest AND NOT EXISTS (SELECT 1 FROM retractions r WHERE r.publication_id = p.id))"
)
# Only the approval in force can be let stand, and only reports on this comment looked at.
_IS_APPROVED = (
    "EXISTS (SELECT 1 FROM decisions d WHERE d.id = NEW.decision_id AND d.comment_id = NEW.comment_id "
    "AND d.outcome = 'approved' AND NOT EXISTS (SELECT 1 FROM decisions later WHERE later.supersedes = d.id)) "
    "AND EXISTS (SELECT 1 FROM reports r WHERE r.position = NEW.through AND r.comment_id = NEW.comment_id)"
)
CONDITIONS = (
    ("reports", "only_printed", _IS_PRINTED, "no reader sees this comment"),
    (
        "clearings",
        "only_approved",
        _IS_APPROVED,
        "this is not the approval in force, or no report on its comment",
    ),
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    if not sqlite:
        op.execute(
            f"CREATE FUNCTION {_ERASED_ONLY}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT {_IS_ERASED} THEN "
            "RAISE EXCEPTION 'report_words: records are never changed or removed' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN OLD; END $$"
        )
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    insert_only("report_words", ("report_id",), erased=_IS_ERASED, erased_function=_ERASED_ONLY)
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
