"""The records, and the guards the database itself keeps over them.

Written out as SQL, once for both databases: what is guaranteed here must be readable without knowing an
abstraction. `{blob}` and `{integer}` are the only words that differ; SQLite's tables are STRICT.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The deferred reference to the ledger makes a record without its entry unrepresentable: the entry is
# appended last, in the same transaction.
ENTRY = "REFERENCES ledger_entries (position) DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE ledger_entries (
  position {{integer}} PRIMARY KEY CHECK (position >= 0),
  leaf {{blob}} NOT NULL,
  hash {{blob}} NOT NULL CHECK (length(hash) = 32)
);
CREATE TABLE ledger_tiles (
  level {{integer}} NOT NULL CHECK (level >= 0),
  number {{integer}} NOT NULL CHECK (number >= 0),
  hashes {{blob}} NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (level, number)
);
CREATE TABLE checkpoints (
  size {{integer}} PRIMARY KEY CHECK (size > 0),
  note TEXT NOT NULL
);
CREATE TABLE instance (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE CHECK (position = 0) {ENTRY}
);
CREATE TABLE guidelines (
  revision {{integer}} PRIMARY KEY CHECK (revision > 0),
  texts TEXT NOT NULL,
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE moderators (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('moderator', 'editor')),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE dismissals (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE TABLE threads (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  article TEXT NOT NULL,
  at {{integer}} NOT NULL,
  UNIQUE (site, article)
);
CREATE TABLE articles (
  thread_id TEXT NOT NULL REFERENCES threads (id),
  revision {{integer}} NOT NULL CHECK (revision > 0),
  url TEXT NOT NULL,
  headline TEXT NOT NULL,
  section TEXT NOT NULL,
  language TEXT NOT NULL,
  closes_at {{integer}},
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  PRIMARY KEY (thread_id, revision)
);
CREATE TABLE comments (
  id TEXT PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES threads (id),
  site TEXT NOT NULL,
  parent_id TEXT,
  branch TEXT NOT NULL,
  ordinal {{integer}} NOT NULL CHECK (ordinal >= 0),
  submission_key TEXT NOT NULL,
  digest {{blob}} NOT NULL CHECK (length(digest) = 32),
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  at {{integer}} NOT NULL,
  CHECK ((parent_id IS NULL) = (branch = thread_id)),
  UNIQUE (site, submission_key),
  UNIQUE (branch, ordinal),
  UNIQUE (id, digest),
  UNIQUE (id, thread_id),
  FOREIGN KEY (parent_id, thread_id) REFERENCES comments (id, thread_id)
);
CREATE INDEX comments_by_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_by_thread ON comments (thread_id);
CREATE TABLE words (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  salt {{blob}} NOT NULL CHECK (length(salt) = 32),
  name TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE screenings (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL REFERENCES comments (id),
  findings {{blob}} NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY}
);
CREATE INDEX screenings_by_comment ON screenings (comment_id);
CREATE TABLE decisions (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  digest {{blob}} NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'rejected')),
  author_kind TEXT NOT NULL CHECK (author_kind IN ('moderator', 'rule', 'model')),
  author_name TEXT NOT NULL CHECK (length(author_name) > 0),
  author_version TEXT,
  guideline TEXT CHECK (guideline IN ('profanity', 'threat', 'personal-attack', 'vulgarity', 'abuse', 'promotion')),
  abuse_kind TEXT CHECK (abuse_kind IN ('sexism', 'racism', 'homophobia', 'xenophobia', 'religion')),
  revision {{integer}} NOT NULL REFERENCES guidelines (revision),
  note TEXT NOT NULL,
  note_salt {{blob}},
  supersedes TEXT UNIQUE,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  CHECK ((outcome = 'rejected') = (guideline IS NOT NULL)),
  CHECK (abuse_kind IS NULL OR guideline = 'abuse'),
  CHECK ((author_kind = 'moderator') = (author_version IS NULL)),
  CHECK ((note = '') = (note_salt IS NULL)),
  UNIQUE (id, comment_id),
  UNIQUE (id, comment_id, digest, outcome),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest),
  FOREIGN KEY (supersedes, comment_id) REFERENCES decisions (id, comment_id)
);
-- One first decision for each comment; together with UNIQUE (supersedes) its decisions form one line without forks.
CREATE UNIQUE INDEX decisions_first ON decisions (comment_id) WHERE supersedes IS NULL;
CREATE INDEX decisions_by_comment ON decisions (comment_id);
CREATE INDEX decisions_by_time ON decisions (at);
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL UNIQUE,
  digest {{blob}} NOT NULL,
  by TEXT NOT NULL,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL UNIQUE {ENTRY},
  UNIQUE (id, comment_id),
  FOREIGN KEY (comment_id, digest) REFERENCES comments (id, digest)
);
-- What is published is approved, and is exactly the text the decision was made on: anything else breaks this reference.
CREATE TABLE publications (
  id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  decision_id TEXT NOT NULL UNIQUE,
  digest {{blob}} NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome = 'approved'),
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL {ENTRY},
  UNIQUE (id, comment_id),
  FOREIGN KEY (decision_id, comment_id, digest, outcome) REFERENCES decisions (id, comment_id, digest, outcome)
);
CREATE INDEX publications_by_position ON publications (position);
CREATE TABLE retractions (
  publication_id TEXT PRIMARY KEY,
  comment_id TEXT NOT NULL,
  decision_id TEXT,
  erasure_id TEXT,
  at {{integer}} NOT NULL,
  position {{integer}} NOT NULL {ENTRY},
  CHECK ((decision_id IS NULL) <> (erasure_id IS NULL)),
  FOREIGN KEY (publication_id, comment_id) REFERENCES publications (id, comment_id),
  FOREIGN KEY (decision_id, comment_id) REFERENCES decisions (id, comment_id),
  FOREIGN KEY (erasure_id, comment_id) REFERENCES erasures (id, comment_id)
);
CREATE INDEX retractions_by_position ON retractions (position);
CREATE TABLE editions (
  thread_id TEXT NOT NULL REFERENCES threads (id),
  branch TEXT NOT NULL,
  level {{integer}} NOT NULL CHECK (level >= 0),
  number {{integer}} NOT NULL CHECK (number >= 0),
  position {{integer}} NOT NULL {ENTRY},
  address TEXT NOT NULL,
  count {{integer}} NOT NULL CHECK (count >= 0),
  PRIMARY KEY (branch, level, number, position)
);
CREATE INDEX editions_by_position ON editions (position);
CREATE INDEX editions_by_address ON editions (address);

CREATE TABLE waiting (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  position {{integer}} NOT NULL UNIQUE
);
CREATE TABLE unprinted (
  id {{serial}},
  thread_id TEXT NOT NULL REFERENCES threads (id),
  comment_id TEXT
);
CREATE TABLE printed (
  comment_id TEXT PRIMARY KEY,
  publication_id TEXT NOT NULL UNIQUE,
  FOREIGN KEY (publication_id, comment_id) REFERENCES publications (id, comment_id)
);
-- The sheets that make up each thread's present edition, and those that no pointer leads to any more.
CREATE TABLE current_sheets (
  branch TEXT NOT NULL,
  level {{integer}} NOT NULL,
  number {{integer}} NOT NULL,
  address TEXT NOT NULL,
  count {{integer}} NOT NULL,
  PRIMARY KEY (branch, level, number)
);
CREATE INDEX current_sheets_by_address ON current_sheets (address);
CREATE TABLE stale_sheets (
  address TEXT PRIMARY KEY,
  since {{integer}} NOT NULL
);
-- What `rules/repeats` compares: equal for texts alike but for case, spacing and punctuation. Gone with the words.
CREATE TABLE likenesses (
  comment_id TEXT PRIMARY KEY REFERENCES comments (id),
  likeness {{blob}} NOT NULL
);
CREATE INDEX likenesses_by_likeness ON likenesses (likeness);
CREATE TABLE passwords (
  moderator_id TEXT PRIMARY KEY REFERENCES moderators (id),
  hash TEXT NOT NULL
);
CREATE TABLE sign_in_links (
  hash {{blob}} PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  expires_at {{integer}} NOT NULL
);
CREATE TABLE sessions (
  hash {{blob}} PRIMARY KEY,
  moderator_id TEXT NOT NULL REFERENCES moderators (id),
  expires_at {{integer}} NOT NULL
);
CREATE TABLE api_keys (
  hash {{blob}} PRIMARY KEY,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  at {{integer}} NOT NULL,
  UNIQUE (site, name)
)
"""

# Every key of every record table. On SQLite a colliding INSERT OR REPLACE deletes the old row, and fires its
# delete trigger only on connections with recursive_triggers=ON; a trigger before the insertion refuses on every one.
RECORD_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "ledger_entries": (("position",),),
    "ledger_tiles": (("level", "number"),),
    "checkpoints": (("size",),),
    "instance": (("id",), ("position",)),
    "guidelines": (("revision",), ("position",)),
    "moderators": (("id",), ("name",), ("position",)),
    "dismissals": (("moderator_id",), ("position",)),
    "threads": (("id",), ("site", "article")),
    "articles": (("thread_id", "revision"), ("position",)),
    "comments": (("id",), ("position",), ("site", "submission_key"), ("branch", "ordinal")),
    "words": (("comment_id",),),
    "screenings": (("id",), ("position",)),
    "decisions": (("id",), ("supersedes",), ("position",)),
    "erasures": (("id",), ("comment_id",), ("position",)),
    "publications": (("id",), ("decision_id",)),
    "retractions": (("publication_id",),),
    "editions": (("branch", "level", "number", "position"),),
}


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kinds = {
        "blob": "BLOB" if sqlite else "BYTEA",
        "integer": "INTEGER" if sqlite else "BIGINT",
        "serial": "INTEGER PRIMARY KEY AUTOINCREMENT"
        if sqlite
        else "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    }
    for statement in TABLES.format(**kinds).split(";\n"):
        is_table = "CREATE TABLE" in statement
        op.execute(statement + (" STRICT" if sqlite and is_table else ""))
    if sqlite:
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def downgrade() -> None:
    raise NotImplementedError("records are never thrown away; restore a backup instead")


def _guard_on_sqlite() -> None:
    for table, keys in RECORD_KEYS.items():
        for verb in ("UPDATE", "DELETE"):
            erased = " WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id)"
            when = erased if (table, verb) == ("words", "DELETE") else ""
            op.execute(
                f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table}{when} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: records are never changed or removed'); END"
            )
        same = " OR ".join(
            "EXISTS (SELECT 1 FROM {} WHERE {})".format(table, " AND ".join(f"{c} = NEW.{c}" for c in key))
            for key in keys
        )
        op.execute(
            f"CREATE TRIGGER {table}_never_replace BEFORE INSERT ON {table} WHEN {same} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: this record exists already'); END"
        )
    op.execute(
        "CREATE TRIGGER decisions_never_refirst BEFORE INSERT ON decisions WHEN NEW.supersedes IS NULL "
        "AND EXISTS (SELECT 1 FROM decisions WHERE comment_id = NEW.comment_id) "
        "BEGIN SELECT RAISE(ABORT, 'decisions: this comment is decided already'); END"
    )
    op.execute(
        "CREATE TRIGGER publications_only_current BEFORE INSERT ON publications "
        "WHEN EXISTS (SELECT 1 FROM decisions WHERE supersedes = NEW.decision_id) "
        "BEGIN SELECT RAISE(ABORT, 'publications: this decision has been superseded'); END"
    )


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION diwan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%: records are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; "
        "END $$"
    )
    op.execute(
        "CREATE FUNCTION diwan_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM erasures WHERE comment_id = OLD.comment_id) THEN "
        "RAISE EXCEPTION 'words: records are never changed or removed' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE FUNCTION diwan_only_current() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM decisions WHERE supersedes = NEW.decision_id) THEN "
        "RAISE EXCEPTION 'publications: this decision has been superseded' USING ERRCODE = 'restrict_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    for table in RECORD_KEYS:
        for verb in ("UPDATE", "DELETE"):
            function = "diwan_only_erased" if (table, verb) == ("words", "DELETE") else "diwan_refuse"
            op.execute(
                f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
        op.execute(
            f"CREATE TRIGGER {table}_never_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION diwan_refuse()"
        )
    op.execute(
        "CREATE TRIGGER publications_only_current BEFORE INSERT ON publications "
        "FOR EACH ROW EXECUTE FUNCTION diwan_only_current()"
    )
