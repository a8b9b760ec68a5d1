"""How a table is told of: its columns and their types, for queries only."""

from typing import Any

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def table(name: str, /, **columns: type[TypeEngine[Any]]) -> Table:
    """The table of this name, with its columns in their order."""
    return Table(name, metadata, *(Column(column, kind()) for column, kind in columns.items()))
