"""What a job may do with search keys inside the writer's transaction; the words of `ports.Transaction` say what each method means.

On PostgreSQL every key also names the stretches of the ledger it lies in (`storage/search_stretches`).
"""

from collections.abc import Sequence

from diwan.storage.search_stretches import stretches_of
from diwan.storage.statements import Statements

_INSERT_SQLITE = "INSERT INTO search_keys (position, comment_id, key) VALUES (?, ?, ?)"
_INSERT_POSTGRESQL = (
    "INSERT INTO search_keys (position, comment_id, key) VALUES (?, ?, array_to_tsvector(CAST(? AS text[])))"
)
_INDEX = "INSERT INTO search_index (rowid, key) VALUES (?, ?)"
# With the key exactly as it was put in: FTS5 takes its word for what to remove.
_UNINDEX = (
    "INSERT INTO search_index (search_index, rowid, key) "
    "SELECT 'delete', position, key FROM search_keys WHERE comment_id = ?"
)


class SearchStatements(Statements):
    """The part of a transaction that search keys need."""

    def keep_search_key(self, comment_id: str, key: Sequence[str]) -> None:
        """Store the tokens under which a comment is found."""
        row = self._one("SELECT position FROM comments WHERE id = ?", comment_id)
        if row is None:
            return
        position: int = row[0]
        if self._postgresql:
            self._run(_INSERT_POSTGRESQL, position, comment_id, [*key, *stretches_of(position)])
        else:
            text = " ".join(key)
            self._run(_INSERT_SQLITE, position, comment_id, text)
            self._run(_INDEX, position, text)

    def settle_search_key(self, comment_id: str) -> bool:
        """Take a comment off the list of those that are owed a key; False if it does not stand there any more."""
        self.writes += 1
        return bool(self._one("DELETE FROM unkeyed WHERE comment_id = ? RETURNING comment_id", comment_id))

    def _forget_search_key(self, comment_id: str) -> None:
        self._run("DELETE FROM unkeyed WHERE comment_id = ?", comment_id)
        if not self._postgresql:
            self._run(_UNINDEX, comment_id)
        self._run("DELETE FROM search_keys WHERE comment_id = ?", comment_id)
