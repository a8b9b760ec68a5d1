"""Appeals against rejections, their words, and the answers.

Guaranteed by the database, whatever way a statement comes: an appeal is against a rejection of exactly those words, which was in
force, once; its words go only once the comment's do; nobody answers an appeal against himself; while one waits, its rejection is
superseded only by an approval of somebody who did not reject; and who was overturned does not reject that comment again. A machine
decides nothing that was appealed against.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
-- The reference with `outcome` makes an appeal against anything but a rejection of these words unrepresentable.
CREATE TABLE appeals (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  decision_id TEXT NOT NULL UNIQUE,
  outcome TEXT NOT NULL CHECK (outcome = 'rejected'),
  digest {{blob}} NOT NULL,
  commitment {{blob}} NOT NULL CHECK (length(commitment) = 32),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  UNIQUE (id, comment_id),
  FOREIGN KEY (decision_id, comment_id, digest, outcome) REFERENCES decisions (id, comment_id, digest, outcome)
);
CREATE INDEX appeals_by_comment ON appeals (comment_id);
CREATE INDEX appeals_by_time ON appeals (at);
CREATE TABLE appeal_words (
  appeal_id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  salt {{blob}} NOT NULL CHECK (length(salt) = 32),
  body TEXT NOT NULL,
  FOREIGN KEY (appeal_id, comment_id) REFERENCES appeals (id, comment_id)
);
CREATE INDEX appeal_words_by_comment ON appeal_words (comment_id);
CREATE TABLE appeal_answers (
  id TEXT PRIMARY KEY,
  appeal_id TEXT NOT NULL UNIQUE,
  comment_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('overturned', 'upheld')),
  by TEXT NOT NULL REFERENCES moderators (id),
  decision_id TEXT UNIQUE,
  note TEXT NOT NULL,
  note_salt {{blob}},
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((outcome = 'overturned') = (decision_id IS NOT NULL)),
  CHECK (outcome <> 'upheld' OR note <> ''),
  CHECK ((note = '') = (note_salt IS NULL)),
  FOREIGN KEY (appeal_id, comment_id) REFERENCES appeals (id, comment_id),
  FOREIGN KEY (decision_id, comment_id) REFERENCES decisions (id, comment_id)
);
CREATE INDEX appeal_answers_by_comment ON appeal_answers (comment_id);
CREATE INDEX appeal_answers_by_time ON appeal_answers (at)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "appeals": (("id",), ("decision_id",), ("position",)),
    "appeal_answers": (("id",), ("appeal_id",), ("decision_id",), ("position",)),
}

_SUPERSEDED = "EXISTS (SELECT 1 FROM decisions WHERE supersedes = {decision})"
_REJECTED_BY = (
    "EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = NEW.comment_id AND d.outcome = 'rejected' "
    "AND d.author_kind = 'moderator' AND d.author_name = {name})"
)
_OPEN = (
    "EXISTS (SELECT 1 FROM appeals a WHERE a.decision_id = NEW.supersedes "
    "AND NOT EXISTS (SELECT 1 FROM appeal_answers x WHERE x.appeal_id = a.id))"
)
_OVERTURNED = (
    "EXISTS (SELECT 1 FROM appeal_answers x JOIN appeals a ON a.id = x.appeal_id JOIN decisions d ON d.id = a.decision_id "
    "WHERE x.comment_id = NEW.comment_id AND x.outcome = 'overturned' AND d.author_kind = 'moderator' "
    "AND d.author_name = NEW.author_name)"
)

# `by` is a word of PL/pgSQL: it is quoted.
# For each trigger: its table, when it refuses an insertion (conditions on the NEW row), and what it says.
REFUSALS: dict[str, tuple[str, str, str]] = {
    "appeals_only_current": (
        "appeals",
        (
            f"{_SUPERSEDED.format(decision='NEW.decision_id')} "
            "OR EXISTS (SELECT 1 FROM erasures WHERE comment_id = NEW.comment_id)"
        ),
        "appeals: this decision is not in force, or the comment was erased",
    ),
    "appeal_answers_by_another": (
        "appeal_answers",
        _REJECTED_BY.format(name='NEW."by"'),
        "appeal_answers: nobody answers an appeal against himself",
    ),
    "appeal_answers_true": (
        "appeal_answers",
        (
            "EXISTS (SELECT 1 FROM erasures WHERE comment_id = NEW.comment_id) "
            "OR (NEW.outcome = 'upheld' AND EXISTS (SELECT 1 FROM appeals a JOIN decisions d ON d.supersedes = a.decision_id "
            "WHERE a.id = NEW.appeal_id)) "
            "OR (NEW.outcome = 'overturned' AND NOT EXISTS (SELECT 1 FROM appeals a JOIN decisions d ON d.supersedes = a.decision_id "
            "WHERE a.id = NEW.appeal_id AND d.id = NEW.decision_id AND d.outcome = 'approved' AND d.author_kind = 'moderator' "
            'AND d.author_name = NEW."by"))'
        ),
        "appeal_answers: the decisions say otherwise",
    ),
    "decisions_under_appeal": (
        "decisions",
        (
            "NEW.supersedes IS NOT NULL AND ("
            "(NEW.author_kind <> 'moderator' AND EXISTS (SELECT 1 FROM appeals a WHERE a.decision_id = NEW.supersedes)) "
            f"OR ({_OPEN} AND (NEW.outcome <> 'approved' OR {_REJECTED_BY.format(name='NEW.author_name')})) "
            f"OR (NEW.outcome = 'rejected' AND NEW.author_kind = 'moderator' AND {_OVERTURNED}))"
        ),
        "decisions: an appeal stands in the way",
    ),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    # The same function lets a comment's words go: it asks for an erasure of the row's comment.
    insert_only(
        "appeal_words",
        ("appeal_id",),
        erased="EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id)",
        erased_function="diwan_only_erased",
    )
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
