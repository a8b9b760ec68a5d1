"""Ties of moderators to identities at OpenID providers, invitations to make one, and journeys to a provider and back."""

from alembic import op

from diwan.storage.migrations.guards import insert_only

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE ties (
  id TEXT PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  salt {{blob}} NOT NULL,
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  UNIQUE (issuer, subject)
);
CREATE INDEX ties_by_moderator ON ties (moderator_id);
CREATE TABLE openid_invitations (
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  provider TEXT NOT NULL,
  mark {{blob}} NOT NULL,
  by TEXT NOT NULL,
  expires_at {{integer}} NOT NULL,
  PRIMARY KEY (moderator_id, provider),
  UNIQUE (provider, mark)
);
CREATE TABLE openid_journeys (
  state {{blob}} PRIMARY KEY,
  browser {{blob}} NOT NULL,
  provider TEXT NOT NULL,
  back TEXT NOT NULL,
  expires_at {{integer}} NOT NULL
)
"""

RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ties": (("id",), ("position",), ("issuer", "subject"))
}
# Nobody who was dismissed comes back by way of a provider.
_IS_APPOINTED = "NOT EXISTS (SELECT 1 FROM dismissals d WHERE d.moderator_id = NEW.moderator_id)"
_TOLD = "ties: this moderator was dismissed"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {"blob": "BLOB" if sqlite else "BYTEA", "integer": "INTEGER" if sqlite else "BIGINT"}
    for statement in TABLES.format(**kinds).split(";\n"):
        op.execute(statement + (" STRICT" if sqlite and "CREATE TABLE" in statement else ""))
    for table, keys in RECORD_KEYS.items():
        insert_only(table, *keys)
    if sqlite:
        op.execute(
            f"CREATE TRIGGER ties_only_appointed BEFORE INSERT ON ties WHEN NOT ({_IS_APPOINTED}) "
            f"BEGIN SELECT RAISE(ABORT, '{_TOLD}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION diwan_ties_only_appointed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({_IS_APPOINTED}) THEN RAISE EXCEPTION '{_TOLD}' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER ties_only_appointed BEFORE INSERT ON ties "
        "FOR EACH ROW EXECUTE FUNCTION diwan_ties_only_appointed()"
    )


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")
