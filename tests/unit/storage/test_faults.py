"""What is told of a database's complaint: what to expect, and never what was written."""

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from diwan.storage.faults import trouble, unavailable


def raised(first: Exception, then: Exception) -> Exception:
    """`then`, as it comes up while `first` is being handled."""
    try:
        try:
            raise first
        except type(first):
            raise then  # noqa: B904 - as the driver does it
    except type(then) as error:
        return error


def test_a_server_that_went_away_is_named_though_the_driver_complains_of_its_pipeline_last() -> None:
    """Which of the two errors comes out depends on how far the pipeline had got when the server went."""
    gone = psycopg.errors.AdminShutdown("terminating connection due to administrator command")
    last = raised(gone, psycopg.OperationalError("cannot exit pipeline mode while busy"))
    assert trouble(last) == "The database cannot be reached."
    assert trouble(OperationalError("INSERT", None, last)) == "The database cannot be reached."


def test_an_error_that_only_came_before_and_is_not_the_databases_is_not_told() -> None:
    last = raised(ValueError("connection canary"), psycopg.OperationalError("cannot exit pipeline mode"))
    assert trouble(last) == "The database could not take it (OperationalError)."


@pytest.mark.parametrize("kind", [psycopg.OperationalError, psycopg.DataError])
def test_what_was_written_is_never_told(kind: type[psycopg.Error]) -> None:
    told = unavailable(OperationalError("INSERT canary", {"body": "canary"}, kind("row (canary) is odd")))
    assert "canary" not in told.detail
    assert kind.__name__ in told.detail
