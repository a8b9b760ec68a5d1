"""Bringing a database to this version's schema, and refusing one that is not what it should be.

Alembic does the work. It is imported where there is work to do: it is large, and most starts only learn that nothing has changed.
"""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from diwan.errors import CannotStart
from diwan.storage.faults import DRIVER_ERRORS, trouble
from diwan.storage.lanes import lane_again

if TYPE_CHECKING:
    from alembic.config import Config

NOTED_IN = "alembic_version"
NEWEST = "0020"
"""The revision of this version's schema: that of the last file in `migrations/versions`."""

VANISHED = (
    "The database is empty, but this installation has had one: it has vanished or the address is wrong. "
    "Correct [database] url, or restore a backup with `diwan restore`. To begin anew on purpose, use an "
    "empty data folder."
)


def upgrade(engine: Engine, *, founded: bool) -> None:
    """Create or migrate the schema. `founded` says that this installation has had a database before.

    Raises CannotStart for a database that has vanished (nothing in it, although founded), comes from a later Diwan or
    cannot be used at all.
    """
    try:
        _upgrade(engine, founded=founded)
    except DRIVER_ERRORS as error:
        raise CannotStart(
            f"{trouble(error)} Check [database] url, and that Diwan's account may read and write there."
        ) from error


def _upgrade(engine: Engine, *, founded: bool) -> None:
    with engine.connect() as connection:
        known = inspect(connection)
        # As Alembic has noted it there.
        noted = text("SELECT version_num FROM alembic_version")
        found: str | None = (
            connection.execute(noted).scalar_one_or_none() if known.has_table(NOTED_IN) else None
        )
        # Only of a database that holds nothing of Diwan's is it asked what else there is.
        tables = set(known.get_table_names()) if found is None else set()
    if found is None:
        if founded:
            raise CannotStart(VANISHED)
        if tables - {NOTED_IN}:
            raise CannotStart(
                "The database holds tables that are not Diwan's. Give Diwan a database of its own."
            )
    if found not in (None, NEWEST) and found not in _known():
        raise CannotStart(
            f"The database has schema {found}, which this version of Diwan does not know: it was used by a later "
            "one. Install that version again, or restore a backup made before the upgrade."
        )
    # Also where nothing is to be done: whoever may not write is told now.
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if found == NEWEST:
            return
        _migrate(connection)
        if found is not None:
            # They follow from the rules of the day: those of the version before may have been others.
            lane_again(connection)


def _migrate(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@cache
def _known() -> tuple[str, ...]:
    """Every revision of the schema, this version's first."""
    from alembic.script import ScriptDirectory

    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "diwan.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
