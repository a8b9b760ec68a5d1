"""PostgreSQL databases that a test has done with, emptied for the next one: a copy of a new one is a thousand files, written and removed.

A database is used again only where nobody can tell it from a new copy: nobody is connected to it any more, its schema is untouched,
nothing was analysed or vacuumed, and no table has grown much. Every other one is removed. What was deleted stays in its files, so that
what comes next lies behind it in the order in which it came, as in a new table.
"""

from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.waiting import until

Connection = psycopg.Connection[Any]

MOST_BYTES = 2 << 20
"""So much its tables may hold: what is deleted still lies in their files."""
MOST_TIMES = 200

_FIRST_OF_OURS = 16384
"""What PostgreSQL brings along has smaller numbers."""

# Whatever is done to a schema makes a row of a catalogue anew, or one more or less: a trigger switched off as well as a column added.
_CATALOGUES = (
    ("pg_class", "oid"),
    ("pg_attribute", "attrelid"),
    ("pg_trigger", "oid"),
    ("pg_proc", "oid"),
    ("pg_constraint", "oid"),
    ("pg_index", "indexrelid"),
    ("pg_attrdef", "oid"),
    ("pg_namespace", "oid"),
    ("pg_extension", "oid"),
    ("pg_statistic", "starelid"),
)
_CATALOGUE = "SELECT '{0}', count(*), coalesce(sum(xmin::text::bigint), 0) FROM {0} WHERE {1} >= {2}"
_OWN = "SELECT oid FROM pg_database WHERE datname = current_database()"
_SCHEMA = " UNION ALL ".join(
    [
        *(_CATALOGUE.format(name, column, _FIRST_OF_OURS) for name, column in _CATALOGUES),
        # What a VACUUM writes down beside the row.
        f"SELECT 'vacuumed', sum(relpages), sum(reltuples)::bigint FROM pg_class WHERE oid >= {_FIRST_OF_OURS}",
        f"SELECT 'settings', count(*), 0 FROM pg_db_role_setting WHERE setdatabase = ({_OWN})",
    ]
)
_TABLES = (
    "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 ORDER BY relname"
)
_SEQUENCES = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"
_OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> %s"


class Emptied:
    """The databases of one process that may be used again. For one thread."""

    def __init__(self, maintenance: Connection) -> None:
        self._maintenance = maintenance
        self._uses: dict[str, int] = {}
        self._free: list[str] = []
        self._owners: dict[str, Connection] = {}
        self._new: object = None
        self._kept: dict[str, list[Any]] = {}

    def made(self, address: str) -> None:
        """A new copy. The first of them is looked at: so all of them are to be when they come back."""
        if self._new is None:
            try:
                self._look_at_new(self._owner(address))
            except psycopg.errors.InsufficientPrivilege:
                # On a server where we may not do as its owner, each test has a copy of its own.
                self._new = False
        if self._new:
            self._uses[address] = 0

    def taken(self) -> str | None:
        """One that is empty, or None."""
        while self._free:
            address = self._free.pop()
            if not self._others(address):
                return address
            # Somebody who was thought to be gone has come back, and would write into it.
            self._forget(address)
            self._maintenance.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name(address)))
            )
        return None

    def given_back(self, address: str) -> bool:
        """Whether it will be used again; otherwise it is the caller's to remove. Whoever is still connected is disconnected."""
        if address not in self._uses:
            return False
        self._uses[address] += 1
        if self._uses[address] < MOST_TIMES and self._is_as_new(address):
            self._free.append(address)
            return True
        self._forget(address)
        return False

    def _look_at_new(self, owner: Connection) -> None:
        for table, _ in owner.execute(_TABLES).fetchall():
            self._kept[table] = self._rows(owner, table)
        self._new = owner.execute(_SCHEMA).fetchall()

    def _is_as_new(self, address: str) -> bool:
        try:
            self._disconnect(address)
            owner = self._owner(address)
            tables = dict(owner.execute(_TABLES).fetchall())
            if sum(tables.values()) > MOST_BYTES:
                return False
            owner.execute(
                sql.SQL("; ").join(
                    sql.SQL("DELETE FROM {}").format(sql.Identifier(table))
                    for table in tables
                    if table not in self._kept
                )
            )
            owner.execute(_SEQUENCES)
            return self._new == owner.execute(_SCHEMA).fetchall() and all(
                rows == self._rows(owner, table) for table, rows in self._kept.items()
            )
        except psycopg.Error:
            return False

    def _disconnect(self, address: str) -> None:
        for pid in self._others(address):
            self._maintenance.execute("SELECT pg_terminate_backend(%s)", [pid])
        until(lambda: not self._others(address), "a test's connections to end")

    def _others(self, address: str) -> list[int]:
        owner = self._owners.get(address)
        own = -1 if owner is None else owner.info.backend_pid
        return [pid for (pid,) in self._maintenance.execute(_OTHERS, [_name(address), own])]

    def _owner(self, address: str) -> Connection:
        """A connection of the database's owner, whom no trigger hinders; a new one where somebody has ended the last one."""
        owner = self._owners.get(address)
        if owner is not None:
            try:
                owner.execute("SELECT 1")
            except psycopg.OperationalError:
                owner.close()
            else:
                return owner
        owner = psycopg.connect(address, autocommit=True)
        self._owners[address] = owner
        owner.execute("SET session_replication_role = replica")
        return owner

    def _forget(self, address: str) -> None:
        self._uses.pop(address, None)
        owner = self._owners.pop(address, None)
        if owner is not None:
            owner.close()

    @staticmethod
    def _rows(owner: Connection, table: str) -> list[Any]:
        return owner.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()


def _name(address: str) -> str:
    return str(conninfo_to_dict(address)["dbname"])
