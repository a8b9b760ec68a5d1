"""What a transaction may do for those whose texts are scored: their keys, and the examples they send."""

from diwan.clock import Milliseconds
from diwan.storage import schema
from diwan.storage.statements import Statements

ERASED_AT_ONCE = 1000


class ScoringStatements(Statements):
    """A part of `Transaction`."""

    def keep_scoring_key(
        self, key_hash: bytes, *, name: str, number: int, per_minute: int, at: Milliseconds
    ) -> None:
        self._insert(
            schema.scoring_keys, hash=key_hash, name=name, number=number, per_minute=per_minute, at=at
        )

    def revoke_scoring_key(self, name: str) -> bool:
        """Remove the key of this name; False if there is none."""
        row = self._one("DELETE FROM scoring_keys WHERE name = ? RETURNING name", name)
        self.writes += row is not None
        return row is not None

    def keep_suggestion(
        self, suggestion_id: str, *, key_name: str, community: str, example: bytes, at: Milliseconds
    ) -> None:
        self._insert(
            schema.suggestions,
            id=suggestion_id,
            key_name=key_name,
            community=community,
            example=example,
            at=at,
        )

    def keep_suggestion_erasure(
        self,
        erasure_id: str,
        *,
        suggestion_id: str | None,
        key_name: str | None,
        community: str | None,
        by: str,
        at: Milliseconds,
    ) -> None:
        """Record that what fits everything named is to be removed; `erase_suggestions` does it."""
        self._insert(
            schema.suggestion_erasures,
            id=erasure_id,
            suggestion_id=suggestion_id,
            key_name=key_name,
            community=community,
            by=by,
            at=at,
        )

    def erase_suggestions(self, erasure_id: str) -> int:
        """Remove some of what a recorded erasure names, and say how many; 0 once none is left."""
        erased = self._all(
            "DELETE FROM suggestions WHERE id IN (SELECT s.id FROM suggestions s JOIN suggestion_erasures e ON "
            "(e.suggestion_id IS NULL OR e.suggestion_id = s.id) AND (e.key_name IS NULL OR e.key_name = s.key_name) "
            "AND (e.community IS NULL OR e.community = s.community) AND e.at >= s.at WHERE e.id = ? LIMIT ?) RETURNING id",
            erasure_id,
            ERASED_AT_ONCE,
        )
        self.writes += len(erased)
        return len(erased)
