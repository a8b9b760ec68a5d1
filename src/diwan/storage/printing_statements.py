"""What a job may do with what is printed inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from collections.abc import Sequence

from diwan.clock import Milliseconds
from diwan.decisions import Decision
from diwan.storage import schema
from diwan.storage.statements import Statements
from diwan.stored import EditionRow

_BECOME_STALE = (
    "INSERT INTO stale_sheets (address, since) SELECT address, CAST(? AS BIGINT) FROM current_sheets "
    "WHERE branch = ? AND level = ? AND number = ? AND address <> ? "
    "ON CONFLICT (address) DO UPDATE SET since = excluded.since"
)
_BECOME_CURRENT = (
    "INSERT INTO current_sheets (branch, level, number, address, count) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (branch, level, number) DO UPDATE SET address = excluded.address, count = excluded.count"
)


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
        if ids:
            self._run_among("DELETE FROM unprinted WHERE id = ?", "id", ids)

    def keep_publication(
        self, publication_id: str, decision: Decision, at: Milliseconds, position: int
    ) -> None:
        self._gather(
            schema.publications,
            publication_id,
            decision.comment_id,
            decision.id,
            decision.digest,
            decision.outcome.value,
            at,
            position,
        )
        self._gather(schema.printed, decision.comment_id, publication_id)

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
            self._gather(
                schema.editions,
                thread_id,
                row.branch,
                row.level,
                row.number,
                position,
                row.address,
                row.count,
            )
        places = [(row.branch, row.level, row.number, row.address) for row in rows]
        self._run_many(_BECOME_STALE, [(at, *place) for place in places])
        self._run_many(
            _BECOME_CURRENT, [(*place, row.count) for place, row in zip(places, rows, strict=True)]
        )

    def forget_stale_sheets(self, addresses: Sequence[str]) -> None:
        for address in addresses:
            self._run("DELETE FROM stale_sheets WHERE address = ?", address)
