"""What a start knows of the schema without reading the migrations."""

from diwan.storage import migrate


def test_the_newest_schema_is_that_of_the_last_migration() -> None:
    assert migrate._known()[0] == migrate.NEWEST
