"""The guards that a database keeps over a table of records: nothing in it is changed, removed or replaced.

Every migration since 0003 sets them up from here; 0001 has its own, with the functions that PostgreSQL's triggers call. What is
written here has run on databases out there: a new kind of guard is a new function, never a change to this one.
"""

from alembic import op


def insert_only(
    table: str, *keys: tuple[str, ...], erased: str = "", erased_function: str = "diwan_refuse"
) -> None:
    """Guard `table`, whose `keys` are all its unique ones.

    `erased` is an SQL condition on the OLD row: where it holds, the row may be deleted on SQLite; on PostgreSQL `erased_function`,
    a trigger's, decides.
    """
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite(table, keys, erased)
    else:
        _on_postgresql(table, erased_function)


def _on_sqlite(table: str, keys: tuple[tuple[str, ...], ...], erased: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        when = f" WHEN NOT {erased}" if erased and verb == "DELETE" else ""
        op.execute(
            f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table}{when} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: records are never changed or removed'); END"
        )
    # A colliding INSERT OR REPLACE deletes the old row past its delete trigger where recursive_triggers is off.
    same = " OR ".join(
        "EXISTS (SELECT 1 FROM {} WHERE {})".format(table, " AND ".join(f"{c} = NEW.{c}" for c in key))
        for key in keys
    )
    op.execute(
        f"CREATE TRIGGER {table}_never_replace BEFORE INSERT ON {table} WHEN {same} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: this record exists already'); END"
    )


def _on_postgresql(table: str, erased_function: str) -> None:
    for verb, function in (("UPDATE", "diwan_refuse"), ("DELETE", erased_function)):
        op.execute(
            f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    op.execute(
        f"CREATE TRIGGER {table}_never_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION diwan_refuse()"
    )
