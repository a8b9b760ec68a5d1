"""Alembic runs this file. The connection is handed over by `diwan.storage.migrate`; there is no alembic.ini."""

from alembic import context

from diwan.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
