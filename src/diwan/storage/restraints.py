"""What is in force against the reader who signed a comment: for his receipt."""

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.restraints import Restraint
from diwan.storage.restraint_statements import IN_FORCE, RESTRAINT_COLUMNS
from diwan.storage.rows import restraint_from

_ON_SIGNER = text(
    f"SELECT {RESTRAINT_COLUMNS} FROM signers s JOIN restraints r ON r.reader_id = s.reader_id "  # noqa: S608 - our own words
    f"WHERE s.comment_id = :id AND {IN_FORCE.format(at=':at')} ORDER BY r.position"
)


def restraints_on_signer(connection: Connection, comment_id: str, at: Milliseconds) -> list[Restraint]:
    """The restraints in force then, the oldest first; none of a guest."""
    return [restraint_from(row) for row in connection.execute(_ON_SIGNER, {"id": comment_id, "at": at})]
