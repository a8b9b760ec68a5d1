"""Expiries: the words of an appeal and the reason of a report may go by themselves, once a record says that their term was over.

Until now they went with their comment's words alone. The guards of both tables are made anew with the one condition more; nothing else
about them changes.
"""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE expiries (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  report_id TEXT UNIQUE,
  appeal_id TEXT UNIQUE,
  at {integer} NOT NULL,
  position {integer} NOT NULL UNIQUE REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED,
  CHECK ((report_id IS NULL) <> (appeal_id IS NULL)),
  FOREIGN KEY (report_id, comment_id) REFERENCES reports (id, comment_id),
  FOREIGN KEY (appeal_id, comment_id) REFERENCES appeals (id, comment_id)
)
"""
RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "expiries": (("id",), ("report_id",), ("appeal_id",), ("position",)),
}
# For each table whose words may expire: its own key, and the column of an expiry that names it.
EXPIRING = {"report_words": "report_id", "appeal_words": "appeal_id"}
# Words of an appeal that waits are what somebody is still to read.
_ANSWERED = "EXISTS (SELECT 1 FROM appeal_answers x WHERE x.appeal_id = NEW.appeal_id)"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    made = TABLES.format(integer="INTEGER" if sqlite else "BIGINT")
    op.execute(made + (" STRICT" if sqlite else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    _only_answered(sqlite=sqlite)
    for table, key in EXPIRING.items():
        gone = (
            "(EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id) "
            f"OR EXISTS (SELECT 1 FROM expiries WHERE {key} = OLD.{key}))"
        )
        op.execute(f"DROP TRIGGER {table}_never_delete" + ("" if sqlite else f" ON {table}"))
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_never_delete BEFORE DELETE ON {table} WHEN NOT {gone} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: records are never changed or removed'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION diwan_{table}_only_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT {gone} THEN "
            f"RAISE EXCEPTION '{table}: records are never changed or removed' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN OLD; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION diwan_{table}_only_gone()"
        )


def _only_answered(*, sqlite: bool) -> None:
    refused = f"NEW.appeal_id IS NOT NULL AND NOT {_ANSWERED}"
    told = "expiries: this appeal waits for an answer"
    if sqlite:
        op.execute(
            f"CREATE TRIGGER expiries_only_answered BEFORE INSERT ON expiries WHEN {refused} "
            f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION diwan_expiries_only_answered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refused} THEN RAISE EXCEPTION '{told}' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER expiries_only_answered BEFORE INSERT ON expiries "
        "FOR EACH ROW EXECUTE FUNCTION diwan_expiries_only_answered()"
    )


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
