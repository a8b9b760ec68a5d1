"""What a job may do with what is printed inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from collections.abc import Sequence

from diwan.clock import Milliseconds
from diwan.decisions import Decision
from diwan.storage import schema
from diwan.storage.statements import Statements
from diwan.stored import EditionRow


class PrintingStatements(Statements):
    """The part of a transaction that printing needs."""

    def owe_printing(self, thread_id: str, comment_id: str | None) -> None:
        """Note that the thread must be printed again, because of this comment or (None) its heading."""
        self._insert(schema.unprinted, thread_id=thread_id, comment_id=comment_id)

    def owe_everything(self) -> None:
        """Note that every thread must be printed again, with every comment in it that readers see."""
        self._run(
            "INSERT INTO unprinted (thread_id, comment_id) SELECT c.thread_id, c.id FROM printed p "
            "JOIN comments c ON c.id = p.comment_id ORDER BY c.position"
        )
        self._run("INSERT INTO unprinted (thread_id, comment_id) SELECT id, NULL FROM threads")

    def settle_printing(self, ids: Sequence[int]) -> None:
        for owed in ids:
            self._run("DELETE FROM unprinted WHERE id = ?", owed)

    def keep_publication(
        self, publication_id: str, decision: Decision, at: Milliseconds, position: int
    ) -> None:
        self._insert(
            schema.publications,
            id=publication_id,
            comment_id=decision.comment_id,
            decision_id=decision.id,
            digest=decision.digest,
            outcome=decision.outcome.value,
            at=at,
            position=position,
        )
        self._insert(schema.printed, comment_id=decision.comment_id, publication_id=publication_id)

    def keep_retraction(
        self,
        publication_id: str,
        comment_id: str,
        *,
        decision_id: str | None,
        erasure_id: str | None,
        at: Milliseconds,
        position: int,
    ) -> None:
        self._insert(
            schema.retractions,
            publication_id=publication_id,
            comment_id=comment_id,
            decision_id=decision_id,
            erasure_id=erasure_id,
            at=at,
            position=position,
        )
        self._run("DELETE FROM printed WHERE comment_id = ?", comment_id)

    def keep_editions(
        self, thread_id: str, rows: Sequence[EditionRow], *, at: Milliseconds, position: int
    ) -> None:
        """Record the sheets just printed, and make them the current ones; those they replace become stale."""
        for row in rows:
            place = (row.branch, row.level, row.number)
            old = self._one(
                "DELETE FROM current_sheets WHERE branch = ? AND level = ? AND number = ? RETURNING address",
                *place,
            )
            if old and old[0] != row.address:
                self._run("DELETE FROM stale_sheets WHERE address = ?", old[0])
                self._insert(schema.stale_sheets, address=old[0], since=at)
            self._insert(
                schema.current_sheets,
                branch=row.branch,
                level=row.level,
                number=row.number,
                address=row.address,
                count=row.count,
            )
            self._insert(
                schema.editions,
                thread_id=thread_id,
                branch=row.branch,
                level=row.level,
                number=row.number,
                position=position,
                address=row.address,
                count=row.count,
            )

    def forget_stale_sheets(self, addresses: Sequence[str]) -> None:
        for address in addresses:
            self._run("DELETE FROM stale_sheets WHERE address = ?", address)
