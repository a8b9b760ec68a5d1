"""Bringing a database to this version's schema, and refusing one that is not what it should be."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from diwan.errors import CannotStart
from diwan.storage.faults import DRIVER_ERRORS, trouble
from diwan.storage.lanes import lane_again

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
        found = MigrationContext.configure(connection).get_current_revision()
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    if found is None:
        if founded:
            raise CannotStart(VANISHED)
        if tables:
            raise CannotStart(
                "The database holds tables that are not Diwan's. Give Diwan a database of its own."
            )
    known = _known()
    if found is not None and found not in known:
        raise CannotStart(
            f"The database has schema {found}, which this version of Diwan does not know: it was used by a later "
            "one. Install that version again, or restore a backup made before the upgrade."
        )
    # Also where nothing is to be done: whoever may not write is told now.
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if found == known[0]:
            return
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if found is not None:
            # They follow from the rules of the day: those of the version before may have been others.
            lane_again(connection)


@cache
def _known() -> tuple[str, ...]:
    """Every revision of the schema, this version's first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "diwan.storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
