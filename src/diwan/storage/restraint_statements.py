"""What a job may do with restraints inside the writer's transaction; the words of `restraints.Restraints` say what each method means."""

from diwan.clock import Milliseconds
from diwan.restraints import Lifting, Restraint
from diwan.storage import schema
from diwan.storage.rows import restraint_from
from diwan.storage.statements import Statements

RESTRAINT_COLUMNS = "r.id, r.reader_id, r.effect, r.guideline, r.until, r.by, r.note, r.at"
IN_FORCE = "(r.until IS NULL OR r.until > {at}) AND NOT EXISTS (SELECT 1 FROM liftings l WHERE l.restraint_id = r.id)"
_ON = (
    f"SELECT {RESTRAINT_COLUMNS} FROM restraints r WHERE r.reader_id = ? AND {IN_FORCE.format(at='?')} "  # noqa: S608 - our own words
    "ORDER BY r.position"
)
_HELD = (
    "SELECT 1 FROM signers s JOIN restraints r ON r.reader_id = s.reader_id "  # noqa: S608 - our own words
    f"WHERE s.comment_id = ? AND {IN_FORCE.format(at='?')} LIMIT 1"
)
_LAST_ACT = (
    "SELECT max(p) FROM (SELECT max(r.position) AS p FROM restraints r WHERE r.reader_id = ? UNION ALL "
    "SELECT max(l.position) FROM liftings l JOIN restraints r ON r.id = l.restraint_id WHERE r.reader_id = ?) acts"
)


class RestraintStatements(Statements):
    """The part of a transaction that restraints need."""

    def restraints_on(self, reader_id: str, at: Milliseconds) -> list[Restraint]:
        """What is in force then against a reader, the oldest first."""
        return [restraint_from(row) for row in self._all(_ON, reader_id, at)]

    def is_held(self, comment_id: str, at: Milliseconds) -> bool:
        """Whether anything is in force then against the reader who signed this comment."""
        return bool(self._one(_HELD, comment_id, at))

    def restraint(self, restraint_id: str) -> Restraint | None:
        row = self._one(f"SELECT {RESTRAINT_COLUMNS} FROM restraints r WHERE r.id = ?", restraint_id)  # noqa: S608 - our own words
        return restraint_from(row) if row else None

    def is_lifted(self, restraint_id: str) -> bool:
        return bool(self._one("SELECT 1 FROM liftings WHERE restraint_id = ?", restraint_id))

    def last_act_on(self, reader_id: str) -> int:
        row = self._one(_LAST_ACT, reader_id, reader_id)
        return -1 if row is None or row[0] is None else int(row[0])

    def is_editor(self, moderator_id: str) -> bool:
        return bool(self._one("SELECT 1 FROM moderators WHERE id = ? AND role = 'editor'", moderator_id))

    def keep_restraint(
        self, restraint: Restraint, *, salt: bytes, note_salt: bytes | None, position: int
    ) -> None:
        """Store the restraint; the salt lets the ledger's commitment be checked."""
        self._insert(
            schema.restraints,
            id=restraint.id,
            reader_id=restraint.reader_id,
            salt=salt,
            effect=restraint.effect.value,
            guideline=restraint.guideline.value,
            until=restraint.until,
            by=restraint.by,
            note=restraint.note,
            note_salt=note_salt,
            at=restraint.at,
            position=position,
        )

    def keep_lifting(self, lifting: Lifting, *, note_salt: bytes | None, position: int) -> None:
        self._insert(
            schema.liftings,
            restraint_id=lifting.restraint_id,
            by=lifting.by,
            note=lifting.note,
            note_salt=note_salt,
            at=lifting.at,
            position=position,
        )
